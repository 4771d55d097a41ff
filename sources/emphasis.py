"""Find the marks of emphasis in a Markdown passage: which signs are marks, and which are signs of the text.

Only what is plainly meant is taken for a mark: stars or low lines that stand before a word and after one, and raised or lowered
figures written as tags. Whatever else Markdown knows (lists, links, addresses, code, HTML) is text here, and stays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DEEPEST = 4  # marks within marks
_TAGS = {1: "em", 2: "strong", 3: "strong"}
# A run of signs that no letter, digit or like sign touches from outside, and no white space from inside.
_STARS = re.compile(r"(?<![\w*\\])(?P<sign>\*{1,3})(?=[^\s*])(?P<words>[^*]*[^\s*\\])(?P=sign)(?![\w*])")
_STRONG = re.compile(r"(?<![\w*\\])(?P<sign>\*\*)(?=[^\s])(?P<words>(?:[^*]|(?<!\*)\*(?!\*))*[^\s*\\])(?P=sign)(?![\w*])")
_LOW_LINES = re.compile(r"(?<![\w\\])(?P<sign>_{1,3})(?=[^\s_])(?P<words>[^_]*[^\s_\\])(?P=sign)(?![\w])")
_RAISED = re.compile(r"<(?P<tag>sup|sub)>(?P<words>[^<>]+)</(?P=tag)>")


@dataclass(frozen=True, slots=True, order=True)
class EmphasisMark:
    """One mark: the signs that are left out, `[start, end)`, and the tag that they open or close."""

    start: int
    end: int
    tag: str
    opens: bool


def find_emphasis(text: str) -> tuple[EmphasisMark, ...]:
    """Return the marks of emphasis of a text in order, each opening one with its closing one, well nested."""
    return tuple(sorted(_find(text, 0, DEEPEST), key=lambda mark: (mark.start, not mark.opens)))


def _find(text: str, offset: int, deepest: int) -> Iterator[EmphasisMark]:
    """Yield the marks of a stretch of text that begins at an offset; what one pair encloses is looked at by itself."""
    at = 0
    while found := min(
        (match for pattern in (_STARS, _STRONG, _LOW_LINES, _RAISED) if (match := pattern.search(text, at))),
        key=lambda match: (match.start(), -match.end()),
        default=None,
    ):
        start, end = found.span("words")
        named = found.groupdict()
        tag = named.get("tag") or _TAGS[len(named["sign"])]
        yield EmphasisMark(offset + found.start(), offset + start, tag, opens=True)
        if deepest > 1:
            yield from _find(text[start:end], offset + start, deepest - 1)
        yield EmphasisMark(offset + end, offset + found.end(), tag, opens=False)
        at = found.end()
