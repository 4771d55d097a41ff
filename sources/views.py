"""Pages of the sources: documents, the reader, works."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sources.annotations import Annotate, Resting, RestingOn, Weigh
from sources.merged_keys import follow_merged
from sources.models import Document, MergedWork, Work
from sources.paging import page_of
from sources.parameters import leave_out, takes_parameters
from sources.reader import compose, outline
from sources.segmentation import Kind

DOCUMENTS_ON_A_PAGE = 40
WORKS_ON_A_PAGE = 150


@require_safe
@takes_parameters("page")
def document_list(request: HttpRequest, weigh: Weigh) -> HttpResponse:
    """Show the documents.

    Context: page, documents (those on it, each with the number of its passages and works, and how much rests on it).
    """
    page = page_of(request, list(Document.objects.values_list("pk", flat=True)), DOCUMENTS_ON_A_PAGE)
    documents = (
        Document.objects.defer("text")
        .filter(pk__in=page.entries)
        .annotate(
            content_count=Count(
                "passages", filter=Q(passages__kind__in=(Kind.PARAGRAPH.value, Kind.LIST_ITEM.value)), distinct=True
            ),
            work_count=Count("passages__citations__work", distinct=True),
        )
        .order_by("order", "slug")
    )
    weights = weigh()
    context = {"page": page, "documents": [(document, weights.get(document.slug)) for document in documents]}
    return render(request, "sources/document_list.html", context)


@require_safe
@takes_parameters("claim")
def document_detail(request: HttpRequest, slug: str, annotate: Annotate) -> HttpResponse:
    """Show a document's full text. Context: document, passages (ReaderPassage), outline, current (the claim's key)."""
    document = get_object_or_404(Document, slug=slug)
    current = request.GET.get("claim", "")
    passages = compose(document, annotate(document, current))
    if current and not any(passage.current for passage in passages):
        leave_out(request, "claim", "No claim of this name rests on the document, and no words are marked as its own")
    context = {"document": document, "passages": passages, "outline": outline(passages), "current": current}
    return render(request, "sources/document_detail.html", context)


@require_safe
@takes_parameters("page")
def work_list(request: HttpRequest) -> HttpResponse:
    """Show the bibliography. Context: page, works (those on it, each with its citations and how many documents cite it)."""
    page = page_of(request, list(Work.objects.values_list("pk", flat=True)), WORKS_ON_A_PAGE)
    return render(
        request, "sources/work_list.html", {"page": page, "works": Work.objects.with_citations().filter(pk__in=page.entries)}
    )


@require_safe
@takes_parameters()
@follow_merged(MergedWork)
def work_detail(request: HttpRequest, key: str, resting_on: RestingOn) -> HttpResponse:
    """Show one work. Context: work, citations, weight, alone (what rests on nothing else, by claim), resting (what else does)."""
    work = get_object_or_404(Work.objects.with_citations(), key=key)
    resting, weight = resting_on(work)
    alone: dict[str, list[Resting]] = {}
    for claim in resting:
        if claim.alone:
            alone.setdefault(claim.url, []).append(claim)
    context = {
        "work": work,
        "citations": work.citations.all(),
        "resting": [claim for claim in resting if not claim.alone],
        "alone": list(alone.values()),
        "weight": weight,
    }
    return render(request, "sources/work_detail.html", context)
