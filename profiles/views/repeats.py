"""Who repeats whom: all documents beside each other, two of them, and one beside a work that it repeats."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from profiles.queries.beside import cited_by_both, documents_beside, work_beside
from profiles.queries.repeats import in_slug_order, who_repeats_whom
from sources.merged_keys import follow_merged
from sources.models import Document, MergedWork, Work, in_order
from sources.paging import MOST_DOCUMENTS, by_kind, page_of
from sources.parameters import takes_parameters
from sources.shared_words import SHORTEST_RUN

LISTED_ON_A_PAGE = 150  # works that a document repeats, pairs of documents, works behind several


@require_safe
@takes_parameters("page")
def repeats(request: HttpRequest) -> HttpResponse:
    """Show what every two documents have in common, and which documents repeat which works.

    Context: overview; page (of what is listed), repeating, pairs and works (what of it stands there: pairs of documents that have
    something in common, the most first, where they have no matrix), pair_count, possible (how many there could be), matrix
    (whether it is shown), shortest (words of a run).
    """
    overview = who_repeats_whom()
    count = len(overview.documents)
    is_matrix = count <= MOST_DOCUMENTS
    listed: list[tuple[str, object]] = [("repeating", one) for one in overview.repeating]
    listed += [] if is_matrix else [("pair", pair) for pair in overview.heaviest]
    listed += [("work", row) for row in overview.works]
    page = page_of(request, listed, LISTED_ON_A_PAGE)
    shown = by_kind(page)
    context = {
        "overview": overview,
        "page": page,
        "repeating": shown.get("repeating", []),
        "pairs": shown.get("pair", []),
        "works": [(row.work, row.beside(overview.documents) if is_matrix else row.cells) for row in shown.get("work", [])],
        "pair_count": len(overview.heaviest),
        "possible": count * (count - 1) // 2,
        "matrix": is_matrix,
        "shortest": SHORTEST_RUN,
    }
    return render(request, "profiles/repeats.html", context)


@require_safe
@takes_parameters()
def repeats_between(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Show the passages of two documents that have something in common, side by side. One address for two, in their order.

    Context: left, right (documents), pair (what they have in common, or None), beside, cited (works, with where both cite them),
    shortest (words of a run).
    """
    if left == right:
        raise Http404("A document is not compared with itself.")
    first, second = in_order(get_object_or_404(Document.objects.without_text(), slug=slug) for slug in (left, right))
    if (first.slug, second.slug) != (left, right):
        return HttpResponsePermanentRedirect(reverse("profiles:repeats_between", args=[first.slug, second.slug]))
    pair = who_repeats_whom().pairs.get(in_slug_order(first, second))
    context = {
        "left": first,
        "right": second,
        "pair": pair,
        "beside": documents_beside(first, second),
        "cited": cited_by_both(first, second, pair.works) if pair else [],
        "shortest": SHORTEST_RUN,
    }
    return render(request, "profiles/repeats_between.html", context)


@require_safe
@takes_parameters()
@follow_merged(MergedWork)
def repeats_of_work(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show the passages of a document that are shown to repeat a work, beside those of others that lead to it.

    Context: document, work, repeating (how much, and how it is known), beside.
    """
    document = get_object_or_404(Document.objects.without_text(), slug=slug)
    work = get_object_or_404(Work, key=key)
    found = [one for one in who_repeats_whom().repeating if (one.document, one.work) == (document, work)]
    if not found:
        raise Http404("The document is not shown to repeat the work.")
    context = {"document": document, "work": work, "repeating": found[0], "beside": work_beside(document, work)}
    return render(request, "profiles/repeats_of_work.html", context)
