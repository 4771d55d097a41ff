"""A claim facing its passages: the words in their context, the claims before and after it, and how it is cited."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.safestring import SafeString

from profiles.domain.values import format_date
from profiles.models import Claim, Evidence, Question, Status
from profiles.queries.answers import Answer, shape_answer
from sources.models import Passage
from sources.reader import render_passage


@dataclass(frozen=True)
class PassageInContext:
    """A whole passage with the words that carry a claim highlighted, and the evidence that it is."""

    passage: Passage
    html: SafeString
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Walk:
    """Where a claim stands in the profile: its number among all claims, and the claims before and after it."""

    number: int
    count: int
    previous: Claim | None
    next: Claim | None


def answer_beside_others(claim: Claim) -> tuple[Answer, Question]:
    """Return a claim (fetched with its question) as an answer, and its question with its published answers: five queries.

    A retired claim is no answer to its question any more, but is shaped as one.
    """
    shown = Claim.objects.filter(Q(status=Status.PUBLISHED) | Q(pk=claim.pk)).with_evidence()
    question = claim.question
    prefetch_related_objects([question], Prefetch("claims", shown, to_attr="shown_claims"))
    claims: list[Claim] = question.shown_claims  # type: ignore[attr-defined]
    question.published_claims = [one for one in claims if one.status == Status.PUBLISHED]  # type: ignore[attr-defined]
    return shape_answer(next(one for one in claims if one.pk == claim.pk), question), question


def walk_from(claim: Claim) -> Walk | None:
    """Return where a claim stands among the published ones, in the order of the profile: two queries. None if it is retired."""
    order = list(Claim.objects.published().values_list("pk", flat=True))
    if claim.pk not in order:
        return None
    at = order.index(claim.pk)
    beside = Claim.objects.select_related("question").in_bulk(order[max(at - 1, 0) : at + 2])
    return Walk(
        number=at + 1,
        count=len(order),
        previous=beside[order[at - 1]] if at else None,
        next=beside[order[at + 1]] if at + 1 < len(order) else None,
    )


def passages_in_context(answer: Answer) -> list[PassageInContext]:
    """Return the passages that an answer rests on, each once, with the words highlighted: three queries."""
    by_passage: dict[int, list[Evidence]] = {}
    for one in answer.evidence:
        by_passage.setdefault(one.passage_id, []).append(one)
    passages = (
        Passage.objects.filter(pk__in=by_passage)
        .select_related("document")
        .defer("document__text")
        .prefetch_related("citations__work")
        .in_bulk()
    )
    return [
        PassageInContext(passages[pk], render_passage(passages[pk], {one.span: True for one in evidence}), tuple(evidence))
        for pk, evidence in by_passage.items()
    ]


def claim_citation(claim: Claim, answer: Answer, address: str) -> str:
    """Return text to cite a claim with: the originals first, with their passages, then this page."""
    originals = []
    for document in answer.documents:
        passages = [one.passage.address.removeprefix("p") for one in answer.evidence if one.passage.document_id == document.pk]
        date = f" ({format_date(document.date)})" if document.date else ""
        named = list(dict.fromkeys(passages))
        where = f"passage{'s' if len(named) > 1 else ''} {', '.join(named)}"  # numbered here: no page of the original
        originals.append(f"{document.label}, “{document.title}”{date}, {where}")
    return f"“{claim.says}” {'; '.join(originals)}. In: JNIM reference, claim {claim.key}, {address}"
