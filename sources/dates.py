"""Dates as the sources give them: EDTF strings (ISO 8601-2), with the earliest and latest day that each allows."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from edtf import parse_edtf as _parse
from edtf.parser.edtf_exceptions import EDTFParseException


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """An EDTF date: the string as given, and the first and last day it can mean (None: open or unknown)."""

    text: str
    earliest: datetime.date | None
    latest: datetime.date | None

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=1024)
def parse_edtf(text: str) -> EdtfDate:
    """Return the date that an EDTF string names. Raise ValueError with the string if it is not EDTF."""
    if text.startswith("/") or text.endswith("/"):
        raise ValueError(f"not an EDTF date: {text!r}; write an open end as '..', for example 2018/..")
    try:
        if text != text.strip():  # edtf forgives white space, the standard does not
            raise ValueError("white space around it")
        parsed = _parse(text)
        earliest, latest = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError) as failure:  # ValueError: 29 February of a year that has none
        raise ValueError(f"not an EDTF date: {text!r}; write it like 2017-03-02, 2017-03, 2020~ or 2017/2018") from failure
    if earliest and latest and latest < earliest:
        raise ValueError(f"not an EDTF date: {text!r}; it ends before it begins")
    return EdtfDate(text, earliest, latest)


def _day(moment: object) -> datetime.date | None:
    """Return a struct_time as a day; None for an open or unknown end, which edtf gives as an infinity."""
    if isinstance(moment, int | float):
        return None
    year, month, day = tuple(moment)[:3]  # type: ignore[arg-type, var-annotated]
    return datetime.date(year, month, day) if datetime.MINYEAR <= year <= datetime.MAXYEAR else None
