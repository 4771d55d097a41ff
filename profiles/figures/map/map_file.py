"""The file of the maps' geometry: which sheets a site needs, and whether `map.json` holds these.

`manage.py build_map` writes geo/map.json among the fixtures from the GeoJSON beside it and the windows of site.yaml; the site
reads that and computes no geometry.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from profiles.figures.map.window import Window

FILE = "map.json"
COUNTRIES, REGIONS = "countries.geojson", "regions.geojson"
_LARGE, _SMALL = 1000, 480  # how many units wide a map is drawn


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a sheet shows: its window, all countries, and the regions of some of them, of these levels."""

    window: Window
    regions_of: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as the file holds it."""
        window = self.window
        edges = {"west": window.west, "south": window.south, "east": window.east, "north": window.north}
        return {**edges, "width": window.width, "regions_of": list(self.regions_of), "levels": list(self.levels)}


def sheet_plans(maps: Mapping[str, Any]) -> dict[str, SheetPlan]:
    """Return the sheets that a site needs, by name, from the `map` section of its site.yaml.

    The wide map has one, the closer map another with regions; each has a sketch for small maps, and that of the closer map has
    provinces as well, for any one of them may be picked out.
    """
    plans = {}
    if wide := maps.get("wide"):
        plans["wide"] = SheetPlan(_window(wide, _LARGE))
        plans["sketch"] = SheetPlan(_window(wide, _SMALL))
    if closer := maps.get("closer"):
        countries = tuple(closer["regions_of"])
        plans["closer"] = SheetPlan(_window(closer, _LARGE), countries, ("region",))
        plans["closer_sketch"] = SheetPlan(_window(closer, _SMALL), countries, ("region", "province"))
    return plans


def digests(geo: Path) -> dict[str, str]:
    """Return the SHA-256 of the geometry that a map is built from, by file name; of a file that isn't there, nothing."""
    paths = (geo / COUNTRIES, geo / REGIONS)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def is_current(geo: Path, plans: Mapping[str, SheetPlan]) -> bool:
    """Whether the folder's map.json was built for these sheets, and from the geometry that lies beside it.

    Where there is no geometry at all, as in a folder that `dump` made, there is nothing to be out of date.
    """
    if not plans or not geo.is_dir():
        return True
    if not (geo / FILE).is_file():
        return False
    held = json.loads((geo / FILE).read_text(encoding="utf-8"))
    planned = {name: plan.as_json() for name, plan in plans.items()}
    return bool(held["built_from"] == digests(geo) and {name: sheet["plan"] for name, sheet in held["sheets"].items()} == planned)


def _window(entry: Mapping[str, float], width: int) -> Window:
    return Window(entry["west"], entry["south"], entry["east"], entry["north"], width)
