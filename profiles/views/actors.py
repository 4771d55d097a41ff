"""Whom the profile speaks of."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.models import Actor, ActorKind, Claim, MergedActor, Question, Status
from profiles.queries.answers import reconcile_all
from profiles.queries.mentions import gather_mentions
from profiles.queries.presentation import present_all
from profiles.queries.ties import bonds, tie_questions, typed_ties
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

    Context: actor, about (questions on it), mentions (questions, with the
    claims that mention it and stand nowhere above), ties (bonds of the actor's), documents,
    is_subject, has_lane (whether it has a line in the lineage). Nearly every question is about the site's subject: its page leads
    to the whole profile, and has ties alone.
    """
    actor = get_object_or_404(Actor, key=key)
    site = site_of(request)
    is_subject = actor.pk == site.subject.pk
    documents = list(Document.objects.without_text())
    named = Q(about=actor) | Q(answers__claim__in=Claim.objects.published().filter(actors=actor))
    questions = (tie_questions(site) if is_subject else Question.objects.answered()).filter(named).distinct()
    reconciled = reconcile_all(questions, documents)
    about = [asked for asked in reconciled if asked.question.about_id == actor.pk]
    elsewhere = [asked for asked in reconciled if asked.question.about_id != actor.pk]
    shown = {answer.claim.pk for asked in about for answer in asked.answers}
    context = {
        "actor": actor,
        "about": [] if is_subject else present_all(about, documents),
        "mentions": [] if is_subject else gather_mentions(elsewhere, lambda claim: actor in claim.actors.all(), shown),
        "ties": bonds(tie for tie in typed_ties(reconciled, site) if actor.key in tie.link.pair),
        "has_lane": actor.key in site.lanes,
        "documents": documents,
        "is_subject": is_subject,
    }
    return render(request, "profiles/actor_detail.html", context)
