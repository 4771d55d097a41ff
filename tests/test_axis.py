"""Figures on one axis: in their places, and none of them made up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.values import NumberValue
from profiles.figures.axis import make_axis

NUMBERS = st.decimals(min_value=0, max_value=10**12, places=1)


def ranges():
    return st.tuples(NUMBERS, NUMBERS).map(lambda pair: NumberValue(min(pair), max(pair)))


@given(st.lists(ranges(), min_size=1, max_size=6))
def test_every_bar_lies_on_the_axis(values):
    for bar in make_axis(values).bars:
        assert 0 <= bar.start <= bar.start + bar.length <= 100.01


@given(st.lists(ranges(), min_size=1, max_size=6))
def test_axis_begins_at_zero_and_holds_the_highest(values):
    axis = make_axis(values)
    assert (axis.ticks[0].at, axis.ticks[-1].at) == (0, 100)
    assert 2 <= len(axis.ticks) <= 6


@given(st.lists(ranges(), min_size=2, max_size=6))
def test_order_on_the_axis_is_the_order_of_the_numbers(values):
    bars = make_axis(values).bars
    for value, bar in zip(values, bars, strict=True):
        for other, beside in zip(values, bars, strict=True):
            if value.low < other.low:
                assert bar.start <= beside.start


def test_ranges_that_touch_touch_on_the_axis():
    first, second = make_axis([NumberValue(Decimal(100), Decimal(1000)), NumberValue(Decimal(1000), Decimal(2000))]).bars
    assert first.start + first.length == second.start


def test_single_number_is_a_point():
    assert make_axis([NumberValue(Decimal(800), Decimal(800), about=True)]).bars[0].is_point


def test_unbounded_number_runs_to_the_edge():
    bar = make_axis([NumberValue(Decimal(64), None, above_low=True)]).bars[0]
    assert (bar.start + bar.length, bar.open_end) == (100, True)


def test_ticks_are_round():
    assert [tick.label for tick in make_axis([NumberValue(Decimal(1000), Decimal(2000))]).ticks] == [
        "0",
        "500",
        "1,000",
        "1,500",
        "2,000",
    ]


def test_nothing_to_lay_out_is_refused():
    with pytest.raises(ValueError, match="no values"):
        make_axis([])


@given(st.lists(ranges(), min_size=2, max_size=6))
def test_every_end_has_a_guide(values):
    axis = make_axis(values)
    assert {bar.start for bar in axis.bars} <= set(axis.guides)
    assert list(axis.guides) == sorted(axis.guides)


def test_ranges_that_only_touch_share_a_guide():
    axis = make_axis([NumberValue(Decimal(100), Decimal(1000)), NumberValue(Decimal(1000), Decimal(2000))])
    assert axis.guides == (5, 50, 100)


def test_a_value_alone_has_no_guides():
    assert make_axis([NumberValue(Decimal(100), Decimal(1000))]).guides == ()


def test_a_value_without_an_upper_bound_is_no_point_at_the_edge():
    (bar,) = make_axis([NumberValue(Decimal(20), None)]).bars
    assert not bar.is_point
    assert bar.start + bar.length == 100
