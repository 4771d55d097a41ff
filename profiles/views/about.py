"""Who makes the site, for whom, how to cite it, and whose its parts are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from profiles.figures.map.sheets import towns_credit
from profiles.site import operator
from sources.models import Document
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def about(request: HttpRequest) -> HttpResponse:
    """Show what the site is and isn't.

    Context: operator, documents, cited_address (of the first page), places_credit (for the towns on the maps).
    """
    context = {
        "operator": operator(),
        "documents": Document.objects.without_text(),
        "places_credit": towns_credit(),
        "cited_address": request.build_absolute_uri(reverse("profiles:home")),
    }
    return render(request, "profiles/about.html", context)
