"""The published claims with the evidence that supports them, read for weighing: two queries, however many there are."""

from itertools import groupby

from django.db.models import Prefetch, QuerySet

from profiles.domain.reliance import Carried
from profiles.models import Claim, Evidence
from sources.models import Work

_REPEATED = ("repeats_work__key", "repeats_document__slug")


def carried(claims: QuerySet[Claim]) -> list[Carried]:
    """Return claims with their supporting evidence, as it is weighed; a claim without any is left out."""
    supporting = (
        Evidence.objects.supporting()
        .filter(claim__in=claims.order_by())
        .select_related("claim__question", "passage__document", "repeats_work", "repeats_document")
        .only("basis", "claim__key", "claim__question__key", "passage__document__slug", *_REPEATED)
        .prefetch_related(Prefetch("works", Work.objects.only("key")))
        .order_by("claim", "order", "pk")
    )
    return [
        Carried(claim.key, claim.question.key, tuple(one.as_support() for one in found))
        for claim, found in groupby(supporting, key=lambda one: one.claim)
    ]
