"""What is said of one place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.figures.map.pictures import locator
from profiles.models import Answer, Claim, Evidence, MergedPlace, Place, PlaceKind, Question
from profiles.queries.answers import reconcile_all
from profiles.queries.mention_plan import ROOM, plan_mentions
from profiles.queries.mentions import by_chapter, gather_mentions
from profiles.site import site_of
from sources.documents import all_documents
from sources.merged_keys import follow_merged
from sources.paging import page_by_weight
from sources.parameters import takes_parameters

# What the places within a place are called, by their kind.
PARTS = {
    PlaceKind.COUNTRY: "Countries in it",
    PlaceKind.REGION: "Regions in it",
    PlaceKind.LOCALITY: "Towns in it",
    PlaceKind.AREA: "Areas in it",
}


@require_safe
@takes_parameters("page")
@follow_merged(MergedPlace)
def place_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one place.

    Context: place, page (of questions), picture (where it lies, or None), parts (kinds of places within it, and these), chapters
    (their questions with the claims that mention the place, each once on all pages), claim_count, sayers (their documents),
    document_count.
    """
    place = get_object_or_404(Place.objects.select_related("within__within"), key=key)
    documents = all_documents()
    named = Claim.objects.published().filter(places=place)
    plan = plan_mentions(Answer.objects.filter(claim__in=named))
    page = page_by_weight(request, plan.units, plan.weights, ROOM)
    asked = Question.objects.answered()
    if page.is_one_of_many:
        asked = asked.filter(pk__in=[pk for _, pk in page.entries])
    else:
        asked = asked.filter(answers__claim__in=named).distinct()
    gathered = gather_mentions(reconcile_all(asked, documents), lambda claim: claim.pk in plan.standing, plan.elsewhere(page))
    within = list(place.parts.all())
    spoken = Evidence.objects.supporting().filter(claim__in=named.order_by().values("pk")).order_by()
    said_by = set(spoken.values_list("passage__document", flat=True).distinct())
    context = {
        "place": place,
        "picture": locator(place, site_of(request)),
        "parts": [(PARTS[kind], parts) for kind in PlaceKind if (parts := [part for part in within if part.kind == kind])],
        "chapters": by_chapter(gathered),
        "page": page,
        "claim_count": len(plan.standing),
        "sayers": [document for document in documents if document.pk in said_by],
        "document_count": len(documents),
    }
    return render(request, "profiles/place_detail.html", context)
