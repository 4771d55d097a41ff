"""Countries and regions as they are drawn: SVG path data, where a label stands best, and where inside there is room for words.

Everything is in units of the sheet, x to the right and y down.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from profiles.figures.map.labels import LabelBox
from profiles.figures.map.window import Spot

Extent = tuple[int, int]  # from x to x


@dataclass(frozen=True, slots=True)
class Interior:
    """The inside of an outline in rows of one height from `top` down: for each, the extents that are inside all through it."""

    top: int
    height: int
    rows: tuple[tuple[Extent, ...], ...]

    def holds(self, box: LabelBox) -> bool:
        """Whether a box lies inside: every row that it touches has an extent that holds its width."""
        first, last = math.floor((box.top - self.top) / self.height), math.ceil((box.bottom - self.top) / self.height)
        if first < 0 or last > len(self.rows):
            return False
        rows = self.rows[first:last]
        return all(any(left <= box.left and box.right <= right for left, right in row) for row in rows)

    def spots(self, step: int) -> Iterator[Spot]:
        """Yield points inside, about `step` units apart, from the top left."""
        for at in range(0, len(self.rows), max(1, round(step / self.height))):
            for left, right in self.rows[at]:
                count = max(1, (right - left) // step)
                yield from (
                    (round(left + (right - left) * (number + 0.5) / count), self.top + at * self.height + self.height // 2)
                    for number in range(count)
                )

    @property
    def extent(self) -> int:
        """How wide or high it is, whichever is more."""
        ends = [end for row in self.rows for extent in row for end in extent]
        return max(max(ends) - min(ends), len(self.rows) * self.height) if ends else 0


@dataclass(frozen=True, slots=True)
class Outline:
    """A country or region: its ISO code, its name, its path, where a label stands best, and its inside."""

    code: str
    name: str
    path: str
    label: Spot
    interior: Interior


def read_outline(code: str, entry: Mapping[str, Any]) -> Outline:
    """Return an outline from the data that the map's file has of it."""
    rows = tuple(tuple(zip(row[::2], row[1::2], strict=True)) for row in entry["rows"])
    x, y = entry["label"]
    return Outline(code, entry["name"], entry["path"], (x, y), Interior(entry["top"], entry["row_height"], rows))
