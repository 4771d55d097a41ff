"""Say how a quote that a text does not hold differs from words that it does hold: in apostrophes, dashes, ligatures, accents.

Nothing is matched by this: it only shows a person the words to copy.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sources.word_edges import is_inside
from sources.wording import shorten

_LIKE = {
    **dict.fromkeys("‘’‚‛ʼʻʿʾ`´′＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−－", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # soft hyphens, and what else has no width
}
_MOST_DIFFERENCES = 3
_MOST_NAMED = 120  # characters that name one side of a difference
_NAMES = {"\u00ad": "a soft hyphen", "\u200b": "a zero width space", "\u00a0": "a no-break space", " ": "a space"}


@dataclass(frozen=True, slots=True)
class NearQuote:
    """Words of a text that differ from a quote in their signs alone, and how."""

    words: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text with like signs as one, and for each character of that the index in the text of what it stands for."""

    text: str
    letters: str
    places: tuple[int, ...]

    def piece(self, first: int, beyond: int) -> str:
        """Return what the characters from `first` up to `beyond` stand for in the text."""
        return self.text[self.places[first] : self.places[beyond] if beyond < len(self.places) else len(self.text)]

    def divides(self, at: int) -> bool:
        """Whether a character of the text ends at a place; the letters of a ligature have no place between them."""
        return not 0 < at < len(self.places) or self.places[at - 1] != self.places[at]


def find_near_quote(quote: str, text: str) -> NearQuote | None:
    """Return the first whole words of a text that say what a quote says with other signs; None where there are none.

    Ligatures are compared as their letters, and apostrophes, quotation marks and dashes each as one; accents count only where
    nothing else is found, then capitals. The work grows with the length of the text, and with how often the words occur.
    """
    quote = quote.strip()
    for without_accents, without_case in ((False, False), (True, False), (True, True)):
        wanted = _fold(quote, without_accents=without_accents, without_case=without_case)
        held = _fold(text, without_accents=without_accents, without_case=without_case)
        for at in _occurrences(wanted.letters, held.letters):
            beyond = at + len(wanted.letters)
            if not (held.divides(at) and held.divides(beyond)):
                continue
            start, end = held.places[at], held.places[beyond - 1] + 1
            while end < len(text) and unicodedata.category(text[end]).startswith("M"):
                end += 1
            if not (is_inside(text, start) or is_inside(text, end)):
                found = _fold(text[start:end], without_accents=without_accents, without_case=without_case)
                return NearQuote(found.text, _differences(wanted, found))
    return None


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _fold(text: str, *, without_accents: bool, without_case: bool) -> _Folded:
    letters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        for letter in _folded(character, without_accents, without_case):
            if letter != " " or not letters or letters[-1] != " ":
                letters.append(letter)
                places.append(index)
    return _Folded(text, "".join(letters), tuple(places))


@lru_cache(maxsize=4096)
def _folded(character: str, without_accents: bool, without_case: bool) -> str:
    """Return what a character is compared as: nothing, or one letter or several."""
    like = _LIKE.get(character, character)
    parts = unicodedata.normalize("NFKD", like.casefold() if without_case else like)
    letters = (_LIKE.get(part, " " if part.isspace() else part) for part in parts)
    return "".join(letter for letter in letters if not (without_accents and unicodedata.category(letter or " ").startswith("M")))


def _differences(quote: _Folded, found: _Folded) -> tuple[str, ...]:
    """Return what differs between a quote and the words that are there, which are compared as the same letters."""
    told: dict[str, None] = {}
    first = 0
    for beyond in range(1, len(quote.letters) + 1):
        if quote.divides(beyond) and found.divides(beyond):
            ours, theirs = quote.piece(first, beyond), found.piece(first, beyond)
            if ours != theirs and ours.split() != theirs.split():
                told[_difference(ours, theirs)] = None
            first = beyond
    more = ["and more"] if len(told) > _MOST_DIFFERENCES else []
    return tuple([*told][:_MOST_DIFFERENCES] + more)


def _difference(ours: str, theirs: str) -> str:
    """Return one difference in words: what stands in the text, and what in the quote."""
    if theirs.startswith(ours):
        return f"the text has {_named(theirs[len(ours) :])} after “{ours}”, which the quote lacks"
    if ours.startswith(theirs):
        return f"the quote has {_named(ours[len(theirs) :])} after “{theirs}”, which the text lacks"
    return f"the text has {_named(theirs)} where the quote has {_named(ours)}"


def _named(characters: str) -> str:
    names = (_NAMES.get(character) or f"{_shown(character)} ({_name_of(character)})" for character in characters)
    return shorten(" ".join(names), _MOST_NAMED)


def _name_of(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


def _shown(character: str) -> str:
    return f"◌{character}" if unicodedata.category(character).startswith("M") else character
