"""Pages that a snapshot has in place of the site's own, or besides: the search without a server, and what the snapshot is."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jnimref.static_site.search_entries import write_search_script
from jnimref.static_site.summary import Summary
from profiles.models import topics_with_counts
from profiles.search.index import Kind
from sources.language_names import languages_in_words
from sources.languages import is_english
from sources.models import Document
from sources.parameters import Form, takes_parameters

ENTRIES = "search/entries.js"


@require_safe
@takes_parameters("q", "kind")
def search_page(request: HttpRequest) -> HttpResponse:
    """Show the search, whose results a script in the browser fills in.

    Context: that of an empty search (topics, languages, is_translated); kinds, in the order in which they are shown; documents,
    in the order of the search's list.
    """
    tags = Document.objects.languages()
    context = {
        "query": "",
        "total": 0,
        "topics": topics_with_counts(),
        "languages": languages_in_words(tags),
        "is_translated": not all(map(is_english, tags)),
        "kinds": [kind.value for kind in Kind],
        "documents": Document.objects.without_text(),
        "entries": f"/{ENTRIES}",
    }
    return render(request, "static_site/search.html", context)


@require_safe
@takes_parameters(form=Form.FIXED)
def search_entries(request: HttpRequest) -> HttpResponse:
    """Give what the search finds, as a script."""
    return HttpResponse(write_search_script().script, content_type="text/javascript; charset=utf-8")


@require_safe
@takes_parameters(form=Form.FIXED)
def about_snapshot(request: HttpRequest) -> HttpResponse:
    """Show what the snapshot is and what it leaves out. Context: snapshot (Summary)."""
    snapshot = cast("Summary", request.snapshot)  # type: ignore[attr-defined]  # set by whoever writes the snapshot
    return render(request, "static_site/about_snapshot.html", {"snapshot": snapshot})
