"""What changed over time: dated answers side by side, and what the documents say of change."""

import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.models import Question
from profiles.queries.developments import developments, of_several_times_since
from profiles.site import site_of
from sources.dates import parse_edtf
from sources.dates_in_words import format_date
from sources.models import Document
from sources.paging import MOST_DOCUMENTS, page_of
from sources.parameters import takes_parameters

OTHERS_ON_A_PAGE = 100  # questions, a line each


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

    Context: form, valid, since (in words, or nothing), changed (Developments; None but on the first page), dated, untimed and
    earlier (how many statements are placed in time, tell of a change without a date, and are left out), page (of the questions
    under no heading), others (question, the times of its answers), documents.
    """
    form = DevelopmentsFilter(request.GET, label_suffix="")
    valid = form.is_valid()
    since = form.cleaned_data.get("since") if valid else None
    documents = list(Document.objects.defer("text", "not_citations"))
    first: datetime.date | None = since.earliest if since else None
    site = site_of(request)
    page = page_of(request, of_several_times_since(site, first), OTHERS_ON_A_PAGE)
    asked = Question.objects.only("key", "ask").in_bulk([one.question for one in page.entries])
    changed = developments(documents, site, first) if page.number == 1 else None
    headings = changed.headings if changed else ()
    context = {
        "form": form,
        "valid": valid,
        "since": format_date(since.text) if since else "",
        "changed": changed,
        "dated": len({one.answer.claim.pk for heading in headings for one in heading.dated}),
        "untimed": len({answer.claim.pk for heading in headings for answer in heading.changes}),
        "earlier": sum(heading.earlier for heading in headings),
        "page": page,
        "others": [(asked[one.question], one.in_words) for one in page.entries],
        "documents": documents if len(documents) <= MOST_DOCUMENTS else [],
    }
    return render(request, "profiles/developments.html", context)
