"""What is attached to many answers at once is what each row's own relations give, with one object a row."""

import pytest

from profiles.models import Answer, Claim, Evidence, Question
from profiles.queries.answers import reconcile_all
from sources.documents import all_documents
from sources.revision import reading
from tests.revisions import REVISIONS

pytestmark = pytest.mark.django_db


def test_attached_rows_are_those_of_the_relations():
    attached = {answer.claim_id: answer.claim for answer in Answer.objects.published().with_claims()}
    assert len(attached) > 100
    relations = Claim.objects.in_bulk(attached)
    for pk, claim in attached.items():
        assert claim.pieces == tuple(relations[pk].evidence.all())
        assert claim.mentioned_actors == tuple(relations[pk].actors.all())
        assert claim.mentioned_places == tuple(relations[pk].places.all())


def test_attached_sources_are_those_of_the_relations():
    pieces = {piece.pk: piece for answer in Answer.objects.published().with_claims() for piece in answer.claim.pieces}
    assert any(piece.repeats_work for piece in pieces.values())
    for own in Evidence.objects.filter(pk__in=pieces).with_sources():
        piece = pieces[own.pk]
        assert piece.credited_works == tuple(own.works.all())
        assert (piece.passage, piece.passage.document, piece.claim_id) == (own.passage, own.passage.document, own.claim_id)
        assert (piece.repeats_work, piece.repeats_document) == (own.repeats_work, own.repeats_document)


def test_claim_that_answers_two_questions_is_one_object():
    answers = list(Answer.objects.published().with_claims())
    assert len({id(answer.claim) for answer in answers}) == len({answer.claim_id for answer in answers}) < len(answers)


def test_question_that_one_page_has_read_is_at_hand_for_the_next(django_assert_num_queries):
    documents = all_documents()
    with reading(next(REVISIONS)):
        first = reconcile_all(Question.objects.filter(topic__slug="size"), documents)
        with django_assert_num_queries(1):  # which they are
            again = reconcile_all(Question.objects.filter(topic__slug="size"), documents)
    assert again == first
    Question.objects.filter(key="fighters").update(note="Edited.")
    with reading(next(REVISIONS)):
        assert reconcile_all(Question.objects.filter(key="fighters"), documents)[0].question.note == "Edited."
