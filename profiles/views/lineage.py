"""How the groups came together and apart over time, and every tie between actors."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.domain.ties import Link
from profiles.figures.lineage.picture import lineage_questions, trace
from profiles.models import Question, Site
from profiles.queries.answers import Reconciled, reconcile_all
from profiles.queries.tie_filter import TieFilter
from profiles.queries.tie_index import TieIndex, contrary_links, contrary_of, tie_index
from profiles.queries.ties import bonds, by_kind, documents_of, typed_ties
from profiles.site import site_of
from sources.models import Document
from sources.paging import MOST_DOCUMENTS, page_by_weight
from sources.paging import by_kind as by_kind_of
from sources.parameters import takes_parameters

TELLINGS_ON_A_PAGE = 40  # claims that tell ties
FEW = 20  # so many ties stand open on a page that shows other things too


@require_safe
@takes_parameters(*TieFilter.base_fields, "page")
def lineage(request: HttpRequest) -> HttpResponse:
    """Show how the groups came together and apart over time, then every tie; or the ties that are asked for, alone.

    Context: page (of ties and of those that do not go together), lineage (what stands before the ties; None where these are
    filtered, and on further pages), turn (the first year at full width; None where nothing that is drawn is older), documents,
    form, kinds (kind, its bonds on the page, how many it has in all), folded (whether they are folded), contraries (on the page),
    contrary_count and contrary_url (how many there are in all, and where the first stands), count of ties, claim_count, read_as
    (questions of another kind whose answers are read as ties).
    """
    site = site_of(request)
    documents = list(Document.objects.without_text())
    index = tie_index(site)
    form = TieFilter(request.GET, index)
    shown = form.shown()
    against = contrary_links(shown) if form.filtered else index.contraries
    listed: list[tuple[str, Any]] = [*(("tie", link) for link in shown), *(("contrary", one) for one in against)]
    weights = [*(len(index.links[link]) for link in shown), *(len(one.links) for one in against)]
    page = page_by_weight(request, listed, weights, TELLINGS_ON_A_PAGE)
    parts = by_kind_of(page)
    links = {*parts.get("tie", ()), *(link for one in parts.get("contrary", ()) for link in one.links)}
    made = {bond.link: bond for bond in bonds(typed_ties(_asked(links, index, documents), site)) if bond.link in links}
    told = None if form.filtered or page.number > 1 else trace(_traced(index, site, documents), site, index)
    totals = Counter(link.kind for link in shown)
    here = by_kind(made[link] for link in parts.get("tie", ()) if link in made)
    against_here = [one for one in parts.get("contrary", ()) if made.keys() >= {*one.links}]
    context = {
        "page": page,
        "lineage": told,
        "turn": site.turn if told and told.wide and told.wide.plate.early else None,
        "documents": documents if len(documents) <= MOST_DOCUMENTS else documents_of(made.values()),
        "form": form,
        "kinds": [(kind, held, totals[kind]) for kind, held in here],
        "folded": not form.filtered and len(shown) > FEW,
        "contraries": [contrary_of(one, made, index) for one in against_here],
        "contrary_count": len(against),
        "contrary_url": f"{page.url_of(page.paginator.number_of(len(shown)))}#contrary" if against else "",
        "count": len(shown),
        "claim_count": len({tie.claim for link in shown for tie in index.links[link]}),
        "read_as": list(Question.objects.answered().filter(key__in=site.read_as)),
    }
    return render(request, "profiles/lineage.html", context)


def _asked(links: Iterable[Link], index: TieIndex, documents: Sequence[Document]) -> list[Reconciled]:
    """Return the questions that tell some ties."""
    questions = {tie.question for link in links for tie in index.links[link]}
    return reconcile_all(Question.objects.answered().filter(pk__in=questions), documents)


def _traced(index: TieIndex, site: Site, documents: Sequence[Document]) -> list[Reconciled]:
    """Return the questions of which the lineage is made: those that tell of ties between groups with a lane, and those named."""
    lanes = {*site.lanes}
    drawn = {tie.question for tie in index.ties if tie.link.pair <= lanes}
    return reconcile_all(lineage_questions(site, drawn), documents)
