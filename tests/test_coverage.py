"""Who says what: each document on each question states, differs, or is silent; and the table of it, filtered and exported."""

import csv
import gzip
import io
import re

import pytest
from django.test import Client
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.coverage import Cell, Row, Says, cover
from profiles.domain.reconciliation import Mode, Position, VerdictKind, reconcile
from profiles.domain.value_parsing import parse_value
from profiles.domain.values import ValueKind
from profiles.exports.coverage import plain
from profiles.models import Claim, Evidence, Question, Stance, Status
from sources.models import Document, Passage
from tests.factories import home_of, make_claim, make_document, make_evidence, make_question
from tests.markup import markup_of
from tests.paging import walk
from tests.properties import quick

DOCUMENTS = "pqrs"


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Position], Mode]:
    """Draw the answers to one question, some of them disputed."""
    ends = st.tuples(st.integers(1, 6), st.integers(1, 6)).map(sorted)
    slugs = st.frozensets(st.sampled_from(DOCUMENTS), max_size=3)
    given = [
        Position(
            f"answer-{number}",
            "",
            parse_value(ValueKind.NUMBER, {"from": low, "to": high}),
            draw(slugs),
            draw(st.sampled_from([frozenset(), frozenset(), frozenset("q")])),
        )
        for number, (low, high) in enumerate(draw(st.lists(ends, max_size=4)))
    ]
    return given, draw(st.sampled_from(Mode))


def row_of(positions: list[Position], mode: Mode, topic: str = "topic") -> Row:
    verdict = reconcile(positions, mode)
    return Row("question", topic, verdict, cover(positions, verdict, list(DOCUMENTS)))


def number(key: str, low: int, high: int, slugs: str, disputed_by: str = "") -> Position:
    return Position(key, "", parse_value(ValueKind.NUMBER, {"from": low, "to": high}), frozenset(slugs), frozenset(disputed_by))


def says(*positions: Position, mode: Mode = Mode.EXCLUSIVE) -> list[str]:
    return [cell.says.value for cell in row_of(list(positions), mode).cells]


@quick
@given(drawn=questions())
def test_every_document_has_one_cell_in_its_place(drawn):
    assert [cell.document for cell in row_of(*drawn).cells] == list(DOCUMENTS)


@quick
@given(drawn=questions())
def test_a_document_is_silent_where_and_only_where_no_claim_rests_on_it_or_is_disputed_by_it(drawn):
    positions, _ = drawn
    for cell in row_of(*drawn).cells:
        spoken = tuple(p.key for p in positions if p.documents and cell.document in p.documents | p.disputed_by)
        assert cell.claims == spoken
        assert (cell.says is Says.SILENT) == (not spoken)


@quick
@given(drawn=questions())
def test_one_document_is_alone_where_no_other_speaks(drawn):
    row = row_of(*drawn)
    for cell in row.cells:
        if cell.says is Says.ALONE:
            assert row.speaking == 1
        if cell.says is Says.SHARED:
            assert row.speaking > 1


@quick
@given(drawn=questions())
def test_a_verdict_of_difference_shows_in_the_row(drawn):
    row = row_of(*drawn)
    divided = any(cell.divided for cell in row.cells)
    assert (row.verdict.kind is VerdictKind.DIFFER) >= row.has(Says.DIFFERS)
    if row.verdict.kind is VerdictKind.DIFFER:
        assert row.has(Says.DIFFERS) or divided
    assert row.verdict.within_one == (row.verdict.kind is VerdictKind.DIFFER and not row.has(Says.DIFFERS))


@quick
@given(data=st.data(), drawn=questions())
def test_the_order_of_the_answers_changes_no_cell_but_the_order_of_its_claims(data, drawn):
    positions, mode = drawn
    shuffled = row_of(data.draw(st.permutations(positions)), mode)
    assert [(cell.says, set(cell.claims)) for cell in shuffled.cells] == [
        (cell.says, set(cell.claims)) for cell in row_of(positions, mode).cells
    ]


@quick
@given(text=st.text(max_size=8))
def test_no_field_begins_like_a_formula(text):
    assert not plain(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(text).removeprefix("'") == text.removeprefix("'")


def test_rival_figures_differ():
    assert says(number("a", 1, 2, "p"), number("b", 5, 6, "q")) == ["differs", "differs", "silent", "silent"]


def test_who_agrees_with_both_rivals_does_not_differ():
    assert says(number("a", 1, 2, "p"), number("b", 5, 6, "q"), number("c", 1, 6, "r")) == [
        "differs",
        "differs",
        "shared",
        "silent",
    ]


def test_one_document_with_rival_answers_is_alone_and_divided():
    [cell, *_] = row_of([number("a", 1, 2, "p"), number("b", 5, 6, "p")], Mode.EXCLUSIVE).cells
    assert cell == Cell("p", Says.ALONE, ("a", "b"), divided=True)


def test_whoever_disputes_an_answer_speaks():
    assert says(number("a", 1, 2, "p", "s")) == ["differs", "silent", "silent", "differs"]


def test_an_answer_that_nobody_supports_is_none():
    assert says(number("a", 1, 2, "", "s")) == ["silent"] * 4


def test_a_document_that_is_not_given_is_refused():
    positions = [number("a", 1, 2, "p")]
    with pytest.raises(ValueError, match="no such documents: p"):
        cover(positions, reconcile(positions, Mode.EXCLUSIVE), ["q"])


@pytest.fixture
def page(client: Client, db):
    """Return what gets a page's text."""
    return lambda query="": markup_of(client.get(f"/coverage/{query}"))


@pytest.fixture
def table(client: Client, db):
    """Return what gets the exported table's rows."""
    return lambda query="": list(
        csv.DictReader(io.StringIO(client.get(f"/coverage.csv{query}").content.decode("utf-8-sig"), newline=""))
    )


def test_every_answered_question_is_on_the_pages_once(client: Client, db):
    text = "".join(map(markup_of, walk(client, "/coverage/")))
    text = re.sub(r'<ul class="contradictions">.*?</ul>', "", text, flags=re.S)
    for question in Question.objects.answered():
        assert text.count(f'href="{question.get_absolute_url()}"') == 1


def test_page_weighs_at_most_60_kilobytes_compressed(page):
    assert len(gzip.compress(page().encode())) <= 60_000


def test_a_mark_leads_to_the_documents_words_where_it_gives_one_answer(page):
    evidence = Evidence.objects.get(claim__key="share-more-than-64-per-cent", passage__document__slug="afrique-ouest")
    topic = home_of(evidence.claim).topic.slug
    assert f'<a href="{escape(evidence.get_absolute_url())}" data-says=' in page(f"?topic={topic}")


def test_a_mark_leads_to_the_first_of_several_answers(page):
    question = Question.objects.get(key="fighters")
    keys = [
        claim.key
        for claim in Claim.objects.published().filter(answers__question=question)
        if claim.evidence.supporting().filter(passage__document__slug="kennisbank")
    ]
    assert len(keys) > 1
    assert f'<a href="{question.get_absolute_url()}#{keys[0]}" data-says="differs">differs</a>' in page("?topic=size")


@pytest.mark.parametrize(
    ("document", "only"),
    [
        ("kennisbank", "speaks"),
        ("globalsecurity", "alone"),
        ("afrique-ouest", "shared"),
        ("acled", "differs"),
        ("group-overview", "silent"),
    ],
)
def test_a_total_counts_the_questions_it_leads_to(client: Client, db, document: str, only: str):
    table = client.get("/coverage/").context["table"]
    [facet] = [one for name, facets in table.facets if name == only for one in facets if one.document.slug == document]
    assert client.get(facet.url).context["row_count"] == facet.count


def test_silence_is_of_documents_on_which_no_claim_of_the_question_rests(table):
    silent = {row["question key"] for row in table("?document=acled&only=silent")}
    resting = Evidence.objects.supporting().filter(passage__document__slug="acled", claim__status=Status.PUBLISHED)
    assert silent == set(
        Question.objects.answered().exclude(pk__in=resting.values("claim__answers__question")).values_list("key", flat=True)
    )


def test_context_is_no_answer(table):
    claim = make_claim()
    other = make_document()
    make_evidence(claim, document=other, stance=Stance.CONTEXT)
    [row] = [row for row in table() if row["question key"] == home_of(claim).key]
    assert row[other.label] == "silent"


def test_silence_is_called_checked_only_where_all_was_read(page):
    assert "It is checked" in page()
    Passage.objects.exclude(without_claims="").filter(document__slug="acled").update(without_claims="")
    text = page()
    assert "It is checked" not in text
    assert "In ACLED 2023 some passages have not been read yet" in text
    assert '<span data-says="silent">silent, not yet checked</span>' in text


def test_draft_is_not_in_the_table(table):
    claim = make_claim(Status.DRAFT)
    assert home_of(claim).key not in {row["question key"] for row in table()}


@pytest.mark.parametrize("sort", ["chapter", "documents", "verdict"])
def test_however_sorted_the_table_holds_every_question(table, sort: str):
    assert len(table(f"?sort={sort}")) == Question.objects.answered().count()


def test_chapters_stand_in_the_order_of_the_profile(client: Client, db):
    sections = [section for page in walk(client, "/coverage/") for section in page.context["sections"]]
    orders = [section.lines[0].question.topic.order for section in sections]
    assert orders == sorted(orders)
    assert all(len({line.question.topic_id for line in section.lines}) == 1 for section in sections)


def test_filters_go_together(table):
    found = table("?topic=size&document=kennisbank&only=differs&sort=verdict")
    assert found
    assert all((row["topic"], row["Kennisbank"]) == ("Size", "differs") for row in found)


def test_table_holds_the_verdict_and_the_reason_that_are_asked_for(table):
    everything = table()
    assert {row["difference"] for row in table("?verdict=contradiction")} == {"contradiction"}
    assert {row["verdict"] for row in table("?verdict=overlap")} == {"overlap"}
    dated = table("?reason=different+date")
    assert dated == [row for row in everything if row["difference"] and row["reason"] == "different date"] != []


@pytest.mark.parametrize("query", ["topic=bogus", "document=%00", "only=x", "sort=-", "only=alone&document=me"])
def test_filter_that_cannot_be_read_is_marked_and_shows_nothing(client: Client, db, query: str):
    response = client.get(f"/coverage/?{query}")
    assert response.status_code == 200
    assert response.context["row_count"] == 0
    assert "This filter can’t be read" in markup_of(response)
    assert "There is no “" in markup_of(response)


def test_parameter_that_is_no_filter_is_named(page):
    assert "“<bdi>docment</bdi>” is nothing that can be asked for here" in page("?docment=acled")


@pytest.mark.parametrize("query", ["topic=bogus", "docment=acled"])
def test_table_of_a_filter_that_cannot_be_read_is_refused_with_a_word_why(client: Client, db, query: str):
    response = client.get(f"/coverage.csv?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert query.split("=")[0] in markup_of(response)


def test_page_and_table_hold_the_same(client: Client, table):
    query = "?only=alone&sort=documents"
    pages = walk(client, f"/coverage/{query}")
    shown = [line.question.key for page in pages for section in page.context["sections"] for line in section.lines]
    assert shown == [row["question key"] for row in table(query)]


def test_page_leads_to_its_own_table_and_tells_its_length(client: Client, table):
    text = markup_of(client.get("/coverage/?topic=size"))
    count = len(table("?topic=size"))
    assert re.search(rf'<a href="/coverage\.csv\?topic=size" download>{count}\s+questions</a>', text)


def test_table_says_what_it_is(client: Client, db):
    response = client.get("/coverage.csv")
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response["Content-Disposition"] == 'attachment; filename="jnim-who-says-what.csv"'


def test_table_has_a_column_for_each_document(table):
    row = next(row for row in table() if row["question key"] == "fighters")
    assert row["url"] == "http://testserver/questions/fighters/"
    assert (row["mode"], row["verdict"], row["reason"]) == ("exclusive", "differ", "different date")
    states = [row[document.label] for document in Document.objects.all()]
    assert set(states) <= {"states", "differs", "silent"}
    assert row["documents"] == str(sum(state != "silent" for state in states))


def test_question_like_a_formula_is_text_in_the_table(table):
    make_claim(question=make_question(key="formula", ask="=HYPERLINK(1)"))
    assert next(row for row in table() if row["question key"] == "formula")["question"] == "'=HYPERLINK(1)"
