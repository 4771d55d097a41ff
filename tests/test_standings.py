"""The verdicts on all questions at once."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.reconciliation import Difference, Verdict, VerdictKind
from profiles.models import Evidence, Question, Stance
from profiles.queries.answers import reconcile_question
from profiles.queries.standings import all_verdicts, shares
from sources.models import Document

pytestmark = pytest.mark.django_db


def one_by_one() -> dict[int, str]:
    documents = list(Document.objects.without_text())
    questions = Question.objects.answered().with_answers()
    return {question.pk: reconcile_question(question, documents).verdict.kind for question in questions}


def test_verdicts_at_once_are_those_of_each_question():
    assert {pk: verdict.kind for pk, verdict in all_verdicts().items()} == one_by_one()


def test_verdicts_at_once_know_of_disputes():
    Evidence.objects.filter(claim__answers__question__key="annual-income", passage__document__slug="globalsecurity").update(
        stance=Stance.DISPUTES
    )
    assert {pk: verdict.kind for pk, verdict in all_verdicts().items()} == one_by_one()


def test_verdicts_take_three_queries(django_assert_num_queries):
    with django_assert_num_queries(3):
        all_verdicts()


verdicts_of_each_kind = [
    *(Verdict(kind) for kind in VerdictKind if kind is not VerdictKind.DIFFER),
    *(Verdict(VerdictKind.DIFFER, difference=difference) for difference in Difference),
]


@given(st.lists(st.sampled_from(verdicts_of_each_kind), max_size=40))
def test_shares_count_every_verdict_once(verdicts):
    assert {part.kind: part.count for part in shares(verdicts)} == Counter(verdict.finding for verdict in verdicts)
