"""Who names which place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles.models import Place, Question, Stance, Status
from profiles.queries.answers import reconcile_all
from profiles.queries.places import Named, countries_named, in_a_sentence
from sources.models import Document
from tests.factories import claims_of, make_claim, make_document, make_evidence, make_place, make_question
from tests.mentioned_places import places_mentioned

pytestmark = pytest.mark.django_db


def question() -> Question:
    return make_question(mode="cumulative", value_kind="place", unit="")


def name_country(asked: Question, place: Place, document: Document, stance: str = Stance.SUPPORTS):
    """Make a document name a place in answer to a question."""
    claim = claims_of(asked.key).filter(places=place).first()
    if claim is None:
        claim = make_claim(Status.PUBLISHED, question=asked, value={"place": place.key}, document=document)
        claim.places.add(place)
        claim.evidence.update(stance=stance)
    else:
        make_evidence(claim, document=document, stance=stance)
    return claim


def reconciled(asked: Question):
    return reconcile_all(Question.objects.filter(pk=asked.pk), documents())[0]


def documents() -> list[Document]:
    return list(Document.objects.without_text())


def counts(named) -> list[tuple[str, int]]:
    return [(one.place.name, one.count) for one in named]


def test_country_counts_the_documents_that_support_it():
    asked, mali = question(), make_place(name="Mali")
    for _ in range(2):
        name_country(asked, mali, make_document())
    name_country(asked, mali, make_document(), Stance.CONTEXT)
    assert counts(countries_named(reconciled(asked), documents())) == [("Mali", 2)]


def test_document_that_says_it_twice_counts_once():
    asked, mali, document = question(), make_place(), make_document("It fights in Mali.\n\nMali is its base.\n")
    claim = make_claim(question=asked, value={"place": mali.key}, quote="Mali is its base", document=document)
    claim.places.add(mali)
    make_evidence(claim, "It fights in Mali", document=document)
    assert [one.count for one in countries_named(reconciled(asked), documents())] == [1]


def test_place_that_an_answer_only_mentions_is_not_named_by_it():
    asked, mali, gao = question(), make_place(), make_place()
    name_country(asked, mali, make_document()).places.add(gao)
    assert [one.place for one in countries_named(reconciled(asked), documents())] == [mali]


def test_most_named_comes_first_then_the_alphabet():
    asked, shared = question(), make_place(name="Zinder")
    name_country(asked, make_place(name="Niger"), make_document())
    name_country(asked, make_place(name="Benin"), make_document())
    for _ in range(2):
        name_country(asked, shared, make_document())
    assert [one.place.name for one in countries_named(reconciled(asked), documents())] == ["Zinder", "Benin", "Niger"]


def test_unanswered_question_names_nothing():
    assert countries_named(None, documents()) == ()


def test_naming_takes_no_query():
    asked, mali = question(), make_place()
    name_country(asked, mali, make_document())
    one, all_documents = reconciled(asked), documents()
    with CaptureQueriesContext(connection) as captured:
        countries_named(one, all_documents)
    assert len(captured) == 0


def test_mention_in_any_published_claim_counts():
    gao, document = make_place(kind="locality", latitude=16.0, longitude=0.0, position_source="here"), make_document()
    make_claim(document=document).places.add(gao)
    make_claim(document=document, quote="founded in 2017").places.add(gao)
    make_claim(Status.DRAFT, document=make_document()).places.add(gao)
    named = next(one for one in places_mentioned(documents()) if one.place == gao)
    said = next(saying for saying in named.sayings if saying.document == document)
    assert (named.count, said.claims) == (1, 2)


def test_mention_that_only_gives_context_does_not_count():
    gao = make_place(kind="locality")
    claim = make_claim()
    claim.places.add(gao)
    claim.evidence.update(stance=Stance.CONTEXT)
    assert gao not in [one.place for one in places_mentioned(documents())]


def test_mentions_take_two_queries():
    all_documents = documents()
    with CaptureQueriesContext(connection) as captured:
        places_mentioned(all_documents)
    assert len(captured) == 2


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([], "No document says so of any."),
        ([3], "3 of 5 documents say so of A."),
        ([4, 4, 3], "4 of 5 documents say so of A and B and 3 of C."),
        ([4, 3, 1, 1, 1, 1], "4 of 5 documents say so of A, 3 of B, and 1 of 4 others."),
        ([1, 1, 1, 1], "1 of 5 documents says so of 4 countries."),
    ],
)
def test_sentence_says_who_names_what(numbers, sentence):
    class Counted(Named):
        count = property(lambda self: numbers[ord(self.place.name) - ord("A")])

    named = [Counted(Place(name=chr(ord("A") + at)), ()) for at in range(len(numbers))]
    assert in_a_sentence(named, documents()[:5]) == sentence


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [(16.27, -0.04, "16.27° N, 0.04° W"), (-1.5, 2.0, "1.5° S, 2° E"), (0.0, 0.0, "0° N, 0° E")],
)
def test_a_position_says_on_which_side_of_the_equator_and_of_greenwich_it_lies(latitude: float, longitude: float, words: str):
    assert Place(latitude=latitude, longitude=longitude).position == words


def test_a_place_without_a_position_has_none_in_words():
    assert Place().position == ""
