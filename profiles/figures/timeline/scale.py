"""Dates on one axis of time: how long each is drawn, how it is said, and where it stands in a picture.

A date is drawn as long as it is vague, from the first to the last day that it can mean; an open end is an arrow of a fixed
length, for how far it reaches is not known. Lengths are in pixels of the picture, or in per cent where they are said to be.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.dates import parse_edtf
from sources.dates_in_words import years_left_open

ARROW = 34.0  # an open end; its length means nothing
THINNEST = 3.0  # a single day would be a fifth of a pixel
_SHORTEST = 2.0  # per cent of a ruler
_TIME = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")  # no season: 2017-21 is no month


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days that a date can mean, first and last; None is an open end. `doubted`: the source or its reading is unsure."""

    first: datetime.date | None
    last: datetime.date | None
    doubted: bool = False

    @property
    def is_brief(self) -> bool:
        """Whether it is a month or less."""
        return bool(self.first and self.last) and (self.end - self.start).days < 31

    @property
    def start(self) -> datetime.date:
        """The first day that is known of it: of an open start, that is its end."""
        return self.first or self.last  # type: ignore[return-value]  # read_span makes none without both

    @property
    def end(self) -> datetime.date:
        """The last day that is known of it."""
        return self.last or self.first  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class ScaleSegment:
    """A part of the axis with one scale: years from `first` up to, not including, `beyond`, drawn from x to x + width."""

    first: int
    beyond: int
    x: float
    width: float

    @property
    def year(self) -> float:
        """How wide a year is."""
        return self.width / (self.beyond - self.first)

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.x + self.width

    def holds(self, day: datetime.date) -> bool:
        """Whether a day lies on it."""
        return self.first <= day.year < self.beyond


@dataclass(frozen=True, slots=True)
class Band:
    """A year or a decade on the axis, with its name, which is empty where there is no room for one."""

    x: float
    width: float
    label: str

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis of time: one stretch, or two, of which the first is drawn smaller."""

    stretches: tuple[ScaleSegment, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.stretches[0].x

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.stretches[-1].x + self.stretches[-1].width

    @property
    def early(self) -> ScaleSegment | None:
        """The stretch that is drawn smaller, if there is one."""
        return self.stretches[0] if len(self.stretches) > 1 else None

    @property
    def ratio(self) -> int:
        """How many times narrower a year is in it than in the other."""
        return round(self.stretches[-1].year / self.stretches[0].year)

    def at(self, day: datetime.date, *, after: bool = False) -> float:
        """Return where a day begins, or where it ends. Raise ValueError if it is not on the axis."""
        for stretch in self.stretches:
            if stretch.holds(day):
                opened = datetime.date(day.year, 1, 1)
                days = datetime.date(day.year, 12, 31).toordinal() - opened.toordinal() + 1
                part = (day.toordinal() - opened.toordinal() + after) / days
                return stretch.x + (day.year - stretch.first + part) * stretch.year
        raise ValueError(f"not on the axis: {day}")

    def bands(self) -> tuple[Band, ...]:
        """Return its years, and the decades of the stretch that is drawn smaller."""
        return tuple(band for stretch in self.stretches for band in _bands(stretch))


@dataclass(frozen=True, slots=True)
class DateBar:
    """A date as it is drawn: where it begins and how long it is, in pixels or per cent, and which of its ends are open."""

    x: float
    width: float
    open_start: bool = False
    open_end: bool = False
    doubted: bool = False
    brief: bool = False  # a month or less: drawn as a point of time

    @property
    def end(self) -> float:
        """Where it ends."""
        return round(self.x + self.width, 2)

    @property
    def middle(self) -> float:
        """Half-way."""
        return round(self.x + self.width / 2, 2)

    @property
    def is_dot(self) -> bool:
        """Whether it is too short to be seen on a ruler, where lengths are in per cent."""
        return self.width < _SHORTEST


@dataclass(frozen=True, slots=True)
class Ruler:
    """A few whole years to lay one event's dates on, in per cent: ticks at months, or at years where there are several."""

    first: int
    last: int
    ticks: tuple[float, ...]
    bars: tuple[DateBar, ...]


def read_span(text: str) -> DateSpan:
    """Return the days that an EDTF date can mean. Raise ValueError if it is none, or names no day at all.

    What ended on an unknown date does not go on: it is as long as is known, and doubted.
    """
    date = parse_edtf(text)
    if not date.earliest and not date.latest:
        raise ValueError(f"a date without a day to place it by: {text!r}")
    first = date.ends_from if date.start_is_unknown else date.earliest
    last = date.begins_by if date.end_is_unknown else date.latest
    return DateSpan(first, last, date.start_is_unknown or date.end_is_unknown or any(sign in text for sign in "~?%"))


def order_of(span: DateSpan) -> tuple[datetime.date, datetime.date]:
    """Return what dates are put in order by: the first day that is known of each, then the last."""
    return span.start, span.end


def machine_date(text: str) -> str:
    """Return a date as HTML's time element takes it, or nothing: it takes years, months and days, but no doubt."""
    return text if _TIME.fullmatch(text) else ""


def heading_of(text: str) -> str:
    """Return what a date stands under in a list: its year, its decade or its century."""
    return years_left_open(text) or str(read_span(text).start.year)


def make_scale(spans: Sequence[DateSpan], *, width: float, turn: int, share: float = 0.17) -> Scale:
    """Return an axis of whole years that holds every span.

    Years before `turn` share a small part of the width, where they would else take more. Raises ValueError if there are no spans.
    """
    if not spans:
        raise ValueError("no dates to lay out")
    first, beyond = min(span.start.year for span in spans), max(span.end.year for span in spans) + 1
    early = first // 10 * 10
    if not first < turn < beyond or (turn - early) / (beyond - turn) <= share / (1 - share):
        return Scale((ScaleSegment(first, beyond, 0.0, width),))
    return Scale((ScaleSegment(early, turn, 0.0, width * share), ScaleSegment(turn, beyond, width * share, width * (1 - share))))


def draw(span: DateSpan, scale: Scale) -> DateBar:
    """Return a date on the axis, within it; a day is drawn wider than it is, so that it can be seen."""
    left, right = scale.at(span.start), scale.at(span.end, after=True)
    if not span.first:
        left = max(right - ARROW, scale.left)
    elif not span.last:
        right = min(left + ARROW, scale.right)
    width = max(right - left, THINNEST)
    left = max(min(left, scale.right - width), scale.left)
    return DateBar(round(left, 1), round(width, 1), not span.first, not span.last, span.doubted, span.is_brief)


def lay_on_ruler(spans: Sequence[DateSpan]) -> Ruler:
    """Return dates on whole years of their own; an open end reaches the ruler's. Raise ValueError if there are none."""
    if not spans:
        raise ValueError("no dates to lay out")
    first, last = min(span.start.year for span in spans), max(span.end.year for span in spans)
    scale = Scale((ScaleSegment(first, last + 1, 0.0, 100.0),))
    if first == last:
        ticks = tuple(round(scale.at(datetime.date(first, month, 1)), 2) for month in range(2, 13))
    else:
        every = 1 if last - first < 15 else 10
        ticks = tuple(round(scale.at(datetime.date(year, 1, 1)), 2) for year in range(first + 1, last + 1) if year % every == 0)
    return Ruler(first, last, ticks, tuple(_bar_on_ruler(span, scale) for span in spans))


def _bar_on_ruler(span: DateSpan, scale: Scale) -> DateBar:
    left = scale.at(span.first) if span.first else 0.0
    right = scale.at(span.last, after=True) if span.last else 100.0
    return DateBar(round(left, 2), round(right - left, 2), not span.first, not span.last, span.doubted, span.is_brief)


def _bands(stretch: ScaleSegment) -> list[Band]:
    step = 1 if stretch.year >= 10 else 10
    bands = []
    for year in range(stretch.first, stretch.beyond, step):
        years = min(step, stretch.beyond - year)
        width = years * stretch.year
        label = str(year) if step == 1 else f"{year}s"
        room = width >= len(label) * 7
        bands.append(Band(round(stretch.x + (year - stretch.first) * stretch.year, 1), round(width, 1), label if room else ""))
    return bands
