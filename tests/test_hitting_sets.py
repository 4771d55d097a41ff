"""The fewest works that account for all credits are found exactly where that is cheap, and bounded where it is not."""

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.hitting_sets import STEPS, smallest_hitting_set
from tests.properties import quick, thorough

candidate_sets = st.lists(st.frozensets(st.sampled_from("abcdefg"), min_size=1, max_size=4), max_size=10)


def hits(sets, chosen) -> bool:
    return all(candidate & chosen for candidate in sets)


def smallest_size(sets) -> int:
    """Return the size of a smallest hitting set the slow way: try every selection of members, the small ones first."""
    members = sorted({member for candidate in sets for member in candidate})
    selections = (set(selection) for size in range(len(members) + 1) for selection in combinations(members, size))
    return next(len(selection) for selection in selections if hits(sets, selection))


def pairs(*edges: tuple[int, int]) -> list[frozenset[str]]:
    return [frozenset({f"w{left}", f"w{right}"}) for left, right in edges]


def shuffled_chain(length: int) -> list[frozenset[str]]:
    """Return sets of two of which each shares a member with the next, the members named in no order."""
    names = list(range(length + 1))
    random.Random(length).shuffle(names)
    return pairs(*pairwise(names))


def triples(members: int, count: int) -> list[frozenset[str]]:
    draw = random.Random(members)
    return [frozenset(f"w{number}" for number in draw.sample(range(members), 3)) for _ in range(count)]


@thorough
@given(sets=candidate_sets)
def test_it_hits_every_set_and_no_smaller_one_does(sets):
    found = smallest_hitting_set(sets)
    assert hits(sets, found.chosen)
    assert len(found.chosen) == found.at_least == smallest_size(sets)


@thorough
@given(sets=candidate_sets, limit=st.integers(0, 3))
def test_a_search_that_is_cut_short_claims_no_more_than_it_has_proven(sets, limit):
    found = smallest_hitting_set(sets, limit)
    assert hits(sets, found.chosen)
    assert found.at_least <= smallest_size(sets) <= len(found.chosen)
    assert found.steps <= limit


@quick
@given(data=st.data(), sets=candidate_sets)
def test_the_order_of_the_sets_does_not_matter(data, sets):
    assert smallest_hitting_set(data.draw(st.permutations(sets))) == smallest_hitting_set(sets)


@pytest.mark.parametrize("count", [12, 200])
def test_disjoint_pairs_are_solved_without_a_search(count):
    found = smallest_hitting_set(pairs(*((number, -number) for number in range(1, count + 1))))
    assert (len(found.chosen), found.at_least, found.steps) == (count, count, 0)


@pytest.mark.parametrize(("length", "size"), [(201, 101), (400, 200)])
def test_a_long_chain_is_solved_without_a_search(length, size):
    found = smallest_hitting_set(shuffled_chain(length))
    assert (len(found.chosen), found.at_least, found.steps) == (size, size, 0)


def test_works_of_which_every_two_are_credited_together_are_solved_in_few_steps():
    found = smallest_hitting_set(pairs(*combinations(range(12), 2)))
    assert (len(found.chosen), found.at_least) == (11, 11)
    assert found.steps <= 12


def test_many_dense_parts_are_no_more_than_their_sum():
    """Every two of four members, and the same again under other names: three of four each."""
    sets = [candidate for part in range(30) for candidate in pairs(*combinations(range(part * 4, part * 4 + 4), 2))]
    found = smallest_hitting_set(sets)
    assert (len(found.chosen), found.at_least) == (90, 90)
    assert found.steps <= 120


def test_a_dense_tangle_is_given_up_in_time_with_a_bound():
    sets = triples(100, 200)
    found = smallest_hitting_set(sets)
    assert found.steps == STEPS
    assert hits(sets, found.chosen)
    assert 20 < found.at_least < len(found.chosen)


def test_small_tangles_that_no_rule_reduces_are_solved():
    for seed in range(150):
        draw = random.Random(seed)
        members, size = draw.randint(7, 10), draw.choice([2, 2, 3])
        names = [f"w{number}" for number in range(members)]
        sets = [frozenset(draw.sample(names, size)) for _ in range(draw.randint(members, 3 * members))]
        found = smallest_hitting_set(sets)
        assert len(found.chosen) == found.at_least == smallest_size(sets), seed


def test_a_tangle_of_eighty_sets_is_solved_in_few_steps():
    """The commonest member is tried first, and a packing of sets that meet few others bounds what is left."""
    found = smallest_hitting_set(triples(40, 80))
    assert len(found.chosen) == found.at_least
    assert found.steps <= 100


def test_the_steps_of_all_parts_are_bounded_together():
    one_part = triples(100, 200)
    parts = [frozenset(f"{part}-{member}" for member in candidate) for part in range(2) for candidate in one_part]
    found = smallest_hitting_set(parts)
    assert found.steps == STEPS
    assert hits(parts, found.chosen)


def test_of_members_that_hit_the_same_sets_the_first_in_the_alphabet_is_chosen():
    assert smallest_hitting_set([frozenset("cab")]).chosen == {"a"}


def test_a_set_that_nothing_can_hit_is_refused():
    with pytest.raises(ValueError, match=r"^an empty set"):
        smallest_hitting_set([frozenset("a"), frozenset()])


def test_no_sets_are_hit_by_nothing():
    found = smallest_hitting_set([])
    assert (found.chosen, found.at_least) == (frozenset(), 0)
