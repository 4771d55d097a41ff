"""Find words in texts of three languages: whole or as beginnings, whatever their case, accents, apostrophes and hyphens.

A text is folded to its letters and digits alone; where a word ended is kept beside them, and where each letter stood in the
text. So `jamaat` finds “Jama'at” and “Jama’at”, `al-qaida` finds “al Qa‘ida” and “Al-Qaïda”, `islam` finds “l'Islam”, and
`1000` finds “1,000”.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from functools import lru_cache

from sources.characters import refuse_characters

LONGEST_QUERY = 200  # characters
SNIPPET = 240  # characters

_APOSTROPHES = "'’‘‛`´ʹʻʼʽʾʿˈ"
_HYPHENS = frozenset("-\u2010\u2011")  # a dash between words is more than a hyphen
_JOINERS = frozenset(f"{_APOSTROPHES}.,")  # U.S., 1,000, QDe.159
_NO_LETTERS = re.compile(rf"[\W_{_APOSTROPHES}]+")
_PHRASE = re.compile(r"[\"“„«]([^\"“”„«»]*)[\"”“»]")


class Break(Enum):
    """What parts two words, or the parts of one."""

    JOINED = "an apostrophe, or a point or comma without a space"
    HYPHEN = "a hyphen"
    GAP = "a space, or other punctuation"


class Rank(IntEnum):
    """How well words were found; the best comes first."""

    EXACT = 0  # they are all that a text says
    WHOLE = 1  # each of them is a whole word
    BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Folded:
    """A text's letters; after how many of them something parts them; and where in the text each stands, `[start, end)`."""

    letters: str
    breaks: Mapping[int, Break]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to look for: its letters, where they are parted, and whether the last word must be whole."""

    words: str
    letters: str
    breaks: Mapping[int, Break]
    whole: bool
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Where a word was found: `[start, end)` in code points of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """Words found in some texts: how well, and where in each of them."""

    rank: Rank
    spans: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text, which is marked or isn't."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text around words that were found; `before` and `after` tell whether more of it stands there."""

    segments: tuple[Segment, ...]
    before: bool
    after: bool


def letters_of(text: str) -> str:
    """Return a text's letters and digits, without case, accents and all that parts them."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKD", text).casefold())


def fold(text: str) -> Folded:
    """Return a text folded: its letters are those of `letters_of`."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    breaks: dict[int, Break] = {0: Break.GAP}
    parting = ""  # what is visible and stands between the last letter and here
    for index, character in enumerate(text):
        folded, is_visible = _fold_character(character)
        if folded:
            if parting and letters:
                breaks[len(letters)] = _break(parting)
            letters += folded
            places += [(index, index + 1)] * len(folded)
            parting = ""
        elif is_visible:
            parting += character
        elif places and not parting:
            places[-1] = (places[-1][0], index + 1)  # an accent belongs to its letter
    breaks[len(letters)] = Break.GAP
    return Folded("".join(letters), breaks, tuple(places))


def parse_query(text: str) -> tuple[Term, ...]:
    """Return the words and the quoted phrases that a reader looks for, each once.

    Raises ValueError, in words for the reader, for a text without a letter or digit, or one longer than LONGEST_QUERY.
    """
    text = text.strip()
    refuse_characters(text)
    if len(text) > LONGEST_QUERY:
        raise ValueError(f"“{text[:30]}…” is longer than {LONGEST_QUERY} characters")
    phrases = [replace(_term(phrase, whole=True), is_phrase=True) for phrase in _PHRASE.findall(text)]
    words = [_term(word, whole=False) for word in _words(_PHRASE.sub(" ", text))]
    terms = {(term.letters, term.whole): term for term in (*phrases, *words) if term.letters}
    if not terms:
        raise ValueError(f"“{text}” holds no letter or number")
    return tuple(terms.values())


def find(terms: Sequence[Term], texts: Sequence[str]) -> Match | None:
    """Return where all the terms stand in the texts, in whichever of them each; None if one stands in none."""
    plain = [letters_of(text) for text in texts]
    if not all(any(term.letters in letters for letters in plain) for term in terms):
        return None
    rank = Rank.WHOLE
    spans: list[set[Span]] = [set() for _ in texts]
    folded = [fold(text) for text in texts]
    for term in terms:
        found = [(index, at) for index, text in enumerate(folded) for at in _positions(term, text)]
        if not found:
            return None
        for index, at in found:
            spans[index].add(_word_at(folded[index], at, at + len(term.letters)))
        if not any(at + len(term.letters) in folded[index].breaks for index, at in found):
            rank = Rank.BEGINNING
    if "".join(term.letters for term in terms) in plain and rank is Rank.WHOLE:
        rank = Rank.EXACT
    return Match(rank, tuple(tuple(sorted(found_there, key=lambda span: (span.start, span.end))) for found_there in spans))


def segments(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> tuple[Segment, ...]:
    """Return a text, or `[start, end)` of it, in stretches that are marked and stretches that aren't."""
    end = len(text) if end is None else end
    pieces: list[Segment] = []
    at = start
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        left, right = max(span.start, at), min(span.end, end)
        if left < right:
            pieces += [Segment(text[at:left], False), Segment(text[left:right], True)]
            at = right
    return tuple(piece for piece in (*pieces, Segment(text[at:end], False)) if piece.text)


def snippet(text: str, spans: Sequence[Span], width: int = SNIPPET) -> Snippet:
    """Return about `width` characters of a text, from word to word: where most of the spans stand together, the first if several.

    A span longer than that is shown whole. Raises ValueError if there is no span.
    """
    if not spans:
        raise ValueError(f"nothing was found in {text[:60]!r}")
    reach = width * 2 // 3
    first = max(spans, key=lambda span: sum(span.start <= other.start and other.end <= span.start + reach for other in spans))
    start = max(0, min(first.start - width // 3, len(text) - width))
    end = min(len(text), max(start + width, first.end))
    if start and (gap := re.search(r"\s", text[start - 1 : first.start])):
        start += gap.end() - 1
    elif start:
        start = first.start
    if end < len(text):
        gaps = [gap.start() for gap in re.finditer(r"\s", text[first.end : end + 1])]
        end = first.end + gaps[-1] if gaps else first.end
    return Snippet(segments(text, spans, start, end), before=start > 0, after=end < len(text))


@lru_cache(maxsize=2048)
def _fold_character(character: str) -> tuple[str, bool]:
    """Return a character's letters, and whether it is seen by itself, as accents and soft hyphens are not."""
    return letters_of(character), unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf")


def _break(parting: str) -> Break:
    if parting in _HYPHENS:
        return Break.HYPHEN
    return Break.JOINED if parting in _JOINERS else Break.GAP


def _term(text: str, *, whole: bool) -> Term:
    folded = fold(text)
    inner = {at: kind for at, kind in folded.breaks.items() if 0 < at < len(folded.letters)}
    # A beginning of one letter would find nearly everything.
    return Term(text.strip(), folded.letters, inner, whole or len(folded.letters) == 1)


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text: what stands between two gaps."""
    folded = fold(text)
    gaps = sorted(at for at, kind in folded.breaks.items() if kind is Break.GAP)
    for begin, end in itertools.pairwise(gaps):
        yield text[folded.places[begin][0] : folded.places[end - 1][1]]


def _positions(term: Term, text: Folded) -> Iterator[int]:
    """Yield after how many letters of a text the term begins."""
    at = text.letters.find(term.letters)
    while at >= 0:
        if at in text.breaks and (not term.whole or at + len(term.letters) in text.breaks):
            inner = range(1, len(term.letters))
            if all(_agree(term.breaks.get(offset), text.breaks.get(at + offset)) for offset in inner):
                yield at
        at = text.letters.find(term.letters, at + 1)


def _agree(sought: Break | None, there: Break | None) -> bool:
    """Return whether what parts two letters in a term can stand for what parts them in a text."""
    if there is None:
        return sought is not Break.GAP
    return there is not Break.GAP or sought in (Break.HYPHEN, Break.GAP)


def _word_at(text: Folded, start: int, end: int) -> Span:
    """Return the span of letters `[start, end)`, up to the end of their last word."""
    while end not in text.breaks:
        end += 1
    return Span(text.places[start][0], text.places[end - 1][1])
