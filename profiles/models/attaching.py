"""Attach to answers what a page shows of their claims: each row is read once, however many of the answers share it.

Django's own prefetching makes an object of a document for each piece of evidence and of an actor for each claim that mentions
it, and a manager for each relation that is looked at: two thirds of what a chapter took.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import models

from profiles.models.claims import Claim
from profiles.models.evidence import Evidence
from sources.documents import all_documents
from sources.models import Work


def attach_claims(answers: Sequence[Any]) -> None:
    """Give answers, fetched with their claims, all that is shown of these: six queries at most.

    One claim is one object, with its evidence, the sources of that, and the actors and places that it mentions.
    """
    claims: dict[int, Claim] = {}
    for answer in answers:
        answer.claim = claims.setdefault(answer.claim_id, answer.claim)
    evidence: dict[int, list[Evidence]] = {}
    pieces = Evidence.objects.filter(claim__in=claims).order_by("order", "pk")
    for piece in pieces.select_related("passage").defer("passage__translation"):
        piece.claim = claims[piece.claim_id]
        evidence.setdefault(piece.claim_id, []).append(piece)
    attach_sources([piece for held in evidence.values() for piece in held])
    actors, places = (_related(relation, "claim", claims) for relation in (Claim.actors, Claim.places))
    for pk, claim in claims.items():
        claim.pieces = tuple(evidence.get(pk, ()))
        claim.mentioned_actors = actors.get(pk, ())
        claim.mentioned_places = places.get(pk, ())


def attach_sources(evidence: Sequence[Evidence]) -> None:
    """Give evidence, fetched with its passages, their documents and the works it credits or repeats: three queries at most."""
    documents = {document.pk: document for document in all_documents()}
    credited = _related(Evidence.works, "evidence", [piece.pk for piece in evidence])
    repeated = Work.objects.in_bulk({piece.repeats_work_id for piece in evidence if piece.repeats_work_id})
    for piece in evidence:
        piece.passage.document = documents[piece.passage.document_id]
        piece.credited_works = credited.get(piece.pk, ())
        piece.repeats_work = repeated[piece.repeats_work_id] if piece.repeats_work_id else None
        piece.repeats_document = documents[piece.repeats_document_id] if piece.repeats_document_id else None


def _related(relation: Any, near: str, ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
    """Return what a many-to-many relation leads to from each of some rows, in its own order: one query, an object a row of it."""
    if not ids:
        return {}
    target: type[models.Model] = relation.rel.model
    far = relation.field.m2m_reverse_field_name()
    names = [field.attname for field in target._meta.concrete_fields]
    rows: models.QuerySet[Any, tuple[Any, ...]] = (
        relation.through.objects.filter(**{f"{near}__in": ids})
        .order_by(*(f"{far}__{name}" for name in target._meta.ordering or ()))
        .values_list(f"{near}_id", *(f"{far}__{name}" for name in names))
    )
    made: dict[int, models.Model] = {}
    found: dict[int, list[models.Model]] = {}
    for pk, *values in rows:
        row = made.get(values[0])
        if row is None:
            row = made[values[0]] = target.from_db(rows.db, names, values)
        found.setdefault(pk, []).append(row)
    return {pk: tuple(held) for pk, held in found.items()}
