"""Building the maps: borders that stay shared, paths that say the same, labels inside, and a file that is up to date."""

import json
import math
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import assume, given
from hypothesis import strategies as st

from profiles.figures.map.build import Land, draw_lands, path_data, read_lands
from profiles.figures.map.labels import LabelBox
from profiles.figures.map.outlines import Outline, read_outline
from profiles.figures.map.window import Window
from tests.factories import SHIPPED, copy_shipped, edit, load
from tests.properties import quick

WINDOW = Window(-10, 0, 10, 20, 1000)  # 50 units to a degree of longitude
OTHER = Path(__file__).parent / "fixtures/other_site"
SITES = pytest.mark.parametrize("folder", [SHIPPED, OTHER], ids=["shipped", "other site"])
Position = tuple[float, float]


def land(code: str, *rings: Any) -> Land:
    """Return a land of one polygon: its outer ring, then its holes."""
    return Land(code, code, shapely.Polygon(rings[0], rings[1:]))


@st.composite
def neighbours(draw: st.DrawFn) -> list[Land]:
    """Draw two lands, west and east of a crooked border from north to south that both have, point for point."""
    steps = draw(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.05, 1)), min_size=2, max_size=30))
    latitude, border = 19.0, [(0.0, 19.0)]
    for longitude, step in steps:
        latitude -= step * 18 / len(steps)
        border.append((longitude, latitude))
    top, bottom = border[0][1], border[-1][1]
    return [land("W", [*border, (-9.0, bottom), (-9.0, top)]), land("E", [*border[::-1], (9.0, top), (9.0, bottom)])]


@st.composite
def stars(draw: st.DrawFn) -> list[Position]:
    """Draw a ring around a middle, deep enough to hold a label."""
    spokes = draw(st.lists(st.floats(0.8, 8), min_size=5, max_size=25))
    angle = 2 * math.pi / len(spokes)
    return [(far * math.cos(at * angle), 10 + far * math.sin(at * angle)) for at, far in enumerate(spokes)]


def rings_of(path: str) -> list[list[tuple[int, int]]]:
    """Read path data back, as an SVG reader does."""
    rings = []
    for part in path.split("z")[:-1]:
        x, y, *steps = (int(number) for number in re.findall(r"-?\d+", part))
        ring = [(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def spots_of(path: str) -> set[tuple[int, int]]:
    return {spot for ring in rings_of(path) for spot in ring}


def area_of(path: str) -> Any:
    """Return what a path encloses, holes left out, as SVG's even-odd rule fills it."""
    area = shapely.Polygon()
    for ring in rings_of(path):
        area = area.symmetric_difference(shapely.Polygon(ring).buffer(0))
    return area


def drawn(*lands: Land, tolerance: float = 1.5) -> dict[str, Outline]:
    return {code: read_outline(code, entry) for code, entry in draw_lands(lands, WINDOW, tolerance).items()}


@quick
@given(neighbours(), st.floats(0, 30))
def test_shared_border_stays_shared(lands, tolerance):
    """What the western land has of the border, point for point, the eastern one has."""
    outlines = drawn(*lands, tolerance=tolerance)
    west, east = spots_of(outlines["W"].path), spots_of(outlines["E"].path)
    outer = {WINDOW.project(-9, 0)[0], WINDOW.project(9, 0)[0]}
    assert {spot for spot in west if spot[0] not in outer} == {spot for spot in east if spot[0] not in outer}


@quick
@given(neighbours(), st.floats(0, 30))
def test_less_detail_takes_no_more_points(lands, tolerance):
    coarse, fine = drawn(*lands, tolerance=tolerance), drawn(*lands, tolerance=0)
    assert sum(len(spots_of(outline.path)) for outline in coarse.values()) <= sum(
        len(spots_of(outline.path)) for outline in fine.values()
    )


@pytest.mark.parametrize(("width", "stays"), [(0.2, True), (0.02, False)])  # a bay 10 units wide and deep, and one of a unit
def test_bay_that_can_be_seen_stays(width, stays):
    coast = [(0, 5), (0, 10), (-width, 10 + width / 2), (0, 10 + width), (0, 15), (-8, 15), (-8, 5)]
    assert (WINDOW.project(-width, 10 + width / 2) in spots_of(drawn(land("A", coast))["A"].path)) is stays


def test_straight_border_stays_straight():
    """Positions along it, rounded to units one by one, would make steps of it."""
    border = [(number * 0.173, 5 + number * 0.31) for number in range(30)]
    path = drawn(land("A", [*border, (-8, border[-1][1]), (-8, 5)]))["A"].path
    assert len(spots_of(path)) == 4


@quick
@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(-30, 50)), min_size=3, max_size=12, unique=True))
def test_nothing_is_drawn_far_beyond_the_window(positions):
    area = shapely.MultiPoint(positions).convex_hull
    assume(area.geom_type == "Polygon")
    for outline in drawn(Land("A", "A", area)).values():
        for x, y in spots_of(outline.path):
            assert -10 <= x <= WINDOW.width + 10
            assert -10 <= y <= WINDOW.height + 10


@pytest.mark.parametrize("west", [15.0, 10.05])  # far off, and in the margin alone
def test_land_beyond_the_window_is_not_drawn(west):
    assert drawn(land("A", [(west, 1), (west + 1, 1), (west + 1, 2)])) == {}


def test_land_that_leaves_the_window_is_labelled_in_it():
    outline = drawn(land("A", [(9, 5), (40, 5), (40, 8), (9, 8)]))["A"]
    assert 950 < outline.label[0] < 1000


def test_enclave_fills_the_hole_around_it():
    around = [(-5, 5), (5, 5), (5, 15), (-5, 15)]
    inner = [(-1, 9), (1.03, 9.4), (1, 11), (0.2, 10.9)]
    outlines = drawn(land("O", around, inner), land("I", inner))
    [_, hole] = rings_of(outlines["O"].path)
    assert set(hole) == spots_of(outlines["I"].path)
    assert area_of(outlines["O"].path).intersection(area_of(outlines["I"].path)).area == 0
    x, y = outlines["I"].label
    assert not outlines["O"].interior.holds(LabelBox(x - 1, y - 1, x + 1, y + 1))


def test_parts_of_a_land_and_the_whole_share_their_borders():
    """As regions and their country do, which overlap."""
    north = [(-5, 10), (-2, 10.3), (1, 9.8), (5, 10), (5, 15), (-5, 15)]
    south = [(5, 10), (1, 9.8), (-2, 10.3), (-5, 10), (-5, 5), (5, 5)]
    whole = [(-5, 5), (5, 5), (5, 10), (5, 15), (-5, 15), (-5, 10)]
    outlines = drawn(land("W", whole), land("N", north), land("S", south))
    parts = area_of(outlines["N"].path).union(area_of(outlines["S"].path))
    assert parts.symmetric_difference(area_of(outlines["W"].path)).area == 0


def test_island_that_can_not_be_seen_is_left_out():
    mainland, island = [(-5, 5), (5, 5), (5, 15), (-5, 15)], [(7, 10), (7.02, 10), (7.02, 10.02)]
    both = shapely.MultiPolygon([shapely.Polygon(mainland), shapely.Polygon(island)])
    assert len(rings_of(drawn(Land("A", "A", both))["A"].path)) == 1


@quick
@given(stars())
def test_path_reads_back_as_what_it_was_made_of(ring):
    area = shapely.set_precision(shapely.Polygon([(round(50 * x), round(50 * y)) for x, y in ring]), 1)
    assume(area.geom_type == "Polygon")
    assert area_of(path_data(shapely.MultiPolygon([area]))).symmetric_difference(area).area == 0


def test_path_is_compact():
    assert path_data(shapely.MultiPolygon([shapely.Polygon([(10, 10), (12, 9), (11, 14)])])) == "M10 10l2-1-1 5z"


def test_ring_of_less_than_a_unit_has_no_path():
    assert path_data(shapely.MultiPolygon([shapely.Polygon([(10, 10), (10.2, 10), (10.1, 10.3)])])) == ""


@quick
@given(stars())
def test_label_stands_inside(ring):
    outline = drawn(land("A", ring))["A"]
    assert area_of(outline.path).buffer(1).contains(shapely.Point(outline.label))


@quick
@given(stars(), st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 200), st.integers(1, 100))
def test_box_that_the_inside_holds_lies_in_the_area(ring, x, y, width, height):
    outline = drawn(land("A", ring), tolerance=0)["A"]
    box = shapely.box(x, y, x + width, y + height)
    held = outline.interior.holds(LabelBox(*box.bounds))
    assert not held or area_of(outline.path).buffer(1).covers(box)


@quick
@given(stars())
def test_inside_holds_a_letter_wherever_one_fits(ring):
    """Up to the height of a row: a box of 8 × 8 units in the middle of a square of 20 that lies in the area."""
    outline = drawn(land("A", ring), tolerance=0)["A"]
    middles = area_of(outline.path).buffer(-15)
    assume(not middles.is_empty)
    x, y = (round(value) for value in middles.representative_point().coords[0])
    assert outline.interior.holds(LabelBox(x - 4, y - 4, x + 4, y + 4))


@pytest.mark.parametrize(
    ("box", "inside"),
    [
        (LabelBox(110, 130, 290, 270), True),
        (LabelBox(90, 150, 150, 170), False),
        (LabelBox(150, 90, 170, 150), False),
        (LabelBox(150, 280, 170, 320), False),
        (LabelBox(400, 0, 410, 9), False),
    ],
)
def test_name_fits_a_square_if_all_of_it_lies_inside(box, inside):
    corners = [(100, 100), (300, 100), (300, 300), (100, 300)]
    square = [(-10 + x / WINDOW.units_across, 20 - y / WINDOW.units_down) for x, y in corners]
    assert drawn(land("A", square))["A"].interior.holds(box) is inside


@pytest.mark.parametrize(
    "ring",
    [
        [(-10, 20), (0, 19.9), (10, 20), (0, 19.7)],
        [(-10, 20), (10, 20), (10, 0), (9.8, 19.8)],  # a hook
    ],
)
def test_label_stands_inside_what_is_thin(ring):
    outline = drawn(land("A", ring), tolerance=0)["A"]
    assert area_of(outline.path).buffer(1).contains(shapely.Point(outline.label))


def test_label_stands_in_the_largest_part():
    island, mainland = [(-10, 20), (-9, 20), (-9, 19), (-10, 19)], [(-8, 18), (-2, 18), (-2, 14), (-8, 14)]
    both = shapely.MultiPolygon([shapely.Polygon(island), shapely.Polygon(mainland)])
    x, y = drawn(Land("A", "A", both))["A"].label
    assert WINDOW.project(-8, 0)[0] < x < WINDOW.project(-2, 0)[0]
    assert y == pytest.approx(WINDOW.project(0, 16)[1], abs=8)


def test_feature_that_is_no_area_is_refused():
    point = {"geometry": {"type": "Point", "coordinates": [0, 0]}, "properties": {"code": "A", "name": "Somewhere"}}
    with pytest.raises(ValueError, match="'Somewhere' is a Point"):
        read_lands([point], "code", "name")


@SITES
def test_the_file_is_what_the_build_makes_of_its_input_now(folder, tmp_path):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    call_command("build_map", "--from", str(tmp_path), stdout=StringIO())
    built, held = ((place / "geo/map.json").read_bytes() for place in (tmp_path, folder))
    assert built == held, "geo/map.json is out of date: run `make geo`"


def test_building_again_changes_nothing(tmp_path):
    told = StringIO()
    for _ in range(2):
        call_command("build_map", "--from", str(copy_shipped(tmp_path / "fixtures")), stdout=told)
    assert told.getvalue() == f"{tmp_path / 'fixtures/geo/map.json'}: unchanged.\n" * 2


def test_a_moved_window_moves_the_map(tmp_path):
    folder = copy_shipped(tmp_path)
    edit(folder / "site.yaml", "north: 37.6", "north: 36.5")
    call_command("build_map", "--from", str(folder), stdout=StringIO())
    before, after = (json.loads((place / "geo/map.json").read_text(encoding="utf-8")) for place in (SHIPPED, folder))
    assert after["sheets"]["wide"]["countries"]["ML"] != before["sheets"]["wide"]["countries"]["ML"]
    assert after["sheets"]["closer"] == before["sheets"]["closer"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("site.yaml", "west: -17.8", "west: -16"),
        ("site.yaml", "regions_of: [ML, BF, NE]", "regions_of: [ML, BF]"),
        ("geo/countries.geojson", '"name_en":"Mali"', '"name_en":"Republic of Mali"'),
    ],
)
@pytest.mark.django_db
def test_a_map_that_is_out_of_date_is_not_loaded(name, old, new, tmp_path):
    folder = copy_shipped(tmp_path)
    edit(folder / name, old, new)
    with pytest.raises(CommandError, match=r"site\.yaml, line .*make geo"):
        load(folder)


@pytest.mark.django_db
def test_a_site_with_windows_and_no_map_is_not_loaded(tmp_path):
    folder = copy_shipped(tmp_path)
    (folder / "geo/map.json").unlink()
    with pytest.raises(CommandError, match="make geo"):
        load(folder)


def test_without_shapely_the_command_says_what_to_do():
    code = "import sys; sys.modules['shapely'] = None; import manage; sys.argv = ['manage.py', 'build_map']; manage.main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "CommandError: shapely is not installed: `make geo` installs it\n")
