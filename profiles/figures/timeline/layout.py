"""Pack dated events into lanes of rows, so that nothing covers anything, and say where each part of the picture stands.

An event is a block of rows, one for each date that is given to it: rival dates stay together. A row holds the bar of its date,
then the marks of the documents that give it; the first row of a block ends in the event's label. Lengths are in pixels.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from profiles.figures.timeline.scale import Band, DateBar, DateSpan, Scale, draw, order_of

ROW = 24  # a row: no less, so that a finger finds it
AXIS = 26  # the names of the years, above and below
HEAD = 26  # the name of a lane
FOOT = 8  # the space below a lane
GAP = 12.0  # between two events in one row
MARK = 13.0  # from one mark to the next
BESIDE = 10.0  # from a bar to its first mark, and from the last mark to the label
LETTER = 6.6  # an average letter of a label
BRACKET = 22.0  # before an event with several dates: the bracket that joins them, and the sign of their verdict


@dataclass(frozen=True, slots=True)
class Dated:
    """One date that is given to an event: who gives it (documents by their marks)."""

    key: str
    span: DateSpan
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its dates and a short label: what happened."""

    key: str
    lane: str
    label: str
    dates: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A date in its place: the middle of its row, its bar, the marks (number, x), and what a pointer may hit."""

    key: str
    y: int
    bar: DateBar
    marks: tuple[tuple[int, float], ...]
    left: float
    width: float
    label: str = ""
    label_x: float = 0.0
    anchor: str = "start"

    @property
    def top(self) -> int:
        """The upper edge of its row."""
        return self.y - ROW // 2


@dataclass(frozen=True, slots=True)
class Block:
    """An event in its place: what it takes up, and its rows."""

    key: str
    left: float
    right: float
    top: int
    rows: tuple[DrawnRow, ...]

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + ROW * len(self.rows)

    @property
    def middle(self) -> int:
        """Half-way down."""
        return (self.top + self.bottom) // 2


@dataclass(frozen=True, slots=True)
class EventLane:
    """One kind of event: where its name stands, and its events."""

    name: str
    top: int
    bottom: int
    blocks: tuple[Block, ...]

    @property
    def baseline(self) -> int:
        """Where its name stands."""
        return self.top + HEAD - 8


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole picture."""

    width: float
    height: int
    scale: Scale
    bands: tuple[Band, ...]
    lanes: tuple[EventLane, ...]

    @property
    def floor(self) -> int:
        """Where the last lane ends and the lower axis begins."""
        return self.height - AXIS


@dataclass(frozen=True, slots=True)
class _Loose:
    """An event before it has its rows: these as if it stood at the top, and the extent of each with the bracket before it."""

    event: Event
    rows: tuple[DrawnRow, ...]
    extents: tuple[tuple[float, float], ...]


def lay_out_events(events: Sequence[Event], scale: Scale) -> Chart:
    """Return the picture of some events: lanes in the order in which they first come, events by time within each."""
    lanes: list[EventLane] = []
    top = AXIS
    for name in dict.fromkeys(event.lane for event in events):
        loose = [_measure(event, scale) for event in sorted((e for e in events if e.lane == name), key=_time_of)]
        blocks, rows = _pack(loose, top + HEAD)
        bottom = top + HEAD + rows * ROW + FOOT
        lanes.append(EventLane(name, top, bottom, blocks))
        top = bottom
    return Chart(scale.right, top + AXIS, scale, scale.bands(), tuple(lanes))


def name_of(label: str, words: str) -> str:
    """Return the accessible name of a link in the picture: what it stands for, and its label, if that says something else.

    A label counts as said where it stands by itself: who says "AQIM" aloud does not name "Maghreb (AQIM)" (WCAG 2.2, 2.5.3).
    """
    said = re.search(rf"(?<!\S){re.escape(label.rstrip('…'))}(?=[\s.,;:]|$)", words)
    return words if said else f"{label.rstrip('…?')}: {words}"


def _time_of(event: Event) -> tuple[object, ...]:
    return (*min(order_of(date.span) for date in event.dates), event.key)


def _measure(event: Event, scale: Scale) -> _Loose:
    """Place an event's dates, and its label to the right of them, or to the left where there is no room."""
    bars = [draw(date.span, scale) for date in event.dates]
    rows = tuple(_row(event, place, bar, rightwards=True) for place, bar in enumerate(bars))
    if max(row.left + row.width for row in rows) > scale.right:
        leftwards = tuple(_row(event, place, bar, rightwards=False) for place, bar in enumerate(bars))
        if min(row.left for row in leftwards) >= scale.left:
            rows = leftwards
    left = min(row.left for row in rows) - BRACKET if len(rows) > 1 else rows[0].left
    return _Loose(event, rows, tuple((round(left, 1), round(row.left + row.width, 1)) for row in rows))


def _row(event: Event, place: int, bar: DateBar, *, rightwards: bool) -> DrawnRow:
    date, label = event.dates[place], event.label if place == 0 else ""
    count = len(date.documents)
    marks = BESIDE + MARK * max(count - 1, 0) + BESIDE if count else BESIDE
    text = len(label) * LETTER
    y = ROW * place + ROW // 2
    if rightwards:
        end = bar.x + bar.width
        at = tuple((mark, round(end + BESIDE + MARK * i, 1)) for i, mark in enumerate(date.documents))
        return DrawnRow(date.key, y, bar, at, bar.x - 4, round(bar.width + marks + text + 4, 1), label, round(end + marks, 1))
    first = bar.x - BESIDE - MARK * max(count - 1, 0)
    at = tuple((mark, round(first + MARK * i, 1)) for i, mark in enumerate(date.documents))
    left = round(bar.x - marks - text, 1)
    width = round(bar.x + bar.width + 4 - left, 1)
    return DrawnRow(date.key, y, bar, at, left, width, label, round(bar.x - marks, 1), "end")


def _pack(events: Sequence[_Loose], top: int) -> tuple[tuple[Block, ...], int]:
    """Give each event the first rows in which it covers no other. Return them in place, and how many rows they take."""
    taken: list[list[tuple[float, float]]] = []
    blocks = []
    for event in events:
        row = 0
        while any(_meet(mine, other) for mine, line in zip(event.extents, taken[row:], strict=False) for other in line):
            row += 1
        taken += [[] for _ in range(row + len(event.rows) - len(taken))]
        for mine, line in zip(event.extents, taken[row:], strict=False):
            line.append(mine)
        down, right = top + row * ROW, max(end for _, end in event.extents)
        blocks.append(Block(event.event.key, event.extents[0][0], right, down, tuple(_moved(each, down) for each in event.rows)))
    return tuple(blocks), len(taken)


def _meet(run: tuple[float, float], other: tuple[float, float]) -> bool:
    return run[0] < other[1] + GAP and other[0] < run[1] + GAP


def _moved(row: DrawnRow, down: int) -> DrawnRow:
    return replace(row, y=row.y + down)
