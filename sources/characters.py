"""Characters that no text of ours may hold: they are refused by name wherever a text comes in.

NUL stops PostgreSQL, a lone surrogate stops every page that it is to be written to, and no other control character has a meaning
in the documents, the fixtures, the forms or the addresses. Characters that Unicode keeps for no text at all are refused, too.
Those of private use mean something in one font alone: a document may hold them, and nothing that we write does.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

KEPT = "\n\t"  # control characters that lay a text out
BYTE_ORDER_MARK = "\ufeff"
_NAMES = {"\x00": "NUL", "\r": "CARRIAGE RETURN", "\x1b": "ESCAPE", "\x7f": "DELETE", "\n": "LINE FEED", "\t": "TAB"}
_LAST_OF_EACH_PLANE = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_REFUSED = re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_EACH_PLANE}]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_BEFORE = 20  # characters that tell where it stands


def refuse_characters(text: str, kept: str = KEPT) -> None:
    """Raise ValueError, naming the first one, where a text holds a control character, a lone surrogate or a noncharacter.

    `kept` are control characters that the text may hold.
    """
    for found in _REFUSED.finditer(text):
        if found[0] not in kept:
            before = " ".join(text[max(0, found.start() - _BEFORE) : found.start()].split())
            where = f" after “{before}”" if before and before.isprintable() else ""
            raise ValueError(f"it holds {name_of(found[0])}{where}, which has no place in a text: take it out")


def refuse_characters_in(data: Any, kept: str = KEPT) -> None:
    """Raise ValueError as `refuse_characters` does, for a text wherever it stands in lists and mappings."""
    for text in _texts_in(data):
        refuse_characters(text, kept)


def refuse_private_use_in(data: Any) -> None:
    """Raise ValueError, naming the first one, where a text in lists and mappings holds a character of private use."""
    for text in _texts_in(data):
        if found := _PRIVATE.search(text):
            raise ValueError(f"it holds {name_of(found[0])}, which means something in one font alone: take it out")


def _texts_in(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts_in(key)
            yield from _texts_in(value)
    elif isinstance(data, list | tuple):
        for member in data:
            yield from _texts_in(member)


def show_refused(text: str, kept: str = KEPT) -> str:
    """Return a text with the name of each refused character in its place, as a page can show it: "mali⟨U+0000 (NUL)⟩"."""
    return _REFUSED.sub(lambda found: found[0] if found[0] in kept else f"⟨{name_of(found[0])}⟩", text)


def refused_names(text: str, kept: str = KEPT) -> tuple[str, ...]:
    """Return the names of the refused characters that a text holds, each once."""
    return tuple(dict.fromkeys(name_of(character) for character in _REFUSED.findall(text) if character not in kept))


def name_of(character: str) -> str:
    """Return how a character is told: "U+0000 (NUL)", "U+D800 (a lone surrogate)"."""
    category = unicodedata.category(character)
    unnamed = {"Cs": "a lone surrogate", "Cn": "no character", "Co": "of private use"}.get(category, "a control character")
    return f"U+{ord(character):04X} ({unicodedata.name(character, _NAMES.get(character, unnamed))})"
