"""Say how the answers to one question stand to each other: agree, overlap, differ, or come from a single source.

A verdict names every position and how the pairs relate. It never averages, ranks or chooses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from profiles.domain.values import NumberValue, Relation, SetValue, Value, compare, compare_sets
from sources.dates import EdtfDate


class Mode(StrEnum):
    """Whether a question's answers compete or add up."""

    EXCLUSIVE = "exclusive"
    CUMULATIVE = "cumulative"


class VerdictKind(StrEnum):
    """What reconciliation finds for a question."""

    AGREE = "agree"
    OVERLAP = "overlap"
    DIFFER = "differ"
    SINGLE_SOURCE = "single source"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Position:
    """One answer: its claim's key, how it is printed, its value, and which documents (by slug) support and dispute it."""

    key: str
    label: str
    value: Value
    documents: frozenset[str]
    disputed_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """How one position stands to another, or one document's list to another's (by key or slug)."""

    left: str
    right: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reconciliation finds. `detail` says it in words; `lists` holds, for a cumulative question, who gives which answers.

    `differing` are the documents (by slug) that another one opposes: it gives a rival answer or another list, or one disputes the
    other's answer. `divided` are those that oppose themselves: their own answers exclude each other.
    """

    kind: VerdictKind
    detail: str = ""
    pairs: tuple[Pair, ...] = ()
    lists: tuple[tuple[str, frozenset[str]], ...] = ()
    differing: frozenset[str] = frozenset()
    divided: frozenset[str] = frozenset()

    @property
    def needs_reason(self) -> bool:
        """Whether a curator must say why the answers differ."""
        return self.kind is VerdictKind.DIFFER

    @property
    def within_one(self) -> bool:
        """Whether only a document's own answers differ, and none opposes another."""
        return self.kind is VerdictKind.DIFFER and not self.differing


# Ranges and dates that hold one another, or overlap, can both be true; ranges that only touch can't, but for one point.
_RIVAL = frozenset({Relation.DISJOINT, Relation.TOUCH})
_SHORTEST_LIST = 2  # one answer is not a list: it leaves open whether there are others


def reconcile(positions: Sequence[Position], mode: Mode) -> Verdict:
    """Return the verdict on the positions of one question; their order matters only to the words of the detail."""
    held = [position for position in positions if position.documents]
    if not held:
        return Verdict(VerdictKind.UNANSWERED)
    return _reconcile_rivals(held) if mode is Mode.EXCLUSIVE else _reconcile_lists(held)


def compare_positions(left: Position, right: Position) -> Relation:
    """Return how two positions stand to each other."""
    return Relation.SAME if left.key == right.key else compare(left.value, right.value)


def _reconcile_rivals(positions: list[Position]) -> Verdict:
    compared = [(a, b, compare_positions(a, b)) for a, b in combinations(positions, 2)]
    pairs = tuple(Pair(a.key, b.key, relation) for a, b, relation in compared)
    disputed = [position for position in positions if position.disputed_by]
    labels = {position.key: position.label for position in positions if _can_be_placed(position)}
    whole = any(isinstance(position.value, SetValue) for position in positions)  # a list given as the whole answer
    rivals = [(a, b) for a, b, relation in compared if relation in _RIVAL or (whole and relation is not Relation.SAME)]
    if disputed or rivals:
        kind = VerdictKind.DIFFER
    elif any(pair.relation is not Relation.SAME for pair in pairs):
        kind = VerdictKind.OVERLAP
    else:
        kind = _agreement(positions)
    told = [
        f"{labels[pair.left]} {pair.relation} {labels[pair.right]}"
        for pair in pairs
        if pair.left in labels and pair.right in labels and pair.relation is not Relation.SAME
    ]
    told += [f"{position.label or 'one answer'} is disputed" for position in disputed]
    sides = [(a.documents, b.documents) for a, b in rivals] + _disputes(positions)
    return Verdict(kind, "; ".join(dict.fromkeys(told)), pairs, (), _opposed(sides), _divided(sides))


def _reconcile_lists(positions: list[Position]) -> Verdict:
    documents = sorted({document for position in positions for document in position.documents})
    lists = tuple((slug, frozenset(p.key for p in positions if slug in p.documents)) for slug in documents)
    rivals = [(slug, answers) for slug, answers in lists if len(answers) >= _SHORTEST_LIST]
    pairs = tuple(Pair(a, b, compare_sets(mine, theirs)) for (a, mine), (b, theirs) in combinations(rivals, 2))
    unlike = [pair for pair in pairs if pair.relation is not Relation.SAME]
    disputes = _disputes(positions)
    if disputes or unlike:
        kind = VerdictKind.DIFFER
    elif len(documents) > 1 and len({answers for _, answers in lists}) > 1:
        kind = VerdictKind.OVERLAP
    else:
        kind = _agreement(positions)
    sides = [(frozenset({pair.left}), frozenset({pair.right})) for pair in unlike] + disputes
    return Verdict(kind, "", pairs, lists, _opposed(sides), _divided(sides))


def _disputes(positions: Iterable[Position]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return, for each disputed position, the documents that support it and those that dispute it."""
    return [(position.documents, position.disputed_by) for position in positions if position.disputed_by]


def _opposed(sides: Iterable[tuple[frozenset[str], frozenset[str]]]) -> frozenset[str]:
    """Return the documents of one side that have another document on the other."""
    return frozenset(
        one for left, right in sides for mine, theirs in ((left, right), (right, left)) for one in mine if theirs - {one}
    )


def _divided(sides: Iterable[tuple[frozenset[str], frozenset[str]]]) -> frozenset[str]:
    """Return the documents that are on both sides."""
    return frozenset(one for left, right in sides for one in left & right)


def _agreement(positions: Iterable[Position]) -> VerdictKind:
    documents = {document for position in positions for document in position.documents}
    return VerdictKind.AGREE if len(documents) > 1 else VerdictKind.SINGLE_SOURCE


def _can_be_placed(position: Position) -> bool:
    """Whether "lies within" and "lies outside" mean something of it: they do of figures and dates."""
    return bool(position.label) and isinstance(position.value, NumberValue | EdtfDate)
