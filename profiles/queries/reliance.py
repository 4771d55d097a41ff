"""How much rests on what: the published claims with the evidence that supports them, weighed once a revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from profiles.domain.reliance import Carried, Load, weigh_documents, weigh_works
from profiles.models import Answer, Claim, Evidence
from sources.models import Document, Work
from sources.revision import once_a_revision

_REPEATED = ("repeats_work__key", "repeats_document__slug")


@dataclass(frozen=True)
class Loads:
    """What rests on each document (by slug) and each work (by key); the documents in their order, the heaviest works first.

    `credited` counts the claims that rest on a work, or may.
    """

    claim_count: int
    documents: Mapping[str, Load]
    works: Mapping[str, Load]
    credited: int

    @property
    def heaviest(self) -> int:
        """How many claims the heaviest work has."""
        return max((len(load.claims) for load in self.works.values()), default=0)


@once_a_revision
def weigh_everything() -> Loads:
    """Return what rests on every document and work, those on which nothing does included: six queries."""
    claims = carried(Claim.objects.published())
    by_document, by_work = weigh_documents(claims), weigh_works(claims)
    works = [by_work.get(key, Load(key)) for key in Work.objects.values_list("key", flat=True)]
    works.sort(key=lambda load: (-len(load.claims), -len(load.alone), load.name))
    return Loads(
        len(claims),
        {slug: by_document.get(slug, Load(slug)) for slug in Document.objects.values_list("slug", flat=True)},
        {load.name: load for load in works},
        len(frozenset[str]().union(*(load.claims for load in works))),
    )


def carried(claims: QuerySet[Claim]) -> list[Carried]:
    """Return claims with their supporting evidence, as it is weighed; a claim without any is left out: three queries."""
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
