"""Where it operates: the map."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import pluralize
from django.views.decorators.http import require_safe

from profiles.figures.map.pictures import closer_map, document_map, merged_map, not_drawn
from profiles.figures.map.sheets import towns_credit
from profiles.models import Question
from profiles.queries.answers import reconcile_all
from profiles.queries.places import Named, countries_named, in_a_sentence, places_mentioned, voices
from profiles.site import site_of
from sources.models import Document
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def map_page(request: HttpRequest) -> HttpResponse:
    """Show the maps.

    Context: question, documents; merged (picture), named (countries), sentence, undrawn; voices (what each document names, and
    the codes of what of it is drawn); closer (picture), closer_sentence, local (regions and towns), beyond (those not on it);
    wider (other places mentioned); credit.
    """
    site = site_of(request)
    documents = list(Document.objects.without_text())
    reconciled = next(iter(reconcile_all(Question.objects.answered().filter(key=site.map_question), documents)), None)
    named = countries_named(reconciled, documents)
    mentioned = places_mentioned(documents)
    local = [mention for mention in mentioned if mention.place.kind in ("region", "locality")]
    operating = {mention.place.pk for mention in named}
    merged = merged_map(named, f"Countries where documents say that {site.name} operates", site)
    closer = closer_map(local, f"Regions and towns of {site.closer_map_covers} that documents mention", site)
    context = {
        "question": reconciled.question if reconciled else None,
        "documents": documents,
        "merged": merged,
        "named": named,
        "sentence": in_a_sentence(named, documents),
        "undrawn": not_drawn(named, merged),
        "voices": [(voice, document_map(voice, site)) for voice in voices(reconciled, documents)],
        "closer": closer,
        "closer_sentence": _regions_and_towns(local, len(documents)),
        "local": local,
        "beyond": not_drawn(local, closer),
        "wider": [
            mention
            for mention in mentioned
            if mention.place.kind not in ("region", "locality") and mention.place.pk not in operating
        ],
        "credit": towns_credit(),
    }
    return render(request, "profiles/map.html", context)


def _regions_and_towns(local: Sequence[Named], documents: int) -> str:
    """Return in a sentence how many of them are mentioned, and which by the most documents."""
    regions = sum(mention.place.kind == "region" for mention in local)
    towns = len(local) - regions
    most = f"; {local[0].place.name} by the most documents, {local[0].count} of {documents}" if local else ""
    named = f"{regions} region{pluralize(regions)} or province{pluralize(regions)} and {towns} town{pluralize(towns)}"
    return f"{named} are mentioned{most}."
