"""Whom and what the profile speaks of: actors and places."""

from itertools import groupby

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.answers import reconcile_all
from profiles.finding.search import letters_of
from profiles.kinship.lineage import LANES
from profiles.kinship.relations import bonds, typed_ties
from profiles.mapping.maps import locator
from profiles.models import Actor, ActorKind, Claim, Place, PlaceKind, Question, Status
from profiles.presentation import present_all
from profiles.subject import SUBJECT
from sources.models import Document

# What the places within a place are called, by their kind.
PARTS = {
    PlaceKind.COUNTRY: "Countries in it",
    PlaceKind.REGION: "Regions in it",
    PlaceKind.LOCALITY: "Towns in it",
    PlaceKind.AREA: "Areas in it",
}


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    """Show who the profile speaks of. Context: kinds (kind, its actors with the number of their claims)."""
    published = Q(claims__status=Status.PUBLISHED)
    actors = Actor.objects.annotate(claim_count=Count("claims", filter=published, distinct=True)).filter(claim_count__gt=0)
    kinds: dict[str, list[Actor]] = {kind: [] for kind in ActorKind.values}
    for actor in sorted(actors, key=lambda actor: letters_of(actor.name)):
        kinds[actor.kind].append(actor)
    return render(request, "profiles/actor_list.html", {"kinds": [(kind, held) for kind, held in kinds.items() if held]})


@require_safe
def actor_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one actor.

    Context: actor, about (questions on it), mentions (question, answers that mention it), ties (bonds of the actor's), documents,
    is_subject, has_lane (whether it has a line in the lineage).
    """
    actor = get_object_or_404(Actor, key=key)
    documents = list(Document.objects.without_text())
    named = Q(about=actor) | Q(claims__in=Claim.objects.published().filter(actors=actor))
    reconciled = reconcile_all(Question.objects.answered().filter(named).distinct(), documents)
    mentions = [
        (one, [answer for answer in one.answers if actor.pk in {other.pk for other in answer.claim.actors.all()}])
        for one in reconciled
        if one.question.about_id != actor.pk
    ]
    context = {
        "actor": actor,
        "about": present_all((one for one in reconciled if one.question.about_id == actor.pk), documents),
        "mentions": [(one, answers) for one, answers in mentions if answers],
        "ties": bonds(tie for tie in typed_ties(reconciled) if actor.key in tie.link.pair),
        "has_lane": actor.key in LANES,
        "documents": documents,
        "is_subject": actor.key == SUBJECT,
    }
    return render(request, "profiles/actor_detail.html", context)


@require_safe
def place_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one place.

    Context: place, picture (where it lies, or None), parts (kinds of places within it, and these), chapters (topic, mentions: the
    question, its answers that mention the place), claim_count, sayers (the documents of these answers), document_count.
    """
    place = get_object_or_404(Place.objects.select_related("within__within"), key=key)
    documents = list(Document.objects.without_text())
    named = Claim.objects.published().filter(places=place)
    reconciled = reconcile_all(Question.objects.answered().filter(claims__in=named).distinct(), documents)
    mentions = [(one, [answer for answer in one.answers if place in answer.claim.places.all()]) for one in reconciled]
    answers = [answer for _, some in mentions for answer in some]
    within = list(place.parts.all())
    said_by = {document.pk for answer in answers for document in answer.documents}
    context = {
        "place": place,
        "picture": locator(place),
        "parts": [(PARTS[kind], parts) for kind in PlaceKind if (parts := [one for one in within if one.kind == kind])],
        "chapters": [(topic, list(some)) for topic, some in groupby(mentions, key=lambda mention: mention[0].question.topic)],
        "claim_count": len(answers),
        "sayers": [document for document in documents if document.pk in said_by],
        "document_count": len(documents),
    }
    return render(request, "profiles/place_detail.html", context)
