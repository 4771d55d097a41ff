"""Every published claim is exported as one line, with the words that it rests on."""

import json
from collections import Counter
from io import StringIO
from operator import attrgetter
from typing import Any

import pytest
from django.core.management import call_command

from profiles.models import Answer, Claim, Evidence, Status
from tests.factories import SHIPPED, home_of, make_answer, make_claim, make_document, make_evidence, make_question

pytestmark = pytest.mark.django_db

CLAIM = {
    *("key", "topic", "question", "question_text", "mode", "actor", "statement", "value", "as_of", "hedge"),
    *("verdict", "reason", "independent_origins", "evidence"),
}
EVIDENCE = {"document", "file", "start", "end", "quote", "stance", "basis", "origin", "translation"}


def export() -> list[dict[str, Any]]:
    said = StringIO()
    call_command("export_claims", stdout=said)
    return [json.loads(line) for line in said.getvalue().splitlines()]


def exported(key: str) -> dict[str, Any]:
    [claim] = [claim for claim in export() if claim["key"] == key]
    return claim


def test_every_answer_of_a_published_claim_is_exported_once():
    answers = Answer.objects.filter(claim__status="published").values_list("claim__key", "question__key")
    assert Counter((line["key"], line["question"]) for line in export()) == Counter(answers)
    assert {line["key"] for line in export()} == set(Claim.objects.published().values_list("key", flat=True))


def test_every_claim_has_exactly_the_keys_that_are_documented():
    assert {frozenset(claim) for claim in export()} == {frozenset(CLAIM)}


def test_every_piece_of_evidence_has_exactly_the_keys_that_are_documented():
    assert {frozenset(one) for claim in export() for one in claim["evidence"]} == {frozenset(EVIDENCE)}


def test_every_piece_of_evidence_of_a_published_claim_is_exported():
    evidence = Evidence.objects.filter(claim__status=Status.PUBLISHED)
    pieces = {line["key"]: len(line["evidence"]) for line in export()}
    assert sum(pieces.values()) == evidence.count()


def test_every_quote_is_the_words_of_its_file_at_its_offsets():
    texts = {path.name: path.read_bytes().decode("utf-8") for path in SHIPPED.glob("documents/*.txt")}
    for claim in export():
        for one in claim["evidence"]:
            assert one["quote"] == texts[one["file"]][one["start"] : one["end"]]
            assert one["quote"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_a_claim_that_is_not_published_is_not_exported(status):
    claim = make_claim(status)
    assert claim.key not in [line["key"] for line in export()]


def test_a_claim_that_is_not_published_changes_no_verdict():
    question = make_question()
    claim = make_claim(question=question)
    make_claim(Status.DRAFT, question=question, value={"exact": 5})
    assert exported(claim.key)["verdict"] == "single source"


def test_a_question_of_which_nothing_is_published_is_not_exported():
    claim = make_claim(Status.DRAFT)
    assert home_of(claim).key not in [line["question"] for line in export()]


def test_two_documents_with_the_same_18_to_35_million_dollars_are_one_origin():
    claim = exported("income-18-to-35-million-dollars")
    assert {one["document"] for one in claim["evidence"]} == {"kennisbank", "globalsecurity"}
    assert claim["independent_origins"] == 1
    assert len({one["origin"] for one in claim["evidence"]}) == 1


def test_the_sizes_differ_by_date_and_keep_their_values():
    claims = [claim for claim in export() if claim["question"] == "fighters"]
    assert {(claim["verdict"], claim["reason"]) for claim in claims} == {("differ", "different date")}
    assert [claim["value"] for claim in claims] == [
        {"from": 100, "to": 1000},
        {"about": 800},
        {"from": 1000, "to": 2000},
        {"from": 1000, "to": 2000, "about": True},
    ]


@pytest.mark.parametrize(
    ("fields", "basis"),
    [
        ({"basis": "none"}, "none"),
        ({"basis": "own"}, "own"),
        ({"basis": "unnamed", "unnamed": "Experts believe"}, "unnamed: Experts believe"),
        ({"basis": "named", "named": "Jane Doe"}, "named: Jane Doe"),
    ],
)
def test_the_basis_is_told_in_one_string(fields, basis):
    claim = make_claim(Status.DRAFT)
    claim.evidence.update(**fields)
    Claim.objects.filter(pk=claim.pk).update(status=Status.PUBLISHED)
    assert exported(claim.key)["evidence"][0]["basis"] == basis


def test_named_works_are_told_with_how_far_the_credit_reaches():
    [one] = [one for one in exported("income-18-to-35-million-dollars")["evidence"] if one["document"] == "kennisbank"]
    assert one["basis"] == "works: eizenga-williams-2020, nellemann-2020, thurston-2020 (section)"


def test_a_work_that_is_older_than_what_it_is_cited_for_is_told_and_is_no_origin():
    [one] = exported("ansar-dine-took-timbuktu")["evidence"]
    assert (one["basis"], one["origin"]) == ("works: daniel-2012 (sentence), older", "document:group-overview")


def test_evidence_that_does_not_support_rests_on_no_origin():
    claim = make_claim()
    make_evidence(claim, "about 800", stance="context")
    assert [one["origin"] is None for one in exported(claim.key)["evidence"]] == [False, True]


def test_offsets_are_code_points_not_bytes():
    claim = make_claim(document=make_document("𝔘é’s\n\nabout 800 members"))
    [one] = exported(claim.key)["evidence"]
    assert (one["start"], one["end"]) == (6, 23)


def test_letters_are_exported_as_they_are():
    said = StringIO()
    call_command("export_claims", stdout=said)
    assert "\\u" not in said.getvalue()


def test_claims_stand_in_the_order_of_the_profile():
    answers = Answer.objects.filter(claim__status="published").select_related("claim", "question__topic")
    place = attrgetter("question.topic.order", "question.order", "question.key", "order", "claim.key")
    assert [line["key"] for line in export()] == [answer.claim.key for answer in sorted(answers, key=place)]


def test_a_claim_with_two_answers_has_two_lines_with_one_key():
    claim = make_claim(value={"about": 800})
    other = make_answer(claim, make_question(value_kind="text"), value=None)
    lines = [line for line in export() if line["key"] == claim.key]
    assert {line["question"]: line["value"] for line in lines} == {
        home_of(claim).key: {"about": 800},
        other.question.key: None,
    }
