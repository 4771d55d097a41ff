"""Find the words that a quote names in a stored text: exactly, or not at all.

The selector is the W3C Web Annotation TextQuoteSelector (exact, prefix, suffix); the result its TextPositionSelector, in Unicode
code points. White space alone is forgiven: any run of it equals one space. Nothing is matched fuzzily.
"""

import re
from dataclasses import dataclass


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
            f"found {len(anchors)} times: “{_shorten(quote.exact)}”; add a prefix (the words just before) or a suffix "
            "(the words just after) that only one of them has"
        )
    return anchors[0]


def find_anchors(quote: Quote, text: str) -> tuple[Anchor, ...]:
    """Return every span of text that the quote names, in order; overlapping ones too."""
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
        shown = _shorten(quote.exact)
        return f"not found with this prefix and suffix: “{shown}”; the words stand in the text, but not between those"
    words = quote.exact.split()
    known = next((n for n in range(len(words) - 1, 0, -1) if find_anchors(Quote(" ".join(words[:n])), text)), 0)
    told = f"; the text holds “{_shorten(' '.join(words[:known]))}”, but not “{words[known]}” after it" if known else ""
    return f"not found in the text: “{_shorten(quote.exact)}”{told}; copy them from the document"


def _shorten(words: str, limit: int = 80) -> str:
    folded = fold_space(words)
    return folded if len(folded) <= limit else f"{folded[: limit - 1].rstrip()}…"
