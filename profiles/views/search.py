"""Words found in all that the site says and quotes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.models import topics_with_counts
from profiles.search.bounds import MOST_TERMS, bound_terms
from profiles.search.index import Entry, Found, Hit, Kind, read_all, search, show
from profiles.search.matching import Term, parse_query
from sources.language_names import languages_in_words
from sources.languages import is_english
from sources.models import Document
from sources.parameters import check_page, leave_out, takes_parameters

SHOWN = {Kind.NAME: 12, Kind.QUESTION: 12, Kind.CLAIM: 20, Kind.PASSAGE: 12, Kind.WORK: 12}
HITS_ON_A_PAGE = 100  # where one kind is shown by itself


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many in all, and those that are shown."""

    kind: Kind
    count: int
    found: Sequence[Found]

    @property
    def is_whole(self) -> bool:
        """Whether all of them are shown."""
        return len(self.found) == self.count


@require_safe
@takes_parameters("kind", "page", joined=["q"])
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what holds the words that a reader looks for; with `kind`, all there is of one kind, page by page.

    Context: query (as typed), problem (why it can't be read), counts (kind, how many), total, groups, kind and page (of one kind
    by itself), apart (the words that are sought, where together they are not found), left_out (words that are not looked for),
    most (how many are); where nothing is found or sought, topics, and the documents' languages (in words, and whether any of them
    is translated).
    """
    query = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"query": query, "total": 0, "kind": None, "most": MOST_TERMS}
    try:
        terms, context["left_out"] = bound_terms(_read(query, request) if query else ())
    except ValueError as failure:
        context["problem"] = str(failure)[:1].upper() + str(failure)[1:]
        terms = ()
    if terms:
        context |= _results(request, terms, read_all())
    if not context["total"]:
        tags = Document.objects.languages()
        context |= {
            "topics": topics_with_counts(),
            "languages": languages_in_words(tags),
            "is_translated": not all(map(is_english, tags)),
        }
    return render(request, "profiles/search.html", context)


def _read(query: str, request: HttpRequest) -> tuple[Term, ...]:
    """Return what is looked for. Raise ValueError, in words for the reader, for what can't be read."""
    for name in request.odd_characters:  # type: ignore[attr-defined]  # the middleware has put the name in its place
        if f"⟨{name}⟩" in query:
            raise ValueError(f"it holds {name}, which has no place in a text")
    return parse_query(query)


def _results(request: HttpRequest, terms: Sequence[Term], entries: Sequence[Entry]) -> dict[str, object]:
    hits = search(terms, entries)
    counts = [(kind, len(found)) for kind, found in hits.items()]
    kind = next((kind for kind, count in counts if kind.value == request.GET.get("kind") and count), None)
    if request.GET.get("kind") and not kind:
        leave_out(request, "kind", "All kinds are shown")
    page: Page[Hit] | None = None
    if kind:
        page = Paginator(hits[kind], HITS_ON_A_PAGE).get_page(request.GET.get("page"))
        check_page(request, page)
        groups = [Group(kind, len(page), show(list(page)))]
    else:
        groups = [Group(kind, len(found), show(found[: SHOWN[kind]])) for kind, found in hits.items() if found]
        if request.GET.get("page"):
            leave_out(request, "page", "Results have pages where one kind of them is shown by itself")
    total = sum(count for _, count in counts)
    apart = [term.words for term in terms] if not total and len(terms) > 1 else []
    return {"counts": counts, "total": total, "groups": groups, "kind": kind, "page": page, "apart": apart}
