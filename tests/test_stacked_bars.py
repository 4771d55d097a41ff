"""Stacked bars: parts end to end, as long as their counts say, and none that is empty."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.stacked_bars import BarPart, stack
from tests.properties import quick

COUNTS = st.lists(st.integers(0, 60), max_size=6)


@quick
@given(COUNTS, st.integers(0, 60))
def test_parts_lie_end_to_end(counts, spare):
    whole = sum(counts) + spare
    parts = stack(enumerate(counts), whole)
    for part, following in pairwise(parts):
        assert following.start == pytest.approx(part.start + part.length, abs=0.02)
    if parts:
        assert parts[0].start == 0
        assert parts[-1].start + parts[-1].length == pytest.approx(sum(counts) / whole * 100, abs=0.02)


@quick
@given(COUNTS)
def test_without_a_length_of_its_own_a_bar_is_as_long_as_its_parts(counts):
    assert stack(enumerate(counts)) == stack(enumerate(counts), sum(counts))


def test_parts_have_the_length_of_their_counts_and_their_order():
    assert stack([("a", 1), ("b", 0), ("c", 3)], 8) == (BarPart("a", 1, 0.0, 12.5), BarPart("c", 3, 12.5, 37.5))


def test_a_bar_without_parts_is_empty():
    assert stack([("a", 0)]) == stack([]) == ()


def test_a_bar_shorter_than_its_parts_is_refused():
    with pytest.raises(ValueError, match="3 do not fit on a bar of 2"):
        stack([("a", 1), ("b", 2)], 2)
