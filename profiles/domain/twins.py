"""Find pairs of claims that may say the same: alike in their words, or resting on the same words of a document.

It decides nothing: a curator merges a pair or marks it as distinct.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

ALIKE = 85.0  # of 100: statements that may say the same, whatever they rest on
ALIKE_ON_THE_SAME_WORDS = 60.0  # of 100: where they rest on one span


@dataclass(frozen=True, slots=True)
class Twins:
    """Two claims by their keys, the smaller first: how alike their statements are (0–100), and whether a span is the same."""

    first: str
    second: str
    score: float
    same_words: bool


def find_twins(statements: Mapping[str, str], spans: Mapping[str, frozenset[Hashable]]) -> list[Twins]:
    """Return the pairs of claims that may say the same, most alike first.

    `statements` are the claims' words by key, `spans` the spans of documents on which each rests. The order of words in a
    statement counts for nothing, nor do capitals and punctuation.
    """
    keys = sorted(statements)
    plain = {key: utils.default_process(statements[key]) for key in keys}
    holders: dict[Hashable, list[str]] = {}
    for key in keys:
        for span in spans.get(key, frozenset()):
            holders.setdefault(span, []).append(key)
    found: dict[tuple[str, str], Twins] = {}
    for held in holders.values():
        for index, first in enumerate(held):
            for second in held[index + 1 :]:
                score = likeness(plain[first], plain[second])
                if score >= ALIKE_ON_THE_SAME_WORDS:
                    found[first, second] = Twins(first, second, score, same_words=True)
    for index, first in enumerate(keys):
        others = {key: plain[key] for key in keys[index + 1 :]}
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            for _, _, second in process.extract(plain[first], others, scorer=scorer, score_cutoff=ALIKE, limit=None):
                if (first, second) not in found:
                    found[first, second] = Twins(first, second, likeness(plain[first], plain[second]), same_words=False)
    return sorted(found.values(), key=lambda twins: (-twins.score, twins.first, twins.second))


def likeness(left: str, right: str) -> float:
    """Return how alike two statements are, 0–100: as they stand, or with their words in alphabetical order."""
    return max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right))
