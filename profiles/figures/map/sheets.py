"""Where places lie: outlines of countries and regions by their ISO codes, and points of towns; read and drawn once a process.

The geometry and its provenance stand in fixtures/geo/. Places come from the database and are looked up here; what the geometry
does not know is not drawn, and whoever draws must say so.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from profiles.figures.map.geometry import Land, Outline, Spot, Window, draw, read_land
from profiles.models import Place

GEO = settings.BASE_DIR / "fixtures" / "geo"
CLOSER_COUNTRIES = ("ML", "BF", "NE")  # those whose regions the closer view draws
_FINE, _COARSE = 0.7, 1.1  # units that a border may stray: less than a pixel, or a little more, as the maps are shown


@dataclass(frozen=True, slots=True)
class Sheet:
    """A window with all that is drawn in it, by ISO code: countries, and regions where it shows them."""

    window: Window
    countries: Mapping[str, Outline]
    regions: Mapping[str, Outline]

    def shape_of(self, place: Place) -> Outline | None:
        """Return the outline of a country or region, if something of it is drawn here."""
        found = self.countries.get(place.iso) or self.regions.get(place.iso)
        return found if found and found.polygons else None

    def point_of(self, place: Place) -> Spot | None:
        """Return where a town, or the town that a region without an outline is shown at, falls on the sheet."""
        position = position_of(place)
        return self.window.project(*position) if position and self.window.holds(*position) else None


@cache
def sahel() -> Sheet:
    """Return the countries from the Atlantic to 25° E and from the Gulf of Guinea to Tunisia."""
    return _sheet(Window(-17.8, 4.1, 25, 37.6, 1000), _FINE)


@cache
def sketch() -> Sheet:
    """Return the same, coarsely, for a small map."""
    return _sheet(Window(-17.8, 4.1, 25, 37.6, 480), _COARSE)


@cache
def closer() -> Sheet:
    """Return Mali, Burkina Faso and the west of Niger with their regions, and the countries around them."""
    return _sheet(Window(-12.6, 9.1, 9, 25.2, 1000), _FINE, "region")


@cache
def closer_sketch() -> Sheet:
    """Return the same coarsely, with provinces as well: any one of them may be picked out."""
    return _sheet(Window(-12.6, 9.1, 9, 25.2, 480), _COARSE, "region", "province")


@cache
def towns_credit() -> str:
    """Return whom to credit for the points, in the words that their licence asks for."""
    return str(json.loads((GEO / "places.json").read_text(encoding="utf-8"))["attribution"])


def position_of(place: Place) -> tuple[float, float] | None:
    """Return a place's longitude and latitude: a town's own, or for a region those of the town that it is named after."""
    if place.latitude is not None and place.longitude is not None:
        return place.longitude, place.latitude
    return _towns().get(_folded(short_name(place))) if place.kind == "region" else None


def short_name(place: Place) -> str:
    """Return a place's name as a map letters it: without the word "region" or "province" after it."""
    head, _, last = place.name.rpartition(" ")
    return head if head and place.kind == "region" and last.casefold() in ("region", "province") else place.name


def _sheet(window: Window, tolerance: float, *levels: str) -> Sheet:
    countries, regions = _countries(), _regions(levels)
    outlines = draw([*countries, *regions], window, tolerance)
    drawn = {outline.code: outline for outline in outlines}
    return Sheet(window, {one.code: drawn[one.code] for one in countries}, {one.code: drawn[one.code] for one in regions})


@cache
def _countries() -> tuple[Land, ...]:
    features = json.loads((GEO / "countries.geojson").read_text(encoding="utf-8"))["features"]
    return tuple(read_land(feature, "iso_a2", "name_en") for feature in features)


def _regions(levels: tuple[str, ...]) -> tuple[Land, ...]:
    if not levels:
        return ()
    return tuple(
        read_land(feature, "iso_3166_2", "name")
        for feature in json.loads((GEO / "regions.geojson").read_text(encoding="utf-8"))["features"]
        if feature["properties"]["level"] in levels and feature["properties"]["country_iso_a2"] in CLOSER_COUNTRIES
    )


@cache
def _towns() -> dict[str, tuple[float, float]]:
    towns = json.loads((GEO / "places.json").read_text(encoding="utf-8"))["places"]
    return {_folded(town["name"]): (town["lon"], town["lat"]) for town in towns}


def _folded(name: str) -> str:
    """Return a name without accents and capitals: Ménaka and Menaka are one town."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
