"""Dates as the sources give them: EDTF strings (ISO 8601-2), with the earliest and latest day that each allows.

This is the one door to the edtf library. A grammar of our own bounds what it may be asked: years of four digits, no time of day,
and as many characters as a column holds. So its work is bounded, and whatever it raises leaves here as ValueError.
"""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from edtf import parse_edtf as _parse

LONGEST = 40  # characters, as the database's columns

_QUALIFIED = r"[~?%]?"
_MOMENT = rf"""
    \d{{4}} (?: - (?: 0[1-9] | 1[0-2] ) (?: - (?: 0[1-9] | [12]\d | 3[01] ) )? )? {_QUALIFIED}   # a year, a month, a day
  | \d{{4}} - (?: 2[1-9] | 3\d | 4[01] ) {_QUALIFIED}                                            # a season, a quarter, a half
  | [~?%]\d{{4}}                                                                                 # a year, doubted before it
  | \d{{3}}X | \d{{2}}XX                                                                         # a decade, a century
  | \d{{4}} - XX (?: - XX )? | \d{{4}} - (?: 0[1-9] | 1[0-2] ) - XX                              # a month or day unknown
"""
_ONE = re.compile(_MOMENT, re.VERBOSE)
_CLOSED = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_SET = re.compile(rf"[\[{{](?:\.\.{_CLOSED}|{_CLOSED}(?:\.\.(?:{_CLOSED})?)?(?:,\s?{_CLOSED}(?:\.\.{_CLOSED})?)*)[\]}}]")
OPEN = ".."


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """An EDTF date: the string as given, and the first and last day it can mean (None: open or unknown).

    `begins_by` is the last day on which it can have begun: of "198X/.." the last of 1989.
    """

    text: str
    earliest: datetime.date | None
    latest: datetime.date | None
    begins_by: datetime.date | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def end_is_open(self) -> bool:
        """Whether it goes on: "2018/.."."""
        return self.text.endswith(f"/{OPEN}")

    @property
    def end_is_unknown(self) -> bool:
        """Whether it ended, and nobody says when: "2018/"."""
        return self.text.endswith("/")


@lru_cache(maxsize=1024)
def parse_edtf(text: str) -> EdtfDate:
    """Return the date that an EDTF string names. Raise ValueError with the string if it is none that we take."""
    if len(text) > LONGEST:
        raise ValueError(f"not an EDTF date: {text[:LONGEST]!r}…; it is longer than {LONGEST} characters")
    start, divided, end = text.partition("/")
    if divided:
        begins = _end_of_interval(start, text)
        earliest, latest, begins_by = begins.earliest, _end_of_interval(end, text).latest, begins.latest
        if not (start or end) or (start, end) in ((OPEN, ""), ("", OPEN)):
            raise _refusal(text)
    elif _ONE.fullmatch(text) or _is_set(text):
        earliest, latest = _days(text, text)
        begins_by = latest
    else:
        raise _refusal(text)
    if earliest and latest and latest < earliest:
        raise ValueError(f"not an EDTF date: {text!r}; it ends before it begins")
    return EdtfDate(text, earliest, latest, begins_by)


def _end_of_interval(end: str, text: str) -> EdtfDate:
    """Return one end of an interval: open (".."), unknown (nothing), or a date."""
    if end in (OPEN, ""):
        return EdtfDate(end, None, None)
    if not _ONE.fullmatch(end):
        raise _refusal(text)
    return EdtfDate(end, *_days(end, text))


def _is_set(text: str) -> bool:
    return bool(_SET.fullmatch(text)) and (text[0], text[-1]) in (("[", "]"), ("{", "}"))


def _days(moment: str, text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last day that a date or a set allows; `text` is the whole, for what is said of it."""
    try:
        parsed = _parse(moment)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except Exception as failure:
        raise _refusal(text) from failure


def _refusal(text: str) -> ValueError:
    return ValueError(
        f"not an EDTF date: {text!r}; write it like 2017-03-02, 2017-03, 2017-21 (spring), 2020~, 201X, 2017/2018, 2018/.. "
        "(open) or 2018/ (the end is unknown)"
    )


def _day(moment: object) -> datetime.date | None:
    """Return a struct_time as a day; None for an open end, which edtf gives as an infinity."""
    if isinstance(moment, int | float):
        return None
    year, month, day = tuple(moment)[:3]  # type: ignore[arg-type, var-annotated]
    return datetime.date(year, month, day) if datetime.MINYEAR <= year <= datetime.MAXYEAR else None
