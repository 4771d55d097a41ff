"""What a plate is drawn with: points along and across it, whichever way it runs, and the paths, boxes and words made from them.

A point is given as (along, across). On a plate that runs to the right, along is x and across is y; on one that runs down, it is
the other way round. Everything that is returned is in x and y. Lengths are in units of the picture.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

Point = tuple[float, float]
BEAD = 10.5  # from one mark to the next


class Way(StrEnum):
    """Which way a plate runs."""

    RIGHT = "right"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class PlateText:
    """Words in their place, turned by some degrees around it."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    turn: int = 0


@dataclass(frozen=True, slots=True)
class PlateMark:
    """A document's mark, by its number, in its place."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PlateBox:
    """A rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlateItem:
    """One thing in its place. `vague` is drawn dashed; `dots` and `heads` are its ends; `hit` is what a pointer may hit."""

    key: str
    path: str
    marks: tuple[PlateMark, ...]
    hit: PlateBox
    vague: str = ""
    dots: tuple[Point, ...] = ()
    heads: tuple[str, ...] = ()
    labels: tuple[PlateText, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a plate on which groups have lanes.

    Along: room for names, the length of time, the slot of each column or row of undated ties, and an edge. Across: room beside
    the lanes at the start, their pitch and their number, and room at the end. Undated ties stand below the dated ones: the gap is
    between their lanes, and its last part, the head, holds what is written over the undated ones. Years from `turn` on are drawn
    at full width.
    """

    way: Way
    names: float
    time: float
    gap: float
    head: float
    slot: float
    edge: float
    side: float
    pitch: float
    end: float
    turn: int = 1
    lanes: int = 0

    def lane(self, place: int) -> float:
        """Return where a lane lies across the plate."""
        return self.side + self.pitch * (place + 0.5)

    def fit(self, start: float, length: float) -> float:
        """Return where something that long across the plate begins so that it does not reach beyond its edge."""
        return min(start, self.foot + self.end - length)

    @property
    def foot(self) -> float:
        """Where the lanes end across the plate."""
        return self.side + self.pitch * self.lanes

    def below(self, end: float) -> tuple["Frame", float]:
        """Return the frame of what stands below dated ties that end at some place along it, and where that begins along it."""
        if self.way is Way.RIGHT:
            return replace(self, side=self.foot + self.gap), self.names
        return self, end + self.gap

    @property
    def pen(self) -> "Pen":
        """What draws on it."""
        return Pen(self.way)


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on a plate that runs one way."""

    way: Way

    def at(self, point: Point) -> Point:
        """Return a point in x and y."""
        along, across = point
        x, y = (along, across) if self.way is Way.RIGHT else (across, along)
        return round(x, 1), round(y, 1)

    def marks(self, documents: tuple[int, ...], start: Point, *, across: bool = False) -> tuple[PlateMark, ...]:
        """Return the marks of documents side by side from a point on, along the plate or across it."""
        steps = [BEAD * place for place in range(len(documents))]
        spots = [(start[0], start[1] + step) if across else (start[0] + step, start[1]) for step in steps]
        return tuple(PlateMark(number, *self.at(spot)) for number, spot in zip(documents, spots, strict=True))

    def text(self, words: str, point: Point, *, anchor: str = "start", turn: int = 0, shift: Point = (0, 0)) -> PlateText:
        """Return words that begin, or have their middle or end, at a point, shifted by some units of x and y."""
        x, y = self.at(point)
        return PlateText(round(x + shift[0], 1), round(y + shift[1], 1), words, anchor, turn)

    def box(self, corner: Point, other: Point) -> PlateBox:
        """Return the rectangle between two corners."""
        (left, top), (right, bottom) = self.at(corner), self.at(other)
        return PlateBox(min(left, right), min(top, bottom), round(abs(right - left), 1), round(abs(bottom - top), 1))

    def line(self, *points: Point) -> str:
        """Return the path of straight lines from point to point."""
        return "M" + "L".join(f"{x} {y}" for x, y in map(self.at, points))

    def elbow(self, start: Point, end: Point, radius: float) -> str:
        """Return the path along from the start, then across to the end, its corner rounded."""
        across = 1 if end[1] > start[1] else -1
        room = min(radius, end[0] - start[0], abs(end[1] - start[1]))
        corner = (end[0], start[1])
        turns = ((corner[0] - room, corner[1]), corner, (corner[0], corner[1] + across * room))
        points = [f"{x} {y}" for x, y in map(self.at, (start, *turns, end))]
        return f"M{points[0]}L{points[1]}Q{points[2]} {points[3]}L{points[4]}"

    def zigzag(self, start: Point, end: Point, step: float = 4.0, swing: float = 2.6) -> str:
        """Return a path across that swings to and fro, from one point to another straight across from it."""
        length = end[1] - start[1]
        count = max(2, round(abs(length) / step))
        turns = [(start[0] + swing * (1 if turn % 2 else -1), start[1] + length * turn / count) for turn in range(1, count)]
        return self.line(start, *turns, end)

    def arrow(self, tip: Point, *, along: int = 0, across: int = 0, size: float = 7.0) -> str:
        """Return the path of an arrowhead at a tip that points one way: +1 or -1 along the plate, or across it."""
        back = (tip[0] - along * size, tip[1] - across * size)
        half = size * 0.42
        wings = [(back[0] + half * across * side, back[1] + half * along * side) for side in (1, -1)]
        return f"{self.line(wings[0], tip, wings[1])}Z"
