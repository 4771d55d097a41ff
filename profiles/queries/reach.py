"""How far the documents reach in time: when each is dated, and the latest date that each gives."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from profiles.domain.values import ValueKind
from profiles.models import Evidence, Stance, Status
from sources.addresses import address_of
from sources.dates import parse_edtf
from sources.dates_in_words import format_date
from sources.models import Document
from sources.revision import once_a_revision


@dataclass(frozen=True)
class DocumentReach:
    """A document, and the latest date that it gives: the address of the claim, and the date (EDTF); "" where it gives none."""

    document: Document
    url: str
    date: str

    @property
    def latest_in_words(self) -> str:
        """That date: "August–September 2023"; nothing where there is none."""
        return format_date(self.date) if self.date else ""


def read_reach(documents: Sequence[Document]) -> tuple[DocumentReach, ...]:
    """Return how far each document reaches, in their order.

    A claim dates by when it held, and by the date that is its answer. What began then and went on dates no end, and counts for
    nothing. The latest is what began last, by the first day that its date can mean: a year is no later than its months.
    """
    found = _dates_by_document()
    return tuple(_reach(document, found.get(document.pk, ())) for document in documents)


@once_a_revision
def _dates_by_document() -> dict[int, list[tuple[date, str, str]]]:
    """Return the dates that each document (primary key) gives: the first day, the claim's key, the date as EDTF. Two queries."""
    found: dict[int, list[tuple[date, str, str]]] = {}
    supporting = Evidence.objects.filter(claim__status=Status.PUBLISHED, stance=Stance.SUPPORTS).order_by()
    held = supporting.exclude(claim__as_of="")
    for document, claim, as_of in held.values_list("passage__document", "claim__key", "claim__as_of").distinct():
        _add(found, document, as_of, claim)
    answering = supporting.filter(claim__answers__question__value_kind=ValueKind.DATE.value)
    for document, claim, given in answering.values_list("passage__document", "claim__key", "claim__answers__value"):
        if isinstance(given, dict):
            _add(found, document, given.get("date", ""), claim)
    return found


def _add(found: dict[int, list[tuple[date, str, str]]], document: int, edtf: str, claim: str) -> None:
    """Note a date that a document gives, unless it has no beginning or no end."""
    with suppress(ValueError):  # an answer to another question may hold no date; the audit says so
        dated = parse_edtf(edtf)
        if dated.earliest and dated.latest:
            found.setdefault(document, []).append((dated.earliest, claim, edtf))


def _reach(document: Document, dates: Sequence[tuple[date, str, str]]) -> DocumentReach:
    if not dates:
        return DocumentReach(document, "", "")
    _, claim, edtf = max(dates)
    return DocumentReach(document, address_of("profiles:claim", claim), edtf)
