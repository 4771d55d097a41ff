"""The timeline: what the documents date, as a picture and as the same in words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.figures.timeline.events import EventKind, all_entries
from profiles.figures.timeline.picture import by_year, draw_picture, scale_of
from profiles.site import site_of
from sources.models import Document
from sources.parameters import takes_parameters

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
@takes_parameters(*TimelineFilter.base_fields)
def timeline(request: HttpRequest) -> HttpResponse:
    """Show what is dated: events, or with the kind `state` how things stood at a time.

    Context: form, valid, filtered, kind, document, picture (of what is left),
    years (heading, entries), count and total of entries, claim_count, state_count, documents; ratio
    (how many times narrower the years before `turn` are drawn, or 0).
    """
    site = site_of(request)
    documents = list(Document.objects.without_text())
    entries = all_entries(documents, site)
    form = TimelineFilter(request.GET, documents)
    valid = form.is_valid()
    kind = EventKind(form.cleaned_data["kind"]) if valid and form.cleaned_data["kind"] else None
    document = next((document for document in documents if valid and document.slug == form.cleaned_data["document"]), None)
    events = [entry for entry in entries if entry.kind is not EventKind.STATE]
    states = [entry for entry in entries if entry.kind is EventKind.STATE]
    among = states if kind is EventKind.STATE else events
    shown = [entry for entry in among if valid and kind in (None, entry.kind) and (not document or entry.speaks(document))]
    scale = scale_of(entries, site.turn) if entries else None
    context = {
        "form": form,
        "valid": valid,
        "filtered": bool(kind or document),
        "kind": kind,
        "document": document,
        "picture": draw_picture(shown, scale, document.slug if document else "") if shown and scale else None,
        "years": by_year(shown),
        "count": len(shown),
        "total": len(among),
        "claim_count": len({date.answer.claim.pk for entry in shown for date in entry.dates}),
        "state_count": len(states),
        "ratio": scale.ratio if scale and scale.early else 0,
        "turn": site.turn,
        "documents": documents,
    }
    return render(request, "profiles/timeline.html", context)
