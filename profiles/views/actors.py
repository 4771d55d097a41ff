"""Whom the profile speaks of."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.models import Actor, ActorKind, Claim, MergedActor, Question, Status
from profiles.queries.answers import reconcile_all
from profiles.queries.presentation import present_all
from profiles.queries.ties import bonds, typed_ties
from profiles.search.matching import letters_of
from profiles.site import site_of
from sources.merged_keys import follow_merged
from sources.models import Document
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def actor_list(request: HttpRequest) -> HttpResponse:
    """Show who the profile speaks of. Context: kinds (kind, its actors with the number of their claims)."""
    published = Q(claims__status=Status.PUBLISHED)
    actors = Actor.objects.annotate(claim_count=Count("claims", filter=published, distinct=True)).filter(claim_count__gt=0)
    kinds: dict[str, list[Actor]] = {kind: [] for kind in ActorKind.values}
    for actor in sorted(actors, key=lambda actor: letters_of(actor.name)):
        kinds[actor.kind].append(actor)
    return render(request, "profiles/actor_list.html", {"kinds": [(kind, held) for kind, held in kinds.items() if held]})


@require_safe
@takes_parameters()
@follow_merged(MergedActor)
def actor_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one actor.

    Context: actor, about (questions on it), mentions (question, answers that mention it), ties (bonds of the actor's), documents,
    is_subject, has_lane (whether it has a line in the lineage).
    """
    actor = get_object_or_404(Actor, key=key)
    documents = list(Document.objects.without_text())
    named = Q(about=actor) | Q(answers__claim__in=Claim.objects.published().filter(actors=actor))
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
        "ties": bonds(tie for tie in typed_ties(reconciled, site_of(request)) if actor.key in tie.link.pair),
        "has_lane": actor.key in site_of(request).lanes,
        "documents": documents,
        "is_subject": actor.pk == site_of(request).subject.pk,
    }
    return render(request, "profiles/actor_detail.html", context)
