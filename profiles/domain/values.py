"""Typed values of answers, and how two of them stand to each other. Nothing is rounded, averaged or preferred.

`value_parsing` makes them of the mapping that the YAML and the database hold (`{about: 800}`); `value_words` prints them.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sources.anchoring import fold_space
from sources.dates import EdtfDate


class ValueKind(StrEnum):
    """What kind of values answer a question."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ACTOR = "actor"
    ACTORS = "actors"
    PLACE = "place"
    PLACES = "places"
    RELATION = "relation"
    TEXT = "text"


class NameForm(StrEnum):
    """What kind of name a name is."""

    FULL = "full name"
    SPELLING = "spelling"
    ABBREVIATION = "abbreviation"
    TRANSLATION = "translation"
    OTHER = "other name"
    IDENTIFIER = "identifier"


class Tie(StrEnum):
    """How one actor is related to another, as a document says."""

    SUCCEEDED_BY = "succeeded by"
    MERGED_INTO = "merged into"
    INCORPORATED_INTO = "incorporated into"
    COMPONENT_OF = "component of"
    BRANCH_OF = "branch of"
    PARENT_OF = "parent of"
    OVERSEES = "oversees"
    MENTORS = "mentors"
    AFFILIATED_WITH = "affiliated with"
    LINKED_TO = "linked to"
    PLEDGED_ALLEGIANCE_TO = "pledged allegiance to"
    ALLIED_WITH = "allied with"
    COOPERATES_WITH = "cooperates with"
    RIVAL_OF = "rival of"
    FIGHTS = "fights"
    JOINED = "joined"
    FOUNDED = "founded"
    LED_BY = "led by"


class Relation(StrEnum):
    """How one value stands to another, read from left to right."""

    SAME = "equals"
    CONTAINS = "contains"
    WITHIN = "lies within"
    OVERLAP = "overlaps"
    TOUCH = "only touches"
    DISJOINT = "lies outside"


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number or a range, `low` to `high`, in the question's unit; None is unbounded. `about` is the source's own doubt."""

    low: Decimal | None
    high: Decimal | None
    about: bool = False
    above_low: bool = False  # "more than": low itself is left out
    below_high: bool = False  # "less than": high itself is left out


@dataclass(frozen=True, slots=True)
class NameValue:
    """A name as a document spells it."""

    name: str
    language: str = ""
    form: NameForm = NameForm.SPELLING


@dataclass(frozen=True, slots=True)
class SetValue:
    """One or more actors or places, by their keys."""

    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class TieValue:
    """A typed relation to another actor (a key); from the actor that the question is about, unless it names another."""

    tie: Tie
    to: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class TextValue:
    """An answer in words. Two are the same only where they are one claim."""


Value = NumberValue | EdtfDate | NameValue | SetValue | TieValue | TextValue


def keys_named(value: Value, kind: ValueKind) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of the actors and of the places that a value of a kind names."""
    none = frozenset[str]()
    if isinstance(value, TieValue):
        return frozenset(key for key in (value.of, value.to) if key), none
    if isinstance(value, SetValue):
        return (none, value.members) if kind in (ValueKind.PLACE, ValueKind.PLACES) else (value.members, none)
    return none, none


def compare(left: Value, right: Value) -> Relation:
    """Return how left stands to right. Raise ValueError for values of different kinds."""
    if isinstance(left, TextValue) or isinstance(right, TextValue):
        return Relation.DISJOINT  # an answer in words, or one whose value can't be read
    if type(left) is not type(right):
        raise ValueError(f"can't compare {left!r} with {right!r}")
    if isinstance(left, NumberValue) and isinstance(right, NumberValue):
        return _compare_ranges(_range_of(left), _range_of(right))
    if isinstance(left, EdtfDate) and isinstance(right, EdtfDate):
        return _compare_dates(left, right)
    if isinstance(left, SetValue) and isinstance(right, SetValue):
        return compare_sets(left.members, right.members)
    if isinstance(left, NameValue) and isinstance(right, NameValue):
        return Relation.SAME if _spelling(left.name) == _spelling(right.name) else Relation.DISJOINT
    if isinstance(left, TieValue):
        return Relation.SAME if left == right else Relation.DISJOINT
    return Relation.DISJOINT


def _compare_dates(left: EdtfDate, right: EdtfDate) -> Relation:
    """Compare two dates; one that goes on and one that ended on an unknown date are never the same."""
    if (left.end_is_open and right.end_is_open) or (left.end_is_unknown and right.end_is_unknown):
        # Since when: what can differ is when it began.
        return _compare_ranges((left.earliest, left.begins_by, False, False), (right.earliest, right.begins_by, False, False))
    relation = _compare_ranges(_range_of(left), _range_of(right))
    ends_unlike = left.latest is right.latest is None and left.end_is_unknown != right.end_is_unknown
    starts_unlike = left.earliest is right.earliest is None and left.start_is_unknown != right.start_is_unknown
    return Relation.OVERLAP if (ends_unlike or starts_unlike) and relation is not Relation.DISJOINT else relation


# One end of a range: the point, whether it is unbounded there, and whether the point itself belongs to it.
_Range = tuple[Any, Any, bool, bool]


def _range_of(value: NumberValue | EdtfDate) -> _Range:
    if isinstance(value, NumberValue):
        return value.low, value.high, value.above_low, value.below_high
    return value.earliest, value.latest, False, False


def _compare_ranges(left: _Range, right: _Range) -> Relation:
    if left == right:
        return Relation.SAME
    if _gap(left, right) or _gap(right, left):
        return Relation.DISJOINT
    holds, held = _holds(left, right), _holds(right, left)
    if holds or held:
        return Relation.CONTAINS if holds else Relation.WITHIN
    return Relation.TOUCH if _meet(left, right) or _meet(right, left) else Relation.OVERLAP


def _gap(left: _Range, right: _Range) -> bool:
    """Whether left ends before right begins."""
    if left[1] is None or right[0] is None:
        return False
    return bool(left[1] < right[0]) or (left[1] == right[0] and (left[3] or right[2]))


def _meet(left: _Range, right: _Range) -> bool:
    """Whether left ends on the point on which right begins."""
    return left[1] is not None and bool(left[1] == right[0])


def _holds(outer: _Range, inner: _Range) -> bool:
    """Whether every point of inner is one of outer."""
    low = outer[0] is None or (
        inner[0] is not None and (outer[0] < inner[0] or (outer[0] == inner[0] and (inner[2] or not outer[2])))
    )
    high = outer[1] is None or (
        inner[1] is not None and (outer[1] > inner[1] or (outer[1] == inner[1] and (inner[3] or not outer[3])))
    )
    return low and high


def compare_sets(left: frozenset[str], right: frozenset[str]) -> Relation:
    """Return how one set stands to another."""
    if left == right:
        return Relation.SAME
    if left > right:
        return Relation.CONTAINS
    if left < right:
        return Relation.WITHIN
    return Relation.OVERLAP if left & right else Relation.DISJOINT


def _spelling(name: str) -> str:
    """Fold what is typography, not spelling: the kind of apostrophe and of white space."""
    return fold_space(name).replace("’", "'").replace("‘", "'")
