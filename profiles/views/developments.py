"""What changed over time: dated answers side by side, and what the documents say of change."""

import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.models import Question
from profiles.queries.developments import developments, heading_anchor, of_several_times_since, weigh_headings
from profiles.site import site_of
from sources.dates import parse_edtf
from sources.dates_in_words import format_date
from sources.models import Document
from sources.paging import MOST_DOCUMENTS, by_kind, page_by_weight
from sources.parameters import takes_parameters

ROOM = 140  # statements and other questions on a page


class SinceField(forms.CharField):
    """A date, as EDTF, whose first day is known."""

    def clean(self, value: Any) -> Any:
        """Return the date, or None if the field is empty. Raise ValidationError for what is none, or begins on no known day."""
        text = super().clean(value)
        if not text:
            return None
        try:
            date = parse_edtf(text)
        except ValueError:
            date = None
        if not date or not date.earliest:
            raise forms.ValidationError(f"“{text}” is no date to begin with: write a year, 2017, or a month, 2017-03.")
        return date


class DevelopmentsFilter(forms.Form):
    """What a reader can ask of the developments."""

    since = SinceField(required=False, label="Since", help_text="a year or a month: 2017, 2017-03", max_length=40)


@require_safe
@takes_parameters(*DevelopmentsFilter.base_fields, "page")
def changes(request: HttpRequest) -> HttpResponse:
    """Show what changed.

    Context: form, valid, since (in words, or nothing), page (of headings, then of questions under none), changed (Developments:
    the headings on the page), starts (title and address of every heading), dated, untimed and earlier (how many statements of the
    page are placed in time, tell of a change without a date, and are left out), others (question, the times of its answers),
    documents.
    """
    form = DevelopmentsFilter(request.GET, label_suffix="")
    valid = form.is_valid()
    since = form.cleaned_data.get("since") if valid else None
    documents = list(Document.objects.defer("text", "not_citations"))
    first: datetime.date | None = since.earliest if since else None
    site = site_of(request)
    weights = weigh_headings(site)
    under_none = of_several_times_since(site, first)
    listed = [*(("heading", place) for place in range(len(weights))), *(("other", one) for one in under_none)]
    page = page_by_weight(request, listed, [*weights, *(1 for _ in under_none)], ROOM)
    parts = by_kind(page)
    others = parts.get("other", [])
    asked = Question.objects.only("key", "ask").in_bulk([one.question for one in others])
    changed = developments(documents, site, first, parts.get("heading", ()))
    headings = changed.headings
    starts = []
    for place, heading in enumerate(site.developments):
        number = page.paginator.number_of(place)
        anchor = heading_anchor(heading["title"])
        starts.append((heading["title"], f"{'' if number == page.number else page.url_of(number)}#{anchor}"))
    context = {
        "form": form,
        "valid": valid,
        "since": format_date(since.text) if since else "",
        "changed": changed,
        "starts": starts,
        "dated": len({one.answer.claim.pk for heading in headings for one in heading.dated}),
        "untimed": len({answer.claim.pk for heading in headings for answer in heading.changes}),
        "earlier": sum(heading.earlier for heading in headings),
        "page": page,
        "others": [(asked[one.question], one.in_words) for one in others],
        "documents": documents if len(documents) <= MOST_DOCUMENTS else [],
    }
    return render(request, "profiles/developments.html", context)
