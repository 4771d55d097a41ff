"""The published claims as find_twins compares them, and the pairs that a curator has told apart."""

from collections.abc import Hashable

from profiles.domain.twins import Twins, find_twins
from profiles.models import Claim, DistinctPair, Evidence, Status


def unmarked_twins() -> list[Twins]:
    """Return the pairs of published claims that may say the same and are not marked as distinct: three queries."""
    marked = set(DistinctPair.objects.values_list("first__key", "second__key"))
    return [twins for twins in published_twins() if (twins.first, twins.second) not in marked]


def published_twins() -> list[Twins]:
    """Return the pairs of published claims that may say the same: two queries."""
    statements = dict(Claim.objects.published().values_list("key", "says"))
    spans: dict[str, set[Hashable]] = {}
    rows = Evidence.objects.filter(claim__status=Status.PUBLISHED)
    for key, document, start, end in rows.values_list("claim__key", "passage__document_id", "start", "end"):
        spans.setdefault(key, set()).add((document, start, end))
    return find_twins(statements, {key: frozenset(held) for key, held in spans.items()})
