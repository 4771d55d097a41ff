"""The curators' page for claims: a quote is anchored, or refused with the reason."""

import pytest

from profiles.models import Claim, Evidence
from tests.claim_forms import ADD, TEXT, add, change, claiming, quote_errors, quoting, the_evidence
from tests.factories import (
    make_citation,
    make_claim,
    make_document,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return make_document(TEXT)


# A quote is anchored, or refused with the reason.


def test_a_quote_is_anchored_in_the_chosen_passage(admin_client, document):
    add(admin_client, quoting(passage=document.passages.get(number=2)))
    evidence = the_evidence()
    assert (evidence.passage.number, evidence.words) == (2, "about 800 members")
    assert document.text[evidence.start : evidence.end] == "about 800 members"


def test_a_quote_finds_its_passage_in_the_chosen_document(admin_client, document):
    add(admin_client, quoting(document))
    assert the_evidence().passage == document.passages.get(number=2)


def test_a_quotes_white_space_is_folded(admin_client, document):
    add(admin_client, quoting(document, quote="  with about\r\n800 guards "))
    evidence = the_evidence()
    assert (evidence.quote, evidence.words) == ("with about 800 guards", "with about 800\xa0guards")


def test_words_that_the_document_does_not_hold_are_refused(admin_client, document):
    errors = quote_errors(add(admin_client, quoting(document, quote="about 900 members")))
    assert "not found in the text" in str(errors["quote"])
    assert not Claim.objects.filter(key="a-claim").exists()


def test_words_that_stand_twice_ask_for_a_prefix_or_suffix(admin_client, document):
    errors = quote_errors(add(admin_client, quoting(document, quote="about 800")))
    assert "found 2 times" in str(errors["quote"])
    assert "prefix" in str(errors["quote"])


def test_words_that_stand_twice_in_the_document_but_once_in_the_passage_are_refused(admin_client, document):
    """As `load` would refuse them: it looks in the whole document."""
    errors = quote_errors(add(admin_client, quoting(passage=document.passages.get(number=2), quote="about 800")))
    assert "found 2 times" in str(errors["quote"])


def test_a_prefix_tells_which_words_are_meant(admin_client, document):
    add(admin_client, quoting(document, quote="about 800", prefix="with"))
    evidence = the_evidence()
    assert evidence.passage.number == 3
    assert document.text[: evidence.start].endswith("with ")


def test_a_suffix_tells_which_words_are_meant(admin_client, document):
    add(admin_client, quoting(document, quote="The emir", suffix="leads it"))
    assert the_evidence().start == document.text.index("The emir leads")


def test_words_of_another_passage_than_the_chosen_are_refused(admin_client, document):
    errors = quote_errors(add(admin_client, quoting(passage=document.passages.get(number=1))))
    assert "stand in p2, not in p1" in str(errors["quote"])


def test_words_of_more_than_one_passage_are_refused(admin_client, document):
    errors = quote_errors(add(admin_client, quoting(document, quote="lives in Gao. It has about")))
    assert "more than one passage" in str(errors["quote"])


def test_page_furniture_is_refused(admin_client, document):
    errors = quote_errors(add(admin_client, quoting(document, quote="Leave a Reply")))
    assert "p4 is page furniture" in str(errors["quote"])


def test_a_passage_of_another_document_than_the_chosen_is_refused(admin_client, document):
    errors = quote_errors(add(admin_client, quoting(make_document(), passage=document.passages.get(number=2))))
    assert str(document) in str(errors["document"])


def test_a_quote_needs_a_passage_or_a_document(admin_client):
    assert "Choose the passage" in str(quote_errors(add(admin_client, quoting()))["passage"])


def test_foreign_words_without_a_translation_are_refused(admin_client):
    document = make_document("Ongeveer 800 leden.", language="nl")
    errors = quote_errors(add(admin_client, quoting(document, quote="800 leden")))
    assert "not in English" in str(errors["translation"])


def test_foreign_words_with_a_translation_are_accepted(admin_client):
    document = make_document("Ongeveer 800 leden.", language="nl")
    add(admin_client, quoting(document, quote="800 leden", translation="800 members"))
    assert the_evidence().translation == "800 members"


def test_a_passage_that_lacks_a_translation_is_pointed_out(admin_client):
    document = make_document("Ongeveer 800 leden.", language="nl")
    data = claiming(quoting(document, quote="800 leden", translation="800 members"))
    content = admin_client.post(ADD, data, follow=True).content.decode()
    assert "Translate the passage" in content


def test_an_edited_quote_is_anchored_anew(admin_client, document):
    claim = make_claim(document=document, quote="about 800 members")
    change(admin_client, claim, **{"evidence-0-quote": "The emir leads it", "evidence-0-stance": "supports"})
    assert claim.evidence.get().words == "The emir leads it"


def test_the_same_words_are_evidence_only_once(admin_client, document):
    errors = quote_errors(add(admin_client, quoting(document), quoting(document, number=1)))
    assert "already evidence" in str(errors["quote"])


# Whom the passage credits.


def test_a_credited_work_must_be_cited_by_the_document(admin_client, document):
    given = quoting(document, basis="works", reach="sentence", works=[make_work().pk])
    assert "does not cite" in str(quote_errors(add(admin_client, given))["works"])


def test_a_cited_work_can_be_credited(admin_client, document):
    work = make_work()
    make_citation(work, document.passages.get(number=1))
    add(admin_client, quoting(document, basis="works", reach="sentence", works=[work.pk]))
    assert list(the_evidence().works.all()) == [work]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"basis": "unnamed"}, "unnamed"),
        ({"basis": "none", "unnamed": "Experts believe"}, "unnamed"),
        ({"basis": "named"}, "named"),
        ({"basis": "unnamed", "unnamed": "Experts believe", "named": "Jane Doe"}, "named"),
        ({"basis": "own", "older_note": "It is of 2012."}, "older_note"),
        ({"basis": "works", "reach": "sentence"}, "works"),
        ({"basis": "works"}, "reach"),
        ({"basis": "own", "reach": "sentence"}, "reach"),
        ({"ground": "verbatim"}, "repeats_work"),
    ],
)
def test_a_basis_that_lacks_its_other_half_is_refused(admin_client, document, fields, wrong):
    assert wrong in quote_errors(add(admin_client, quoting(document, **fields)))


def test_a_repeated_document_must_give_evidence_for_the_claim(admin_client, document):
    other = make_document()
    given = {"repeats_document": other.pk, "ground": "verbatim", "repeats_note": "Word for word."}
    assert "add the words" in str(quote_errors(add(admin_client, quoting(document, **given)))["repeats_document"])


def test_a_repeated_document_that_gives_evidence_is_accepted(admin_client, document):
    other = make_document()
    given = {"repeats_document": other.pk, "ground": "verbatim", "repeats_note": "Word for word."}
    add(admin_client, quoting(document, **given), quoting(other, number=1))
    assert Evidence.objects.get(claim__key="a-claim", repeats_document=other).passage.document == document
