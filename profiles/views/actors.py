"""Whom the profile speaks of."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from profiles.figures.timeline.events import entries_on
from profiles.figures.timeline.strip import draw_strip
from profiles.models import Actor, Claim, MergedActor, Question
from profiles.queries.actor_card import make_card
from profiles.queries.actor_index import card_questions, list_by_section, listed_actors
from profiles.queries.answers import reconcile_all
from profiles.queries.mentions import gather_mentions
from profiles.queries.presentation import present_all
from profiles.site import site_of
from sources.documents import all_documents
from sources.merged_keys import follow_merged
from sources.parameters import takes_parameters

FEW_MENTIONS = 5  # as many stand open below the questions on an actor


@require_safe
@takes_parameters()
def actor_list(request: HttpRequest) -> HttpResponse:
    """Show who the profile speaks of, each once. Context: sections (section, its actors with their cards in short), count."""
    site = site_of(request)
    reconciled = reconcile_all(card_questions(site), all_documents())
    sections = list_by_section(listed_actors(), reconciled, site)
    context = {"sections": sections, "count": sum(len(actors) for _, actors in sections)}
    return render(request, "profiles/actor_list.html", context)


@require_safe
@takes_parameters()
@follow_merged(MergedActor)
def actor_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one actor; the whole profile is that of the site's subject, whose address leads there for good.

    Context: actor, card, strip (its events and dated ties on one small axis), about (questions on it), mentions (questions, with
    the claims that mention it and stand nowhere above), mention_count of those claims and whether they are folded, has_lane
    (whether it has a line in the lineage), documents.
    """
    actor = get_object_or_404(Actor, key=key)
    site = site_of(request)
    if actor.pk == site.subject.pk:
        return redirect("profiles:home", permanent=True)
    documents = all_documents()
    named = Q(about=actor) | Q(answers__claim__in=Claim.objects.published().filter(actors=actor))
    reconciled = reconcile_all(Question.objects.answered().filter(named).distinct(), documents)
    about = [asked for asked in reconciled if asked.question.about_id == actor.pk]
    elsewhere = [asked for asked in reconciled if asked.question.about_id != actor.pk]
    shown = {answer.claim.pk for asked in about for answer in asked.answers}
    mentions = gather_mentions(elsewhere, lambda claim: actor in claim.mentioned_actors, shown)
    mention_count = sum(len(asked.mentions) for asked in mentions)
    context = {
        "actor": actor,
        "card": make_card(actor, reconciled, site),
        "strip": draw_strip(actor, entries_on(actor, reconciled, site), site),
        "about": present_all(about, documents),
        "mentions": mentions,
        "mention_count": mention_count,
        "folded": bool(about) and mention_count > FEW_MENTIONS,
        "has_lane": actor.key in site.lanes,
        "documents": documents,
    }
    return render(request, "profiles/actor_detail.html", context)
