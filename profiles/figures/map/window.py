"""A window on the Earth and how positions fall on it: the projection of every map.

The projection is plain equirectangular, true to scale along the middle of the window: widths are too small towards the equator,
and too large towards the pole. Meridians are vertical lines, so a window ends at a meridian.
"""

import math
from dataclasses import dataclass

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """What a map shows, in degrees (WGS84), and how many units wide it is drawn."""

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
        return math.ceil((self.north - self.south) * self.units_down)

    @property
    def units_across(self) -> float:
        """Units to a degree of longitude."""
        return self.width / (self.east - self.west)

    @property
    def standard_parallel(self) -> float:
        """The latitude along which a map is true to scale, in degrees north."""
        return (self.south + self.north) / 2

    @property
    def units_down(self) -> float:
        """Units to a degree of latitude."""
        return self.units_across / math.cos(math.radians(self.standard_parallel))

    def project(self, longitude: float, latitude: float) -> Spot:
        """Return the unit that a position falls on: x to the right, y down, from the north-western corner."""
        return round((longitude - self.west) * self.units_across), round((self.north - latitude) * self.units_down)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a position lies within it."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north
