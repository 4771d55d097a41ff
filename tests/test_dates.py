"""Dates are kept as given, and mean no more than they say."""

import calendar
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.domain.values import Relation, compare, format_date
from sources.dates import parse_edtf
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
IMPOSSIBLE = ["2017-13", "2017-02-30", "2021-02-29", "2021-02-29/2022", "2020/2019"]
NEARLY = ["2017 ", " 2017", "2017/", "/2017"]


@pytest.mark.parametrize("text", [*WORDS, *IMPOSSIBLE, *NEARLY])
def test_what_is_not_edtf_is_refused_with_its_words(text):
    with pytest.raises(ValueError, match="not an EDTF date: ") as failure:
        parse_edtf(text)
    assert repr(text) in str(failure.value)


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
        ("2020?", "2020 (uncertain)"),
        ("2020%", "about 2020 (uncertain)"),
        ("2018/..", "from 2018"),
        ("../2018-05", "until May 2018"),
        ("2017/2018", "2017–2018"),
        ("2020-21", "2020-21"),  # a season: printed as given
    ],
)
def test_a_date_is_printed_with_its_doubt(text, words):
    assert format_date(text) == words
