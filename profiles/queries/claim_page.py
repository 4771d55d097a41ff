"""A claim facing its passages: the words in their context, the claims before and after it, and how it is cited."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.safestring import SafeString

from profiles.models import Answer, Claim, Evidence, Question, Status
from profiles.queries.answers import AnswerDetail, Reconciled, reconcile_all, shape_answer
from sources.dates_in_words import format_date
from sources.documents import all_documents
from sources.models import Citation, Passage
from sources.reader import render_passage
from sources.revision import once_a_revision


@dataclass(frozen=True)
class PassageInContext:
    """A whole passage with the words that carry a claim highlighted, and the evidence that it is."""

    passage: Passage
    html: SafeString
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Walk:
    """Where a claim stands in the profile: its number among all claims, and the home answers of those before and after it."""

    number: int
    count: int
    previous: Answer | None
    next: Answer | None


def answer_beside_others(claim: Claim) -> tuple[AnswerDetail, Reconciled]:
    """Return a public claim as the answer to its home question, and that question with its published answers.

    A withdrawn claim is no answer to its question any more, but is shaped as one.
    """
    (home,) = reconcile_all(Question.objects.filter(answers__claim=claim, answers__home=True), all_documents())
    if claim.status == Status.PUBLISHED:
        return next(answer for answer in home.answers if answer.claim.pk == claim.pk), home
    return shape_answer(claim.answers.home().with_claims().get(), home.question), home


def other_questions(claim: Claim) -> list[tuple[Question, str]]:
    """Return the further questions that a claim answers, in the profile's order, each with its value's words: four queries."""
    answers = (
        claim.answers.exclude(home=True).in_profile_order().select_related("question__topic", "question__about").with_claims()
    )
    return [(answer.question, shape_answer(answer, answer.question).label) for answer in answers]


def walk_from(claim: Claim) -> Walk | None:
    """Return where a claim stands among the published ones, in the order of the profile: one query. None if it is withdrawn."""
    order = _profile_order()
    if claim.pk not in order:
        return None
    at = order.index(claim.pk)
    beside = {
        answer.claim_id: answer
        for answer in Answer.objects.home().filter(claim__in=order[max(at - 1, 0) : at + 2]).select_related("claim").order_by()
    }
    return Walk(
        number=at + 1,
        count=len(order),
        previous=beside[order[at - 1]] if at else None,
        next=beside[order[at + 1]] if at + 1 < len(order) else None,
    )


@once_a_revision
def _profile_order() -> tuple[int, ...]:
    """Return the published claims (primary keys) in the order of the profile."""
    return tuple(Answer.objects.home().published().in_profile_order().values_list("claim_id", flat=True))


def passages_in_context(answer: AnswerDetail) -> list[PassageInContext]:
    """Return the passages that an answer rests on, each once, with the words highlighted: two queries."""
    by_passage: dict[int, list[Evidence]] = {}
    for piece in answer.evidence:
        by_passage.setdefault(piece.passage_id, []).append(piece)
    passages = [evidence[0].passage for evidence in by_passage.values()]
    prefetch_related_objects(passages, Prefetch("citations", Citation.objects.select_related("work").order_by("start")))
    return [
        PassageInContext(passage, render_passage(passage, {piece.span: True for piece in evidence}), tuple(evidence))
        for passage, evidence in zip(passages, by_passage.values(), strict=True)
    ]


def claim_citation(claim: Claim, answer: AnswerDetail, address: str, site: str) -> str:
    """Return text to cite a claim with: the originals first, with their passages, then this page."""
    originals = []
    for document in answer.documents:
        passages = [
            piece.passage.address.removeprefix("p") for piece in answer.evidence if piece.passage.document_id == document.pk
        ]
        date = f" ({format_date(document.date)})" if document.date else ""
        named = list(dict.fromkeys(passages))
        where = f"passage{'s' if len(named) > 1 else ''} {', '.join(named)}"  # numbered here: no page of the original
        originals.append(f"{document.label}, “{document.title}”{date}, {where}")
    return f"“{claim.says}” {'; '.join(originals)}. In: {site}, claim {claim.key}, {address}"
