"""Find sentences of different documents that may be one another's: candidates for a curator's eye. It decides nothing.

Two sentences are compared within a language: the words of a foreign document by the editors' own translation. A candidate
shares a run of words, or most of its words in whatever order (rapidfuzz's token-set ratio).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations, product

from rapidfuzz import fuzz

SHORTEST_RUN = 6  # words; shorter runs are names and common turns
LEAST_ALIKE = 82  # of 100; found by looking at what lies below: topics in common, and no more
LEAST_ALIKE_TRANSLATED = 74  # a translation never comes back in the words that it was made from
LEAST_TO_LOOK_AT = 50  # of 100; sentences less alike share no run worth a person's time
FEWEST_WORDS = 6  # a shorter sentence is like many others


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to compare: its document's slug, its passage's address, its words, and whether these are a translation."""

    document: str
    address: str
    words: str
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two sentences that may be one another's: how alike they are (0–100), and the longest run of words that they share."""

    left: Sentence
    right: Sentence
    score: float
    run: str


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a passage, roughly: divided after a full stop, question or exclamation mark before a capital."""
    for sentence in re.split(r"(?<=[.!?”\"])\s+(?=[“\"'A-ZÀ-Þ])", " ".join(text.split())):
        if len(sentence.split()) >= FEWEST_WORDS:
            yield sentence


def find_reuse(sentences: Sequence[Sentence]) -> list[Candidate]:
    """Return the candidates among sentences of one language, the most alike first."""
    by_document: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_document.setdefault(sentence.document, []).append(sentence)
    found = [
        pair for left, right in combinations(sorted(by_document), 2) for pair in _between(by_document[left], by_document[right])
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.left.document, pair.left.address, pair.right.address))


def _between(left: Sequence[Sentence], right: Sequence[Sentence]) -> Iterator[Candidate]:
    for mine, theirs in product(left, right):
        score = fuzz.token_set_ratio(_folded(mine.words), _folded(theirs.words))
        if score >= LEAST_TO_LOOK_AT:
            run = _longest_run(mine.words, theirs.words)
            least = LEAST_ALIKE_TRANSLATED if mine.translated or theirs.translated else LEAST_ALIKE
            if score >= least or len(run.split()) >= SHORTEST_RUN:
                yield Candidate(mine, theirs, round(score, 1), run)


@lru_cache(maxsize=4096)
def _folded(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def _longest_run(left: str, right: str) -> str:
    mine, theirs = _folded(left).split(), _folded(right).split()
    match = SequenceMatcher(None, mine, theirs, autojunk=False).find_longest_match()
    return " ".join(mine[match.a : match.a + match.size])


def unmarked(candidates: Iterable[Candidate], marked: frozenset[frozenset[str]]) -> list[Candidate]:
    """Return the candidates whose pair of documents and passages ("acled p5") no curator has marked yet."""
    return [
        candidate
        for candidate in candidates
        if frozenset(
            {f"{candidate.left.document} {candidate.left.address}", f"{candidate.right.document} {candidate.right.address}"}
        )
        not in marked
    ]
