"""Related questions: those that share claims, then the nearest."""

import pytest
from django.test import Client

from profiles.models import Question, Site, Status
from profiles.queries.related import related_questions
from tests.factories import make_actor, make_answer, make_claim, make_question, make_topic

pytestmark = pytest.mark.django_db


def related(question: Question) -> list[tuple[str, int]]:
    found = related_questions(question, Site.objects.current().subject)
    return [(one.question.key, one.shared) for one in found]


def answered(**fields: object) -> Question:
    question = make_question(**fields)
    make_claim(question=question)
    return question


def test_questions_that_share_claims_come_first_the_most_claims_first():
    question, other, most = answered(), answered(), answered()
    for claim, shared in ((make_claim(question=question), [other, most]), (make_claim(question=question), [most])):
        for one in shared:
            make_answer(claim, one)
    assert related(question) == [(most.key, 2), (other.key, 1)]


def test_a_draft_is_no_claim_in_common():
    question, other = answered(), answered()
    make_answer(make_claim(Status.DRAFT, question=question), other)
    assert related(question) == []


def test_all_that_share_a_claim_are_listed_and_no_neighbour_beside_them():
    topic = make_topic()
    question = answered(topic=topic)
    answered(topic=topic)
    claim = make_claim(question=question)
    others = [answered() for _ in range(7)]
    for other in others:
        make_answer(claim, other)
    assert {key for key, _ in related(question)} == {other.key for other in others}


def test_up_to_five_neighbours_fill_the_list_those_about_the_same_actor_first():
    topic, actor = make_topic(), make_actor()
    question = answered(topic=topic, about=actor, order=10)
    beside = [answered(topic=topic, order=place) for place in (1, 9, 12, 14, 30)]
    elsewhere = answered(about=actor)
    near = [beside[1], beside[2], beside[3], beside[0]]
    assert related(question) == [(one.key, 0) for one in (elsewhere, *near)]


def test_that_two_questions_are_about_the_sites_subject_relates_nothing():
    subject = Site.objects.current().subject
    assert related(answered(about=subject)) == []


def test_an_unanswered_question_is_no_neighbour():
    topic = make_topic()
    make_question(topic=topic)
    assert related(answered(topic=topic)) == []


def test_a_questions_page_leads_to_the_related_ones(client: Client):
    page = client.get("/questions/moussa-death-place/").content.decode()
    section = page[page.index('aria-labelledby="related"') :]
    assert 'href="/questions/moussa-death-date/"' in section
    assert "2 claims in common" in section
