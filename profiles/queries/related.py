"""Questions that whoever reads one may want to read next: those that share its claims, then its neighbours."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from profiles.models import Actor, Answer, Question

FEW = 5  # how many are listed, unless more share a claim


@dataclass(frozen=True)
class RelatedQuestion:
    """A question, and how many claims answer it and the one that it is related to."""

    question: Question
    shared: int


def related_questions(question: Question, subject: Actor) -> list[RelatedQuestion]:
    """Return the questions related to one of a site on a subject. No query reads more than a few, however many there are.

    Those that share its claims come first, the most claims first; up to five in all are filled up with questions about the same
    actor, where that is not the site's subject, and with the nearest of its chapter.
    """
    claims = Answer.objects.published().filter(question=question).order_by().values("claim")
    sharing = Answer.objects.published().filter(claim__in=claims).exclude(question=question)
    shared = Counter(sharing.order_by().values_list("question", flat=True))
    others = Question.objects.answered().exclude(pk=question.pk)
    near = {*shared, *_nearest(others.filter(topic=question.topic), question.order)}
    if question.about_id != subject.pk:
        like = others.filter(about=question.about)
        near |= {
            *_nearest(like.filter(topic=question.topic), question.order),
            *like.order_by("order").values_list("pk", flat=True)[:FEW],
        }
    found = others.filter(pk__in=near).select_related("topic")

    def rank(other: Question) -> tuple[int, bool, bool, int, int]:
        is_like = question.about_id != subject.pk and other.about_id == question.about_id
        is_beside = other.topic_id == question.topic_id
        return -shared[other.pk], not is_like, not is_beside, abs(other.order - question.order) if is_beside else 0, other.order

    ranked = [RelatedQuestion(other, shared[other.pk]) for other in sorted(found, key=rank)]
    return ranked[: max(FEW, len(shared))]


def _nearest(questions: QuerySet[Question], order: int) -> list[int]:
    """Return the primary keys of the questions that stand closest to a place, before it and after."""
    before = questions.filter(order__lte=order).order_by("-order").values_list("pk", flat=True)[:FEW]
    after = questions.filter(order__gt=order).order_by("order").values_list("pk", flat=True)[:FEW]
    return [*before, *after]
