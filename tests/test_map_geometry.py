"""Drawing land: positions in their places, borders that stay shared, paths that say the same, and labels inside."""

import math
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from profiles.figures.map.geometry import (
    STANDARD_PARALLEL,
    Land,
    Outline,
    Window,
    contains,
    draw,
    label_spot,
    path_data,
    read_land,
    spans,
)
from tests.properties import quick

WINDOW = Window(-10, 0, 10, 20, 1000)
LONGITUDES = st.floats(-10, 10, allow_nan=False)
LATITUDES = st.floats(0, 20, allow_nan=False)
SPOTS = st.tuples(st.integers(0, 1000), st.integers(0, 1000))


@st.composite
def windows(draw_: st.DrawFn) -> Window:
    west, east = sorted((draw_(st.integers(-170, 23)), draw_(st.integers(-170, 25))))
    south, north = sorted((draw_(st.integers(-80, 80)), draw_(st.integers(-80, 80))))
    assume(west < east and south < north)
    return Window(west, south, east, north, draw_(st.integers(50, 2000)))


@st.composite
def neighbours(draw_: st.DrawFn) -> tuple[Land, Land, list[tuple[float, float]]]:
    """Draw two lands, west and east of a crooked border from north to south that both have, point for point."""
    steps = draw_(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.05, 1)), min_size=2, max_size=30))
    latitude, border = 19.0, [(0.0, 19.0)]
    for longitude, step in steps:
        latitude -= step * 18 / len(steps)
        border.append((longitude, latitude))
    top, bottom = border[0][1], border[-1][1]
    west = (*border, (-9.0, bottom), (-9.0, top), border[0])
    east = (*border[::-1], (9.0, top), (9.0, bottom), border[-1])
    return Land("W", "West", ((west,),)), Land("E", "East", ((east,),)), border


@st.composite
def stars(draw_: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Draw a ring around a middle, deep enough to hold a label."""
    spokes = draw_(st.lists(st.floats(40, 400), min_size=5, max_size=25))
    angle = 2 * math.pi / len(spokes)
    return tuple(
        (round(500 + far * math.cos(at * angle)), round(500 + far * math.sin(at * angle))) for at, far in enumerate(spokes)
    )


def numbers(path: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", path)]


def rings_of(path: str) -> list[tuple[tuple[int, int], ...]]:
    """Read path data back, as an SVG reader does."""
    rings = []
    for part in path.split("z")[:-1]:
        x, y, *steps = numbers(part)
        ring = [(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(tuple(ring))
    return rings


@quick
@given(windows(), st.floats(0, 1), st.floats(0, 1))
def test_position_in_a_window_falls_on_its_sheet(window, across, up):
    longitude = window.west + across * (window.east - window.west)
    latitude = window.south + up * (window.north - window.south)
    x, y = window.project(longitude, latitude)
    assert 0 <= x <= window.width
    assert 0 <= y <= window.height


@quick
@given(LONGITUDES, LATITUDES, LONGITUDES, LATITUDES)
def test_east_is_right_and_north_is_up(one_longitude, one_latitude, longitude, latitude):
    one, other = WINDOW.project(one_longitude, one_latitude), WINDOW.project(longitude, latitude)
    assert one_longitude > longitude or one[0] <= other[0]
    assert one_latitude > latitude or one[1] >= other[1]


def test_map_is_true_to_scale_along_its_standard_parallel():
    window = Window(0, 0, 20, 20, 10_000)
    degree = math.cos(math.radians(STANDARD_PARALLEL))  # of longitude there, in degrees of latitude
    origin, east, south = window.project(10, 18), window.project(11, 18), window.project(10, 17)
    assert (east[0] - origin[0]) / (south[1] - origin[1]) == pytest.approx(degree, rel=0.01)


@pytest.mark.parametrize(
    ("west", "south", "east", "north"),
    [(0, 0, 181, 10), (10, 0, 5, 10), (0, 10, 5, 5), (0, 0, 0, 10), (-181, 0, 5, 10), (0, -90, 5, 10)],
)
def test_window_on_nothing_is_refused(west, south, east, north):
    with pytest.raises(ValueError, match="not a window"):
        Window(west, south, east, north, 100)


@quick
@given(neighbours(), st.floats(0, 30))
def test_shared_border_stays_shared(lands, tolerance):
    """What the western land has of the border, point after point, the eastern one has, backwards."""
    *pair, border = lands
    west, east = (outline.polygons for outline in draw(pair, WINDOW, tolerance))
    assume(west and east)
    spots = {WINDOW.project(*position) for position in border}
    ours = [spot for spot in west[0][0] if spot in spots]
    theirs = [spot for spot in east[0][0] if spot in spots]
    assert set(ours) == set(theirs)
    start = theirs.index(ours[0])
    assert (theirs[start:] + theirs[:start])[::-1] == ours[1:] + ours[:1]


@quick
@given(neighbours(), st.floats(0.5, 30))
def test_border_strays_no_farther_than_it_may(lands, tolerance):
    west, _, border = lands
    outlines = draw([west], WINDOW, tolerance)
    assume(outlines[0].polygons)
    ring = outlines[0].polygons[0][0]
    for position in border:
        spot = WINDOW.project(*position)
        assert min(apart(spot, *side) for side in zip(ring, ring[1:] + ring[:1], strict=True)) <= tolerance + 1e-6


def apart(spot, start, end):
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((spot[0] - start[0]) * dx + (spot[1] - start[1]) * dy) / ((dx * dx + dy * dy) or 1)
    along = min(1, max(0, along))
    return math.hypot(spot[0] - start[0] - along * dx, spot[1] - start[1] - along * dy)


@quick
@given(neighbours(), st.floats(0, 30))
def test_less_detail_takes_no_more_points(lands, tolerance):
    pair = lands[:2]
    assert sum(map(len, (one.path for one in draw(pair, WINDOW, tolerance)))) <= sum(
        map(len, (one.path for one in draw(pair, WINDOW, 0)))
    )


@quick
@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(-30, 50)), min_size=3, max_size=12, unique=True))
def test_nothing_is_drawn_far_beyond_the_window(positions):
    margin = WINDOW.width // 100
    for outline in draw([Land("A", "A", (((*positions, positions[0]),),))], WINDOW, 1):
        for polygon in outline.polygons:
            for x, y in polygon[0]:
                assert -margin <= x <= WINDOW.width + margin
                assert -margin <= y <= WINDOW.height + margin


def test_land_beyond_the_window_is_not_drawn():
    away = Land("A", "Away", ((((15.0, 1.0), (16.0, 1.0), (16.0, 2.0), (15.0, 1.0)),),))
    assert draw([away], WINDOW, 1)[0] == Outline("A", "Away", (), "")


def test_enclave_fills_the_hole_around_it():
    around = ((-5.0, 5.0), (5.0, 5.0), (5.0, 15.0), (-5.0, 15.0), (-5.0, 5.0))
    inner = ((-1.0, 9.0), (1.03, 9.4), (1.0, 11.0), (0.2, 10.9), (-1.0, 9.0))
    outer, enclave = draw([Land("O", "Outer", ((around, inner[::-1]),)), Land("I", "Inner", ((inner,),))], WINDOW, 3)
    hole = outer.polygons[0][1]
    assert set(hole) == set(enclave.polygons[0][0])
    assert not contains(outer.polygons[0], *label_spot(enclave))


@quick
@given(st.lists(st.lists(SPOTS, min_size=3, max_size=10).map(tuple), min_size=1, max_size=3))
def test_path_reads_back_as_the_rings_it_was_made_of(rings):
    assert rings_of(path_data(rings)) == rings


def test_path_is_compact():
    assert path_data([((10, 10), (12, 9), (11, 14))]) == "M10 10l2-1-1 5z"


@quick
@given(stars())
def test_label_stands_inside(ring):
    polygon = (ring,)
    spot = label_spot(Outline("A", "A", (polygon,), ""))
    assert contains(polygon, *spot)


@quick
@given(stars(), st.floats(0, 1000), st.floats(0, 1000))
def test_level_lines_run_where_points_are_inside(ring, x, y):
    inside = contains((ring,), x, y)
    assert inside == any(left < x < right for left, right in spans((ring,), y))
    assert sum(right - left for left, right in spans((ring,), y)) <= 1000


@pytest.mark.parametrize(
    "ring",
    [
        ((0, 0), (500, 6), (1000, 0), (500, 16)),  # so thin that its rough form is a line
        ((0, 0), (1000, 0), (1000, 1000), (990, 10)),  # a hook
    ],
)
def test_label_stands_inside_what_is_thin(ring):
    assert contains((ring,), *label_spot(Outline("A", "A", ((ring,),), ""), flatten=1))


def test_label_stands_in_the_largest_part():
    island, mainland = ((0, 0), (9, 0), (9, 9), (0, 9)), ((100, 100), (300, 100), (300, 200), (100, 200))
    x, y = label_spot(Outline("A", "A", ((island,), (mainland,)), ""))
    assert 100 < x < 300
    assert y == pytest.approx(150, abs=8)


def test_nothing_to_label_is_refused():
    with pytest.raises(ValueError, match="nothing of 'Atlantis'"):
        label_spot(Outline("A", "Atlantis", (), ""))


def test_feature_that_is_no_area_is_refused():
    point = {"geometry": {"type": "Point", "coordinates": [0, 0]}, "properties": {"code": "A", "name": "Somewhere"}}
    with pytest.raises(ValueError, match="'Somewhere' is a Point"):
        read_land(point, "code", "name")
