"""Dates on one axis: in their order, within it, and never drawn more exact than they are."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.figures.timeline.scale import (
    ARROW,
    DateSpan,
    draw,
    heading_of,
    lay_on_ruler,
    machine_date,
    make_scale,
    order_of,
    read_span,
)
from sources.dates import parse_edtf
from sources.dates_in_words import format_event
from tests.properties import quick

DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2030, 12, 31))
CLOSED = st.tuples(DAYS, DAYS).map(lambda pair: DateSpan(min(pair), max(pair)))
SPANS = st.one_of(CLOSED, DAYS.map(lambda day: DateSpan(day, None)), DAYS.map(lambda day: DateSpan(None, day)))
TURNS = st.integers(1940, 2040)


def scale_of(spans, turn=2011):
    return make_scale(spans, width=1000, turn=turn)


@quick
@given(st.lists(SPANS, min_size=1, max_size=6), TURNS)
def test_every_bar_lies_on_the_axis(spans, turn):
    scale = scale_of(spans, turn)
    for span in spans:
        bar = draw(span, scale)
        assert scale.left <= bar.x < bar.end <= scale.right + 0.1


@quick
@given(st.lists(DAYS, min_size=2, max_size=6), TURNS)
def test_a_later_day_is_never_further_left(days, turn):
    scale = scale_of([DateSpan(min(days), max(days))], turn)
    for day in days:
        assert scale.at(day) < scale.at(day, after=True)
        for other in days:
            if day < other:
                assert scale.at(day, after=True) <= scale.at(other)


@quick
@given(st.lists(CLOSED, min_size=2, max_size=6), TURNS)
def test_order_on_the_axis_is_the_order_in_time(spans, turn):
    scale = scale_of(spans, turn)
    for span in spans:
        for other in spans:
            if span.start < other.start:
                assert draw(span, scale).x <= draw(other, scale).x


@quick
@given(st.lists(CLOSED, min_size=1, max_size=6), TURNS)
def test_a_bar_is_as_long_as_the_date_is_vague(spans, turn):
    """But for a few days, which are drawn wider than they are so that they are seen at all."""
    scale = scale_of(spans, turn)
    for span in spans:
        true = scale.at(span.end, after=True) - scale.at(span.start)
        assert draw(span, scale).width == pytest.approx(max(true, 3), abs=0.1)


@quick
@given(st.lists(SPANS, min_size=1, max_size=6))
def test_a_ruler_holds_every_date_and_begins_and_ends_with_a_year(spans):
    ruler = lay_on_ruler(spans)
    assert (ruler.first, ruler.last) == (min(span.start.year for span in spans), max(span.end.year for span in spans))
    for bar in ruler.bars:
        assert 0 <= bar.x <= bar.end <= 100.01
    assert all(0 < tick < 100 for tick in ruler.ticks)


@quick
@given(st.lists(SPANS, min_size=1, max_size=6), TURNS)
def test_the_axis_is_whole_years_side_by_side(spans, turn):
    bands = scale_of(spans, turn).bands()
    assert bands[0].x == 0
    for band, beside in pairwise(bands):
        assert beside.x == pytest.approx(band.x + band.width, abs=0.2)
    assert bands[-1].x + bands[-1].width == pytest.approx(1000, abs=0.2)


@quick
@given(st.text(alphabet="0123456789-/.X?~%[]{},YSE T:", max_size=14))
def test_a_date_that_can_be_placed_has_words_and_a_heading(text):
    try:
        span = read_span(text)
    except ValueError as failure:
        refusal = str(failure)
    else:
        assert format_event(text)
        assert heading_of(text)
        assert order_of(span)[0] <= order_of(span)[1]
        return
    assert repr(text) in refusal


def test_an_open_end_is_an_arrow_that_says_nothing_of_length():
    scale = scale_of([read_span("2011/2023")])
    by, since = draw(read_span("../2015-11"), scale), draw(read_span("2017/.."), scale)
    assert (by.open_start, by.open_end, by.width) == (True, False, ARROW)
    assert (since.open_start, since.open_end, since.width) == (False, True, ARROW)
    assert by.end == pytest.approx(scale.at(datetime.date(2015, 11, 30), after=True), abs=0.1)
    assert since.x == pytest.approx(scale.at(datetime.date(2017, 1, 1)), abs=0.1)


@pytest.mark.parametrize(("text", "known"), [("2017/", "2017"), ("/2017-03", "2017-03"), ("198X/", "198X")])
def test_an_unknown_end_is_no_arrow_and_reaches_no_further_than_is_known(text, known):
    scale = scale_of([read_span("1980/2023")])
    bar, bar_of_what_is_known = draw(read_span(text), scale), draw(read_span(known), scale)
    assert (bar.open_start, bar.open_end) == (False, False)
    assert bar.doubted
    assert (bar.x, bar.width) == (bar_of_what_is_known.x, bar_of_what_is_known.width)


def test_years_before_the_turn_are_drawn_narrower_by_as_much_as_is_said():
    scale = scale_of([read_span("1970"), read_span("2023")])
    before = scale.at(datetime.date(1991, 1, 1)) - scale.at(datetime.date(1990, 1, 1))
    after = scale.at(datetime.date(2016, 1, 1)) - scale.at(datetime.date(2015, 1, 1))
    assert scale.early
    assert scale.ratio == round(after / before) == 15


@pytest.mark.parametrize("first", ["2011", "2012-03"])
def test_an_axis_that_begins_at_the_turn_has_one_scale(first):
    scale = make_scale([read_span(first), read_span("2016")], width=1000, turn=2011)
    assert scale.early is None
    assert scale.bands()[0].label == first[:4]


def test_an_axis_without_early_years_has_one_scale():
    scale = scale_of([read_span("2012"), read_span("2023")])
    assert scale.early is None
    assert [band.label for band in scale.bands()][:2] == ["2012", "2013"]


def test_a_day_off_the_axis_is_refused():
    with pytest.raises(ValueError, match="not on the axis: 2024-01-01"):
        scale_of([read_span("2023")]).at(datetime.date(2024, 1, 1))


@pytest.mark.parametrize("lay", [scale_of, lay_on_ruler])
def test_nothing_to_lay_out_is_refused(lay):
    with pytest.raises(ValueError, match="no dates"):
        lay([])


def test_a_date_that_names_no_day_is_refused():
    with pytest.raises(ValueError, match=r"without a day to place it by: '\.\./\.\.'"):
        read_span("../..")


@pytest.mark.parametrize(
    ("text", "brief", "doubted"),
    [
        ("2017-03-02", True, False),
        ("2017-03", True, False),
        ("2018-07?", True, True),
        ("2018", False, False),
        ("2019~", False, True),
        ("2023-08/2023-09", False, False),
        ("../2018", False, False),
    ],
)
def test_only_a_month_or_less_is_drawn_as_a_point_of_time(text, brief, doubted):
    bar = draw(read_span(text), scale_of([read_span("2011/2023")]))
    assert (bar.brief, bar.doubted) == (brief, doubted)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2017-03-02", "2 March 2017"),
        ("2017-03", "March 2017"),
        ("2018", "some time in 2018"),
        ("1980/1989", "some time in the 1980s"),
        ("198X", "some time in the 1980s"),
        ("1980/1999", "1980–1999"),
        ("2008/2010", "2008–2010"),
        ("2018-07/2018-12", "July–December 2018"),
        ("2017-03/2023-09", "March 2017–September 2023"),
        ("2019~", "about 2019"),
        ("2018-07?", "July 2018 (uncertain)"),
        ("../2021-09-29", "by 29 September 2021"),
        ("2019-07/..", "since July 2019"),
    ],
)
def test_a_date_is_said_as_vague_as_it_is(text, words):
    assert format_event(text) == words


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("1980/1989", "1980s"),
        ("198X/..", "1980s"),
        ("198X~", "1980s"),
        ("19XX", "1900–1999"),
        ("2008/2010", "2008"),
        ("../2013", "2013"),
        ("2018-07?", "2018"),
        ("2018-21", "2018"),
    ],
)
def test_a_date_stands_under_its_year_or_decade(text, heading):
    assert heading_of(text) == heading


@quick
@given(DAYS, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "%Y~", "%Y-%m?", "%Y/..", "../%Y-%m-%d"]))
def test_a_machine_reads_whole_dates_and_no_doubt(day, form):
    text = day.strftime(form)
    parse_edtf(text)
    assert machine_date(text) == ("" if set(text) & set("~?/") else text)


@pytest.mark.parametrize("text", ["2017-21", "2017-41", "2017-XX", "201X", "[2017,2018]"])
def test_a_machine_reads_no_season_and_no_unknown_part(text):
    assert not machine_date(text)
