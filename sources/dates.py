"""Dates as the sources give them: EDTF strings (ISO 8601-2), with the earliest and latest day that each allows.

This is the one door to the edtf library. It is asked only for the days of one date in a form that `date_forms` takes, without its
signs: ten characters at most. So its work is bounded, and whatever it raises leaves here as ValueError.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from edtf import parse_edtf as _parse

from sources.date_forms import OPEN, DateSet, Interval, Moment, read_date, refusal

# Winter in the north, summer in the south: "winter 2017" can be the one that ended early in 2017 or the one that began in it.
_OVER_THE_TURN_OF_THE_YEAR = (24, 28, 30)

_Day = datetime.date | None


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """An EDTF date: the string as given, and the first and last day it can mean (None: open or unknown).

    `begins_by` is the last day on which it can have begun: of "198X/.." the last of 1989; `ends_from` the first on which it can
    have ended.
    """

    text: str
    earliest: _Day
    latest: _Day
    begins_by: _Day = None
    ends_from: _Day = None

    def __str__(self) -> str:
        return self.text

    @property
    def start_is_unknown(self) -> bool:
        """Whether it began, and nobody says when: "/2018"."""
        return self.text.startswith("/")

    @property
    def end_is_open(self) -> bool:
        """Whether it goes on: "2018/.."."""
        return self.text.endswith(f"/{OPEN}")

    @property
    def end_is_unknown(self) -> bool:
        """Whether it ended, and nobody says when: "2018/"."""
        return self.text.endswith("/")

    def is_apart_from(self, other: "EdtfDate") -> bool:
        """Whether no day can belong to both; an end that is open or unknown reaches as far as it can."""
        return self._ends_before(other) or other._ends_before(self)

    def _ends_before(self, other: "EdtfDate") -> bool:
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest


@lru_cache(maxsize=1024)
def parse_edtf(text: str) -> EdtfDate:
    """Return the date that an EDTF string names. Raise ValueError with the string if it is none that we take."""
    match read_date(text):
        case Moment() as moment:
            earliest, latest = _days(moment, text)
            date = EdtfDate(text, earliest, latest, latest, earliest)
        case Interval(start, end):
            earliest, begins_by = _days(start, text)
            ends_from, latest = _days(end, text)
            date = EdtfDate(text, earliest, latest, begins_by, ends_from)
        case DateSet(members):
            days = [_days_of_member(member, text) for member in members]
            firsts, lasts = [first for first, _ in days], [last for _, last in days]
            earliest = None if None in firsts else min(day for day in firsts if day)
            latest = None if None in lasts else max(day for day in lasts if day)
            date = EdtfDate(text, earliest, latest, latest, earliest)
    if date.earliest and date.latest and date.latest < date.earliest:
        raise _runs_backwards(text)
    return date


def _days_of_member(member: Moment | Interval, text: str) -> tuple[_Day, _Day]:
    """Return the first and last day that a member of a set allows. Raise ValueError for a run that ends before it begins."""
    if isinstance(member, Moment):
        return _days(member, text)
    first, last = _days(member.start, text)[0], _days(member.end, text)[1]
    if first and last and last < first:
        raise _runs_backwards(text)
    return first, last


def _days(moment: Moment | str, text: str) -> tuple[_Day, _Day]:
    """Return the first and last day that a date allows, none for an open or unknown end; `text` is the whole that it is of."""
    if isinstance(moment, str):
        return None, None
    try:
        parsed = _parse(moment.undoubted)
        first, last = _day(parsed.lower_strict()), _day(parsed.upper_strict())
        if moment.month in _OVER_THE_TURN_OF_THE_YEAR:
            first, last = datetime.date(first.year, 1, 1), datetime.date(first.year + 1, 3, 1) - datetime.timedelta(days=1)
    except Exception as failure:  # whatever the library raises
        raise refusal(text) from failure
    return first, last


def _day(moment: object) -> datetime.date:
    """Return a struct_time as a day. Raise ValueError for a year that no calendar of ours holds."""
    year, month, day = tuple(moment)[:3]  # type: ignore[arg-type, var-annotated]
    return datetime.date(year, month, day)


def _runs_backwards(text: str) -> ValueError:
    return ValueError(f"not an EDTF date: {text!r}; it ends before it begins")
