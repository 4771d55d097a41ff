"""A difference is called what it is: a contradiction, an explained difference, or lists or spellings that are unlike."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.place_hierarchy import PlaceHierarchy
from profiles.domain.reconciliation import (
    Difference,
    Mode,
    Position,
    Reason,
    Verdict,
    VerdictKind,
    are_rivals,
    compare_positions,
    reconcile,
)
from profiles.domain.value_parsing import parse_value
from profiles.domain.values import Relation, SetValue, TextValue, Value, ValueKind
from profiles.models import Place, Question
from profiles.queries.answers import reconcile_question
from profiles.queries.standings import all_verdicts, count_differences, shares
from sources.dates import parse_edtf
from sources.models import Document
from tests.factories import make_claim, make_document, make_place, make_question
from tests.markup import markup_of
from tests.paging import walk
from tests.properties import quick

# Tinzaouaten lies in the Kidal region, that in Mali, that in the Sahel; Gao in Mali.
PLACES = PlaceHierarchy({"tinzaouaten": "kidal", "kidal": "mali", "mali": "sahel", "gao": "mali"})
NAMES = ["tinzaouaten", "kidal", "mali", "sahel", "gao", "niger"]
REASONS = st.one_of(st.none(), st.sampled_from(Reason))
TIMES = ["2017", "2017-03", "2020", "201X", "2018/..", "../2016", "2019/"]
MOMENTS = st.one_of(st.none(), st.sampled_from(TIMES).map(parse_edtf))

SETS = st.frozensets(st.sampled_from(NAMES), min_size=1, max_size=3).map(SetValue)
NUMBERS = st.integers(1, 4).map(lambda number: parse_value(ValueKind.NUMBER, {"exact": number}))
VALUES = st.sampled_from([SETS, NUMBERS, st.just(TextValue())])


@st.composite
def positions(draw: st.DrawFn) -> list[Position]:
    """Draw the answers to one question, all of one kind of value, some of them disputed."""
    values = draw(VALUES)
    disputes = st.sampled_from([frozenset[str](), frozenset[str](), frozenset("q")])
    slugs = st.frozensets(st.sampled_from("pqr"), min_size=1, max_size=2)
    return [
        Position(f"answer-{number}", "", draw(values), draw(slugs), draw(disputes), draw(MOMENTS))
        for number in range(draw(st.integers(0, 4)))
    ]


def answer(key: str, value: Value, slug: str, as_of: str = "") -> Position:
    return Position(key, "", value, frozenset({slug}), frozenset(), parse_edtf(as_of) if as_of else None)


def places(*names: str) -> SetValue:
    return SetValue(frozenset(names))


def competing(*given_answers: Position, reason: Reason | None = None) -> Verdict:
    return reconcile(given_answers, Mode.EXCLUSIVE, reason, PLACES)


@quick
@given(drawn=positions(), mode=st.sampled_from(Mode), reason=REASONS)
def test_every_difference_is_of_one_kind_and_nothing_else_is(drawn, mode, reason):
    verdict = reconcile(drawn, mode, reason, PLACES)
    assert (verdict.difference is None) == (verdict.kind is not VerdictKind.DIFFER)


@quick
@given(drawn=positions(), mode=st.sampled_from(Mode), reason=REASONS)
def test_the_reason_says_of_what_kind_a_difference_is_and_never_whether_there_is_one(drawn, mode, reason):
    given_reason, without = reconcile(drawn, mode, reason, PLACES), reconcile(drawn, mode, None, PLACES)
    assert given_reason.kind is without.kind
    assert given_reason.pairs == without.pairs
    assert given_reason.differing == without.differing


@quick
@given(drawn=positions(), mode=st.sampled_from(Mode), reason=st.sampled_from([Reason.DATE, Reason.SCOPE, Reason.DEFINITION]))
def test_what_another_date_scope_or_definition_explains_is_no_contradiction(drawn, mode, reason):
    assert reconcile(drawn, mode, reason, PLACES).difference is not Difference.CONTRADICTION


@quick
@given(drawn=positions(), reason=REASONS)
def test_lists_that_nobody_disputes_or_calls_incompatible_never_contradict(drawn, reason):
    verdict = reconcile(drawn, Mode.CUMULATIVE, reason)
    if reason is not Reason.INCOMPATIBLE and not any(position.disputed_by for position in drawn):
        assert verdict.difference in (None, Difference.UNLIKE)


@quick
@given(drawn=positions())
def test_whether_two_answers_are_rivals_does_not_hang_on_their_order(drawn):
    for left in drawn:
        for right in drawn:
            assert are_rivals(left, right, PLACES) == are_rivals(right, left, PLACES)


@quick
@given(drawn=positions())
def test_no_answer_is_its_own_rival(drawn):
    assert not any(are_rivals(position, position, PLACES) for position in drawn)


@pytest.mark.parametrize("reason", [None, Reason.UNEXPLAINED, Reason.INCOMPATIBLE])
def test_rival_answers_that_nothing_explains_contradict(reason):
    verdict = competing(answer("gao", places("gao"), "p"), answer("niger", places("niger"), "q"), reason=reason)
    assert verdict.difference is Difference.CONTRADICTION
    assert verdict.words == "documents contradict each other"


def test_one_document_whose_own_answers_exclude_each_other_contradicts_itself():
    verdict = competing(answer("gao", places("gao"), "p"), answer("niger", places("niger"), "p"))
    assert verdict.words == "a document contradicts itself"


def test_two_spellings_are_unlike_even_where_only_one_can_be_right():
    names = [parse_value(ValueKind.NAME, {"name": name}) for name in ("Droukdel", "Drukdel")]
    verdict = competing(answer("one", names[0], "p"), answer("other", names[1], "q"), reason=Reason.SPELLING)
    assert (verdict.difference, verdict.words) == (Difference.UNLIKE, "spellings differ")


@pytest.mark.parametrize("wider", ["kidal", "mali", "sahel"])
def test_a_place_is_no_rival_of_the_place_that_it_lies_in_at_whatever_depth(wider):
    close, wide = answer("close", places("tinzaouaten"), "p"), answer("wide", places(wider), "q")
    assert competing(close, wide).kind is VerdictKind.OVERLAP
    assert competing(wide, close).kind is VerdictKind.OVERLAP


@pytest.mark.parametrize(("one", "other"), [("tinzaouaten", "gao"), ("kidal", "niger"), ("sahel", "niger")])
def test_places_of_which_neither_is_known_to_lie_in_the_other_are_rivals(one, other):
    assert competing(answer("one", places(one), "p"), answer("other", places(other), "q")).kind is VerdictKind.DIFFER


def test_a_whole_list_of_places_that_leaves_one_out_is_a_rival():
    whole, shorter = answer("whole", places("gao", "niger"), "p"), answer("shorter", places("gao"), "q")
    assert competing(whole, shorter).kind is VerdictKind.DIFFER


def test_a_list_that_names_each_place_more_closely_is_no_rival():
    wide, close = answer("wide", places("mali", "niger"), "p"), answer("close", places("gao", "niger"), "q")
    assert competing(wide, close).kind is VerdictKind.OVERLAP


def test_whole_lists_are_compared_by_their_members_where_nothing_is_known_of_places():
    whole, shorter = answer("whole", places("gao", "mali"), "p"), answer("shorter", places("mali"), "q")
    assert compare_positions(whole, shorter) is Relation.CONTAINS
    assert compare_positions(whole, shorter, PLACES) is Relation.WITHIN  # both are in Mali
    assert are_rivals(whole, shorter)
    assert not are_rivals(whole, shorter, PLACES)


def test_one_claim_is_the_same_answer_whatever_is_read_from_it():
    assert compare_positions(answer("one", TextValue(), "p"), answer("one", TextValue(), "q")) is Relation.SAME


def test_places_in_a_circle_are_walked_once():
    circle = PlaceHierarchy({"a": "b", "b": "c", "c": "a"})
    assert circle.lies_in("a", "c")
    assert not circle.lies_in("a", "a")
    assert not circle.lies_in("a", "d")


def test_three_of_the_four_founding_groups_given_as_the_founding_groups_contradict_the_four():
    four = SetValue(frozenset({"ansar-dine", "al-mourabitoun", "katiba-macina", "aqim"}))
    three = SetValue(frozenset({"ansar-dine", "al-mourabitoun", "katiba-macina"}))
    verdict = reconcile([answer("four", four, "p"), answer("three", three, "q")], Mode.EXCLUSIVE)
    assert verdict.difference is Difference.CONTRADICTION


@pytest.mark.parametrize(
    ("earlier", "later", "rivals"),
    [
        ("2017", "2020", False),  # emir in 2017, dead in 2020
        ("2011", "2012-01/..", False),
        ("2017", "2017-03", True),
        ("2017/..", "2020", True),  # since 2017: in 2020 too
        ("2017/", "2020", True),  # until an unknown day
        ("2017", "", True),  # nobody says when the other was
    ],
)
def test_what_is_said_of_two_times_can_both_be_true(earlier, later, rivals):
    left, right = answer("left", TextValue(), "p", earlier), answer("right", TextValue(), "q", later)
    assert are_rivals(left, right) is rivals
    assert are_rivals(right, left) is rivals


def test_figures_of_two_times_differ_and_the_date_explains_it():
    sizes = [parse_value(ValueKind.NUMBER, value) for value in ({"about": 800}, {"from": 1000, "to": 2000})]
    verdict = competing(answer("then", sizes[0], "p", "2020"), answer("now", sizes[1], "q", "2022"), reason=Reason.DATE)
    assert verdict.difference is Difference.EXPLAINED


@pytest.mark.parametrize(("one", "other"), [("198X/..", "1988/.."), ("198X", "1988")])
def test_since_the_1980s_and_since_1988_are_no_rivals(one, other):
    assert competing(answer("one", parse_edtf(one), "p"), answer("other", parse_edtf(other), "q")).kind is VerdictKind.OVERLAP


@quick
@given(drawn=st.lists(positions(), max_size=5), reason=REASONS)
def test_the_counts_of_the_kinds_add_up_to_the_differences(drawn, reason):
    verdicts = [reconcile(question, Mode.EXCLUSIVE, reason) for question in drawn]
    assert sum(count.count for count in count_differences(verdicts)) == sum(
        verdict.kind is VerdictKind.DIFFER for verdict in verdicts
    )
    assert sum(share.count for share in shares(verdicts)) == len(verdicts)


@pytest.mark.django_db
class TestTheShippedProfile:
    """What the five documents say, as the texts have it."""

    @pytest.mark.parametrize(
        ("question", "kind"),
        [
            ("founding-groups", Difference.CONTRADICTION),  # four groups, three, or three others, each as the groups that merged
            ("headquarters", Difference.CONTRADICTION),  # Tinzaouaten; none that is the only one
            ("fighters", Difference.EXPLAINED),  # 800 in 2020; 1,000–2,000 later
            ("country-count", Difference.EXPLAINED),  # activities in eight, influence in seven
            ("koufa-names", None),
            ("droukdel-standing", None),  # emir in 2017, dead later
            ("ghali-and-mnla", None),  # not made its leader in 2011, allied with it in 2012
            ("origin-beginning", Difference.EXPLAINED),
        ],
    )
    def test_the_kind_of_a_difference(self, question: str, kind: Difference | None):
        assert all_verdicts()[Question.objects.get(key=question).pk].difference is kind

    def test_a_page_of_one_question_and_the_page_of_all_find_the_same(self):
        documents = list(Document.objects.without_text())
        verdicts = all_verdicts()
        for question in Question.objects.answered().with_answers():
            alone = reconcile_question(question, documents).verdict
            assert (alone.kind, alone.difference) == (verdicts[question.pk].kind, verdicts[question.pk].difference), question.key

    def test_the_first_page_counts_contradictions_first_and_the_others_beside_them(self, client: Client):
        counts = {count.kind: count.count for count in count_differences(all_verdicts().values())}
        page = markup_of(client.get("/"))
        head = page[page.index("<h1>") : page.index("</header>", page.index("<h1>"))]
        stand = [head.index(f"{counts[difference]} {words}") for difference, words in zip(Difference, WORDS, strict=True)]
        assert stand == sorted(stand)
        assert f"<strong>{counts[Difference.CONTRADICTION]} contradictions</strong>" in head

    def test_the_page_of_differences_has_a_part_for_each_kind(self, client: Client):
        pages = walk(client, "/coverage/?verdict=differ&sort=verdict")
        sections = [section for page in pages for section in page.context["sections"]]
        assert list(dict.fromkeys(section.key for section in sections)) == ["contradiction", "explained", "unlike"]
        for section in sections:
            assert all(line.answers.verdict.difference.value == section.key for line in section.lines)

    @pytest.mark.parametrize("kind", ["contradiction", "explained", "unlike"])
    def test_claims_can_be_asked_for_by_the_kind_of_difference(self, client: Client, kind: str):
        some, all_that_differ = (client.get(f"/claims/?verdict={word}").context["page"].paginator for word in (kind, "differ"))
        assert 0 < some.count < all_that_differ.count


WORDS = ("contradictions", "explained differences", "unlike lists or spellings")


@pytest.mark.django_db
def test_the_place_that_a_place_lies_in_is_read_from_the_gazetteer():
    country = make_place()
    region = make_place(within=country)
    town = make_place(within=region)
    question = make_question(value_kind="place")
    for place in (country, town):
        make_claim(question=question, value={"place": place.key}, document=make_document())
    assert all_verdicts()[question.pk].kind is VerdictKind.OVERLAP
    Place.objects.filter(pk=region.pk).update(within=None)
    assert all_verdicts()[question.pk].kind is VerdictKind.DIFFER
