"""The verdicts on all questions at once."""

import pytest

from profiles.answers import reconcile_question
from profiles.models import Evidence, Question, Stance
from profiles.verdicts import all_verdicts
from sources.models import Document

pytestmark = pytest.mark.django_db


def one_by_one() -> dict[int, str]:
    documents = list(Document.objects.without_text())
    questions = Question.objects.answered().with_answers()
    return {question.pk: reconcile_question(question, documents).verdict.kind for question in questions}


def test_verdicts_at_once_are_those_of_each_question():
    assert {pk: verdict.kind for pk, verdict in all_verdicts().items()} == one_by_one()


def test_verdicts_at_once_know_of_disputes():
    Evidence.objects.filter(claim__question__key="annual-income", passage__document__slug="globalsecurity").update(
        stance=Stance.DISPUTES
    )
    assert {pk: verdict.kind for pk, verdict in all_verdicts().items()} == one_by_one()


def test_verdicts_take_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        all_verdicts()
