"""Dates are kept as given, and mean no more than they say."""

import calendar
import datetime
import re
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from profiles.domain.values import Relation, compare
from sources.dates import parse_edtf
from sources.dates_in_words import format_date, format_event, format_time, format_year
from sources.models import Work
from tests.properties import quick

days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


@quick
@given(day=days)
def test_a_month_allows_its_days_and_no_other(day):
    last = calendar.monthrange(day.year, day.month)[1]
    month = parse_edtf(f"{day:%Y-%m}")
    assert (month.earliest, month.latest) == (day.replace(day=1), day.replace(day=last))


@settings(max_examples=25, deadline=None)  # edtf takes 5 ms a date
@given(day=days)
def test_a_year_contains_its_months_and_a_month_its_days(day):
    year, month, exact = parse_edtf(f"{day:%Y}"), parse_edtf(f"{day:%Y-%m}"), parse_edtf(f"{day:%Y-%m-%d}")
    assert compare(year, month) is compare(month, exact) is Relation.CONTAINS


def test_march_2017_contains_2_march_2017():
    assert compare(parse_edtf("2017-03"), parse_edtf("2017-03-02")) is Relation.CONTAINS


def test_a_day_outside_the_month_lies_outside():
    assert compare(parse_edtf("2017-03"), parse_edtf("2017-04-01")) is Relation.DISJOINT


def test_an_interval_runs_from_the_first_day_to_the_last():
    date = parse_edtf("1990/2009-02")
    assert (date.earliest, date.latest) == (datetime.date(1990, 1, 1), datetime.date(2009, 2, 28))


@pytest.mark.parametrize(("text", "ends"), [("2018/..", (False, True)), ("../2018", (True, False)), ("../..", (True, True))])
def test_an_open_end_has_no_day(text, ends):
    date = parse_edtf(text)
    assert (date.earliest is None, date.latest is None) == ends


def test_from_2018_and_until_2020_overlap():
    assert compare(parse_edtf("2018/.."), parse_edtf("../2020")) is Relation.OVERLAP


@pytest.mark.parametrize("text", ["2020~", "2020?", "2020%", "2017-03-02", "199X", "2018/.."])
def test_the_string_is_kept_as_given(text):
    assert str(parse_edtf(text)) == text


WORDS = ["", "march 2017", "2 March 2017", "c. 2017", "unknown", "199u", "02-03-2017", "2017-3", "2017–2018"]
IMPOSSIBLE = ["2017-13", "2017-02-30", "2021-02-29", "2021-02-29/2022", "2020/2019", "2017-1X"]
NEARLY = [
    "2017 ",
    " 2017",
    "2017\n",
    "/",
    "../",
    "/..",
    "2017/2018/2019",
    "2017-03-02T10:00",
    "[2019,2020",
    "{2019]",
    "[]",
    "[..]",
]
NOT_TAKEN = ["Y1E9999999", "Y170000002", "-0100", "0000", "00XX", "1XXX", "198X-03", "2017-21-02", "2017-XX-02", "٢٠١٧", "20１７"]
RUNS = ["[2019..2018]", "{2019..2018,2020}", "[2017,..2016]", "[2017..,2019]", "[2021-02-29]"]


@pytest.mark.parametrize("text", [*WORDS, *IMPOSSIBLE, *NEARLY, *NOT_TAKEN, *RUNS])
def test_what_is_not_edtf_is_refused_with_its_words(text):
    with pytest.raises(ValueError, match="not an EDTF date: ") as failure:
        parse_edtf(text)
    assert repr(text) in str(failure.value)


def test_a_long_text_is_refused_before_anything_reads_it():
    with pytest.raises(ValueError, match="longer than 40 characters"):
        parse_edtf("[" * 5000)


@pytest.mark.parametrize(("text", "ends"), [("2018/", (False, True)), ("/2018", (True, False))])
def test_an_unknown_end_has_no_day_and_is_not_open(text, ends):
    date = parse_edtf(text)
    assert (date.earliest is None, date.latest is None) == ends
    assert not date.end_is_open
    assert date.end_is_unknown is ends[1]


def test_what_began_on_an_unknown_date_is_not_open():
    assert parse_edtf("/2018").start_is_unknown
    assert not parse_edtf("../2018").start_is_unknown


@pytest.mark.parametrize(("ended", "goes_on"), [("2018/", "2018/.."), ("2018/", "2017/.."), ("/2018", "../2018")])
def test_what_ended_on_an_unknown_date_and_what_goes_on_are_not_the_same(ended, goes_on):
    assert compare(parse_edtf(ended), parse_edtf(goes_on)) is Relation.OVERLAP
    assert compare(parse_edtf(goes_on), parse_edtf(ended)) is Relation.OVERLAP


def test_what_ended_on_an_unknown_date_can_have_ended_on_any_after_it_began():
    assert compare(parse_edtf("2018/"), parse_edtf("2018/2020")) is Relation.CONTAINS
    assert compare(parse_edtf("2018/"), parse_edtf("2018/")) is Relation.SAME
    assert compare(parse_edtf("198X/"), parse_edtf("199X/")) is Relation.DISJOINT


def test_a_winter_can_be_either_of_the_two_of_its_year():
    winter = parse_edtf("2017-24")
    for month in ("2017-01", "2017-02", "2017-12", "2018-02"):
        assert compare(winter, parse_edtf(month)) is Relation.CONTAINS
    assert compare(winter, parse_edtf("2018-03")) is Relation.DISJOINT
    assert compare(parse_edtf("2017-21"), parse_edtf("2017-04")) is Relation.CONTAINS


@pytest.mark.parametrize(("text", "first", "last"), [("[2016,2019-03]", 2016, 2019), ("{2019,2016..2017}", 2016, 2019)])
def test_a_set_lies_between_its_first_day_and_its_last(text, first, last):
    date = parse_edtf(text)
    assert date.earliest
    assert date.latest
    assert (date.earliest.year, date.latest.year) == (first, last)


@pytest.mark.parametrize(("text", "ends"), [("[..2019]", (True, False)), ("{2016,2019..}", (False, True))])
def test_a_set_without_an_end_has_no_day_there(text, ends):
    date = parse_edtf(text)
    assert (date.earliest is None, date.latest is None) == ends


@pytest.mark.parametrize("text", ["2017~", "?2017", "2017-~03", "2017~-03", "?2017-~03-02", "2017-21%"])
def test_doubt_does_not_move_a_date(text):
    plain = re.sub("[~?%]", "", text)
    assert compare(parse_edtf(text), parse_edtf(plain)) is Relation.SAME


def test_since_the_1980s_and_since_1988_can_both_be_true_and_since_the_1990s_can_not():
    eighties, nineties, one_year = (parse_edtf(text) for text in ("198X/..", "199X/..", "1988/.."))
    assert compare(eighties, one_year) is Relation.CONTAINS
    assert compare(eighties, nineties) is Relation.DISJOINT


@quick
@given(text=st.one_of(st.text(max_size=12), st.text(alphabet="0123456789-/.X?~%[]{},YSE T:", max_size=14)))
def test_any_text_is_a_date_in_order_or_is_refused_with_its_words(text):
    try:
        date = parse_edtf(text)
    except ValueError as failure:
        refusal = str(failure)
    else:
        assert date.earliest is None or date.latest is None or date.earliest <= date.latest
        assert format_date(text)
        return
    assert repr(text) in refusal


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("2017", "2017"),
        ("2017-03", "March 2017"),
        ("2017-03-02", "2 March 2017"),
        ("2020~", "about 2020"),
        ("~2020", "about 2020"),
        ("2020?", "2020 (uncertain)"),
        ("2020%", "about 2020 (uncertain)"),
        ("2018/..", "since 2018"),
        ("198X/..", "since the 1980s"),
        ("../2018-05", "until May 2018"),
        ("2018/", "from 2018 to an unknown date"),
        ("/2018", "from an unknown date to 2018"),
        ("2017/2018", "2017–2018"),
        ("2018-07/2018-12", "July–December 2018"),
        ("2017-21", "spring 2017"),
        ("2020-24", "winter 2020"),
        ("2017-33", "the first quarter of 2017"),
        ("2017-41", "the second half of 2017"),
        ("2015-37", "early 2015"),
        ("2020-38", "mid-2020"),
        ("2021-39~", "about late 2021"),
        ("196X", "the 1960s"),
        ("19XX", "a year between 1900 and 1999"),
        ("2017-XX", "an unknown month of 2017"),
        ("2017-03-XX", "an unknown day in March 2017"),
        ("[2019,2020]", "2019 or 2020"),
        ("{2019,2020}", "2019 and 2020"),
        ("[..2019]", "2019 or earlier"),
        ("[2019-03..]", "March 2019 or later"),
        ("{..2019}", "2019 and earlier"),
        ("[2016,2018..2020]", "2016 or between 2018 and 2020"),
        ("{2016,2018..2020}", "2016 and from 2018 to 2020"),
        ("[2019~,2020-21]", "about 2019 or spring 2020"),
        ("2017-28", "winter 2017 (northern hemisphere)"),
        ("2017-21~", "about spring 2017"),
        ("201X?", "the 2010s (uncertain)"),
        ("2017-XX~", "an unknown month of 2017 (approximate)"),
        ("2017-~03", "March 2017 (month approximate)"),
        ("?2017-03-02", "2 March 2017 (year uncertain)"),
        ("2017-03~-02", "2 March 2017 (year and month approximate)"),
        ("2017-~03-?02", "2 March 2017 (month approximate, day uncertain)"),
        ("~2017-?21", "spring 2017 (year approximate, part of the year uncertain)"),
        ("2017-03-02~", "about 2 March 2017"),
        ("2017/2017", "2017"),
        ("2017-03-02/2017-03-05", "2–5 March 2017"),
        ("2017-03-30/2017-04-02", "30 March–2 April 2017"),
        ("2017-21/2017-23", "spring–autumn 2017"),
        ("2017-03/2018", "from March 2017 to 2018"),
        ("2017~/2018", "from about 2017 to 2018"),
        ("198X/1995", "from the 1980s to 1995"),
        ("2017-33/2017-35", "from the first quarter of 2017 to the third quarter of 2017"),
        ("2015-37/2021-39", "from early 2015 to late 2021"),
        ("199X/200X", "from the 1990s to the 2000s"),
        ("../198X", "until the 1980s"),
        ("../..", "without beginning or end"),
        ("2017-1X", "2017-1X"),  # no date: nothing that is stored may break a page
        ("02-03-2017", "02-03-2017"),
    ],
)
def test_a_date_is_printed_with_its_doubt(text, words):
    assert format_date(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("2020", "in 2020"),
        ("2017-03-02", "on 2 March 2017"),
        ("2019~", "in about 2019"),
        ("196X", "some time in the 1960s"),
        ("2017-21", "in spring 2017"),
        ("2008/2010", "2008–2010"),
        ("198X/..", "since the 1980s"),
        ("1988/..", "since 1988"),
        ("2018/", "from 2018 to an unknown date"),
        ("196X~", "in about the 1960s"),
        ("2017-03-02~", "on or about 2 March 2017"),
        ("2017-03-XX", "on an unknown day in March 2017"),
        ("2017-XX-XX", "on an unknown day of 2017"),
        ("20XX", "in a year between 2000 and 2099"),
        ("2017-34", "in the second quarter of 2017"),
        ("2015-37", "in early 2015"),
        ("[2019,2020]", "in 2019 or 2020"),
        ("{2019,2020,2021}", "in 2019, 2020 and 2021"),
        ("[2019-03-02,2019-03-04]", "on 2 March 2019 or 4 March 2019"),
        ("[2019,2020-03-02]", "in 2019 or on 2 March 2020"),
        ("[2016..2018]", "between 2016 and 2018"),
        ("[..2019]", "in 2019 or earlier"),
        ("2017-1X", "2017-1X"),
    ],
)
def test_when_something_held_stands_in_a_sentence(text, words):
    assert format_time(text) == words


@pytest.mark.parametrize(
    ("text", "words"), [("2018", "some time in 2018"), ("../2015-11", "by November 2015"), ("2017-03", "March 2017")]
)
def test_when_something_happened_is_no_more_exact_than_its_source(text, words):
    assert format_event(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("2019-07-14", "2019"),
        ("2019~", "about 2019"),
        ("~2019", "about 2019"),
        ("2018-07?", "2018 (uncertain)"),
        ("2018-01/2018-05", "2018"),
        ("2017/2018", "2017–2018"),
        ("2018-01/2018-05~", "about 2018"),
        ("2018-01?/2018-05~", "about 2018 (uncertain)"),
        ("2018-~01", "2018"),
        ("2018-03/..", "since 2018"),
        ("[2019-03,2019-05,2020]", "2019 or 2020"),
        ("[2018-03..2019-05]", "between 2018 and 2019"),
        ("2017-1X", "2017-1X"),
    ],
)
def test_a_short_reference_gives_the_year_with_its_doubt(text, words):
    assert format_year(text) == words


@pytest.mark.parametrize(
    ("date", "year", "day"),
    [("2019~", 2019, None), ("2019-11", 2019, None), ("2018-01/2018-05", 2018, None), ("2017-03-17", 2017, (2017, 3, 17))],
)
def test_a_work_is_recognised_by_the_year_of_its_date(date, year, day):
    name = Work(key="a-work", title="A work", date=date).as_name()
    assert (name.year, name.day) == (year, day)


@pytest.mark.parametrize("date", ["", "201X", "2017/2018", "2018/..", "[2017,2019]"])
def test_a_work_of_no_certain_year_is_not_recognised_by_one(date):
    assert Work(key="a-work", title="A work", date=date).as_name().year is None


def test_a_work_is_named_with_the_doubt_about_its_year():
    assert str(Work(authors=["Doe, Jane"], title="A work", date="2019~")) == "Doe (about 2019)"


SIGNS = re.compile(r"[~?%X/\[\]{}]|\.\.|\d-\d")
sign = st.sampled_from(["", "", "", "~", "?", "%"])
years = st.integers(1900, 2099).map(str)
months = st.sampled_from([f"{number:02}" for number in range(1, 13)])
parts_of_a_year = st.sampled_from([*map(str, range(21, 42)), "XX", "XX-XX"])
days_of_a_month = st.sampled_from(["", "-XX", "-01", "-~28", "-15?"])


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw a string from each, and join them."""
    return st.tuples(*parts).map("".join)


moments = st.one_of(
    joined(sign, st.one_of(years, st.from_regex(r"(19|20)([0-9]X|XX)", fullmatch=True)), sign),
    joined(years, sign, st.just("-"), parts_of_a_year, sign),
    joined(years, st.just("-"), sign, months, sign, days_of_a_month),
)
runs = st.one_of(moments, moments.map(lambda moment: f"{moment}.."))
dates = st.one_of(
    st.builds(lambda form, moment: form.format(moment), st.sampled_from(["{}", "{}/..", "../{}", "{}/", "/{}"]), moments),
    st.builds(lambda start, end: f"{start}/{end}", moments, moments),
    st.builds(lambda first, *rest: f"[{','.join([first, *rest])}]", moments, moments, runs),
    st.builds(lambda first, last: f"{{..{first},{last}}}", moments, moments),
)


@settings(max_examples=200, deadline=None)
@given(text=dates)
def test_every_date_has_words_that_hold_its_years_and_none_of_its_signs(text):
    try:
        parse_edtf(text)
    except ValueError:
        assume(False)  # it ends before it begins, or is too long
    given_years = re.findall(r"(?:19|20)[0-9X]{2}", re.sub(r"(?<=-)[~?%]?[0-9X]{2}", "", text))
    assert given_years
    for words in (format_date(text), format_time(text), format_event(text)):
        assert not SIGNS.search(words)
        for year in given_years:
            assert {"X": year[:3], "XX": f"{year[:2]}00"}.get("X" * year.count("X"), year) in words


@quick
@given(text=dates)
def test_a_short_reference_loses_no_year(text):
    words = format_year(text)
    for year in re.findall(r"(?:19|20)[0-9]{2}(?=[~?%]?(?:[-/,}\]]|$))", re.sub(r"(?<=-)[~?%]?[0-9X]{2}", "", text)):
        assert year in words


def test_a_refusal_takes_no_time():
    began = time.process_time()
    for text in ("Y1E9999999", "2017-1X", "[" * 100_000, "{" + "2017," * 7, "1" * 40, "2017/" * 8, "[" + "..," * 12 + "]"):
        with pytest.raises(ValueError, match="not an EDTF date"):
            parse_edtf(text)
    assert time.process_time() - began < 1
