"""Find the marks of emphasis in a Markdown passage: which signs are marks, and which are signs of the text.

A delimiter stack, as CommonMark 0.31 (section 6.2) parses emphasis, in time that grows with the length of the text, but with
stricter rules: only what is plainly meant is taken for a mark. A run of one to three stars or low lines opens before a word and
closes after one, and a pair has runs of one length. No mark stands within a word ("5*3*2"), and no low line within a name or an
address either ("snake_case", "__init__.py"), nor any in code between backticks. Raised and lowered figures are written as tags.
Whatever else Markdown knows (lists, links, addresses, code, HTML) is text here, and stays.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

DEEPEST = 4  # marks within marks
_LONGEST_RUN = 3
_TAGS = {1: "em", 2: "strong", 3: "strong"}
_TOKEN = re.compile(
    r"(?P<fence>`+)(?:(?!`)[^`]+(?P=fence)(?!`))?"  # code, or backticks that nothing closes
    r"|(?P<run>\*+|_+)|<(?P<closes>/?)(?P<tag>sup|sub)>"
)
# What lies between these is one word, name or address, in which a low line is a letter.
_UNBROKEN = re.compile(r"[^\s—–()\[\]{}“”‘’\"'«»„,;!?…|<>-]+")


@dataclass(frozen=True, slots=True, order=True)
class EmphasisMark:
    """One mark: the signs that are left out, `[start, end)`, and the tag that they open or close."""

    start: int
    end: int
    tag: str
    opens: bool


@dataclass(frozen=True, slots=True)
class _Delimiter:
    """Signs that may open a stretch of emphasis, or close the last one that signs of the same kind have opened."""

    start: int
    end: int
    kind: str
    tag: str
    opens: bool
    closes: bool


def find_emphasis(text: str) -> tuple[EmphasisMark, ...]:
    """Return the marks of emphasis of a text in order, each opening one with its closing one, well nested."""
    found: list[EmphasisMark] = []
    depth = 0
    for mark in sorted(_pair(_delimiters(text)), key=lambda mark: mark.start):
        depth += mark.opens
        if depth <= DEEPEST:
            found.append(mark)
        depth -= not mark.opens
    return tuple(found)


def without_emphasis(text: str, start: int = 0, end: int | None = None) -> str:
    """Return the words of a Markdown text at `[start, end)` as they are shown: without the marks that the whole has there."""
    stop = len(text) if end is None else end
    parts, last = [], start
    for mark in find_emphasis(text):
        parts.append(text[last : min(mark.start, stop)])
        last = max(last, mark.end)
    return "".join([*parts, text[last:stop]])


def _pair(delimiters: Iterable[_Delimiter]) -> Iterator[EmphasisMark]:
    """Yield the marks of each pair: what closes takes the last of its kind that is open, and what opened since is text."""
    opened: list[_Delimiter] = []
    waiting: Counter[str] = Counter()  # how many of a kind are open, so that none is looked for in vain
    for delimiter in delimiters:
        if delimiter.closes and waiting[delimiter.kind]:
            while (last := opened.pop()).kind != delimiter.kind:
                waiting[last.kind] -= 1
            waiting[last.kind] -= 1
            if last.end < delimiter.start:
                yield EmphasisMark(last.start, last.end, last.tag, opens=True)
                yield EmphasisMark(delimiter.start, delimiter.end, last.tag, opens=False)
        elif delimiter.opens:
            opened.append(delimiter)
            waiting[delimiter.kind] += 1


def _delimiters(text: str) -> Iterator[_Delimiter]:
    """Yield what can open or close emphasis, in order."""
    tokens = [token for token in _TOKEN.finditer(text) if not token["fence"]]
    runs = [token.span() for token in tokens if token["run"]]
    in_word = dict(zip(runs, zip(_letters_before(text, runs), _letters_after(text, runs), strict=True), strict=True))
    in_name = _letters_in_name(text, runs)
    for token in tokens:
        start, end = token.span()
        if tag := token["tag"]:
            yield _Delimiter(start, end, f"<{tag}>", tag, opens=not token["closes"], closes=bool(token["closes"]))
        elif end - start <= _LONGEST_RUN and text[start - 1 : start] != "\\":
            before, after = in_name[start, end] if text[start] == "_" else in_word[start, end]
            opens = not before and end < len(text) and not text[end].isspace()
            closes = not after and start > 0 and not text[start - 1].isspace()
            yield _Delimiter(start, end, token["run"], _TAGS[end - start], opens, closes)


def _letters_before(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[bool]:
    """Yield whether a letter or digit stands before each run of signs, and before those that it adjoins."""
    last, before = -1, False
    for start, end in runs:
        if start != last:
            before = start > 0 and _is_letter(text[start - 1])
        yield before
        last = end


def _letters_after(text: str, runs: Sequence[tuple[int, int]]) -> Sequence[bool]:
    """Return whether a letter or digit stands after each run of signs, and after those that it adjoins."""
    found: list[bool] = []
    for index in reversed(range(len(runs))):
        end = runs[index][1]
        adjoins = index + 1 < len(runs) and runs[index + 1][0] == end
        found.append(found[-1] if adjoins else end < len(text) and _is_letter(text[end]))
    return found[::-1]


def _letters_in_name(text: str, runs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[bool, bool]]:
    """Return whether letters of the same name or address stand before and after each run of low lines."""
    found: dict[tuple[int, int], tuple[bool, bool]] = {}
    names = _UNBROKEN.finditer(text)
    first = last = stop = -1
    joins = False
    for start, end in runs:
        if text[start] != "_":
            continue
        while stop <= start:  # a low line always lies in a name
            name = next(names)
            letters = [at for at in range(*name.span()) if text[at].isalnum()]
            stop = name.end()
            first, last = (letters[0], letters[-1]) if letters else (stop, -1)
            joins = bool(letters) and "_" in text[first:last]  # and so those at its ends are its own
        found[start, end] = joins or first < start, joins or last >= end or text[end : end + 1] in ("(", "[")
    return found


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
