"""Draw land: a window on the Earth, borders simplified without tearing them apart, SVG path data, and where a label fits.

The projection is plain equirectangular, true to scale along 18° N: widths are right within 5 % from the Gulf of Guinea to the
north of Mali, and a fifth too large at the northern end of Tunisia. Meridians are vertical lines, so a window ends at a meridian.
"""

import heapq
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STANDARD_PARALLEL = 18

Spot = tuple[int, int]
Ring = tuple[Spot, ...]
Polygon = tuple[Ring, ...]  # the outer ring, then its holes


@dataclass(frozen=True, slots=True)
class Window:
    """What a map shows, in degrees, and how many units wide it is drawn."""

    west: float
    south: float
    east: float
    north: float
    width: int

    def __post_init__(self) -> None:
        if not (-180 <= self.west < self.east <= 180 and -90 < self.south < self.north < 90 and self.width > 0):
            raise ValueError(f"not a window on the Earth: {self}")

    @property
    def height(self) -> int:
        """How many units high it is drawn."""
        return math.ceil(self._scale * (self.north - self.south) / math.cos(math.radians(STANDARD_PARALLEL)))

    @property
    def _scale(self) -> float:
        """Units to a degree of longitude."""
        return self.width / (self.east - self.west)

    def project(self, longitude: float, latitude: float) -> Spot:
        """Return the unit that a position falls on: x to the right, y down, from the north-western corner."""
        x = (longitude - self.west) * self._scale
        y = (self.north - latitude) * self._scale / math.cos(math.radians(STANDARD_PARALLEL))
        return round(x), round(y)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a position lies within it."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


@dataclass(frozen=True, slots=True)
class Land:
    """A country or region as the geometry has it: its code, its name, and polygons of rings of (longitude, latitude)."""

    code: str
    name: str
    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A country or region as it is drawn, in units of its window, and as SVG path data; empty where nothing of it is left."""

    code: str
    name: str
    polygons: tuple[Polygon, ...]
    path: str


def read_land(feature: Mapping[str, Any], code: str, name: str) -> Land:
    """Return a GeoJSON feature, its code and name taken from these properties. Raise ValueError if it is not an area."""
    geometry, properties = feature["geometry"], feature["properties"]
    match geometry["type"]:
        case "Polygon":
            polygons = [geometry["coordinates"]]
        case "MultiPolygon":
            polygons = geometry["coordinates"]
        case other:
            raise ValueError(f"not an area: {properties.get(name)!r} is a {other}")
    rings = tuple(tuple(tuple((point[0], point[1]) for point in ring) for ring in polygon) for polygon in polygons)
    return Land(properties[code], properties[name], rings)


def draw(lands: Sequence[Land], window: Window, tolerance: float) -> tuple[Outline, ...]:
    """Return the outlines of some lands in a window, in their order; borders that they share stay shared.

    No point lies farther than `tolerance` units from the border that it stands for, rounding to units aside.
    """
    projected = [[[_round_ring(window, ring) for ring in polygon] for polygon in land.polygons] for land in lands]
    borders = _Borders((ring for land in projected for polygon in land for ring in polygon), tolerance)
    outlines = []
    for land, polygons in zip(lands, projected, strict=True):
        clipped = (
            tuple(_clip(borders.simplified(ring), window.width, window.height) for ring in polygon) for polygon in polygons
        )
        drawn = tuple(tuple(ring for ring in polygon if ring) for polygon in clipped if polygon[0])
        outlines.append(Outline(land.code, land.name, drawn, path_data(ring for polygon in drawn for ring in polygon)))
    return tuple(outlines)


def path_data(rings: Iterable[Ring]) -> str:
    """Return closed rings as compact SVG path data: one absolute move, then relative lines."""
    return "".join(f"M{ring[0][0]} {ring[0][1]}l{_relative(ring)}z" for ring in rings)


def spans(polygon: Polygon, y: float) -> tuple[tuple[float, float], ...]:
    """Return where a level line runs inside a polygon, and in none of its holes: from x to x, from left to right."""
    crossings = sorted((x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in _edges(polygon) if (y1 > y) != (y2 > y))
    return tuple(zip(crossings[::2], crossings[1::2], strict=True))


def contains(polygon: Polygon, x: float, y: float) -> bool:
    """Whether a point lies inside a polygon, and in none of its holes."""
    return any(left < x < right for left, right in spans(polygon, y))


def label_spot(outline: Outline, flatten: float = 1.6) -> Spot:
    """Return where a label stands best: the middle of the largest ellipse in the outline, `flatten` times as wide as high.

    It is the pole of inaccessibility (Garcia-Castellanos and Lombardo 2007) after stretching upwards, found by halving squares
    as Mapbox's polylabel does. Raise ValueError if there is nothing to label.
    """
    if not outline.polygons:
        raise ValueError(f"nothing of {outline.name!r} is drawn")
    largest = max(outline.polygons, key=lambda polygon: abs(_area(polygon[0])))
    stretched = tuple(tuple((x, round(y * flatten)) for x, y in ring) for ring in largest)
    tolerance = (max(x for x, _ in largest[0]) - min(x for x, _ in largest[0])) / 50
    roughly = tuple(_simplify((*ring, ring[0]), tolerance)[:-1] for ring in stretched)  # what lies deep in this lies in both
    x, y, depth = _pole(roughly)
    if depth <= tolerance:
        x, y, _ = _pole(stretched)
    return round(x), round(y / flatten)


def _round_ring(window: Window, ring: Sequence[tuple[float, float]]) -> Ring:
    """Return a ring in units, without its last point, which repeats the first, and without others that repeat."""
    spots = [window.project(longitude, latitude) for longitude, latitude in ring]
    return tuple(spot for at, spot in enumerate(spots) if spot != spots[at - 1])


class _Borders:
    """Rings cut where borders meet, so that each stretch of border is simplified once for all who share it."""

    def __init__(self, rings: Iterable[Ring], tolerance: float) -> None:
        self._tolerance = tolerance
        self._stretches: dict[Ring, Ring] = {}
        self._beside: dict[Spot, set[Spot]] = {}
        for ring in rings:
            for before, spot, after in zip((ring[-1:] + ring[:-1]), ring, (ring[1:] + ring[:1]), strict=True):
                self._beside.setdefault(spot, set()).update((before, after))

    def simplified(self, ring: Ring) -> Ring:
        """Return a ring with fewer points; nothing if it is too small to be seen."""
        if len(ring) < 3:
            return ()
        ends = [at for at, spot in enumerate(ring) if len(self._beside[spot]) != 2] or [ring.index(min(ring))]
        turned = ring[ends[0] :] + ring[: ends[0]] + (ring[ends[0]],)
        cuts = [end - ends[0] for end in ends] + [len(ring)]
        kept: list[Spot] = []
        for start, end in itertools.pairwise(cuts):
            kept.extend(self._stretch(turned[start : end + 1])[:-1])
        return tuple(kept) if len(kept) >= 3 else ()

    def _stretch(self, stretch: Ring) -> Ring:
        backwards = stretch[::-1]
        if backwards < stretch:
            return self._stretch(backwards)[::-1]
        if stretch not in self._stretches:
            self._stretches[stretch] = _simplify(stretch, self._tolerance)
        return self._stretches[stretch]


def _simplify(line: Ring, tolerance: float) -> Ring:
    """Return a line with the points that its shape needs (Ramer 1972, Douglas and Peucker 1973)."""
    kept, open_parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_parts:
        start, end = open_parts.pop()
        farthest = max(range(start + 1, end), key=lambda at: _distance(line[at], line[start], line[end]), default=None)
        if farthest is not None and _distance(line[farthest], line[start], line[end]) > tolerance:
            kept.add(farthest)
            open_parts += [(start, farthest), (farthest, end)]
    return tuple(line[at] for at in sorted(kept))


def _clip(ring: Ring, width: int, height: int) -> Ring:
    """Return what of a ring lies in the window and a little beyond, so that no cut shows (Sutherland and Hodgman 1974)."""
    margin = max(4, width // 100)
    edges = ((0, 1, -margin), (0, -1, -width - margin), (1, 1, -margin), (1, -1, -height - margin))
    for axis, sign, limit in edges:
        kept: list[Spot] = []
        for at, here in enumerate(ring):
            before = ring[at - 1]
            if (before[axis] * sign < limit) != (here[axis] * sign < limit):
                share = (limit * sign - before[axis]) / (here[axis] - before[axis])
                crossing = [round(before[side] + share * (here[side] - before[side])) for side in (0, 1)]
                crossing[axis] = limit * sign
                kept.append((crossing[0], crossing[1]))
            if here[axis] * sign >= limit:
                kept.append(here)
        ring = tuple(spot for at, spot in enumerate(kept) if spot != kept[at - 1])
    return ring if len(ring) >= 3 else ()


def _relative(ring: Ring) -> str:
    steps = (step for (x1, y1), (x2, y2) in itertools.pairwise(ring) for step in (x2 - x1, y2 - y1))
    return "".join(f" {step}" if step >= 0 else str(step) for step in steps).removeprefix(" ")


def _edges(polygon: Polygon) -> Iterator[tuple[Spot, Spot]]:
    for ring in polygon:
        yield from zip(ring, ring[1:] + ring[:1], strict=True)


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _edges((ring,))) / 2


def _distance(spot: tuple[float, float], start: Spot, end: Spot) -> float:
    """Return how far a point is from a line between two points, or from the point that these are."""
    (x, y), (x1, y1), (x2, y2) = spot, start, end
    dx, dy = x2 - x1, y2 - y1
    along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(x - x1 - along * dx, y - y1 - along * dy)


def _pole(polygon: Polygon) -> tuple[float, float, float]:
    """Return the point inside a polygon that is farthest from its border, and how far it is."""
    edges = list(_edges(polygon))

    def depth(x: float, y: float) -> float:
        nearest = min(_distance((x, y), start, end) for start, end in edges)
        return nearest if contains(polygon, x, y) else -nearest

    xs, ys = [x for x, _ in polygon[0]], [y for _, y in polygon[0]]
    half = max(1.0, min(max(xs) - min(xs), max(ys) - min(ys)) / 2)
    squares: list[tuple[float, float, float, float, float]] = []  # minus the greatest depth it can hold, depth, x, y, half

    def add(x: float, y: float, half: float) -> None:
        here = depth(x, y)
        heapq.heappush(squares, (-here - half * math.sqrt(2), here, x, y, half))

    for column in range(math.ceil((max(xs) - min(xs)) / (2 * half)) or 1):
        for row in range(math.ceil((max(ys) - min(ys)) / (2 * half)) or 1):
            add(min(xs) + (2 * column + 1) * half, min(ys) + (2 * row + 1) * half, half)
    best = max((here, x, y) for _, here, x, y, _ in squares)
    while squares:
        least, here, x, y, half = heapq.heappop(squares)
        best = max(best, (here, x, y))
        if (-least - best[0] <= max(1.0, best[0] * 0.05) and best[0] > 0) or half < 0.25:
            break
        for dx, dy in ((-half, -half), (-half, half), (half, -half), (half, half)):
            add(x + dx / 2, y + dy / 2, half / 2)
    return best[1], best[2], best[0]
