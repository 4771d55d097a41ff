"""What stands behind an answer, in words and with names."""

from typing import Any

import pytest

from profiles.models import Answer, Claim
from profiles.queries.answers import shape_answer
from profiles.queries.provenance import provenance
from tests.factories import make_claim, make_document, make_evidence, make_work

pytestmark = pytest.mark.django_db


def told(claim: Claim) -> tuple[str, ...]:
    """Return the sentences on a claim."""
    answer = Answer.objects.with_claims().select_related("question__about").get(claim=claim, home=True)
    return provenance(shape_answer(answer, answer.question))


def told_of(*evidence: dict[str, Any]) -> tuple[str, ...]:
    """Return the sentences on a claim that rests on evidence of these fields, each in a document of its own: A, B, C."""
    claim = make_claim(quote="")
    for label, fields in zip("ABC", evidence, strict=False):
        works = fields.pop("works", ())
        make_evidence(claim, document=make_document(label=label), **fields).works.set(works)
    return told(claim)


def test_who_repeats_whom_is_said_with_both_names():
    said = told(Claim.objects.get(key="income-18-to-35-million-dollars"))
    assert said[0] == "GlobalSecurity and Kennisbank have the same text, in translation"


def test_repeat_of_a_work_names_the_work():
    doe = make_work(authors=["Doe, Jane"], date="2020")
    assert told_of({"repeats_work": doe, "ground": "verbatim", "repeats_note": "The same."}) == (
        "A repeats Doe (2020) in the same words or nearly",
    )


def test_two_documents_that_credit_one_work_are_named_together():
    doe = make_work(authors=["Doe, Jane"], date="2020")
    credit = {"basis": "works", "reach": "sentence", "works": [doe]}
    assert told_of({**credit}, {**credit}) == ("A and B both credit Doe (2020) for the sentence",)


def test_document_that_credits_several_works_names_them_all():
    works = [make_work(key=f"w-{name}", authors=[f"{name}, J."], date="2020") for name in ("Doe", "Poe", "Roe")]
    assert told_of({"basis": "works", "reach": "section", "works": works}) == (
        "A credits Doe (2020), Poe (2020) and Roe (2020) for the section",
    )


def test_documents_that_do_not_say_are_named_together():
    assert told_of({}, {}, {}) == ("A, B and C do not say what the words rest on",)


def test_own_account_is_no_silence():
    assert told_of({"basis": "own"}, {}) == ("A gives its own account", "B does not say what the words rest on")


def test_unnamed_origin_is_said_to_be_one():
    assert told_of({"basis": "unnamed", "unnamed": "Experts believe"}) == ("A credits an unnamed origin",)


def test_a_named_person_is_no_unnamed_origin():
    claim = Claim.objects.get(key="moussa-death-major-success")
    assert told(claim) == ("GlobalSecurity attributes it to “French Defence Minister Florence Parly”",)


def test_a_work_that_is_older_than_what_it_is_cited_for_is_said_to_be():
    doe = make_work(authors=["Doe, Jane"], date="2012")
    credit = {"basis": "works", "reach": "sentence", "works": [doe]}
    assert told_of({**credit, "older_note": "It is of 2012."}, {**credit}) == (
        "A credits Doe (2012) for the sentence, though older than what is said",
        "B credits Doe (2012) for the sentence",
    )


def test_what_repeats_another_is_not_said_to_be_silent_too():
    known = make_document(label="K")
    said = told_of({"repeats_document": known, "ground": "translated", "repeats_note": "The same."})
    assert said == ("A and K have the same text, in translation",)


def test_what_only_gives_context_is_left_out():
    assert told_of({"stance": "context"}) == ()


def test_a_document_that_speaks_twice_is_named_once():
    claim = make_claim(quote="")
    document = make_document("One said 800 so.\n\nTwo said 800 too.\n", label="A")
    make_evidence(claim, "One said 800", document=document)
    make_evidence(claim, "Two said 800", document=document)
    assert told(claim) == ("A does not say what the words rest on",)
