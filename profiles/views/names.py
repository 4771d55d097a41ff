"""Whom and what the profile speaks of: actors and places."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.answers import reconcile_all
from profiles.models import Actor, Claim, Place, Question, Status
from profiles.presentation import present_all
from profiles.views.subject import SUBJECT
from sources.models import Document


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    """Show who the profile speaks of. Context: kinds (kind, its actors with the number of their claims)."""
    published = Q(claims__status=Status.PUBLISHED)
    actors = Actor.objects.annotate(claim_count=Count("claims", filter=published, distinct=True)).filter(claim_count__gt=0)
    kinds: dict[str, list[Actor]] = {}
    for actor in actors:
        kinds.setdefault(actor.get_kind_display(), []).append(actor)
    return render(request, "profiles/actor_list.html", {"kinds": list(kinds.items())})


@require_safe
def actor_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one actor. Context: actor, about (questions on it), mentions (question, answers that mention it)."""
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
        "documents": documents,
        "is_subject": actor.key == SUBJECT,
    }
    return render(request, "profiles/actor_detail.html", context)


@require_safe
def place_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one place. Context: place, parts (places within it), mentions (question, answers that mention it)."""
    place = get_object_or_404(Place.objects.select_related("within"), key=key)
    named = Claim.objects.published().filter(places=place)
    reconciled = reconcile_all(
        Question.objects.answered().filter(claims__in=named).distinct(), list(Document.objects.without_text())
    )
    mentions = [(one, [answer for answer in one.answers if place in answer.claim.places.all()]) for one in reconciled]
    context = {"place": place, "parts": place.parts.all(), "mentions": mentions}
    return render(request, "profiles/place_detail.html", context)
