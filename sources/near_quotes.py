"""Say how a quote that a text does not hold differs from words that it does hold: in apostrophes, dashes, ligatures, accents.

Nothing is matched by this: it only shows a person the words to copy.
"""

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from sources.wording import shorten

_LIKE = {
    **dict.fromkeys("‘’‚‛ʼʻʿʾ`´′＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−－", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # soft hyphens, and what has no width
}
_MOST_DIFFERENCES = 3
_NAMES = {"\u00ad": "a soft hyphen", "\u200b": "a zero width space", " ": "a space"}


@dataclass(frozen=True, slots=True)
class NearQuote:
    """Words of a text that differ from a quote in their signs alone, and how."""

    words: str
    differences: tuple[str, ...]


def find_near_quote(quote: str, text: str) -> NearQuote | None:
    """Return the first words of a text that say what a quote says with other signs; None where there are none.

    Letters and their accents are compared in parts (Unicode NFKD), ligatures as their letters, and apostrophes, quotation marks
    and dashes each as one; capitals count only where nothing else is found.
    """
    for without_case in (False, True):
        wanted, _ = _folded(quote, without_case=without_case)
        wanted = wanted.strip()
        folded, places = _folded(text, without_case=without_case)
        at = folded.find(wanted) if wanted else -1
        if at >= 0:
            found = text[places[at] : _end(text, places[at + len(wanted) - 1])]
            return NearQuote(found, _differences(quote.strip(), found))
    return None


def _end(text: str, last: int) -> int:
    """Return the index after a character and the marks that belong to it."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _folded(text: str, *, without_case: bool) -> tuple[str, list[int]]:
    """Return a text with like signs as one, and for each of its characters the index in the text."""
    letters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        like = _LIKE.get(character, character)
        for part in unicodedata.normalize("NFKD", like.casefold() if without_case else like):
            part = _LIKE.get(part, part)  # noqa: PLW2901 - what a sign is made of can itself be like another
            if not part or (part.isspace() and letters and letters[-1] == " "):
                continue
            letters.append(" " if part.isspace() else part)
            places.append(index)
    return "".join(letters), places


def _differences(quote: str, found: str) -> tuple[str, ...]:
    """Return what differs between a quote and the words that are there, each difference once."""
    told: dict[str, None] = {}
    for kind, a, b, c, d in SequenceMatcher(None, quote, found, autojunk=False).get_opcodes():
        if kind == "equal" or quote[a:b].split() == found[c:d].split():
            continue
        theirs, ours = _named(found[c:d]), _named(quote[a:b])
        if not ours:
            told[f"the text has {theirs} there, which the quote lacks"] = None
        elif not theirs:
            told[f"the quote has {ours} there, which the text lacks"] = None
        else:
            told[f"the text has {theirs} where the quote has {ours}"] = None
    return tuple(told)[:_MOST_DIFFERENCES]


def _named(characters: str) -> str:
    names = [_NAMES.get(one) or f"{_shown(one)}({unicodedata.name(one, f'U+{ord(one):04X}').lower()})" for one in characters]
    return shorten(" ".join(names), 120)


def _shown(character: str) -> str:
    return f"◌{character} " if unicodedata.combining(character) else f"{character} "
