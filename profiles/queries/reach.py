"""How far the documents reach in time: when each is dated, and the latest date that each gives."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from profiles.domain.values import ValueKind
from profiles.models import Claim, Evidence, Stance, Status
from sources.dates import parse_edtf
from sources.dates_in_words import format_date
from sources.models import Document

_LONG = ("quote", "translation", "prefix", "suffix", "repeats_note")  # texts that no date needs


@dataclass(frozen=True)
class DocumentReach:
    """A document, and the latest date that it gives: the claim, or None where it gives none, and the date (EDTF)."""

    document: Document
    latest: Claim | None
    date: str

    @property
    def latest_in_words(self) -> str:
        """That date: "August–September 2023"; nothing where there is none."""
        return format_date(self.date) if self.date else ""


def read_reach(documents: Sequence[Document]) -> tuple[DocumentReach, ...]:
    """Return how far each document reaches, in their order: two queries.

    A claim dates by when it held, and by the date that is its answer. What began then and went on dates no end, and counts for
    nothing. The latest is what began last, by the first day that its date can mean: a year is no later than its months.
    """
    found: dict[int, list[tuple[date, str, str, Claim]]] = {}
    supporting = Evidence.objects.filter(claim__status=Status.PUBLISHED, stance=Stance.SUPPORTS)
    supporting = supporting.select_related("claim").defer(*_LONG).order_by()
    for piece in supporting.exclude(claim__as_of="").annotate(document=F("passage__document")):
        _add(found, piece.document, piece.claim.as_of, piece.claim)  # type: ignore[attr-defined]
    answering = supporting.filter(claim__answers__question__value_kind=ValueKind.DATE.value)
    for piece in answering.annotate(document=F("passage__document"), given=F("claim__answers__value")):
        if isinstance(piece.given, dict):  # type: ignore[attr-defined]
            _add(found, piece.document, piece.given.get("date", ""), piece.claim)  # type: ignore[attr-defined]
    return tuple(_reach(document, found.get(document.pk, ())) for document in documents)


def _add(found: dict[int, list[tuple[date, str, str, Claim]]], document: int, edtf: str, claim: Claim) -> None:
    """Note a date that a document gives, unless it has no beginning or no end."""
    with suppress(ValueError):  # an answer to another question may hold no date; the audit says so
        dated = parse_edtf(edtf)
        if dated.earliest and dated.latest:
            found.setdefault(document, []).append((dated.earliest, claim.key, edtf, claim))


def _reach(document: Document, dates: Sequence[tuple[date, str, str, Claim]]) -> DocumentReach:
    if not dates:
        return DocumentReach(document, None, "")
    _, _, edtf, claim = max(dates, key=lambda dated: dated[:3])
    return DocumentReach(document, claim, edtf)
