"""How far the documents reach in time: when each is dated, and the latest fact that each dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from profiles.models import Claim, Evidence, Stance, Status
from sources.dates_in_words import format_date
from sources.models import Document


@dataclass(frozen=True)
class DocumentReach:
    """A document, and the latest of the facts that it dates: the claim, or None where it dates none."""

    document: Document
    latest: Claim | None

    @property
    def latest_in_words(self) -> str:
        """When that fact held: "August–September 2023"; nothing where there is none."""
        return format_date(self.latest.as_of) if self.latest else ""


def read_reach(documents: Sequence[Document]) -> tuple[DocumentReach, ...]:
    """Return how far each document reaches, in their order: one query.

    The latest fact is the one that began last, by the first day that its date can mean: a year is no later than its months.
    """
    dated = Evidence.objects.filter(claim__status=Status.PUBLISHED, stance=Stance.SUPPORTS, claim__as_of_earliest__isnull=False)
    latest: dict[int, tuple[tuple[date, str], Claim]] = {}
    for piece in dated.select_related("claim", "passage").only("claim", "passage__document").order_by():
        claim, document = piece.claim, piece.passage.document_id
        order = (claim.as_of_earliest, claim.key)
        if claim.as_of_earliest and (document not in latest or order > latest[document][0]):
            latest[document] = ((claim.as_of_earliest, claim.key), claim)
    return tuple(DocumentReach(document, latest[document.pk][1] if document.pk in latest else None) for document in documents)
