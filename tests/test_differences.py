"""The page of differences: every question on which answers differ, once, by kind, by reason or by chapter."""

import pytest
from django.test import Client

from profiles.domain.reconciliation import VerdictKind
from profiles.models import Question
from profiles.queries.standings import all_verdicts
from tests.factories import make_claim, make_question

pytestmark = pytest.mark.django_db


def differing() -> set[str]:
    pks = [pk for pk, verdict in all_verdicts().items() if verdict.kind is VerdictKind.DIFFER]
    return set(Question.objects.filter(pk__in=pks).values_list("key", flat=True))


@pytest.mark.parametrize("by", ["kind", "reason", "chapter"])
def test_every_question_that_differs_is_shown_once(client: Client, by: str):
    parts = client.get(f"/differences/?by={by}").context["parts"]
    shown = [one.question.key for part in parts for one in part.questions]
    assert len(shown) == len(set(shown))
    assert set(shown) == differing()


@pytest.mark.parametrize("by", ["kind", "reason", "chapter"])
def test_a_count_leads_to_as_many_questions(client: Client, by: str):
    [rows] = [rows for name, _, rows in client.get("/differences/").context["tallies"] if name == by]
    pages = {page: client.get(page).context["parts"] for page in {address.split("#")[0] for _, address, _, _, _ in rows}}
    for _, address, count, length, _ in rows:
        page, part = address.split("#")
        assert [len(one.questions) for one in pages[page] if one.key == part] == [count]
        assert 0 < length <= 100


def test_the_most_frequent_reason_comes_first(client: Client):
    counts = [len(part.questions) for part in client.get("/differences/?by=reason").context["parts"]]
    assert counts == sorted(counts, reverse=True)


def test_chapters_stand_in_the_order_of_the_profile(client: Client):
    orders = [part.questions[0].question.topic.order for part in client.get("/differences/?by=chapter").context["parts"]]
    assert orders == sorted(orders)


def test_a_document_that_contradicts_itself_is_not_called_two(client: Client):
    question = make_question(reason="unexplained")
    claim = make_claim(question=question, value={"about": 1})
    document = claim.evidence.get().passage.document
    make_claim(question=question, value={"about": 900}, document=document)
    parts = {part.key: part.questions for part in client.get("/differences/").context["parts"]}
    [words] = [shown.reconciled.verdict.words for shown in parts["contradiction"] if shown.question.pk == question.pk]
    assert words == "a document contradicts itself"


@pytest.mark.parametrize(("query", "told"), [("by=colour", "by=colour"), ("reason=unexplained", "reason")])
def test_what_is_not_to_be_had_is_named(client: Client, query: str, told: str):
    page = client.get(f"/differences/?{query}").content.decode()
    assert f"“<bdi>{told}</bdi>” is no" in page
