"""Dates are kept as given, and mean no more than they say."""

import calendar
import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.domain.values import Relation, compare
from sources.dates import parse_edtf
from sources.dates_in_words import format_date, format_event, format_time, format_year
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
NEARLY = ["2017 ", " 2017", "/", "2017/2018/2019", "2017-03-02T10:00", "Y1E9999999", "Y170000002", "[2019,2020", "{2019]"]


@pytest.mark.parametrize("text", [*WORDS, *IMPOSSIBLE, *NEARLY])
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
        ("196X", "the 1960s"),
        ("19XX", "a year between 1900 and 1999"),
        ("2017-XX", "an unknown month of 2017"),
        ("2017-03-XX", "an unknown day in March 2017"),
        ("[2019,2020]", "2019 or 2020"),
        ("{2019,2020}", "2019 and 2020"),
        ("[..2019]", "2019 or earlier"),
        ("[2019-03..]", "March 2019 or later"),
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
    ],
)
def test_a_short_reference_gives_the_year_with_its_doubt(text, words):
    assert format_year(text) == words


SIGNS = re.compile(r"[~?%X/\[\]{}]|\\.\\.")


@quick
@given(
    start=st.from_regex(
        r"(19|20)\d\d(-(0[1-9]|1[0-2]|2[1-9]|3\d|4[01]))?[~?%]?|(19|20)(\dX|XX)|(19|20)\d\d-(XX|0[1-9]-XX)", fullmatch=True
    ),
    form=st.sampled_from(["{}", "{}/..", "../{}", "{}/", "/{}"]),
)
def test_every_date_has_words_that_hold_its_year_and_none_of_its_signs(start, form):
    text = form.format(start)
    for words in (format_date(text), format_time(text), format_event(text)):
        assert not SIGNS.search(words)
        assert start.strip("~?%")[: 4 if "X" not in start[:4] else start.index("X")] in words
