"""Build the maps' geometry with shapely: borders simplified without tearing them apart, path data, labels, and room for words.

This is a build step, `make geo`. No other module needs shapely, and the site reads what is built here from map.json.
"""

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import shapely
from shapely.geometry import shape

from profiles.figures.map.map_file import COUNTRIES, REGIONS, SheetPlan, digests
from profiles.figures.map.window import Window

_TOLERANCE = 1.2  # units: the square root of the area of the triangles that simplifying may cut off
_GRID = 0.01  # units: two crossings of borders that are no farther apart are one
_SPECK = 6  # square units: a smaller island can't be seen
_MARGIN = 0.01  # of the width: how far beyond the window land is drawn, so that no cut shows
_FLATTEN = 1.6  # how many times as wide as high the room for a label is
_ROW = 4  # units: the height of the rows that words are fitted in
_NARROW = 8  # units: no word fits in less


@dataclass(frozen=True)
class Land:
    """A country or region as the geometry has it: its ISO code, its name, and its area in degrees."""

    code: str
    name: str
    area: Any  # a shapely Polygon or MultiPolygon


def build_map(geo: Path, plans: Mapping[str, SheetPlan]) -> str:
    """Return the text of map.json for these sheets. The same geometry and plans give the same bytes.

    Raise ValueError for a feature that is not an area.
    """
    countries = read_lands(_features(geo / COUNTRIES), "iso_a2", "name_en")
    sheets = {}
    for name, plan in sorted(plans.items()):
        regions = read_lands(
            (
                feature
                for feature in _features(geo / REGIONS)
                if feature["properties"]["level"] in plan.levels and feature["properties"]["country_iso_a2"] in plan.regions_of
            ),
            "iso_3166_2",
            "name",
        )
        drawn = draw_lands((*countries, *regions), plan.window)
        sheets[name] = {
            "plan": plan.as_json(),
            "countries": {land.code: drawn[land.code] for land in countries if land.code in drawn},
            "regions": {land.code: drawn[land.code] for land in regions if land.code in drawn},
        }
    return _to_json({"built_from": digests(geo), "sheets": sheets}) + "\n"


def read_lands(features: Iterable[Mapping[str, Any]], code: str, name: str) -> tuple[Land, ...]:
    """Return GeoJSON features as lands, code and name taken from these properties. Raise ValueError for one that is no area."""
    lands = []
    for feature in features:
        geometry, properties = feature["geometry"], feature["properties"]
        if geometry["type"] not in ("Polygon", "MultiPolygon"):
            raise ValueError(f"not an area: {properties.get(name)!r} is a {geometry['type']}")
        lands.append(Land(properties[code], properties[name], shape(geometry)))
    return tuple(lands)


def draw_lands(lands: Sequence[Land], window: Window, tolerance: float = _TOLERANCE) -> dict[str, dict[str, Any]]:
    """Return the lands that can be seen in a window, by code: name, path, label, and the rows of the inside, in whole units.

    Borders that lands share, and those of a country and of its regions, stay one line: what all the borders enclose is simplified
    as one coverage (Visvalingam and Whyatt 1993), and each land is put together from that.
    """
    frame = shapely.box(0, 0, window.width, window.height)
    drawn = {}
    for land, area in zip(lands, simplified([land.area for land in lands], window, tolerance), strict=True):
        seen = _polygons(shapely.intersection(area, frame))
        if not seen.is_empty:
            top, rows = _rows(seen)
            label = _label(seen)
            drawn[land.code] = {
                "name": land.name,
                "path": path_data(area),
                "label": label,
                "top": top,
                "row_height": _ROW,
                "rows": rows,
            }
    return drawn


def simplified(areas: Sequence[Any], window: Window, tolerance: float) -> list[Any]:
    """Return areas in degrees as MultiPolygons in units, simplified as one; empty where nothing of them can be seen."""
    margin = window.width * _MARGIN
    around = shapely.box(-margin, -margin, window.width + margin, window.height + margin)
    projected = shapely.intersection(shapely.transform(numpy.array(areas, dtype=object), _projection(window)), around)
    borders = shapely.union_all(shapely.boundary(projected), grid_size=_GRID)
    faces = numpy.array(shapely.get_parts(shapely.polygonize([borders])), dtype=object)
    coarse = shapely.coverage_simplify(faces, tolerance)
    lands = []
    for area in projected:
        inside = shapely.area(shapely.intersection(faces, area)) > shapely.area(faces) / 2
        parts = sorted(shapely.get_parts(shapely.coverage_union_all(coarse[inside])), key=shapely.area, reverse=True)
        lands.append(shapely.normalize(shapely.MultiPolygon(parts[:1] + [part for part in parts[1:] if part.area >= _SPECK])))
    return lands


def path_data(area: Any) -> str:
    """Return a MultiPolygon, rounded to whole units, as compact SVG path data: for each ring one absolute move, then steps."""
    rings = [ring for polygon in area.geoms for ring in (polygon.exterior, *polygon.interiors)]
    rounded = ([spot for spot, _ in itertools.groupby((round(x), round(y)) for x, y in ring.coords)] for ring in rings)
    return "".join(_ring_data(ring[:-1]) for ring in rounded if len(ring) > 3)


def _ring_data(ring: Sequence[tuple[int, int]]) -> str:
    steps = (step for (x1, y1), (x2, y2) in itertools.pairwise(ring) for step in (x2 - x1, y2 - y1))
    lines = "".join(f" {step}" if step >= 0 else str(step) for step in steps).removeprefix(" ")
    return f"M{ring[0][0]} {ring[0][1]}l{lines}z"


def _label(area: Any) -> list[int]:
    """Return where a label stands best: the middle of the largest ellipse in an area, 1.6 times as wide as high.

    It is the pole of inaccessibility (Garcia-Castellanos and Lombardo 2007) after stretching upwards.
    """
    stretched = shapely.transform(area, lambda spots: spots * [1, _FLATTEN])
    x, y = shapely.maximum_inscribed_circle(stretched, tolerance=1).coords[0]
    return [round(x), round(y / _FLATTEN)]


def _rows(area: Any) -> tuple[int, list[list[int]]]:
    """Return the first y of an area, and for each row from there down its extents inside: x, x, x, x … from left to right."""
    left, top, right, bottom = (int(edge) for edge in area.bounds)
    shapely.prepare(area)
    tops = numpy.arange(top, bottom, _ROW)
    outside = shapely.difference(shapely.box(left, tops, right, tops + _ROW), area)
    rows = []
    for gaps in outside:
        row, reached = [], left
        edges = sorted((gap.bounds[0], gap.bounds[2]) for gap in shapely.get_parts(gaps))
        for start, end in (*edges, (right, right)):
            if start - reached >= _NARROW:
                row += [int(numpy.ceil(reached)), int(start)]
            reached = max(reached, end)
        rows.append(row)
    return top, rows


def _projection(window: Window) -> Any:
    """Return the window's projection for arrays of positions, unrounded."""
    origin, scale = (window.west, window.north), (window.units_across, -window.units_down)
    return lambda positions: (positions - origin) * scale


def _polygons(geometry: Any) -> Any:
    """Return what of a geometry has an area."""
    return shapely.MultiPolygon([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"])


def _features(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["features"]) if path.is_file() else []


def _to_json(data: Any, depth: int = 0) -> str:
    """Return data as JSON with sorted keys, a line for each country or region, so that a diff names what changed."""
    if not data or not isinstance(data, dict) or depth == 4:
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    indent = " " * (depth + 1)
    entries = (f"{indent}{json.dumps(key)}: {_to_json(data[key], depth + 1)}" for key in sorted(data))
    return "{\n" + ",\n".join(entries) + "\n" + " " * depth + "}"
