"""Draw the timeline: entries laid out as a picture, and grouped by year as the same in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from profiles.domain.reconciliation import Difference, VerdictKind
from profiles.figures.timeline.events import DatedClaim, TimelineItem
from profiles.figures.timeline.layout import Block, Chart, Dated, DrawnRow, Event, EventLane, lay_out_events, name_of
from profiles.figures.timeline.plan import EventKind
from profiles.figures.timeline.scale import DateSpan, Scale, make_scale
from sources.wording import shorten

WIDTH = 1080.0
_SIGNS: dict[VerdictKind | Difference, str] = {
    VerdictKind.AGREE: "=",
    VerdictKind.OVERLAP: "≈",
    Difference.CONTRADICTION: "≠",
    Difference.EXPLAINED: "≠",
    Difference.UNLIKE: "±",
}
_CAPTION_LETTERS = 132  # what has room beside the longest name of a lane


@dataclass(frozen=True)
class PicturedDate:
    """One date in the picture: where it stands, what is behind it, and its name for those who don't see it."""

    row: DrawnRow
    date: DatedClaim

    @property
    def name(self) -> str:
        """Its label, date, statement and documents."""
        labels = ", ".join(document.label for document in self.date.answer.documents)
        return name_of(self.row.label, f"{self.date.words}: {self.date.answer.claim.says} {labels}")

    @property
    def caption(self) -> str:
        """Date and statement as far as they have room in one line."""
        return shorten(f"{self.date.words}: {self.date.answer.claim.says}", _CAPTION_LETTERS)


@dataclass(frozen=True)
class PicturedEvent:
    """One event in the picture."""

    block: Block
    entry: TimelineItem
    dates: tuple[PicturedDate, ...]

    @property
    def bracket(self) -> int:
        """How tall the bracket is that joins its dates."""
        return self.block.bottom - self.block.top - 6

    @property
    def sign(self) -> str:
        """The sign of the verdict on its dates, as it stands before the verdict in words."""
        return _SIGNS.get(self.entry.verdict.finding, "") if self.entry.verdict else ""


@dataclass(frozen=True)
class PicturedEventLane:
    """One kind of event in the picture; `only` is the address of its events alone, or nothing."""

    lane: EventLane
    events: tuple[PicturedEvent, ...]
    only: str


@dataclass(frozen=True)
class TimelinePicture:
    """The picture of some entries."""

    chart: Chart
    lanes: tuple[PicturedEventLane, ...]


def scale_of(spans: Sequence[DateSpan], turn: int) -> Scale:
    """Return the axis that holds some dates, as wide as the picture."""
    return make_scale(spans, width=WIDTH, turn=turn)


def draw_picture(entries: Sequence[TimelineItem], scale: Scale, document: str = "") -> TimelinePicture:
    """Return the picture of entries; `document` is the slug that they are filtered by, to be kept in addresses."""
    in_lanes = sorted(entries, key=_place_of_lane)
    chart = lay_out_events([_event(entry) for entry in in_lanes], scale)
    by_key = {entry.key: entry for entry in in_lanes}
    lanes = []
    for lane in chart.lanes:
        events = tuple(_pictured(block, by_key[block.key]) for block in lane.blocks)
        kind = events[0].entry.kind
        only = "" if kind is EventKind.STATE else f"?kind={kind.value}{f'&document={document}' if document else ''}"
        lanes.append(PicturedEventLane(lane, events, only))
    return TimelinePicture(chart, tuple(lanes))


def by_year(entries: Iterable[TimelineItem]) -> list[tuple[str, list[TimelineItem]]]:
    """Return entries, which are in the order of time, under their years and decades."""
    years: dict[str, list[TimelineItem]] = {}
    for heading, group in groupby(entries, key=lambda entry: entry.heading):
        years.setdefault(heading, []).extend(group)
    return list(years.items())


def _place_of_lane(entry: TimelineItem) -> tuple[int, int]:
    return list(EventKind).index(entry.kind), entry.question.topic.order if entry.kind is EventKind.STATE else 0


def _event(entry: TimelineItem) -> Event:
    dates = tuple(
        Dated(date.answer.claim.key, date.span, tuple(document.mark for document in date.answer.documents))
        for date in entry.dates
    )
    return Event(entry.key, entry.lane, entry.label, dates)


def _pictured(block: Block, entry: TimelineItem) -> PicturedEvent:
    dates = tuple(PicturedDate(row, date) for row, date in zip(block.rows, entry.dates, strict=True))
    return PicturedEvent(block, entry, dates)
