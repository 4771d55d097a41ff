"""Find the words that a quote names in a stored text: exactly and whole, or not at all.

The selector is the W3C Web Annotation TextQuoteSelector (exact, prefix, suffix); the result its TextPositionSelector, in Unicode
code points. White space alone is forgiven: any run of it equals one space. Nothing is matched fuzzily. A span begins and ends at
the edge of a word, a number or a letter: "800" does not stand in "1,800", nor "Jama" in a "Jamā" whose accent stands by itself.
"""

import re
import unicodedata
from dataclasses import dataclass

from sources.near_quotes import find_near_quote
from sources.wording import shorten

# Digits with what parts their thousands (a comma, a full stop, an apostrophe, a narrow space) or their decimals.
_NUMBER = re.compile(r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)|\d+(?:[.,'’]\d+)+")
_LONGEST_NUMBER = 30  # characters


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
    return not (_cuts(text, anchor.start) or _cuts(text, anchor.end))


def _cuts(text: str, at: int) -> bool:
    """Whether the place before the code point `at` lies within a word, a number or a letter."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if unicodedata.combining(right):
        return True
    if _in_a_word(left) and _in_a_word(right):
        return True
    return any(found.start() < at < found.end() for found in _NUMBER.finditer(text, max(0, at - _LONGEST_NUMBER)))


def _in_a_word(character: str) -> bool:
    return character.isalnum() or character == "_" or bool(unicodedata.combining(character))


def _matches(quote: Quote, text: str) -> tuple[Anchor, ...]:
    """Return every span that holds a quote's words, those within longer words included."""
    words = _pattern(quote.exact)
    before = rf"{_pattern(quote.prefix)}\s*" if quote.prefix.strip() else ""
    after = rf"\s*{_pattern(quote.suffix)}" if quote.suffix.strip() else ""
    matches = re.finditer(rf"(?={before}({words}){after})", text)
    return tuple(sorted({Anchor(*match.span(1)) for match in matches}))


def fold_space(text: str) -> str:
    """Return text with every run of Unicode white space as one space, and none at its ends."""
    return " ".join(text.split())


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def _explain_absence(quote: Quote, text: str) -> str:
    """Say which of the quote's first words the text does hold: where a curator should look."""
    if (quote.prefix.strip() or quote.suffix.strip()) and find_anchors(Quote(quote.exact), text):
        shown = _shown(quote.exact)
        return f"not found with this prefix and suffix: “{shown}”; the words stand in the text, but not between those"
    if cut := _matches(Quote(quote.exact), text):
        shown = _shown(_whole_words(cut[0], text))
        return f"“{_shown(quote.exact)}” stands only within “{shown}”: a quote begins and ends with a whole word or number"
    if near := find_near_quote(quote.exact, text):
        told = "; ".join(near.differences)
        said = f"not found in the text: “{_shown(quote.exact)}”"
        return f"{said}. It holds “{_shown(near.words)}”: {told}. Copy them from the document"
    words = quote.exact.split()
    known = next((n for n in range(len(words) - 1, 0, -1) if find_anchors(Quote(" ".join(words[:n])), text)), 0)
    told = f"; the text holds “{_shown(' '.join(words[:known]))}”, but not “{words[known]}” after it" if known else ""
    return f"not found in the text: “{_shown(quote.exact)}”{told}; copy them from the document"


def _whole_words(anchor: Anchor, text: str) -> str:
    """Return the words of a span with the rest of those that it cuts."""
    start, end = anchor.start, anchor.end
    while _cuts(text, start):
        start -= 1
    while _cuts(text, end):
        end += 1
    return text[start:end]


def _shown(words: str) -> str:
    """Return words as a message shows them: on one line, and cut where they are long."""
    return shorten(fold_space(words), 80)
