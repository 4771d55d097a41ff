"""Kinds of ties, and which of them speak against one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.ties import KIND_OF, Link, TieKind, are_contrary, contrary_pairs
from profiles.domain.values import Tie
from tests.properties import quick

links = st.builds(Link, st.sampled_from("abc"), st.sampled_from(Tie), st.sampled_from("abc"))


def test_every_tie_has_a_kind_and_every_kind_a_tie():
    assert set(KIND_OF) == set(Tie)
    assert set(KIND_OF.values()) == set(TieKind)


def test_every_kind_has_a_name_of_its_own():
    assert len({kind.words for kind in TieKind}) == len(TieKind)


@quick
@given(links, links)
def test_contrary_is_mutual(one, other):
    assert are_contrary(one, other) == are_contrary(other, one)


@quick
@given(links)
def test_nothing_is_contrary_to_itself(link):
    assert not are_contrary(link, link)


@pytest.mark.parametrize(
    ("one", "other", "contrary"),
    [
        (("a", Tie.ALLIED_WITH, "b"), ("b", Tie.FIGHTS, "a"), True),
        (("a", Tie.ALLIED_WITH, "b"), ("a", Tie.RIVAL_OF, "b"), True),
        (("a", Tie.ALLIED_WITH, "b"), ("a", Tie.RIVAL_OF, "c"), False),
        (("a", Tie.RIVAL_OF, "b"), ("a", Tie.FIGHTS, "b"), False),
        (("a", Tie.ALLIED_WITH, "b"), ("a", Tie.LINKED_TO, "b"), False),
        (("a", Tie.COOPERATES_WITH, "b"), ("b", Tie.RIVAL_OF, "a"), True),
        (("a", Tie.COOPERATES_WITH, "b"), ("a", Tie.ALLIED_WITH, "b"), False),
        (("a", Tie.PARENT_OF, "b"), ("a", Tie.COMPONENT_OF, "b"), True),
        (("a", Tie.PARENT_OF, "b"), ("b", Tie.COMPONENT_OF, "a"), False),
    ],
    ids=[
        "ally, foe",
        "ally, rival",
        "another's rival",
        "rival, foe",
        "ally, linked",
        "cooperates, rival",
        "cooperates, ally",
        "above it, part of it",
        "above it, its part",
    ],
)
def test_known_pairs(one, other, contrary):
    assert are_contrary(Link(*one), Link(*other)) is contrary


@quick
@given(st.lists(links, max_size=8))
def test_a_pair_is_told_both_ways_once_with_all_that_is_contrary(told):
    found = contrary_pairs(told)
    assert len({pair for pair, _ in found}) == len(found)
    expected = {link for link in told if any(are_contrary(link, other) for other in told)}
    assert {link for _, held in found for link in held} == expected
    assert all(link.pair == pair for pair, held in found for link in held)
