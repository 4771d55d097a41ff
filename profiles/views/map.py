"""Where it operates, and what else the documents say of places: the maps, in layers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.figures.map.pictures import closer_map, document_map, merged_map, not_drawn
from profiles.figures.map.sheets import towns_credit
from profiles.models import Place
from profiles.queries.map_layers import fed_layers, layer_content, years_in_a_sentence
from profiles.queries.places import count_mentions, in_a_sentence
from profiles.site import site_of
from sources.models import Document
from sources.paging import page_of
from sources.parameters import leave_out, takes_parameters

PLACES_ON_A_PAGE = 100
MOST_VOICES = 8  # documents with a small map of their own


@require_safe
@takes_parameters("layer", "page")
def map_page(request: HttpRequest) -> HttpResponse:
    """Show the maps in one of the site's layers, by its key; the first unless another is asked for.

    Context: layers (those that have a published answer), layer (the one that is shown, or None), heading, content (LayerContent),
    documents; merged and closer (pictures, of what they have something to draw of), their sentences, undrawn (places on neither);
    alone (the document that speaks, where one does); voices (what each document names, and the codes of what of it is drawn);
    page (of every place that claims mention), mentioned (those on it, each with how many documents do); credit.
    """
    site = site_of(request)
    documents = list(Document.objects.without_text())
    layers = fed_layers(site.map_layers)
    asked = request.GET.get("layer", "")
    layer = next((layer for layer in layers if layer.key == asked), layers[0] if layers else None)
    if asked and (not layer or layer.key != asked):
        leave_out(request, "layer", f"The layer “{layer.title}” is shown" if layer and layer.title else "It was left out")
    context: dict[str, Any] = {"layers": layers, "layer": layer, "documents": documents}
    if layer:
        content = layer_content(layer, documents)
        title = layer.title or content.questions[0].ask
        merged = merged_map(content.countries, f"{title}: countries", site) if content.countries else None
        closer = closer_map(content.parts, f"{title}: regions, towns and other parts of {site.closer_map_covers}", site)
        context |= {
            "heading": title,
            "content": content,
            "merged": merged,
            "merged_sentence": years_in_a_sentence(content.countries) or in_a_sentence(content.countries, documents),
            "closer": closer if closer and (closer.areas or closer.dots) else None,
            "closer_sentence": years_in_a_sentence(content.parts) or in_a_sentence(content.parts, documents, local=True),
            "undrawn": (*not_drawn(content.countries, merged), *not_drawn(content.parts, closer)),
            "alone": content.alone,
            "voices": [(voice, document_map(voice, site)) for voice in content.voices[:MOST_VOICES]],
        }
    page = page_of(request, count_mentions(), PLACES_ON_A_PAGE)
    places = Place.objects.only("key", "name").in_bulk([pk for pk, _ in page.entries])
    mentioned = [(places[pk], count) for pk, count in page.entries]
    return render(request, "profiles/map.html", {**context, "page": page, "mentioned": mentioned, "credit": towns_credit()})
