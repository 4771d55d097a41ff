"""What is joined most is found by an index that narrows it down: the work grows with the rows that are found."""

import pytest
from django.db import connection

from profiles.models import Answer, Question, answered_topics

pytestmark = pytest.mark.django_db
EVERY = 10  # instructions of SQLite's virtual machine between two looks


def instructions(query) -> int:
    """Return how many instructions SQLite runs for a query, to within a few."""
    steps = 0

    def look() -> int:
        nonlocal steps
        steps += EVERY
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(look, EVERY)
    try:
        list(query)
    finally:
        connection.connection.set_progress_handler(None, EVERY)
    return steps


@pytest.mark.parametrize("query", [Question.objects.answered, answered_topics], ids=["questions", "topics"])
def test_answered_questions_are_found_by_their_own_answers(query):
    if connection.vendor != "sqlite":
        return  # the other database keeps statistics of its own
    questions, answers = Question.objects.count(), Answer.objects.count()
    assert questions * answers > 200 * (questions + answers), "too few rows to tell one from the other"
    assert instructions(query()) < 150 * (questions + answers)
