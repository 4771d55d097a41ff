"""Say how the answers to one question stand to each other: agree, overlap, differ, or come from a single source.

A verdict names every position and how the pairs relate. It never averages, ranks or chooses. Whether answers differ is computed;
why they do is a curator's reason, and the two together say whether it is a contradiction (`kind_of_difference`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from profiles.domain.place_hierarchy import FLAT, PlaceHierarchy
from profiles.domain.values import NumberValue, Relation, SetValue, TextValue, TieValue, Value, compare, compare_sets
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


class Reason(StrEnum):
    """Why answers differ, as a curator sees it."""

    DATE = "different date"
    SCOPE = "different scope"
    DEFINITION = "different definition"
    ORIGIN = "different origin"
    SPELLING = "spelling or translation"
    INCOMPATIBLE = "incompatible"
    UNEXPLAINED = "unexplained"


class Difference(StrEnum):
    """Of what kind a difference is."""

    CONTRADICTION = "contradiction"
    EXPLAINED = "explained"
    UNLIKE = "unlike"  # lists of other members, or spellings


@dataclass(frozen=True, slots=True)
class Position:
    """One answer: its claim's key, how it is printed, its value, and which documents (by slug) support and dispute it.

    `as_of` is the time of which the claim speaks, where it says.
    """

    key: str
    label: str
    value: Value
    documents: frozenset[str]
    disputed_by: frozenset[str] = frozenset()
    as_of: EdtfDate | None = None


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
    other's answer. `divided` are those that oppose themselves: their own answers exclude each other. `difference` says of what
    kind a difference is; it is None where the answers don't differ.
    """

    kind: VerdictKind
    detail: str = ""
    pairs: tuple[Pair, ...] = ()
    lists: tuple[tuple[str, frozenset[str]], ...] = ()
    differing: frozenset[str] = frozenset()
    divided: frozenset[str] = frozenset()
    difference: Difference | None = None
    reason: Reason | None = None

    @property
    def needs_reason(self) -> bool:
        """Whether a curator must say why the answers differ."""
        return self.kind is VerdictKind.DIFFER

    @property
    def finding(self) -> Difference | VerdictKind:
        """The kind of the difference, or the kind of the verdict where the answers don't differ."""
        return self.difference or self.kind

    @property
    def words(self) -> str:
        """What it is called on a page."""
        if self.difference is Difference.CONTRADICTION:
            return "a document contradicts itself" if self.within_one else "documents contradict each other"
        if self.difference is Difference.UNLIKE:
            return "spellings differ" if self.reason is Reason.SPELLING else "lists differ"
        if self.within_one:
            return "a document’s own answers differ"
        return _WORDS[self.kind]

    @property
    def within_one(self) -> bool:
        """Whether only a document's own answers differ, and none opposes another."""
        return self.kind is VerdictKind.DIFFER and not self.differing


_WORDS = {
    VerdictKind.AGREE: "documents agree",
    VerdictKind.OVERLAP: "answers overlap",
    VerdictKind.DIFFER: "documents differ",
    VerdictKind.SINGLE_SOURCE: "single source",
    VerdictKind.UNANSWERED: "unanswered",
}

# Ranges and dates that hold one another, or overlap, can both be true; ranges that only touch can't, but for one point.
_RIVAL = frozenset({Relation.DISJOINT, Relation.TOUCH})
_UNEXPLAINED = (None, Reason.INCOMPATIBLE, Reason.UNEXPLAINED)
_SHORTEST_LIST = 2  # one answer is not a list: it leaves open whether there are others


def reconcile(positions: Sequence[Position], mode: Mode, reason: Reason | None = None, places: PlaceHierarchy = FLAT) -> Verdict:
    """Return the verdict on the positions of one question; their order matters only to the words of the detail.

    `reason` is the curator's, where there is one. `places` tells which place lies in which; it is given where the answers are
    places: a place and the one that it lies in are no rivals.
    """
    held = [position for position in positions if position.documents]
    if not held:
        return Verdict(VerdictKind.UNANSWERED)
    if mode is Mode.EXCLUSIVE:
        return _reconcile_rivals(held, reason, places)
    return _reconcile_lists(held, reason)


def kind_of_difference(mode: Mode, disputed: bool, reason: Reason | None) -> Difference:
    """Return of what kind a difference is, by the curator's reason: a contradiction unless something explains it.

    Lists that add up are unlike, not contradictory, however long each is, unless a curator calls them incompatible, or one
    document disputes another's answer.
    """
    if reason is Reason.SPELLING:
        return Difference.UNLIKE
    if mode is Mode.CUMULATIVE and not disputed and reason is not Reason.INCOMPATIBLE:
        return Difference.UNLIKE
    return Difference.CONTRADICTION if reason in _UNEXPLAINED else Difference.EXPLAINED


def compare_positions(left: Position, right: Position, places: PlaceHierarchy = FLAT) -> Relation:
    """Return how two positions stand to each other."""
    if left.key == right.key:
        return Relation.SAME
    if isinstance(left.value, SetValue) and isinstance(right.value, SetValue):
        return places.compare(left.value.members, right.value.members)
    return compare(left.value, right.value)


def are_rivals(left: Position, right: Position, places: PlaceHierarchy = FLAT) -> bool:
    """Whether two answers to a question of which only one can be right exclude each other.

    What is said of two different times can both be true. Figures and dates are compared all the same: a figure that has changed
    is a difference, and its reason is the date.
    """
    if left.key == right.key or _are_of_different_times(left, right):
        return False
    if isinstance(left.value, SetValue) and isinstance(right.value, SetValue):
        # Each is given as the whole answer: one member fewer is another answer, a place more closely named is not.
        mine, theirs = left.value.members, right.value.members
        return mine != theirs and not places.is_closer(mine, theirs) and not places.is_closer(theirs, mine)
    return compare_positions(left, right) in _RIVAL


def _are_of_different_times(left: Position, right: Position) -> bool:
    if not all(isinstance(position.value, TextValue | TieValue | SetValue) for position in (left, right)):
        return False
    return left.as_of is not None and right.as_of is not None and left.as_of.is_apart_from(right.as_of)


def _reconcile_rivals(positions: list[Position], reason: Reason | None, places: PlaceHierarchy) -> Verdict:
    compared = [(a, b, compare_positions(a, b, places)) for a, b in combinations(positions, 2)]
    pairs = tuple(Pair(a.key, b.key, relation) for a, b, relation in compared)
    disputed = [position for position in positions if position.disputed_by]
    labels = {position.key: position.label for position in positions if _can_be_placed(position)}
    rivals = [(a, b) for a, b in combinations(positions, 2) if are_rivals(a, b, places)]
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
    difference = kind_of_difference(Mode.EXCLUSIVE, bool(disputed), reason) if kind is VerdictKind.DIFFER else None
    return Verdict(kind, "; ".join(dict.fromkeys(told)), pairs, (), _opposed(sides), _divided(sides), difference, reason)


def _reconcile_lists(positions: list[Position], reason: Reason | None) -> Verdict:
    documents = sorted({document for position in positions for document in position.documents})
    lists = tuple((slug, frozenset(p.key for p in positions if slug in p.documents)) for slug in documents)
    long_enough = [(slug, answers) for slug, answers in lists if len(answers) >= _SHORTEST_LIST]
    pairs = tuple(Pair(a, b, compare_sets(mine, theirs)) for (a, mine), (b, theirs) in combinations(long_enough, 2))
    unlike = [pair for pair in pairs if pair.relation is not Relation.SAME]
    disputes = _disputes(positions)
    if disputes or unlike:
        kind = VerdictKind.DIFFER
    elif len(documents) > 1 and len({answers for _, answers in lists}) > 1:
        kind = VerdictKind.OVERLAP
    else:
        kind = _agreement(positions)
    sides = [(frozenset({pair.left}), frozenset({pair.right})) for pair in unlike] + disputes
    difference = kind_of_difference(Mode.CUMULATIVE, bool(disputes), reason) if kind is VerdictKind.DIFFER else None
    return Verdict(kind, "", pairs, lists, _opposed(sides), _divided(sides), difference, reason)


def _disputes(positions: Iterable[Position]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return, for each disputed position, the documents that support it and those that dispute it."""
    return [(position.documents, position.disputed_by) for position in positions if position.disputed_by]


def _opposed(sides: Iterable[tuple[frozenset[str], frozenset[str]]]) -> frozenset[str]:
    """Return the documents of one side that have another document on the other."""
    return frozenset(
        slug for left, right in sides for mine, theirs in ((left, right), (right, left)) for slug in mine if theirs - {slug}
    )


def _divided(sides: Iterable[tuple[frozenset[str], frozenset[str]]]) -> frozenset[str]:
    """Return the documents that are on both sides."""
    return frozenset(slug for left, right in sides for slug in left & right)


def _agreement(positions: Iterable[Position]) -> VerdictKind:
    documents = {document for position in positions for document in position.documents}
    return VerdictKind.AGREE if len(documents) > 1 else VerdictKind.SINGLE_SOURCE


def _can_be_placed(position: Position) -> bool:
    """Whether "lies within" and "lies outside" mean something of it: they do of figures and dates."""
    return bool(position.label) and isinstance(position.value, NumberValue | EdtfDate)
