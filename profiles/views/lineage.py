"""How the groups came together and apart over time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.figures.lineage.picture import TURN, lineage_questions, trace
from profiles.queries.answers import reconcile_all
from profiles.subject import SUBJECT
from sources.models import Document


@require_safe
def lineage(request: HttpRequest) -> HttpResponse:
    """Show how the groups came together and apart over time.

    Context: lineage, turn (see TURN; None where nothing that is drawn is older), documents.
    """
    documents = list(Document.objects.without_text())
    told = trace(reconcile_all(lineage_questions(), documents), SUBJECT)
    context = {"lineage": told, "turn": TURN if told.wide.plate.early else None, "documents": documents}
    return render(request, "profiles/lineage.html", context)
