"""Where places lie: outlines of countries and regions by their ISO codes, and points of towns; read once a process.

The outlines are those of geo/map.json among the fixtures, which `make geo` builds. Places come from the database and are looked
up here; what the geometry does not know is not drawn, and whoever draws must say so.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from profiles.domain.short_names import short_region_name
from profiles.figures.map.map_file import FILE
from profiles.figures.map.outlines import Outline, read_outline
from profiles.figures.map.window import Spot, Window
from profiles.models import Place, Site
from profiles.search.matching import letters_of


@dataclass(frozen=True, slots=True, eq=False)  # each is made once, and what is drawn on it is kept by which one it is
class Sheet:
    """A window with all that is drawn in it, by ISO code: countries, and regions where it shows them."""

    window: Window
    countries: Mapping[str, Outline]
    regions: Mapping[str, Outline]

    def shape_of(self, place: Place) -> Outline | None:
        """Return the outline of a country or region, if something of it is drawn here."""
        return self.countries.get(place.iso) or self.regions.get(place.iso)

    def point_of(self, place: Place) -> Spot | None:
        """Return where a town, or the town that a region without an outline is shown at, falls on the sheet."""
        position = position_of(place)
        return self.window.project(*position) if position and self.window.holds(*position) else None


def wide(site: Site) -> Sheet | None:
    """Return the countries of the wide map; None where the site has no map."""
    return _sheet("wide") if site.wide_window else None


def sketch(site: Site) -> Sheet | None:
    """Return the same, coarsely, for a small map."""
    return _sheet("sketch") if site.wide_window else None


def closer(site: Site) -> Sheet | None:
    """Return the closer map: some countries with their regions, and the countries around them; None where the site has none."""
    return _sheet("closer") if site.closer_window else None


def closer_sketch(site: Site) -> Sheet | None:
    """Return the same coarsely, with provinces as well: any one of them may be picked out."""
    return _sheet("closer_sketch") if site.closer_window else None


def geo_folder() -> Path:
    """Return the folder of the geometry."""
    return Path(settings.FIXTURES_DIR) / "geo"


def towns_credit() -> str:
    """Return whom to credit for the points, in the words that their licence asks for."""
    return str(_read(geo_folder() / "places.json").get("attribution", ""))


def position_of(place: Place) -> tuple[float, float] | None:
    """Return a place's longitude and latitude: a town's own, or for a region those of the town that it is named after."""
    if place.latitude is not None and place.longitude is not None:
        return place.longitude, place.latitude
    return _towns(geo_folder()).get(letters_of(short_region_name(place.name))) if place.kind == "region" else None


def _sheet(name: str) -> Sheet | None:
    """Return a sheet as the map's file has it; None where the site needs none of that name."""
    return _sheets(geo_folder() / FILE).get(name)


@cache
def _sheets(path: Path) -> dict[str, Sheet]:
    return {name: _read_sheet(entry) for name, entry in _read(path).get("sheets", {}).items()}


def _read_sheet(entry: dict[str, Any]) -> Sheet:
    plan = entry["plan"]
    window = Window(plan["west"], plan["south"], plan["east"], plan["north"], plan["width"])
    countries, regions = (
        {code: read_outline(code, held) for code, held in entry[kind].items()} for kind in ("countries", "regions")
    )
    return Sheet(window, countries, regions)


@cache
def _read(path: Path) -> dict[str, Any]:
    """Return what a file of the geometry holds; nothing where there is none, as for a site without maps."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


@cache
def _towns(folder: Path) -> dict[str, tuple[float, float]]:
    towns = _read(folder / "places.json").get("places", ())
    return {letters_of(town["name"]): (town["lon"], town["lat"]) for town in towns}
