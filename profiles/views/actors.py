"""Whom the profile speaks of."""

from collections import Counter

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from profiles.figures.timeline.events import entries_on
from profiles.figures.timeline.strip import draw_strip
from profiles.models import Actor, Answer, Claim, MergedActor, Question
from profiles.queries.actor_card import make_card
from profiles.queries.actor_index import card_questions, list_by_section, listed_actors, place_actors
from profiles.queries.answers import reconcile_all
from profiles.queries.mention_plan import ROOM, plan_mentions
from profiles.queries.mentions import gather_mentions
from profiles.queries.presentation import present_all
from profiles.site import site_of
from sources.documents import all_documents
from sources.merged_keys import follow_merged
from sources.paging import page_by_weight, page_of
from sources.parameters import takes_parameters

ACTORS_ON_A_PAGE = 60
FEW_MENTIONS = 5  # as many stand open below the questions on an actor


@require_safe
@takes_parameters("page")
def actor_list(request: HttpRequest) -> HttpResponse:
    """Show who the profile speaks of, each once.

    Context: page, sections (section, its actors on the page with their cards in short), starts (section, how many it has, where
    it begins), count.
    """
    site = site_of(request)
    placed = place_actors(site)
    page = page_of(request, placed, ACTORS_ON_A_PAGE)
    actors = listed_actors({one.actor for one in page.entries})
    reconciled = reconcile_all(card_questions(site, actors), all_documents())
    counts = Counter(one.section for one in placed)
    starts = []
    for section in dict.fromkeys(one.section for one in placed):
        number = page.paginator.number_of(next(place for place, one in enumerate(placed) if one.section is section))
        starts.append((section, counts[section], f"{'' if number == page.number else page.url_of(number)}#{section.value}"))
    sections = [(section, held, counts[section]) for section, held in list_by_section(actors, reconciled, site)]
    context = {"page": page, "sections": sections, "starts": starts, "count": len(placed)}
    return render(request, "profiles/actor_list.html", context)


@require_safe
@takes_parameters("page")
@follow_merged(MergedActor)
def actor_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one actor; the whole profile is that of the site's subject, whose address leads there for good.

    Context: actor, page (of questions), card, strip (its events and dated ties on one small axis; where there are several pages
    the card stands on the first, and there is no strip), about (questions on it), mentions (questions, with the claims that
    mention it and stand nowhere above), mention_count of all those claims, question_count of theirs, whether
    they are folded, has_lane (whether it has
    a line in the lineage), documents.
    """
    actor = get_object_or_404(Actor, key=key)
    site = site_of(request)
    if actor.pk == site.subject.pk:
        return redirect("profiles:home", permanent=True)
    documents = all_documents()
    plan = plan_mentions(Answer.objects.filter(claim__actors=actor), actor)
    page = page_by_weight(request, plan.units, plan.weights, ROOM)
    asked = Question.objects.answered()
    if page.is_one_of_many:
        asked = asked.filter(pk__in=[pk for _, pk in page.entries])
    else:
        asked = asked.filter(Q(about=actor) | Q(answers__claim__in=Claim.objects.published().filter(actors=actor))).distinct()
    reconciled = reconcile_all(asked, documents)
    about = [asked for asked in reconciled if asked.question.about_id == actor.pk]
    elsewhere = [asked for asked in reconciled if asked.question.about_id != actor.pk]
    shown = {answer.claim.pk for asked in about for answer in asked.answers} | plan.elsewhere(page)
    mentions = gather_mentions(elsewhere, lambda claim: claim.pk in plan.standing, shown)
    told = reconciled
    if page.is_one_of_many:
        told = reconcile_all(card_questions(site, [actor]), documents) if page.number == 1 else []
    context = {
        "actor": actor,
        "page": page,
        "card": make_card(actor, told, site),
        "strip": None if page.is_one_of_many else draw_strip(actor, entries_on(actor, reconciled, site), site),
        "about": present_all(about, documents),
        "mentions": mentions,
        "mention_count": len(plan.standing),
        "question_count": len(plan.mentioned),
        "folded": bool(about) and len(plan.standing) > FEW_MENTIONS,
        "has_lane": actor.key in site.lanes,
        "documents": documents,
    }
    return render(request, "profiles/actor_detail.html", context)
