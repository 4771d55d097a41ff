"""Every place that claims mention, as the maps take places: so that they can be drawn with all of them."""

from collections.abc import Sequence

from profiles.models import Evidence, Place, Status
from profiles.queries.places import Named, PlaceMention
from sources.models import Document


def places_mentioned(documents: Sequence[Document]) -> tuple[Named, ...]:
    """Return every place that a published claim mentions, with the documents that support such a claim: two queries."""
    mentions: dict[int, dict[int, set[int]]] = {}  # place, document: claims
    rows = Evidence.objects.supporting().filter(claim__status=Status.PUBLISHED, claim__places__isnull=False).order_by()
    for place, speaker, claim in rows.values_list("claim__places", "passage__document_id", "claim_id"):
        mentions.setdefault(place, {}).setdefault(speaker, set()).add(claim)
    named = [
        Named(
            place,
            tuple(PlaceMention(document, None, len(mentions[place.pk].get(document.pk, ()))) for document in documents),
        )
        for place in Place.objects.filter(pk__in=mentions)
    ]
    return tuple(sorted(named, key=lambda one: (-one.count, one.place.name)))
