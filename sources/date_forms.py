"""The forms of EDTF (ISO 8601-2) that we take, read into their parts: one moment, an interval, a set of dates.

Taken are years of four digits, months, days, seasons and other parts of a year (21 to 41), decades and centuries ("201X",
"20XX"), an unknown month or day, doubt about the whole or about parts of it, intervals with open and unknown ends, and sets.
Not taken are times of day, years before 1 or after 9999, and digits unknown within a month or a day ("2017-1X").
"""

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 40  # characters, as the database's columns
OPEN, UNKNOWN = "..", ""  # the ends of an interval that are no date

_SIGN = "[~?%]?"
_MOMENT = re.compile(
    rf"""
    (?P<year_alone>{_SIGN}) (?P<year>[0-9]{{4}} | [0-9]{{3}}X | [0-9]{{2}}XX) (?P<year_too>{_SIGN})
    (?: - (?P<month_alone>{_SIGN}) (?P<month>0[1-9] | 1[0-2] | 2[1-9] | 3[0-9] | 4[01] | XX) (?P<month_too>{_SIGN})
      (?: - (?P<day_alone>{_SIGN}) (?P<day>0[1-9] | [12][0-9] | 3[01] | XX) (?P<day_too>{_SIGN}) )? )?
    """,
    re.VERBOSE,
)
_PARTS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Moment:
    """One date: its year, month and day as they are written, as far as they are given, and the doubt about each.

    A doubt is "~" (approximate), "?" (uncertain), "%" (both) or nothing.
    """

    parts: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def undoubted(self) -> str:
        """The date without its signs of doubt."""
        return "-".join(self.parts)

    @property
    def month(self) -> int:
        """Its month, or the number of its season, quarter, third or half; 0 where there is none, or it is unknown."""
        return int(self.parts[1]) if len(self.parts) > 1 and self.parts[1] != "XX" else 0

    @property
    def is_season(self) -> bool:
        """Whether it is a season or another part of a year that is no month."""
        return self.month > 12

    @property
    def is_plain(self) -> bool:
        """Whether it is a year, a month or a day, without doubt and with every digit."""
        return not any(self.doubts) and "X" not in self.undoubted and not self.is_season


@dataclass(frozen=True, slots=True)
class Interval:
    """What runs from one date to another. An end is a moment, OPEN or UNKNOWN."""

    start: Moment | str
    end: Moment | str


@dataclass(frozen=True, slots=True)
class DateSet:
    """Several dates, and runs of dates, of which all are meant or one."""

    members: tuple[Moment | Interval, ...]
    all_meant: bool


DateForm = Moment | Interval | DateSet


@lru_cache(maxsize=1024)
def read_date(text: str) -> DateForm:
    """Return the parts of an EDTF string. Raise ValueError, with the string, for what is in none of the forms that we take."""
    if len(text) > LONGEST:
        raise ValueError(f"not an EDTF date: {text[:LONGEST]!r}…; it is longer than {LONGEST} characters")
    start, divided, end = text.partition("/")
    try:
        if (text[:1], text[-1:]) in (("[", "]"), ("{", "}")):
            return _set(text)
        return _interval(start, end) if divided else _moment(text)
    except ValueError as failure:
        raise refusal(text) from failure


def combine_doubts(*signs: str) -> str:
    """Return several doubts about one part of a date as one: "~" and "?" are "%"."""
    found = {sign for sign in signs if sign}
    return "%" if len(found) > 1 else "".join(found)


def refusal(text: str) -> ValueError:
    """Return the error that says what a date is written like."""
    return ValueError(
        f"not an EDTF date: {text!r}; write it like 2017-03-02, 2017-03, 2017-21 (spring), 2020~, 201X, 2017/2018, 2018/.. "
        "(open) or 2018/ (the end is unknown)"
    )


def _moment(text: str) -> Moment:
    found = _MOMENT.fullmatch(text)
    if not found:
        raise ValueError(text)
    given = [name for name in _PARTS if found[name]]
    doubts = [
        combine_doubts(found[f"{name}_alone"], *(found[f"{later}_too"] for later in given[place:]))
        for place, name in enumerate(given)
    ]
    moment = Moment(tuple(found[name] for name in given), tuple(doubts))
    if len(given) > 1 and "X" in moment.parts[0]:  # the month of some year: a calendar can't hold it
        raise ValueError(text)
    if len(given) > 2 and (moment.is_season or (moment.parts[1] == "XX" and moment.parts[2] != "XX")):
        raise ValueError(text)
    return moment


def _interval(start: str, end: str) -> Interval:
    ends = {start, end}
    if ends <= {OPEN, UNKNOWN} and ends != {OPEN}:  # "/", "../" and "/.." say nothing
        raise ValueError(start)
    return Interval(*(given if given in (OPEN, UNKNOWN) else _moment(given) for given in (start, end)))


def _set(text: str) -> DateSet:
    """Read "[2019,2020]" (one of them), "{2019,2020}" (all), and runs in them: "2016..2018", "..2018", "2018..".

    A run without a beginning comes first, one without an end comes last.
    """
    written = text[1:-1].split(",")
    members = tuple(_member(member.removeprefix(" ")) for member in written)
    starts = [member.start for member in members[1:] if isinstance(member, Interval)]
    ends = [member.end for member in members[:-1] if isinstance(member, Interval)]
    if OPEN in (*starts, *ends):
        raise ValueError(text)
    return DateSet(members, all_meant=text[0] == "{")


def _member(text: str) -> Moment | Interval:
    start, divided, end = text.partition("..")
    if not divided:
        return _moment(text)
    if not (start or end):
        raise ValueError(text)
    return Interval(_moment(start) if start else OPEN, _moment(end) if end else OPEN)
