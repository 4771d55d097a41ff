"""How much rests on what."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.domain.reliance import Hold, Load
from profiles.domain.stacked_bars import BarPart
from profiles.queries.reliance import weigh_everything
from sources.models import Document, Work
from sources.paging import by_kind, page_of
from sources.parameters import takes_parameters

SOURCES_ON_A_PAGE = 80
Source = TypeVar("Source", Document, Work)


@dataclass(frozen=True)
class Weighed(Generic[Source]):
    """A document or a work with what rests on it, and this as a bar."""

    source: Source
    load: Load
    bar: tuple[BarPart[Hold], ...]


@require_safe
@takes_parameters("page")
def reliance(request: HttpRequest) -> HttpResponse:
    """Show how much rests on each document and work, and what would fall with it.

    Context: page (of documents and works), documents (weighed, in their order), works (weighed, the heaviest first): what stands
    on it; heaviest (the claims of the first work), claim_count; alone_count (claims that rest on one document), credited_count
    (claims that rest on a work, or may).
    """
    loads = weigh_everything()
    sources = [("document", slug) for slug in loads.documents] + [("work", key) for key in loads.works]
    page = page_of(request, sources, SOURCES_ON_A_PAGE)
    shown = by_kind(page)
    documents = Document.objects.without_text().in_bulk(shown.get("document", ()), field_name="slug")
    works = Work.objects.in_bulk(shown.get("work", ()), field_name="key")
    context = {
        "page": page,
        "documents": [_weigh(documents[slug], loads.documents[slug], loads.claim_count) for slug in shown.get("document", ())],
        "works": [_weigh(works[key], loads.works[key], loads.heaviest) for key in shown.get("work", ())],
        "heaviest": loads.heaviest,
        "claim_count": loads.claim_count,
        "alone_count": sum(len(load.alone) for load in loads.documents.values()),
        "credited_count": loads.credited,
    }
    return render(request, "profiles/reliance.html", context)


def _weigh(source: Source, load: Load, of: int) -> Weighed[Source]:
    """Return a source with its load, and this as a bar on an axis of so many claims."""
    return Weighed(source, load, load.parts(of))
