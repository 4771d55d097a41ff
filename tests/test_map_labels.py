"""Lettering: names that keep clear of one another, of the points and of the edge, wherever there is room."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.figures.map.labels import LabelBox, Lettered, TextAnchor, around, choose, is_clear, lettered, point_box, settle
from tests.properties import quick

FRAME = LabelBox(0, 0, 1000, 800)
NAMES = st.text(alphabet="abcdefgh", min_size=1, max_size=12)
SPOTS = st.tuples(st.integers(50, 950), st.integers(50, 750))


def boxes():
    corners = st.tuples(st.integers(0, 900), st.integers(0, 700), st.integers(1, 300), st.integers(1, 300))
    return corners.map(lambda corner: LabelBox(corner[0], corner[1], corner[0] + corner[2], corner[1] + corner[3]))


@quick
@given(boxes(), boxes())
def test_boxes_meet_both_ways(one, other):
    assert one.meets(other) == other.meets(one)
    assert one.shared(other) == other.shared(one)


@quick
@given(boxes(), boxes())
def test_box_that_holds_another_shares_all_of_it(one, other):
    if one.holds(other):
        assert one.shared(other) == (other.right - other.left) * (other.bottom - other.top)


def test_box_turned_inside_out_is_refused():
    with pytest.raises(ValueError, match="inside out"):
        LabelBox(2, 0, 1, 1)


@quick
@given(NAMES, SPOTS, st.integers(8, 40), st.integers(10, 30))
def test_name_never_covers_its_own_point(name, at, size, clear):
    for place in around(name, at, size, clear):
        assert not place.box.meets(point_box(at, clear * 0.5))


@quick
@given(NAMES, SPOTS)
def test_name_alone_stands_right_of_its_point(name, at):
    first = around(name, at, 12, 10)[0]
    assert choose(around(name, at, 12, 10), [], FRAME) == first or first.box.right > FRAME.right
    assert first.anchor is TextAnchor.START


def test_name_at_the_eastern_edge_turns_west():
    assert choose(around("Tinzaouaten", (980, 400), 20, 10), [], FRAME).anchor is TextAnchor.END


@quick
@given(NAMES, SPOTS, st.lists(boxes(), max_size=6))
def test_clear_place_is_taken_if_there_is_one(name, at, taken):
    places = around(name, at, 14, 10)
    if any(is_clear(place, taken, FRAME) for place in places):
        assert is_clear(choose(places, taken, FRAME), taken, FRAME)


@quick
@given(st.lists(st.tuples(NAMES, SPOTS), min_size=1, max_size=8))
def test_names_that_are_clear_of_each_other_stay_where_they_are(names):
    wanted = [around(name, at, 14, 10) for name, at in names]
    one_by_one: list[Lettered] = []
    for places in wanted:
        one_by_one.append(choose(places, [place.box for place in one_by_one], FRAME))
    boxes = [place.box for place in one_by_one]
    if all(is_clear(place, boxes[:at] + boxes[at + 1 :], FRAME) for at, place in enumerate(one_by_one)):
        assert settle(wanted, [], FRAME) == tuple(one_by_one)


def test_name_gives_way_to_one_that_has_no_other_place():
    first, second = lettered("first", (300, 300), 20), lettered("first", (500, 300), 20)
    only = lettered("only", (310, 300), 20)
    assert settle([[first, second], [only]], [], FRAME) == (second, only)


def area(box):
    return (box.right - box.left) * (box.bottom - box.top)


def test_three_towns_in_a_row_are_all_readable():
    names = [around(name, at, 30, 15) for name, at in (("Timbuktu 2", (400, 400)), ("Ber 1", (430, 398)), ("Gao 1", (520, 420)))]
    dots = [point_box(at, 11) for at in ((400, 400), (430, 398), (520, 420))]
    places = settle(names, dots, FRAME)
    assert not any(one.box.meets(other.box) for one, other in itertools.combinations(places, 2))
    assert not any(place.box.meets(dot) for place in places for dot in dots)


def test_name_without_a_place_is_refused():
    with pytest.raises(ValueError, match="place to stand"):
        choose([], [], FRAME)


@quick
@given(NAMES, st.integers(8, 40))
def test_longer_names_take_more_room(name, size):
    assert area(lettered(name + "m", (0, 0), size).box) > area(lettered(name, (0, 0), size).box)
