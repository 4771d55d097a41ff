"""Find the same words in two documents: runs of them that stand in both, letter for letter but for case and punctuation.

Unlike `sources/reuse.py`, which looks for what may be alike, this states what is: nothing is matched fuzzily. It does not say
which of two documents was first, nor whether both follow a third.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

SHORTEST_RUN = 8  # words; shorter runs are names and set phrases
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ][^\W_]+)*")
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage to compare: its document's slug, its number, where it begins in the document, and its words."""

    document: str
    number: int
    start: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """One side of a run: its document, its passage's number, and its span `[start, end)` in code points of the document."""

    document: str
    number: int
    start: int
    end: int

    def is_within(self, other: "Side") -> bool:
        """Whether it is a part of another side, or that itself."""
        same = (self.document, self.number) == (other.document, other.number)
        return same and other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True, order=True)
class SharedWords:
    """A run of words that two documents have in common, as long as it can be; `left` is that of the lesser slug."""

    left: Side
    right: Side
    count: int


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A passage's words, folded, and where each stands in the document."""

    stretch: Stretch
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def side(self, first: int, end: int) -> Side:
        return Side(self.stretch.document, self.stretch.number, self.spans[first][0], self.spans[end - 1][1])


def find_shared_words(stretches: Iterable[Stretch]) -> list[SharedWords]:
    """Return the runs of words that two documents share, in the order of their documents.

    Of words that stand in one document several times the first place counts. The work grows with the number of words, and with
    that of the pairs of documents that share a run.
    """
    passages = [_tokens(stretch) for stretch in sorted(stretches, key=lambda stretch: (stretch.document, stretch.number))]
    # Of each run of the shortest length, the first place in each document.
    places: dict[tuple[str, ...], dict[str, tuple[int, int]]] = {}
    for index, passage in enumerate(passages):
        for at in range(len(passage.words) - SHORTEST_RUN + 1):
            places.setdefault(passage.words[at : at + SHORTEST_RUN], {}).setdefault(passage.stretch.document, (index, at))
    found: dict[tuple[str, str], set[SharedWords]] = {}
    reached: dict[tuple[int, int, int], int] = {}  # where the last run of two passages that are shifted by so many words ended
    for standing in places.values():
        for (left, at), (right, other_at) in combinations(standing.values(), 2):
            shift = left, right, at - other_at
            if at < reached.get(shift, 0):
                continue  # within a run that is found already
            first, end = _whole_run(passages[left].words, at, passages[right].words, other_at)
            reached[shift] = end
            sides = passages[left].side(first, end), passages[right].side(first - shift[2], end - shift[2])
            documents = sides[0].document, sides[1].document
            found.setdefault(documents, set()).add(SharedWords(*sides, end - first))
    return sorted(run for runs in found.values() for run in _without_parts(runs))


def _tokens(stretch: Stretch) -> _Tokens:
    found = list(_WORD.finditer(stretch.text))
    words = tuple(word.group().casefold().translate(_APOSTROPHES) for word in found)
    return _Tokens(stretch, words, tuple((stretch.start + word.start(), stretch.start + word.end()) for word in found))


def _whole_run(left: Sequence[str], at: int, right: Sequence[str], other_at: int) -> tuple[int, int]:
    """Return the first word of the run around a place in both, and the word after its last, as numbers in `left`."""
    first = next((n for n in range(min(at, other_at)) if left[at - n - 1] != right[other_at - n - 1]), min(at, other_at))
    longest = min(len(left) - at, len(right) - other_at)
    count = next((n for n in range(longest) if left[at + n] != right[other_at + n]), longest)
    return at - first, at + count


def _without_parts(runs: Iterable[SharedWords]) -> list[SharedWords]:
    """Leave out runs of two documents that are, on either side, a part of a longer one."""
    kept: list[SharedWords] = []
    for run in sorted(runs, key=lambda run: (-run.count, run)):
        if not any(run.left.is_within(longer.left) or run.right.is_within(longer.right) for longer in kept):
            kept.append(run)
    return kept
