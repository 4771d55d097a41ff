"""Find the words that a quote names in a stored text: exactly and whole, or not at all.

The selector is the W3C Web Annotation TextQuoteSelector (exact, prefix, suffix); the result its TextPositionSelector, in Unicode
code points. White space alone is forgiven: any run of it equals one space. Nothing is matched fuzzily. A span begins and ends at
the edge of a word, a number or a letter: "800" does not stand in "1,800", nor "Jama" in a "Jamā" whose accent stands by itself.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sources.near_quotes import find_near_quote
from sources.word_edges import is_inside
from sources.wording import shorten

LONGEST_SHOWN = 80  # characters of words in a message
_WORDS_SHOWN = 6  # of the text, where a quote parts from it


class QuoteNotFoundError(ValueError):
    """The text does not hold the quote's words."""


class QuoteAmbiguousError(ValueError):
    """The text holds the quote's words more than once."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to find, with the words just before and after them where these are needed to tell which."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A span of a text, `[start, end)` in Unicode code points."""

    start: int
    end: int

    @property
    def fragment(self) -> str:
        """The span as a fragment identifier for text (RFC 5147): "char=3025,3100"."""
        return f"char={self.start},{self.end}"

    def of(self, text: str) -> str:
        """Return the words at this span of text."""
        return text[self.start : self.end]


def find_anchor(quote: Quote, text: str) -> Anchor:
    """Return the only span of text that the quote names.

    Raises QuoteNotFoundError or QuoteAmbiguousError (both ValueError) with the quote's words and what to do.
    """
    if not quote.exact.strip():
        raise QuoteNotFoundError("the quote is empty: paste the words that carry the claim")
    anchors = find_anchors(quote, text)
    if not anchors:
        raise QuoteNotFoundError(_explain_absence(quote, text))
    if len(anchors) > 1:
        raise QuoteAmbiguousError(
            f"found {len(anchors)} times: “{_shown(quote.exact)}”; add a prefix (the words just before) or a suffix "
            "(the words just after) that only one of them has"
        )
    return anchors[0]


def find_anchors(quote: Quote, text: str) -> tuple[Anchor, ...]:
    """Return every span of text that the quote names, in order; overlapping ones too."""
    return tuple(anchor for anchor in _matches(quote, text) if is_whole(anchor, text))


def is_whole(anchor: Anchor, text: str) -> bool:
    """Whether a span begins and ends at the edge of a word, a number or a letter."""
    return not (is_inside(text, anchor.start) or is_inside(text, anchor.end))


def _matches(quote: Quote, text: str) -> tuple[Anchor, ...]:
    """Return every span that holds a quote's words, those within longer words included."""
    words, prefix, suffix = fold_space(quote.exact), fold_space(quote.prefix), fold_space(quote.suffix)
    folded, places = _folded(text)
    found = []
    at = folded.find(words)
    while at >= 0:
        end = at + len(words)
        before, after = at - (folded[at - 1 : at] == " "), end + (folded[end : end + 1] == " ")
        if folded.endswith(prefix, 0, before) and folded.startswith(suffix, after):
            found.append(Anchor(places[at], places[end - 1] + 1))
        at = folded.find(words, at + 1)
    return tuple(found)


@lru_cache(maxsize=16)  # a document's text is searched for every quote of it
def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return a text with every run of white space as one space, and the index in the text of each of its characters."""
    characters: list[str] = []
    places = array("L")
    for run in re.finditer(r"\s+|\S+", text):
        is_space = run[0].isspace()
        characters.append(" " if is_space else run[0])
        places.extend([run.start()] if is_space else range(*run.span()))
    return "".join(characters), places


def fold_space(text: str) -> str:
    """Return text with every run of Unicode white space as one space, and none at its ends."""
    return " ".join(text.split())


def _explain_absence(quote: Quote, text: str) -> str:
    """Say which of the quote's first words the text does hold: where a curator should look."""
    if (quote.prefix.strip() or quote.suffix.strip()) and find_anchors(Quote(quote.exact), text):
        shown = _shown(quote.exact)
        return f"not found with this prefix and suffix: “{shown}”; the words stand in the text, but not between those"
    said = f"not found in the text: “{_shown(quote.exact)}”"
    if cut := _matches(Quote(quote.exact), text):
        shown = _shown(_whole_words(cut[0], text))
        told = "a quote begins and ends at the edge of a word, of a number, or of a letter with its accents"
        return f"“{_shown(quote.exact)}” stands only within “{shown}”: {told}"
    if near := find_near_quote(quote.exact, text):
        return f"{said}. It holds “{_shown(near.words)}”: {'; '.join(near.differences)}. Copy the words from the document"
    words = quote.exact.split()
    known = bisect_left(range(1, len(words)), True, key=lambda count: not find_anchors(Quote(" ".join(words[:count])), text))
    if not known:
        return f"{said}; copy the words from the document"
    held = " ".join(words[:known])
    follows = " ".join(text[find_anchors(Quote(held), text)[0].end :][:LONGEST_SHOWN].split()[:_WORDS_SHOWN])
    told = f"the text holds “{_shown(held)}”, but not “{words[known]}” after it"
    return f"{said}; {told}: there follows “{follows}”; copy the words from the document"


def _whole_words(anchor: Anchor, text: str) -> str:
    """Return the words of a span with the rest of those that it cuts."""
    start, end = anchor.start, anchor.end
    while is_inside(text, start):
        start -= 1
    while is_inside(text, end):
        end += 1
    return text[start:end]


def _shown(words: str) -> str:
    """Return words as a message shows them: on one line, and cut where they are long."""
    return shorten(fold_space(words), LONGEST_SHOWN)
