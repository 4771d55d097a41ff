"""A verdict says how the answers stand to each other, whatever their order, and never picks one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.reconciliation import Mode, Position, Verdict, VerdictKind, reconcile
from profiles.domain.value_parsing import parse_value
from profiles.domain.value_words import format_value
from profiles.domain.values import Relation, SetValue, TextValue, Value, ValueKind
from tests.properties import quick

documents = st.frozensets(st.sampled_from("pqrs"), min_size=1, max_size=3)


@st.composite
def positions(draw: st.DrawFn) -> list[Position]:
    """Draw the positions of one question."""
    ends = st.tuples(st.integers(1, 6), st.integers(1, 6)).map(sorted)
    values = [draw(ends) for _ in range(draw(st.integers(0, 4)))]
    return [
        position(
            {"from": low, "to": high},
            *draw(documents),
            key=f"answer-{number}",
            disputed_by=draw(st.sampled_from(["", "", "", "q"])),
        )
        for number, (low, high) in enumerate(values)
    ]


def position(data: dict[str, int | bool] | Value, *slugs: str, key: str = "", disputed_by: str = "") -> Position:
    value = parse_value(ValueKind.NUMBER, data) if isinstance(data, dict) else data
    return Position(key or str(data), format_value(value), value, frozenset(slugs), frozenset(disputed_by))


def answers(**given: str) -> list[Position]:
    """Return cumulative answers: `answers(mali="p q")` is one that the documents p and q give."""
    return [position(TextValue(), *slugs.split(), key=key) for key, slugs in given.items()]


def exclusive(*given: Position) -> Verdict:
    return reconcile(given, Mode.EXCLUSIVE)


def cumulative(*given: Position) -> Verdict:
    return reconcile(given, Mode.CUMULATIVE)


SIZES = [
    position({"from": 100, "to": 1000}, "kennisbank"),
    position({"about": 800}, "kennisbank"),
    position({"from": 1000, "to": 2000}, "globalsecurity"),
    position({"from": 1000, "to": 2000, "about": True}, "group-overview"),
]


def test_the_four_sizes_differ():
    assert exclusive(*SIZES).kind is VerdictKind.DIFFER


def test_the_detail_of_the_four_sizes_names_no_number_that_no_document_gives():
    numbers = set(re.findall(r"[\d,]+", exclusive(*SIZES).detail))
    assert numbers == {"100", "1,000", "800", "2,000"}


def test_the_detail_says_which_pairs_do_not_agree():
    assert exclusive(*SIZES).detail.split("; ") == [
        "100–1,000 contains about 800",
        "100–1,000 only touches 1,000–2,000",
        "100–1,000 only touches about 1,000–2,000",
        "about 800 lies outside 1,000–2,000",
        "about 800 lies outside about 1,000–2,000",
    ]


@quick
@given(data=st.data(), given=positions(), mode=st.sampled_from(Mode))
def test_the_order_of_the_positions_does_not_matter(data, given, mode):
    shuffled = data.draw(st.permutations(given))
    verdict, again = reconcile(given, mode), reconcile(shuffled, mode)
    assert verdict.kind is again.kind
    assert verdict.lists == again.lists


@quick
@given(given=positions(), mode=st.sampled_from(Mode))
def test_a_position_that_no_document_supports_changes_nothing(given, mode):
    unsupported = position({"exact": 99}, key="unsupported")
    assert reconcile([*given, unsupported], mode) == reconcile(given, mode)


@quick
@given(given=positions())
def test_every_pair_of_rival_answers_is_compared_once(given):
    compared = [frozenset((pair.left, pair.right)) for pair in exclusive(*given).pairs]
    assert len(compared) == len(set(compared)) == len(given) * (len(given) - 1) // 2


@pytest.mark.parametrize(
    ("disputed", "words"),
    [
        (position({"about": 800}, "p", disputed_by="q"), "about 800 is disputed"),
        (position(TextValue(), "p", key="strength", disputed_by="q"), "one answer is disputed"),  # words have no label
    ],
)
def test_the_detail_says_what_is_disputed(disputed, words):
    assert exclusive(disputed).detail == words


@quick
@given(given=positions(), mode=st.sampled_from(Mode))
def test_only_a_difference_needs_a_reason(given, mode):
    verdict = reconcile(given, mode)
    assert verdict.needs_reason == (verdict.kind is VerdictKind.DIFFER)


@quick
@given(given=positions(), mode=st.sampled_from(Mode))
def test_whatever_is_disputed_differs(given, mode):
    disputed = position({"exact": 5}, "p", key="disputed", disputed_by="q")
    assert reconcile([*given, disputed], mode).kind is VerdictKind.DIFFER


@pytest.mark.parametrize("mode", Mode)
def test_a_question_without_answers_is_unanswered(mode):
    assert reconcile([], mode).kind is VerdictKind.UNANSWERED


@pytest.mark.parametrize("mode", Mode)
def test_one_answer_of_one_document_is_a_single_source(mode):
    assert reconcile([position({"exact": 5}, "p")], mode).kind is VerdictKind.SINGLE_SOURCE


def test_one_document_that_says_the_same_twice_is_a_single_source():
    assert exclusive(position({"exact": 5}, "p"), position({"about": 5}, "p")).kind is VerdictKind.SINGLE_SOURCE


@pytest.mark.parametrize("mode", Mode)
def test_one_answer_of_two_documents_agrees(mode):
    assert reconcile([position({"exact": 5}, "p", "q")], mode).kind is VerdictKind.AGREE


def test_equal_answers_of_two_documents_agree():
    assert exclusive(position({"exact": 5}, "p"), position({"about": 5}, "q")).kind is VerdictKind.AGREE


def test_a_range_and_a_figure_in_it_overlap():
    assert exclusive(position({"from": 100, "to": 1000}, "p"), position({"about": 800}, "q")).kind is VerdictKind.OVERLAP


def test_ranges_that_share_a_stretch_overlap():
    assert exclusive(position({"from": 1, "to": 5}, "p"), position({"from": 3, "to": 9}, "q")).kind is VerdictKind.OVERLAP


def test_ranges_that_only_touch_differ():
    assert exclusive(position({"from": 1, "to": 5}, "p"), position({"from": 5, "to": 9}, "q")).kind is VerdictKind.DIFFER


def test_one_rival_among_answers_that_agree_makes_them_differ():
    agreeing = [position({"exact": 5}, "p", key="first"), position({"exact": 5}, "q", key="second")]
    assert exclusive(*agreeing, position({"exact": 6}, "r")).kind is VerdictKind.DIFFER


def test_one_document_can_differ_from_itself():
    assert exclusive(position({"exact": 5}, "p"), position({"exact": 6}, "p")).kind is VerdictKind.DIFFER


def test_two_texts_under_an_exclusive_question_differ():
    assert exclusive(*answers(one="p", other="q")).kind is VerdictKind.DIFFER


def test_whole_lists_under_an_exclusive_question_differ_unless_they_are_the_same():
    shorter, longer = SetValue(frozenset("ab")), SetValue(frozenset("abc"))
    assert exclusive(position(shorter, "p", key="shorter"), position(longer, "q", key="longer")).kind is VerdictKind.DIFFER
    assert exclusive(position(longer, "p", key="one"), position(longer, "q", key="same")).kind is VerdictKind.AGREE


def test_documents_that_give_the_same_list_agree():
    assert cumulative(*answers(mali="p q", niger="p q")).kind is VerdictKind.AGREE


def test_documents_that_give_different_lists_differ():
    verdict = cumulative(*answers(mali="p q", niger="p q", togo="q"))
    assert verdict.kind is VerdictKind.DIFFER
    assert [pair.relation for pair in verdict.pairs] == [Relation.WITHIN]


def test_one_answer_is_not_a_list_and_only_overlaps():
    assert cumulative(*answers(mali="p", niger="q", togo="q")).kind is VerdictKind.OVERLAP


def test_a_cumulative_verdict_says_which_document_gives_which_answers():
    verdict = cumulative(*answers(mali="p q", togo="q"))
    assert verdict.lists == (("p", frozenset({"mali"})), ("q", frozenset({"mali", "togo"})))


@quick
@given(given=positions(), mode=st.sampled_from(Mode))
def test_where_answers_differ_some_document_opposes_another_or_itself(given, mode):
    verdict = reconcile(given, mode)
    assert (verdict.kind is VerdictKind.DIFFER) == bool(verdict.differing or verdict.divided)


@quick
@given(given=positions(), mode=st.sampled_from(Mode))
def test_no_document_is_opposed_by_nobody(given, mode):
    verdict = reconcile(given, mode)
    speaking = {slug for position in given for slug in position.documents | position.disputed_by}
    assert verdict.differing | verdict.divided <= speaking
    assert len(verdict.differing) != 1


@quick
@given(given=positions())
def test_documents_differ_where_one_gives_what_another_excludes(given):
    """Competing answers: whoever gives one differs from whoever else gives its rival, and nobody else does."""
    by_key = {position.key: position for position in given}
    expected = set()
    for pair in exclusive(*given).pairs:
        left, right = by_key[pair.left].documents, by_key[pair.right].documents
        if pair.relation in (Relation.DISJOINT, Relation.TOUCH):
            expected |= {one for one in left if right - {one}} | {one for one in right if left - {one}}
    for position in given:
        if position.disputed_by:
            expected |= {one for one in position.documents if position.disputed_by - {one}}
            expected |= {one for one in position.disputed_by if position.documents - {one}}
    assert exclusive(*given).differing == expected


def test_rivals_differ_and_who_agrees_with_both_does_not():
    verdict = exclusive(position({"exact": 1}, "p"), position({"exact": 9}, "q"), position({"from": 1, "to": 9}, "r"))
    assert verdict.differing == {"p", "q"}


def test_a_document_that_contradicts_itself_differs_from_nobody():
    verdict = exclusive(position({"exact": 5}, "p"), position({"exact": 6}, "p"))
    assert (verdict.differing, verdict.divided) == (frozenset[str](), frozenset("p"))


def test_documents_whose_lists_are_not_the_same_differ_and_one_answer_is_no_list():
    verdict = cumulative(*answers(mali="p q r", niger="p q", togo="q"))
    assert (verdict.differing, verdict.divided) == (frozenset("pq"), frozenset[str]())


@pytest.mark.parametrize("mode", Mode)
def test_whoever_disputes_differs_and_whoever_is_disputed(mode):
    verdict = reconcile([position({"exact": 5}, "p", key="one", disputed_by="q"), position({"exact": 5}, "r", key="two")], mode)
    assert verdict.differing == {"p", "q"}
