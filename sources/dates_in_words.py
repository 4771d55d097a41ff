"""EDTF dates in words that keep their doubt: "2 March 2017", "about 2020", "since the 1980s", "spring 2017"."""

import datetime
import re

from sources.dates import OPEN

_MONTHS = tuple(datetime.date(2000, month, 1).strftime("%B") for month in range(1, 13))
# ISO 8601-2, 4.8: seasons as such, of the northern and of the southern half of the Earth, and parts of a year.
_SEASONS = ("spring", "summer", "autumn", "winter")
_PARTS = {
    **{21 + place: season for place, season in enumerate(_SEASONS)},
    **{25 + place: f"{season} (northern hemisphere)" for place, season in enumerate(_SEASONS)},
    **{29 + place: f"{season} (southern hemisphere)" for place, season in enumerate(_SEASONS)},
    **{33 + place: f"the {ordinal} quarter of" for place, ordinal in enumerate(("first", "second", "third", "fourth"))},
    **{37 + place: f"the {ordinal} third of" for place, ordinal in enumerate(("first", "second", "last"))},
    **{40 + place: f"the {ordinal} half of" for place, ordinal in enumerate(("first", "second"))},
}
_DECADE = re.compile(r"(\d{3})X")
_DECADE_AS_YEARS = re.compile(r"(\d{3})0/(?:\1)9")
_CENTURY = re.compile(r"(\d{2})XX")
_DAY = re.compile(r"\d{4}-\d{2}-(\d{2}|XX)[~?%]?")
_SMALLER_THAN_A_YEAR = re.compile(r"(\d{4})(?:-[\dX]{2}){1,2}")
_OF_THE_TEXT = re.compile(r"[~?%]$")


def format_date(text: str) -> str:
    """Return an EDTF date as a phrase: "2 March 2017", "about 2020", "since 2018", "until May 2018", "2017–2018"."""
    start, divided, end = text.partition("/")
    if not divided:
        return _moment(text)
    first, last = _moment(start), _moment(end)
    match (start, end):
        case ("..", ".."):
            return "without beginning or end"
        case ("..", _):
            return f"until {last}"
        case (_, ".."):
            return f"since {first}"
        case ("", _):
            return f"from an unknown date to {last}"
        case (_, ""):
            return f"from {first} to an unknown date"
    if start[:4] == end[:4] and "-" in start and "-" in end and not _OF_THE_TEXT.search(start):
        return f"{first.removesuffix(start[:4]).strip()}–{last}"
    return f"{first}–{last}"


def format_time(text: str) -> str:
    """Return when something held, as it stands in a sentence: "in 2020", "on 2 March 2017", "since 2018", "2008–2010"."""
    words = format_date(text)
    if not text or "/" in text:
        return words
    if decade_of(text):
        return f"some time in {words}"
    return f"{'on' if _DAY.fullmatch(text) else 'in'} {words}"


def format_event(text: str) -> str:
    """Return when something happened: "2 March 2017", "some time in 2018", "by September 2021", "July–December 2018"."""
    start, divided, end = text.partition("/")
    if decade := _DECADE_AS_YEARS.fullmatch(text):
        return f"some time in the {decade[1]}0s"
    if start == OPEN and divided and end != OPEN:
        return f"by {_moment(end)}"
    if re.fullmatch(r"\d{4}|\d{3}X", text):
        return f"some time in {_plain(text)}"
    return format_date(text)


def decade_of(text: str) -> str:
    """Return the decade that a date leaves open: "1980s" for "198X" and "1980/1989"; nothing for any other date."""
    found = _DECADE.fullmatch(text) or _DECADE_AS_YEARS.fullmatch(text)
    return f"{found[1]}0s" if found else ""


def format_year(text: str) -> str:
    """Return a date by its year alone, as a short reference gives it: "2017", "about 2019", "2017–2018", "the 2010s"."""
    start, divided, end = _SMALLER_THAN_A_YEAR.sub(r"\1", text).partition("/")
    return format_date(start if start == end else f"{start}{divided}{end}")


def _moment(text: str) -> str:
    """Return one date, or a set of dates, without an interval around it."""
    if not text or text == OPEN:
        return ""
    if text[0] in "[{":
        return _set(text[1:-1], "or" if text[0] == "[" else "and")
    sign = text[-1] if text[-1] in "~?%" else text[0]
    about = "about " if sign in "~%" else ""
    doubted = " (uncertain)" if sign in "?%" else ""
    return f"{about}{_plain(text.strip('~?%'))}{doubted}"


def _plain(text: str) -> str:
    if decade := _DECADE.fullmatch(text):
        return f"the {decade[1]}0s"
    if century := _CENTURY.fullmatch(text):
        return f"a year between {century[1]}00 and {century[1]}99"
    year, *rest = text.split("-")
    if not rest:
        return year
    if rest[0] == "XX":
        return f"an unknown {'day' if len(rest) > 1 else 'month'} of {year}"
    number = int(rest[0])
    if number > len(_MONTHS):
        return f"{_PARTS[number]} {year}"
    month = f"{_MONTHS[number - 1]} {year}"
    if len(rest) == 1:
        return month
    return f"an unknown day in {month}" if rest[1] == "XX" else f"{int(rest[1])} {month}"


def _set(members: str, joint: str) -> str:
    words = [_member(member.strip()) for member in members.split(",")]
    return f" {joint} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _member(member: str) -> str:
    start, divided, end = member.partition(OPEN)
    if not divided:
        return _plain(member)
    if not start:
        return f"{_plain(end)} or earlier"
    return f"{_plain(start)} to {_plain(end)}" if end else f"{_plain(start)} or later"
