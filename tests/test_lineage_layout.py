"""The plate of groups: every tie is drawn once or left out with a reason, in its place, and none of the places is made up."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.ties import KIND_OF, TieKind
from profiles.domain.values import Tie
from profiles.figures.lineage.brackets import Heading, Strand, gather
from profiles.figures.lineage.dated_ties import Beginning
from profiles.figures.lineage.drawing import Frame, Pen, PlateItem, Way
from profiles.figures.lineage.layout import Dispute, LineageGroup, Plate, lay_out_plate
from profiles.figures.lineage.picture import NARROW, WIDE
from profiles.figures.timeline.scale import DateSpan, read_span
from tests.properties import quick

KEYS = "abcdef"
TRUNK = "d"
GROUPS = [LineageGroup(key, f"Group {key}") for key in KEYS]
PLACES = {key: place for place, key in enumerate(KEYS)}
FRAMES = [WIDE, NARROW]
BETWEEN = [Tie.MERGED_INTO, Tie.SUCCEEDED_BY, Tie.COMPONENT_OF, Tie.PARENT_OF, Tie.ALLIED_WITH, Tie.FIGHTS, Tie.LINKED_TO]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

days = st.dates(datetime.date(1985, 1, 1), datetime.date(2023, 12, 31))
closed = st.tuples(days, days).map(lambda pair: DateSpan(min(pair), max(pair)))
spans = st.one_of(closed, days.map(lambda day: DateSpan(day, None)), days.map(lambda day: DateSpan(None, day)))
documents = st.lists(st.integers(1, 9), min_size=1, max_size=8, unique=True).map(tuple)
ends = st.sampled_from([*KEYS, "x"])  # x has no lane


@st.composite
def strands(draw: st.DrawFn) -> list[Strand]:
    told = draw(st.lists(st.tuples(ends, st.sampled_from(BETWEEN), ends, documents, st.none() | spans), max_size=10))
    return [Strand(f"tie-{place}", *one) for place, one in enumerate(told)]


@st.composite
def begun(draw: st.DrawFn) -> list[Beginning]:
    groups = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=3))
    return [Beginning(f"begun-{key}", key, draw(closed), "2011", draw(documents)) for key in groups]


def plate(
    told: list[Strand], beginnings: Sequence[Beginning] = (), frame: Frame = WIDE, disputes: Sequence[Dispute] = ()
) -> Plate:
    return lay_out_plate(GROUPS, told, beginnings, disputes, frame, TRUNK)


def strand(of: str, tie: Tie, to: str, when: str = "", key: str = "tie", by: tuple[int, ...] = (1,)) -> Strand:
    return Strand(key, of, tie, to, by, read_span(when) if when else None)


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in NUMBER.findall(path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def words_of(heading: Heading) -> str:
    return " ".join(line.words for line in heading.lines)


def places_of(one: PlateItem) -> list[tuple[float, float]]:
    """Return every point of a thing that is drawn, but for its words."""
    found = [point for path in (one.path, one.vague, *one.heads) for point in points(path)]
    return [*found, *one.dots, *((mark.x, mark.y) for mark in one.marks)]


@quick
@given(strands(), begun(), st.sampled_from(FRAMES))
def test_every_tie_is_drawn_once_or_left_out(told, beginnings, frame):
    made = plate(told, beginnings, frame)
    found = [one.key for one in (*made.dated, *made.undated)] + [one.key for one in made.left_out]
    assert sorted(found) == sorted(one.key for one in told)


@quick
@given(strands())
def test_a_tie_is_left_out_only_for_want_of_a_lane_or_of_another_group(told):
    by_key = {one.key: one for one in told}
    for left in plate(told).left_out:
        missing = by_key[left.key]
        assert left.without_lane == "x" if "x" in (missing.of, missing.to) else missing.of == missing.to


@quick
@given(strands())
def test_what_bears_a_date_stands_in_the_dated_part_and_nothing_else(told):
    dated = {one.key for one in told if one.span}
    made = plate(told)
    assert {one.key for one in made.dated} <= dated
    assert {one.key for one in made.undated}.isdisjoint(dated)


@quick
@given(strands(), begun(), st.sampled_from(FRAMES))
def test_nothing_lies_outside_the_frame(told, beginnings, frame):
    made = plate(told, beginnings, frame)
    for one in (*made.beginnings, *made.dated, *made.undated):
        for x, y in places_of(one):
            assert -0.1 <= x <= made.width + 0.1
            assert -0.1 <= y <= made.height + 0.1


@quick
@given(strands(), begun(), st.randoms())
def test_the_order_in_which_ties_are_given_changes_nothing(told, beginnings, random):
    shuffled = list(told)
    random.shuffle(shuffled)
    one, other = plate(told, beginnings), plate(shuffled, beginnings)
    assert replace(one, left_out=()) == replace(other, left_out=())


@quick
@given(strands(), st.sampled_from(FRAMES))
def test_every_tie_bears_the_mark_of_each_document_that_tells_it(told, frame):
    by_key = {one.key: one.documents for one in told}
    made = plate(told, frame=frame)
    for one in (*made.dated, *made.undated):
        assert tuple(mark.number for mark in one.marks) == by_key[one.key]


@quick
@given(strands())
def test_a_bracket_holds_ties_of_one_sort_that_share_an_end(told):
    inside = [one for one in told if one.of in PLACES and one.to in PLACES]
    brackets = gather(inside, PLACES)
    assert sorted(one.key for bracket in brackets for one in bracket.strands) == sorted(one.key for one in inside)
    for bracket in brackets:
        assert {(one.to if bracket.to_hub else one.of, one.tie) for one in bracket.strands} == {(bracket.hub, bracket.tie)}


@quick
@given(strands())
def test_on_a_plate_that_runs_right_ties_without_a_date_stand_in_columns_by_kind(told):
    by_key = {one.key: one for one in told}
    made = plate(told)
    kinds = [KIND_OF[by_key[one.key].tie] for one in sorted(made.undated, key=lambda one: points(one.path)[0][0])]
    runs = [kind for kind, _ in groupby(kinds)]
    assert runs == sorted(set(runs), key=list(TieKind).index)
    assert [words_of(heading) for heading in made.kinds] == [kind.words for kind in runs]


@quick
@given(strands())
def test_on_a_plate_that_runs_right_each_sort_of_ties_is_named_once_and_straight(told):
    by_key = {one.key: one for one in told}
    made = plate(told)
    assert sorted(map(words_of, made.sorts)) == sorted({by_key[one.key].tie.value for one in made.undated})
    assert {line.turn for heading in (*made.kinds, *made.sorts) for line in heading.lines} <= {0}


@quick
@given(strands())
def test_on_a_plate_that_runs_right_no_heading_reaches_into_the_next(told):
    made = plate(told)
    for row in (made.kinds, made.sorts):
        for heading, following in pairwise(row):
            end = max(line.x + len(line.words) * 6 for line in heading.lines)  # an average letter at 12 px takes about 6
            assert end <= following.lines[0].x


@quick
@given(strands())
def test_on_a_plate_that_runs_right_undated_ties_stand_below_the_dated_ones(told):
    made = plate(told)
    lowest = max(y for lane in made.lanes for _, y in points(lane.rules[0]))
    for one in made.undated:
        assert min(y for _, y in places_of(one)) > lowest
    assert all(len(lane.rules) == (2 if made.undated else 1) for lane in made.lanes)


def test_on_a_plate_that_runs_down_rows_that_say_the_same_stand_under_one_heading():
    told = [strand(key, Tie.MERGED_INTO, "d", key=key) for key in "abc"]
    assert list(map(words_of, plate(told, frame=NARROW).sorts)) == ["merged into Group d"]


def test_later_ties_stand_further_along():
    made = plate([strand("a", Tie.MERGED_INTO, "d", "2013-05", "early"), strand("b", Tie.MERGED_INTO, "d", "2017-03", "late")])
    early, late = (max(x for x, _ in points(one.path)) for one in made.dated)
    assert early < late
    assert made.node is not None
    assert made.node[0] == early


def test_groups_that_merge_at_one_time_meet_in_one_node():
    made = plate([strand(key, Tie.MERGED_INTO, "d", "2017-03", key) for key in "abc"])
    assert {points(one.path)[-1] for one in made.dated} == {made.node}


def test_a_line_begins_where_its_group_is_dated_and_is_dashed_where_it_is_not():
    told = [strand("a", Tie.MERGED_INTO, "d", "2017-03", "dated"), strand("b", Tie.MERGED_INTO, "d", "2017-03", "undated")]
    made = plate(told, [Beginning("begun", "a", read_span("2012"), "2012", (1,))])
    dated, undated = made.dated
    [opened] = made.beginnings
    assert points(dated.path)[0][0] == max(x for x, _ in points(opened.vague))
    assert (bool(dated.vague), bool(undated.vague)) == (False, True)


def test_a_vague_date_is_dashed_from_the_first_to_the_last_day_that_it_can_mean():
    told = [strand("a", Tie.ALLIED_WITH, "d", "2012", "year"), strand("b", Tie.ALLIED_WITH, "d", "2015-01-05", "day")]
    year, day = plate(told).dated
    wide = [x for x, _ in points(year.vague)]
    assert max(wide) - min(wide) == pytest.approx(WIDE.time / 4, rel=0.02)  # 2012 to 2015: four years on the axis
    assert day.vague == ""


def test_a_merger_of_a_vague_date_is_dashed_too():
    told = [strand("a", Tie.MERGED_INTO, "d", "2014", "year"), strand("b", Tie.MERGED_INTO, "d", "2017-03", "month")]
    year, month = plate(told, [Beginning(key, key, read_span("2011-02"), "2011", (1,)) for key in "ab"]).dated
    assert (bool(year.vague), bool(month.vague)) == (True, False)


def test_an_open_end_is_an_arrow_and_not_a_length():
    since, until = plate(
        [strand("e", Tie.RIVAL_OF, "d", "2012/..", "since"), strand("f", Tie.RIVAL_OF, "d", "../2020", "until")]
    ).dated
    assert (len(since.heads), len(until.heads)) == (1, 1)
    assert points(since.heads[0])[1][0] > since.dots[0][0]
    assert points(until.heads[0])[1][0] < until.dots[0][0]


def test_ties_of_one_date_are_set_apart():
    told = [
        strand("a", Tie.MERGED_INTO, "d", "2017-03", "merger"),
        strand("d", Tie.PLEDGED_ALLEGIANCE_TO, "a", "2017-03", "oath"),
    ]
    merger, oath = plate(told).dated
    assert points(oath.path)[0][0] - points(merger.path)[-1][0] > 10


def test_an_arrow_leads_to_the_second_of_the_two():
    made = plate([strand("a", Tie.PARENT_OF, "d", key="down"), strand("d", Tie.BRANCH_OF, "a", key="up")])
    across = {lane.key: points(lane.rules[1])[0][1] for lane in made.lanes}
    ends = {one.key: (one.dots[0][1], points(one.heads[0])[1][1]) for one in made.undated}
    assert ends == {"down": (across["a"], across["d"]), "up": (across["d"], across["a"])}


def test_a_mutual_tie_has_no_arrow():
    [one] = plate([strand("a", Tie.ALLIED_WITH, "d")]).undated
    assert (len(one.dots), one.heads) == (2, ())


def test_a_dispute_stands_on_its_group_with_the_marks_of_its_documents():
    made = plate([], disputes=[Dispute("open", "b", (2, 4)), Dispute("elsewhere", "x", (1,))])
    [sign] = made.disputes
    assert [(mark.number, mark.y) for mark in sign.marks] == [(2, WIDE.lane(1)), (4, WIDE.lane(1))]


def test_a_plate_that_runs_down_has_the_same_lanes_across_it():
    right, down = (plate([strand("a", Tie.COMPONENT_OF, "d")], frame=frame) for frame in FRAMES)
    assert [lane.names[0].words for lane in right.lanes] == [lane.names[0].words for lane in down.lanes]
    assert down.height > down.width
    assert right.width > right.height


def test_without_any_date_there_is_no_axis():
    made = plate([strand("a", Tie.COMPONENT_OF, "d")])
    assert (made.years, made.early, made.node, made.trunk) == ((), None, None, "")


@pytest.mark.parametrize("groups", [[], GROUPS[:2], [*GROUPS, GROUPS[0]]], ids=["none", "no trunk", "one twice"])
def test_lanes_that_cannot_be_are_refused(groups):
    with pytest.raises(ValueError, match="no lanes to lay out for the trunk 'd'"):
        lay_out_plate(groups, [], [], [], WIDE, TRUNK)


@pytest.mark.parametrize(("way", "point"), [(Way.RIGHT, (3.0, 5.0)), (Way.DOWN, (5.0, 3.0))])
def test_a_pen_turns_along_and_across_into_x_and_y(way, point):
    assert Pen(way).at((3, 5)) == point


@quick
@given(st.integers(1960, 2008), st.integers(2009, 2030))
def test_names_of_years_do_not_cover_each_other(first, last):
    """The first of the narrow years is named where no decade among them is."""
    made = plate([strand("a", Tie.COMPONENT_OF, "d", f"{first}/{last}")], frame=replace(WIDE, turn=2009))
    assert made.early
    names = [label.words for label, _ in made.years if label.words and label.x < made.early[0].x + made.early[0].width]
    assert (made.early[1].words == "") == bool(names)
