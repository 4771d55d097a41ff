"""What may have been meant by an address at which there is nothing."""

import math
import re
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from profiles.search.matching import letters_of

MOST_WORDS = 8
_ALIKE = 80  # of 100: one letter in five is wrong
_ENOUGH = 0.3  # of all that the words weigh
_AS_GOOD = 0.7  # of the closest's score


def words_of(path: str, leave: Collection[str] = ()) -> tuple[str, ...]:
    """Return the words of an address, folded, without those to leave out: the last MOST_WORDS of them, each once."""
    words = [letters_of(word) for word in re.split(r"[\W_]+", path[-200:])]
    return tuple(dict.fromkeys(word for word in words if word and word not in leave))[-MOST_WORDS:]


def closest(words: Sequence[str], entries: Sequence[Collection[str]], most: int) -> list[int]:
    """Return the indices of the entries (each the folded words of one) that share most with the words, the closest first.

    A rare word weighs more than a common one; a word that is only alike, or a beginning, counts for less. Entries that share
    little, or much less than the closest, are left out.
    """
    holding: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        for word in set(entry):
            holding.setdefault(word, []).append(index)
    scores: dict[int, float] = {}
    total = 0.0
    for word in words:
        best: dict[int, float] = {}
        for known, likeness in _alike(word, list(holding)).items():
            for index in holding[known]:
                best[index] = max(best.get(index, 0.0), likeness)
        weight = math.log(1 + len(entries) / max(1, len(best)))
        total += weight
        for index, likeness in best.items():
            scores[index] = scores.get(index, 0.0) + weight * likeness
    floor = max([_ENOUGH * total, *(_AS_GOOD * score for score in scores.values())])
    kept = [index for index, score in scores.items() if score >= floor > 0]
    return sorted(kept, key=lambda index: (-round(scores[index], 6), len(entries[index]), index))[:most]


def _alike(word: str, known: Sequence[str]) -> dict[str, float]:
    """Return which known words a word may stand for, and how surely: 1 is the word itself."""
    alike = {other: 0.9 for other in known if len(word) > 2 and other.startswith(word)}
    if len(word) > 3:
        for other, score, _ in process.extract(word, known, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None):
            alike[other] = max(alike.get(other, 0.0), 0.9 * score / 100)
    return alike | {other: 1.0 for other in known if other == word}
