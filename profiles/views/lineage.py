"""How the groups came together and apart over time, and every tie between actors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.figures.lineage.picture import lineage_questions, trace
from profiles.queries.answers import reconcile_all
from profiles.queries.tie_filter import TieFilter
from profiles.queries.ties import by_kind, contraries, typed_ties
from profiles.site import site_of
from sources.models import Document
from sources.parameters import takes_parameters

FEW = 20  # so many ties stand open on a page that shows other things too


@require_safe
@takes_parameters(*TieFilter.base_fields)
def lineage(request: HttpRequest) -> HttpResponse:
    """Show how the groups came together and apart over time, then every tie; or the ties that are asked for, alone.

    Context: lineage (None where the ties are filtered), turn (the first year at full width; None where nothing that is drawn is
    older), documents, form, kinds (kind, its bonds), folded (whether they are folded), contraries, count of ties,
    claim_count, read_as (questions of another kind whose answers are read as ties).
    """
    site = site_of(request)
    documents = list(Document.objects.without_text())
    reconciled = reconcile_all(lineage_questions(site), documents)
    form = TieFilter(request.GET, typed_ties(reconciled, site))
    shown = form.shown()
    told = None if form.filtered else trace(reconciled, site)
    context = {
        "lineage": told,
        "turn": site.turn if told and told.wide and told.wide.plate.early else None,
        "documents": documents,
        "form": form,
        "kinds": by_kind(shown),
        "folded": not form.filtered and len(shown) > FEW,
        "contraries": contraries(shown),
        "count": len(shown),
        "claim_count": len({tie.answer.claim.pk for bond in shown for tie in bond.ties}),
        "read_as": [asked.question for asked in reconciled if asked.question.key in site.read_as],
    }
    return render(request, "profiles/lineage.html", context)
