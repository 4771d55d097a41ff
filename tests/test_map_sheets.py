"""The sheets that maps are drawn on, and where the shipped places lie on them."""

import json
from collections.abc import Callable

import pytest
import yaml
from shapely import Point, union_all

from profiles.figures.map import sheets
from profiles.figures.map.sheets import Sheet
from profiles.models import Place, Site
from profiles.models.site import site_fields
from profiles.search.matching import letters_of
from tests.factories import SHIPPED
from tests.test_map_build import area_of

SITE = Site(**site_fields(yaml.safe_load((SHIPPED / "site.yaml").read_text(encoding="utf-8"))))
GEO = SHIPPED / "geo"
PLACES = yaml.safe_load((SHIPPED / "places.yaml").read_text(encoding="utf-8"))["places"]
PLACED = [entry for entry in PLACES if "position" in entry]


def of_site(make: Callable[[Site], Sheet | None]) -> Sheet:
    """Return a sheet, which the shipped site has."""
    sheet = make(SITE)
    assert sheet
    return sheet


SHEETS = [sheets.wide, sheets.sketch, sheets.closer, sheets.closer_sketch]


def place(**fields: object) -> Place:
    return Place(**{"key": "somewhere", "name": "Somewhere", "kind": "region", **fields})


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_sheet_shows_where_the_geometry_was_cut(sheet):
    """Its eastern edge lies west of every point of the cut, at 25.5° E, and its others within the clipped land."""
    window = of_site(sheet).window
    assert window.east <= 25
    assert (window.west >= -18, window.south >= 2, window.north <= 38) == (True, True, True)


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_outline_can_be_labelled(sheet):
    for outline in (*of_site(sheet).countries.values(), *of_site(sheet).regions.values()):
        (x, y), window = outline.label, of_site(sheet).window
        assert (0 <= x <= window.width, 0 <= y <= window.height) == (True, True), outline.name
        assert area_of(outline.path).buffer(1).contains(Point(x, y)), outline.name


def test_countries_of_the_closer_view_have_their_regions_and_no_provinces():
    codes = list(of_site(sheets.closer).regions)
    assert [sum(code.startswith(country) for code in codes) for country in SITE.regions_of] == [9, 13, 7]  # Diffa lies beyond


@pytest.mark.parametrize("sheet", [sheets.closer, sheets.closer_sketch])
@pytest.mark.parametrize("country", ["ML", "BF"])  # which the window holds as a whole
def test_regions_fill_their_country_with_the_same_borders(country, sheet):
    """They are simplified as one: nothing of the country lies beside its regions, and nothing of them beside it."""
    regions = [area_of(outline.path) for code, outline in of_site(sheet).regions.items() if code[:2] == country]
    assert union_all(regions).symmetric_difference(area_of(of_site(sheet).countries[country].path)).area == 0


@pytest.mark.parametrize("entry", [entry for entry in PLACES if entry.get("iso")], ids=lambda entry: entry["key"])
def test_outline_is_that_of_the_same_place(entry):
    """The name that the geometry has for an ISO code begins as ours does, accents and our other spellings aside."""
    outlines = {**of_site(sheets.wide).countries, **of_site(sheets.closer_sketch).regions}
    if entry["iso"] in outlines:
        other_spellings = {"Tombouctou region": "Timbuktu"}
        ours = other_spellings.get(entry["name"], entry["name"])
        theirs = outlines[entry["iso"]].name
        assert letters_of(ours).startswith(letters_of(theirs))


def test_region_without_an_outline_is_shown_at_the_town_of_its_name():
    assert sheets.position_of(place(name="Menaka region", iso="ML-9")) == (2.4, 15.917)
    assert sheets.position_of(place(name="Bandiagara region")) == (-3.61, 14.35)


def test_area_is_not_shown_at_a_town_of_its_name():
    assert sheets.position_of(place(name="Gao", kind="area")) is None


def test_place_that_the_geometry_does_not_know_has_no_shape_and_no_point():
    nowhere = place(name="Nowhere", iso="XX-1")
    for sheet in SHEETS:
        assert of_site(sheet).shape_of(nowhere) is None
        assert of_site(sheet).point_of(nowhere) is None


def test_point_beyond_a_sheet_is_not_shown_on_it():
    paris = place(name="Paris", kind="locality", latitude=48.86, longitude=2.35)
    assert of_site(sheets.wide).point_of(paris) is None


def test_positions_of_towns_are_those_of_the_geometry():
    """A town's position in the profile is the one whose source the geometry records."""
    recorded = {(town["lon"], town["lat"]) for town in json.loads((GEO / "places.json").read_text())["places"]}
    placed = {(entry["position"]["lon"], entry["position"]["lat"]) for entry in PLACED if entry["kind"] != "area"}
    assert placed
    assert placed <= recorded


def test_area_without_borders_is_marked_and_says_that_its_place_is_approximate():
    areas = [entry for entry in PLACED if entry["kind"] == "area"]
    assert areas
    assert [entry["key"] for entry in areas if "approximate" not in entry["position"]["source"]] == []


def test_town_whose_position_is_approximate_says_so():
    towns = {(town["lon"], town["lat"]): town for town in json.loads((GEO / "places.json").read_text())["places"]}
    for entry in (entry for entry in PLACED if entry["kind"] != "area"):
        town = towns[entry["position"]["lon"], entry["position"]["lat"]]
        assert ("approximate" in entry["position"]["source"]) == ("approximate" in town.get("note", "")), entry["key"]
