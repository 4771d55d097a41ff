"""Events in lanes: nothing covers anything, rival dates stay together, and time runs from left to right."""

import datetime
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from profiles.figures.timeline.layout import ROW, Dated, Event, lay_out_events, name_of
from profiles.figures.timeline.scale import make_scale, read_span
from tests.properties import quick
from tests.test_timeline_scale import SPANS

SCALE = make_scale([read_span("1950/2030")], width=1080, turn=2011)


@st.composite
def some_events(draw: st.DrawFn) -> list[Event]:
    """Draw events of two lanes, each with up to three dates."""
    drawn = []
    for number in range(draw(st.integers(1, 12))):
        spans = draw(st.lists(SPANS, min_size=1, max_size=3))
        dates = tuple(
            Dated(f"{number}-{place}", span, tuple(range(1, 1 + draw(st.integers(1, 9))))) for place, span in enumerate(spans)
        )
        drawn.append(Event(str(number), draw(st.sampled_from("ab")), draw(st.text("wi ", max_size=30)), dates))
    return drawn


@quick
@given(some_events())
def test_no_date_covers_another(events):
    rows = [row for lane in lay_out_events(events, SCALE).lanes for block in lane.blocks for row in block.rows]
    for one, other in combinations(rows, 2):
        beside = one.left + one.width <= other.left or other.left + other.width <= one.left
        assert beside or abs(one.y - other.y) >= ROW


@quick
@given(some_events())
def test_every_date_of_every_event_is_drawn_once(events):
    drawn = [row.key for lane in lay_out_events(events, SCALE).lanes for block in lane.blocks for row in block.rows]
    assert sorted(drawn) == sorted(date.key for event in events for date in event.dates)


@quick
@given(some_events())
def test_the_dates_of_one_event_stand_in_rows_that_follow_each_other(events):
    for lane in lay_out_events(events, SCALE).lanes:
        for block in lane.blocks:
            assert [row.y - block.top for row in block.rows] == [ROW * place + ROW // 2 for place in range(len(block.rows))]


@quick
@given(some_events())
def test_every_row_lies_in_its_lane_and_every_lane_in_the_picture(events):
    chart = lay_out_events(events, SCALE)
    for lane in chart.lanes:
        assert all(lane.top <= block.top and block.bottom <= lane.bottom <= chart.floor for block in lane.blocks)
    for lane, below in pairwise(chart.lanes):
        assert lane.bottom <= below.top


@quick
@given(some_events())
def test_every_document_that_gives_a_date_has_its_mark_beside_the_bar(events):
    documents = {date.key: date.documents for event in events for date in event.dates}
    for lane in lay_out_events(events, SCALE).lanes:
        for block in lane.blocks:
            for row in block.rows:
                assert tuple(order for order, _ in row.marks) == documents[row.key]
                assert all(x < row.bar.x or x > row.bar.end for _, x in row.marks)
                assert all(row.left <= x <= row.left + row.width for _, x in row.marks)


def test_lanes_stand_in_the_order_in_which_they_come():
    date = (Dated("d", read_span("2017"), (1,)),)
    events = [Event("1", "second", "", date), Event("2", "first", "", date), Event("3", "second", "", date)]
    assert [lane.name for lane in lay_out_events(events, SCALE).lanes] == ["second", "first"]


def test_a_label_without_room_at_the_right_stands_at_the_left():
    last = Dated("d", read_span(datetime.date(2030, 12, 31).isoformat()), (1, 2))
    row = lay_out_events([Event("1", "a", "A town at the end", (last,))], SCALE).lanes[0].blocks[0].rows[0]
    assert (row.anchor, row.label_x < row.marks[0][1] < row.marks[1][1] < row.bar.x) == ("end", True)


def test_the_name_of_a_mark_holds_its_label():
    assert name_of("Gao", "2018: A bomb went off.") == "Gao: 2018: A bomb went off."
    assert name_of("Mali", "2018: A Malian was freed.") == "Mali: 2018: A Malian was freed."
    assert name_of("A bomb went…", "2018: A bomb went off.") == "2018: A bomb went off."
    assert name_of("AQIM", "1990s: The Maghreb (AQIM) has roots.") == "AQIM: 1990s: The Maghreb (AQIM) has roots."
