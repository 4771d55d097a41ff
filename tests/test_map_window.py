"""The projection: positions in their places, and windows on the Earth alone."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from profiles.figures.map.window import Window
from tests.properties import quick

WINDOW = Window(-10, 0, 10, 20, 1000)
LONGITUDES = st.floats(-10, 10, allow_nan=False)
LATITUDES = st.floats(0, 20, allow_nan=False)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    west, east = sorted((draw(st.integers(-170, 23)), draw(st.integers(-170, 25))))
    south, north = sorted((draw(st.integers(-80, 80)), draw(st.integers(-80, 80))))
    assume(west < east and south < north)
    return Window(west, south, east, north, draw(st.integers(50, 2000)))


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


@pytest.mark.parametrize("middle", [0, 18, 60, -45])
def test_map_is_true_to_scale_along_its_middle_wherever_on_the_earth_that_is(middle):
    window = Window(0, middle - 10, 20, middle + 10, 10_000)
    degree = math.cos(math.radians(middle))  # of longitude there, in degrees of latitude
    origin, east, south = window.project(10, middle), window.project(11, middle), window.project(10, middle - 1)
    assert (east[0] - origin[0]) / (south[1] - origin[1]) == pytest.approx(degree, rel=0.01)


@pytest.mark.parametrize(
    ("west", "south", "east", "north"),
    [(0, 0, 181, 10), (10, 0, 5, 10), (0, 10, 5, 5), (0, 0, 0, 10), (-181, 0, 5, 10), (0, -90, 5, 10)],
)
def test_window_on_nothing_is_refused(west, south, east, north):
    with pytest.raises(ValueError, match="not a window"):
        Window(west, south, east, north, 100)
