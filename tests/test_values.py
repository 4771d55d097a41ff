"""Typed values are compared as the sets that they stand for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.value_parsing import parse_value
from profiles.domain.values import (
    NumberValue,
    Relation,
    SetValue,
    TextValue,
    Tie,
    TieValue,
    ValueKind,
    compare,
    compare_sets,
    keys_named,
)
from tests.properties import quick

INVERSE = {Relation.CONTAINS: Relation.WITHIN, Relation.WITHIN: Relation.CONTAINS}
ENDS = range(5)
POINTS = [Decimal(quarter) / 4 for quarter in range(-4, 21)]  # -1 to 5, closer together than the ends of any range
NUMBERS = [
    number
    for data in (
        *({form: end} for form in ("exact", "about", "at_least", "more_than", "at_most", "less_than") for end in ENDS),
        *({"from": low, "to": high} for low in ENDS for high in ENDS if low <= high),
        *({"from": low, "to": high, "about": True} for low in ENDS for high in ENDS if low < high),
    )
    if isinstance(number := parse_value(ValueKind.NUMBER, data), NumberValue)
]

numbers = st.sampled_from(NUMBERS)
dates = st.sampled_from(
    ["2017", "2017-03", "2017-03-02", "2017-04", "2016/2017-03", "2017-04/..", "../2017-03", "2017~", "../.."]
).map(lambda text: parse_value(ValueKind.DATE, {"date": text}))
members = st.frozensets(st.sampled_from("abcd"), min_size=1)
places = members.map(SetValue)
names = st.sampled_from(["JNIM", "GSIM", "Jama'at", "Jama’at", "Jamaʻat"]).map(
    lambda name: parse_value(ValueKind.NAME, {"name": name})
)
ties = st.builds(TieValue, st.sampled_from(Tie), st.sampled_from("ab"), st.sampled_from(["", "c"]))
pairs = st.one_of(*(st.tuples(kind, kind) for kind in (numbers, dates, places, names, ties)))


def points_of(value: NumberValue) -> set[Decimal]:
    """Return the points that a range holds, an open one up to the edge of those that there are."""
    return {
        point
        for point in POINTS
        if (value.low is None or point > value.low or (point == value.low and not value.above_low))
        and (value.high is None or point < value.high or (point == value.high and not value.below_high))
    }


def expected(left: set[Decimal], right: set[Decimal]) -> Relation:
    if left == right:
        return Relation.SAME
    if not left & right:
        return Relation.DISJOINT
    if left > right:
        return Relation.CONTAINS
    if left < right:
        return Relation.WITHIN
    return Relation.TOUCH if len(left & right) == 1 else Relation.OVERLAP


def test_every_two_ranges_compare_as_the_sets_of_their_points():
    points = {value: points_of(value) for value in NUMBERS}
    wrong = [(a, b, compare(a, b)) for a in NUMBERS for b in NUMBERS if compare(a, b) is not expected(points[a], points[b])]
    assert wrong == []


@quick
@given(left=members, right=members)
def test_sets_compare_as_sets(left, right):
    relation = compare_sets(left, right)
    assert (relation is Relation.SAME) == (left == right)
    assert (relation is Relation.CONTAINS) == (left > right)
    assert (relation is Relation.WITHIN) == (left < right)
    assert (relation is Relation.DISJOINT) == left.isdisjoint(right)


@quick
@given(pair=pairs)
def test_reading_a_comparison_backwards_inverts_it(pair):
    relation = compare(*pair)
    assert compare(*reversed(pair)) is INVERSE.get(relation, relation)


@quick
@given(pair=pairs)
def test_every_value_equals_itself(pair):
    assert compare(pair[0], pair[0]) is Relation.SAME


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ({"at_least": 5}, {"at_most": 7}, Relation.OVERLAP),
        ({"at_least": 5}, {"at_most": 5}, Relation.TOUCH),
        ({"more_than": 5}, {"at_most": 5}, Relation.DISJOINT),
        ({"more_than": 5}, {"at_least": 5}, Relation.WITHIN),
        ({"from": 100, "to": 1000}, {"about": 800}, Relation.CONTAINS),
        ({"from": 100, "to": 1000}, {"from": 1000, "to": 2000}, Relation.TOUCH),
        ({"about": 800}, {"from": 1000, "to": 2000}, Relation.DISJOINT),
        ({"from": 1000, "to": 2000}, {"from": 1000, "to": 2000, "about": True}, Relation.SAME),
        ({"exact": 5}, {"exact": 5.0}, Relation.SAME),
    ],
)
def test_known_pairs(left, right, relation):
    assert compare(parse_value(ValueKind.NUMBER, left), parse_value(ValueKind.NUMBER, right)) is relation


def test_names_are_the_same_but_for_the_apostrophe_and_white_space():
    left, right = ({"name": name} for name in ("Jama’at  Nusrat", "Jama'at\u00a0Nusrat"))
    assert compare(parse_value(ValueKind.NAME, left), parse_value(ValueKind.NAME, right)) is Relation.SAME


def test_names_in_another_case_are_other_names():
    left, right = ({"name": name} for name in ("al-Murabitun", "Al-Murabitun"))
    assert compare(parse_value(ValueKind.NAME, left), parse_value(ValueKind.NAME, right)) is Relation.DISJOINT


@pytest.mark.parametrize(
    "other",
    [
        {"relation": "fights", "to": "isgs"},
        {"relation": "rival of", "to": "aqim"},
        {"relation": "rival of", "to": "isgs", "of": "aqim"},
    ],
    ids=["another tie", "another actor", "another actor's"],
)
def test_relations_are_the_same_only_in_every_part(other):
    relation = parse_value(ValueKind.RELATION, {"relation": "rival of", "to": "isgs"})
    assert compare(relation, parse_value(ValueKind.RELATION, other)) is Relation.DISJOINT


def test_two_texts_are_never_the_same():
    assert compare(TextValue(), TextValue()) is Relation.DISJOINT


def test_values_of_different_kinds_are_not_compared():
    with pytest.raises(ValueError, match="can't compare"):
        compare(parse_value(ValueKind.NUMBER, {"exact": 5}), parse_value(ValueKind.DATE, {"date": "2017"}))


def test_the_actors_and_places_that_an_answer_names_are_told_apart():
    places = parse_value(ValueKind.PLACES, {"places": ["mali", "gao"]})
    tie = parse_value(ValueKind.RELATION, {"relation": "fights", "to": "isgs", "of": "aqim"})
    actor = parse_value(ValueKind.ACTOR, {"actor": "aqim"})
    assert keys_named(places, ValueKind.PLACES) == (
        frozenset(),
        frozenset(
            (
                "mali",
                "gao",
            )
        ),
    )
    assert keys_named(tie, ValueKind.RELATION) == (
        frozenset(
            (
                "isgs",
                "aqim",
            )
        ),
        frozenset(),
    )
    assert keys_named(actor, ValueKind.ACTOR) == (frozenset(("aqim",)), frozenset())
    assert keys_named(parse_value(ValueKind.NUMBER, {"exact": 5}), ValueKind.NUMBER) == (frozenset(), frozenset())
