"""What may have been meant by an address at which there is nothing."""

import re
from collections.abc import Collection, Sequence

from profiles.search.matching import letters_of

MOST_WORDS = 8
_BEGINNING = 5  # letters: words that begin alike are taken for forms or misspellings of one another


def words_of(path: str, leave: Collection[str] = ()) -> tuple[str, ...]:
    """Return the words of an address, folded, without those to leave out: the last MOST_WORDS of them, each once."""
    words = [letters_of(word) for word in re.split(r"[\W_]+", path[-200:])]
    return tuple(dict.fromkeys(word for word in words if word and word not in leave))[-MOST_WORDS:]


def closest(words: Sequence[str], entries: Sequence[Collection[str]], most: int) -> list[int]:
    """Return the indices of the entries (each the folded words of one) that hold more than half of the words, the most first.

    A word is held where one begins with the same letters. Of entries that hold as many, the one with fewest words comes first.
    """
    sought = _beginnings(words)
    held = [len(sought & _beginnings(entry)) for entry in entries]
    kept = [index for index, count in enumerate(held) if 2 * count > len(sought)]
    return sorted(kept, key=lambda index: (-held[index], len(entries[index]), index))[:most]


def _beginnings(words: Collection[str]) -> set[str]:
    return {word[:_BEGINNING] for word in words}
