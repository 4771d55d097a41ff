"""What may have been meant by an address at which there is nothing."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from heapq import nsmallest

from profiles.search.matching import letters_of

MOST_WORDS = 8
_BEGINNING = 5  # letters: words that begin alike are taken for forms or misspellings of one another


def words_of(path: str, leave: Collection[str] = ()) -> tuple[str, ...]:
    """Return the words of an address, folded, without those to leave out: the last MOST_WORDS of them, each once."""
    words = [letters_of(word) for word in re.split(r"[\W_]+", path[-200:])]
    return tuple(dict.fromkeys(word for word in words if word and word not in leave))[-MOST_WORDS:]


class WordIndex:
    """Entries, each the folded words of one, to be found by how their words begin."""

    def __init__(self, entries: Iterable[Collection[str]]) -> None:
        self._lengths: list[int] = []
        self._holding: dict[str, list[int]] = {}
        for index, entry in enumerate(entries):
            self._lengths.append(len(entry))
            for beginning in _beginnings(entry):
                self._holding.setdefault(beginning, []).append(index)

    def closest(self, words: Collection[str], most: int, among: Callable[[int], bool] = lambda _: True) -> list[int]:
        """Return the indices of the entries that hold more than half of the words, the most first; of those that are `among`.

        A word is held where one begins with the same letters. Of entries that hold as many, that with fewest words comes first.
        """
        sought = _beginnings(words)
        held = Counter(index for beginning in sought for index in self._holding.get(beginning, ()))
        kept = (index for index, count in held.items() if 2 * count > len(sought) and among(index))
        return nsmallest(most, kept, key=lambda index: (-held[index], self._lengths[index], index))


def _beginnings(words: Iterable[str]) -> set[str]:
    return {word[:_BEGINNING] for word in words}
