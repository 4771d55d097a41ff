"""What is said of one place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.figures.map.pictures import locator
from profiles.models import Claim, MergedPlace, Place, PlaceKind, Question
from profiles.queries.answers import reconcile_all
from profiles.queries.mentions import by_chapter, gather_mentions
from profiles.site import site_of
from sources.merged_keys import follow_merged
from sources.models import Document
from sources.parameters import takes_parameters

# What the places within a place are called, by their kind.
PARTS = {
    PlaceKind.COUNTRY: "Countries in it",
    PlaceKind.REGION: "Regions in it",
    PlaceKind.LOCALITY: "Towns in it",
    PlaceKind.AREA: "Areas in it",
}


@require_safe
@takes_parameters()
@follow_merged(MergedPlace)
def place_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one place.

    Context: place, picture (where it lies, or None), parts (kinds of places within it, and these), chapters (their questions with
    the claims that mention the place, each once on the page), claim_count, sayers (their documents), document_count.
    """
    place = get_object_or_404(Place.objects.select_related("within__within"), key=key)
    documents = list(Document.objects.without_text())
    named = Claim.objects.published().filter(places=place)
    reconciled = reconcile_all(Question.objects.answered().filter(answers__claim__in=named).distinct(), documents)
    gathered = gather_mentions(reconciled, lambda claim: place in claim.mentioned_places)
    answers = [mention.answer for asked in gathered for mention in asked.mentions]
    within = list(place.parts.all())
    said_by = {document.pk for answer in answers for document in answer.documents}
    context = {
        "place": place,
        "picture": locator(place, site_of(request)),
        "parts": [(PARTS[kind], parts) for kind in PlaceKind if (parts := [part for part in within if part.kind == kind])],
        "chapters": by_chapter(gathered),
        "claim_count": len(answers),
        "sayers": [document for document in documents if document.pk in said_by],
        "document_count": len(documents),
    }
    return render(request, "profiles/place_detail.html", context)
