"""How the groups came together and apart over time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.figures.lineage.picture import lineage_questions, trace
from profiles.queries.answers import reconcile_all
from profiles.site import site_of
from sources.models import Document
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def lineage(request: HttpRequest) -> HttpResponse:
    """Show how the groups came together and apart over time.

    Context: lineage, turn (the first year at full width; None where nothing that is drawn is older), documents.
    """
    site = site_of(request)
    documents = list(Document.objects.without_text())
    told = trace(reconcile_all(lineage_questions(site), documents), site)
    context = {"lineage": told, "turn": site.turn if told.wide and told.wide.plate.early else None, "documents": documents}
    return render(request, "profiles/lineage.html", context)
