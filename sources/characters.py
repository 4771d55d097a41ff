"""Characters that no text of ours may hold: they are refused by name wherever a text comes in.

NUL stops PostgreSQL, a lone surrogate stops every page that it is to be written to, and no other control character has a meaning
in the documents, the fixtures, the forms or the addresses.
"""

import unicodedata

KEPT = "\n\t"  # control characters that lay a text out
BYTE_ORDER_MARK = "\ufeff"
_NAMES = {"\x00": "NUL", "\r": "CARRIAGE RETURN", "\x1b": "ESCAPE", "\x7f": "DELETE", BYTE_ORDER_MARK: "BYTE ORDER MARK"}


def refuse_characters(text: str, kept: str = KEPT) -> None:
    """Raise ValueError, naming the first one, where a text holds a control character, a lone surrogate or a noncharacter.

    `kept` are control characters that the text may hold.
    """
    for place, character in enumerate(text):
        if character not in kept and _is_refused(character):
            around = " ".join(text[max(0, place - 20) : place].split())[-20:]
            where = f" after “{around}”" if around.isprintable() and around else ""
            raise ValueError(f"it holds {name_of(character)}{where}, which has no place in a text: take it out")


def without_refused(text: str) -> str:
    """Return a text without what `refuse_characters` refuses: for what is only shown, as the words of an address."""
    return "".join(character for character in text if not _is_refused(character))


def name_of(character: str) -> str:
    """Return how a character is told: "U+0000 (NUL)", "U+D800 (a lone surrogate)"."""
    category = unicodedata.category(character)
    told = "a lone surrogate" if category == "Cs" else unicodedata.name(character, _NAMES.get(character, "a control character"))
    return f"U+{ord(character):04X} ({told})"


def _is_refused(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character) in ("Cc", "Cs") or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
