"""How much rests on what."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.domain.reliance import Hold, Load, weigh_documents, weigh_works
from profiles.domain.stacked_bars import BarPart
from profiles.models import Claim
from profiles.queries.reliance import carried
from sources.models import Document, Work
from sources.parameters import takes_parameters

Source = TypeVar("Source", Document, Work)


@dataclass(frozen=True)
class Weighed(Generic[Source]):
    """A document or a work with what rests on it, and this as a bar."""

    source: Source
    load: Load
    bar: tuple[BarPart[Hold], ...]


@require_safe
@takes_parameters()
def reliance(request: HttpRequest) -> HttpResponse:
    """Show how much rests on each document and work, and what would fall with it.

    Context: documents (weighed, in their order), works (weighed, the heaviest first), heaviest (the claims of the first work),
    claim_count; alone_count (claims that rest on one document), credited_count (claims that rest on a work, or may).
    """
    claims = carried(Claim.objects.published())
    by_document, by_work = weigh_documents(claims), weigh_works(claims)
    heaviest = max((len(load.claims) for load in by_work.values()), default=0)
    documents = [_weigh(document, by_document.get(document.slug), len(claims)) for document in Document.objects.without_text()]
    works = [_weigh(work, by_work.get(work.key), heaviest) for work in Work.objects.all()]
    works.sort(key=lambda work: (-len(work.load.claims), -len(work.load.alone), work.source.key))
    context = {
        "documents": documents,
        "works": works,
        "heaviest": heaviest,
        "claim_count": len(claims),
        "alone_count": sum(len(document.load.alone) for document in documents),
        "credited_count": len(frozenset[str]().union(*(load.claims for load in by_work.values()))),
    }
    return render(request, "profiles/reliance.html", context)


def _weigh(source: Source, load: Load | None, of: int) -> Weighed[Source]:
    """Return a source with its load, and this as a bar on an axis of so many claims."""
    load = load or Load("")
    return Weighed(source, load, load.parts(of))
