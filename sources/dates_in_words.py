"""EDTF dates in words that keep their doubt: "2 March 2017", "about 2020", "since the 1980s", "spring 2017".

What is no EDTF date is returned as it is: nothing that is stored may break a page.
"""

import datetime
import re

from sources.date_forms import OPEN, DateForm, DateSet, Interval, Moment, combine_doubts, read_date
from sources.wording import join_words

_MONTHS = tuple(datetime.date(2000, month, 1).strftime("%B") for month in range(1, 13))
# ISO 8601-2, 4.8: seasons as such, of the northern and of the southern half of the Earth, and parts of a year. A third is what a
# text calls early, mid- or late: the standard has no other form for "early 2015".
_SEASONS = ("spring", "summer", "autumn", "winter")
_PARTS_OF_A_YEAR = {
    **{21 + place: f"{season} {{}}" for place, season in enumerate(_SEASONS)},
    **{25 + place: f"{season} {{}} (northern hemisphere)" for place, season in enumerate(_SEASONS)},
    **{29 + place: f"{season} {{}} (southern hemisphere)" for place, season in enumerate(_SEASONS)},
    **{33 + place: f"the {ordinal} quarter of {{}}" for place, ordinal in enumerate(("first", "second", "third", "fourth"))},
    **{37 + place: f"{part}{{}}" for place, part in enumerate(("early ", "mid-", "late "))},
    **{40 + place: f"the {ordinal} half of {{}}" for place, ordinal in enumerate(("first", "second"))},
}
_NAMED_SEASONS = range(21, 25)
_DOUBTS = {"~": "approximate", "?": "uncertain", "%": "approximate and uncertain"}
_DECADE = re.compile(r"(\d{3})X")
_DECADE_AS_YEARS = re.compile(r"(\d{3})0/(?:\1)9")


def format_date(text: str) -> str:
    """Return an EDTF date as a phrase: "2 March 2017", "about 2020", "since 2018", "until May 2018", "2017–2018"."""
    form = _read(text)
    return _phrase(form) if form else text


def format_time(text: str) -> str:
    """Return when something held, as it stands in a sentence: "in 2020", "on 2 March 2017", "since 2018", "2008–2010"."""
    match _read(text):
        case None:
            return text
        case Moment() as moment:
            preposition = _preposition(moment)
            return f"{preposition} {_moment(moment)}"
        case Interval() as interval:
            return _interval(interval)
        case DateSet() as dates:
            return _set(dates, in_a_sentence=True)


def format_event(text: str) -> str:
    """Return when something happened: "2 March 2017", "some time in 2018", "by September 2021", "July–December 2018"."""
    form = _read(text)
    if decade := _DECADE_AS_YEARS.fullmatch(text):
        return f"some time in the {decade[1]}0s"
    match form:
        case Interval(start, Moment() as end) if start == OPEN:
            return f"by {_moment(end)}"
        case Moment((year,), ("",)) if not year.endswith("XX"):
            return f"some time in {_moment(form)}"
    return format_date(text)


def format_year(text: str) -> str:
    """Return a date by its year alone, as a short reference gives it: "2017", "about 2019", "2017–2018", "the 2010s"."""
    match _read(text):
        case None:
            return text
        case Moment() as moment:
            return _moment(_year(moment))
        case Interval(Moment() as start, Moment() as end) if start.parts[0] == end.parts[0]:
            return _moment(Moment(start.parts[:1], (combine_doubts(start.doubts[0], end.doubts[0]),)))
        case Interval() as interval:
            return _interval(_years(interval))
        case DateSet(members, all_meant):
            years = dict.fromkeys(_year(member) if isinstance(member, Moment) else _years(member) for member in members)
            return _set(DateSet(tuple(years), all_meant))


def years_left_open(text: str) -> str:
    """Return the years that a date leaves open, or begins in: "1980s" for "198X", "198X/.." and "1980/1989"; else nothing."""
    form = _read(text)
    start = form.start if isinstance(form, Interval) else form
    year = start.parts[0] if isinstance(start, Moment) else ""
    if year.endswith("XX"):
        return f"{year[:2]}00–{year[:2]}99"
    found = _DECADE.fullmatch(year) or _DECADE_AS_YEARS.fullmatch(text)
    return f"{found[1]}0s" if found else ""


def _read(text: str) -> DateForm | None:
    try:
        return read_date(text)
    except ValueError:
        return None


def _phrase(form: DateForm) -> str:
    match form:
        case Moment() as moment:
            return _moment(moment)
        case Interval() as interval:
            return _interval(interval)
        case DateSet() as dates:
            return _set(dates)


def _moment(moment: Moment) -> str:
    """Return one date with the doubt about it, or about those parts of it that are in doubt."""
    words, doubts = _undoubted(moment), set(moment.doubts)
    if len(doubts) > 1:
        return f"{words} ({_doubted_parts(moment)})"
    doubt = doubts.pop()
    if doubt in ("~", "%") and words.startswith(("a ", "an ")):  # "about an unknown month" is no English
        return f"{words} ({_DOUBTS[doubt]})"
    return f"{'about ' if doubt in ('~', '%') else ''}{words}{' (uncertain)' if doubt in ('?', '%') else ''}"


def _doubted_parts(moment: Moment) -> str:
    """Return which parts of a date are in which doubt: "year uncertain, month and day approximate"."""
    names = ("year", "part of the year" if moment.is_season else "month", "day")
    told = []
    for doubt, word in _DOUBTS.items():
        if parts := [name for name, of_part in zip(names, moment.doubts, strict=False) if of_part == doubt]:
            told.append(f"{join_words(parts)} {word}")
    return ", ".join(told)


def _undoubted(moment: Moment) -> str:
    year, *rest = moment.parts
    if decade := _DECADE.fullmatch(year):
        return f"the {decade[1]}0s"
    if year.endswith("XX"):
        return f"a year between {year[:2]}00 and {year[:2]}99"
    if not rest:
        return year
    if not moment.month:
        return f"an unknown {'day' if len(rest) > 1 else 'month'} of {year}"
    if moment.is_season:
        return _PARTS_OF_A_YEAR[moment.month].format(year)
    month = f"{_MONTHS[moment.month - 1]} {year}"
    if len(rest) == 1:
        return month
    return f"an unknown day in {month}" if rest[1] == "XX" else f"{int(rest[1])} {month}"


def _interval(interval: Interval) -> str:
    match interval:
        case Interval(Moment() as start, Moment() as end):
            return _from_to(start, end)
        case Interval(Moment() as start, end):
            return f"since {_moment(start)}" if end == OPEN else f"from {_moment(start)} to an unknown date"
        case Interval(start, Moment() as end):
            return f"until {_moment(end)}" if start == OPEN else f"from an unknown date to {_moment(end)}"
    return "without beginning or end"


def _from_to(start: Moment, end: Moment) -> str:
    """Return an interval with a dash where that can't be misread, as it can be with a doubt about one end: "about 2017–2018"."""
    first, last = _moment(start), _moment(end)
    if start == end:
        return first
    if len(start.parts) != len(end.parts) or not all(_takes_a_dash(moment) for moment in (start, end)):
        return f"from {first} to {last}"
    if len(start.parts) == 3 and start.parts[:2] == end.parts[:2]:
        return f"{int(start.parts[2])}–{last}"
    if len(start.parts) > 1 and start.parts[0] == end.parts[0]:
        return f"{first.removesuffix(start.parts[0]).strip()}–{last}"
    return f"{first}–{last}"


def _takes_a_dash(moment: Moment) -> bool:
    return moment.is_plain or (moment.month in _NAMED_SEASONS and not any(moment.doubts))


def _set(dates: DateSet, *, in_a_sentence: bool = False) -> str:
    """Return a set of dates: "2019 or 2020", "2019 and 2020"; in a sentence "in 2019 or 2020", "in 2019 or on 2 March 2020"."""
    words = [_member(member, all_meant=dates.all_meant) for member in dates.members]
    prepositions = [_preposition_of_member(member) if in_a_sentence else "" for member in dates.members]
    if len(set(prepositions)) > 1:
        words = [f"{preposition} {word}".strip() for preposition, word in zip(prepositions, words, strict=True)]
        prepositions = [""]
    *others, last = words
    told = f"{', '.join(others)} {'and' if dates.all_meant else 'or'} {last}" if others else last
    return f"{prepositions[0]} {told}".strip()


def _member(member: Moment | Interval, *, all_meant: bool) -> str:
    match member:
        case Moment() as moment:
            return _moment(moment)
        case Interval(Moment() as start, Moment() as end):
            return f"{'from' if all_meant else 'between'} {_moment(start)} {'to' if all_meant else 'and'} {_moment(end)}"
        case Interval(Moment() as start, _):
            return f"{_moment(start)} {'and' if all_meant else 'or'} later"
        case Interval(_, Moment() as end):
            return f"{_moment(end)} {'and' if all_meant else 'or'} earlier"
    raise ValueError(f"a run of dates without a date: {member!r}")


def _preposition_of_member(member: Moment | Interval) -> str:
    match member:
        case Interval(Moment(), Moment()):
            return ""  # "between" and "from" stand by themselves
        case Interval(Moment() as end, _) | Interval(_, Moment() as end):
            return _preposition(end)
        case Moment() as moment:
            return _preposition(moment)
    return ""


def _preposition(moment: Moment) -> str:
    """Return what stands before a date in a sentence: "in" 2017, "on" 2 March 2017, "some time in" the 1980s."""
    about = _moment(moment).startswith("about ")
    if len(moment.parts) == 3:
        return "on or" if about else "on"
    return "some time in" if _DECADE.fullmatch(moment.parts[0]) and not about else "in"


def _year(moment: Moment) -> Moment:
    return Moment(moment.parts[:1], moment.doubts[:1])


def _years(interval: Interval) -> Interval:
    start, end = (_year(moment) if isinstance(moment, Moment) else moment for moment in (interval.start, interval.end))
    return Interval(start, end)
