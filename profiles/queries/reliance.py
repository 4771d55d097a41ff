"""The published claims with the evidence that supports them, read for weighing: three queries, however many there are."""

from itertools import groupby

from django.db.models import Prefetch, QuerySet

from profiles.domain.reliance import Carried
from profiles.models import Answer, Claim, Evidence
from sources.models import Work

_REPEATED = ("repeats_work__key", "repeats_document__slug")


def carried(claims: QuerySet[Claim]) -> list[Carried]:
    """Return claims with their supporting evidence, as it is weighed; a claim without any is left out."""
    supporting = (
        Evidence.objects.supporting()
        .filter(claim__in=claims.order_by())
        .select_related("claim", "passage__document", "repeats_work", "repeats_document")
        .only("basis", "older_note", "claim__key", "passage__document__slug", *_REPEATED)
        .prefetch_related(Prefetch("works", Work.objects.only("key")))
        .order_by("claim", "order", "pk")
    )
    asked: dict[int, set[str]] = {}
    for claim_id, question in Answer.objects.filter(claim__in=claims.order_by()).values_list("claim_id", "question__key"):
        asked.setdefault(claim_id, set()).add(question)
    return [
        Carried(claim.key, frozenset(asked.get(claim.pk, ())), tuple(piece.support for piece in found))
        for claim, found in groupby(supporting, key=lambda piece: piece.claim)
    ]
