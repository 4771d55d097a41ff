"""The timeline: what the documents date, as a picture and as the same in words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.figures.timeline.dated import timeline_entries
from profiles.figures.timeline.events import TimelineItem, show_entries
from profiles.figures.timeline.picture import by_year, draw_picture, scale_of
from profiles.figures.timeline.plan import EventKind, PlannedEntry
from profiles.figures.timeline.scale import DateSpan
from profiles.models import Question
from profiles.queries.answers import reconcile_all
from profiles.site import site_of
from sources.models import Document, in_order
from sources.paging import MOST_DOCUMENTS, AddressedPage, page_by_weight
from sources.parameters import takes_parameters

DATES_ON_A_PAGE = 45  # of the list; each takes some two kilobytes
DATES_IN_A_PICTURE = 100  # as many stand in one picture, whatever the list's pages; each takes a kilobyte
_UNKNOWN = {"invalid_choice": "There is no “%(value)s” here: choose one of the list."}


class TimelineFilter(forms.Form):
    """What a reader can ask of the timeline."""

    kind = forms.ChoiceField(
        choices=[("", "every kind of event"), *((kind.value, kind.words) for kind in EventKind)],
        required=False,
        label="Kind",
        error_messages=_UNKNOWN,
    )
    document = forms.ChoiceField(required=False, label="Document", error_messages=_UNKNOWN)

    def __init__(self, data: Any, documents: Sequence[Document]) -> None:
        super().__init__(data)
        choices = [("", "any document"), *((document.slug, document.label) for document in documents)]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]


@require_safe
@takes_parameters(*TimelineFilter.base_fields, "page")
def timeline(request: HttpRequest) -> HttpResponse:
    """Show what is dated: events, or with the kind `state` how things stood at a time.

    Context: form, valid, filtered, kind, document, page (of entries), picture (of all of them on the first page; where they are
    too many for one, of what stands on each page), from_to (its first and last year, where there are several), years (heading,
    entries), starts (where each year begins: heading, address), count and total of entries, claim_count, state_count, documents
    (in the key); ratio (how many times narrower the years before `turn` are drawn).
    """
    site = site_of(request)
    documents = list(Document.objects.without_text())
    entries = timeline_entries(site)
    form = TimelineFilter(request.GET, documents)
    valid = form.is_valid()
    kind = EventKind(form.cleaned_data["kind"]) if valid and form.cleaned_data["kind"] else None
    document = next((document for document in documents if valid and document.slug == form.cleaned_data["document"]), None)
    among = [entry for entry in entries if entry.is_state == (kind is EventKind.STATE)]
    found = [entry for entry in among if valid and kind in (None, entry.kind) and (not document or entry.speaks(document.slug))]
    page = page_by_weight(request, found, (len(entry.dates) for entry in found), DATES_ON_A_PAGE)
    is_whole = sum(len(entry.dates) for entry in found) <= DATES_IN_A_PICTURE
    drawn = page.entries if not is_whole else found if page.number == 1 else []
    asked = Question.objects.filter(pk__in={entry.question for entry in (*drawn, *page.entries)})
    reconciled = reconcile_all(asked, documents)
    shown = show_entries(page.entries, reconciled, site)
    pictured = show_entries(drawn, reconciled, site)
    scale = scale_of(_spans_of(entries if is_whole else page.entries), site.turn) if pictured else None
    context = {
        "form": form,
        "valid": valid,
        "filtered": bool(kind or document),
        "kind": kind,
        "document": document,
        "page": page,
        "from_to": (pictured[0].heading, pictured[-1].heading) if pictured and not is_whole else None,
        "picture": draw_picture(pictured, scale, document.slug if document else "") if scale else None,
        "years": by_year(shown),
        "starts": _starts(page, found),
        "count": len(found),
        "total": len(among),
        "claim_count": len({date.claim for entry in found for date in entry.dates}),
        "state_count": sum(entry.is_state for entry in entries),
        "ratio": scale.ratio if scale and scale.early else 0,
        "turn": site.turn,
        "documents": documents if len(documents) <= MOST_DOCUMENTS else _documents_of([*pictured, *shown]),
    }
    return render(request, "profiles/timeline.html", context)


def _documents_of(entries: Sequence[TimelineItem]) -> list[Document]:
    """Return the documents whose marks stand beside entries."""
    return in_order({document for entry in entries for date in entry.dates for document in date.answer.documents})


def _spans_of(entries: Sequence[PlannedEntry]) -> list[DateSpan]:
    return [span for entry in entries for span in entry.spans]


def _starts(page: AddressedPage, entries: Sequence[PlannedEntry]) -> list[tuple[str, str]]:
    """Return the years and decades of entries, each with the address at which it begins: on this page, or on another."""
    starts: dict[str, str] = {}
    for place, entry in enumerate(entries):
        if entry.heading not in starts:
            number = page.paginator.number_of(place)
            starts[entry.heading] = f"{'' if number == page.number else page.url_of(number)}#year-{entry.heading}"
    return list(starts.items())
