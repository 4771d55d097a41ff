"""The first page: what the subject is, the card, and the chapters."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.figures.map.pictures import merged_map
from profiles.figures.timeline.strip import key_events
from profiles.models import Answer, Question
from profiles.queries.answers import reconcile_all
from profiles.queries.card import card_lines, lay_out_card
from profiles.queries.footnotes import Footnotes
from profiles.queries.places import countries_named, in_a_sentence
from profiles.queries.reach import read_reach
from profiles.queries.standfirst import opening_claims, read_opening
from profiles.queries.standings import count_all, summarise_chapters
from profiles.site import chapters_of, operator, site_of
from sources.documents import all_documents
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def home(request: HttpRequest) -> HttpResponse:
    """Show the profile.

    Context: opening (full name and standfirst), card (rows of short answers), chapters (their summaries), documents,
    reach (how far each document reaches in time), map (picture) and sentence (the same in words), strip (key events on one axis),
    counts of claims, of those of one document and of questions, differences (how many of each kind), operator, footnotes (an
    answer for each claim that the page shows).
    """
    site = site_of(request)
    documents = all_documents()
    totals = count_all()
    footnotes = Footnotes()
    lines = card_lines(site)
    keys = {site.map_question, *(asked.question for line in lines for asked in line.questions)}
    of_opening = Answer.objects.published().filter(claim__key__in=opening_claims(site)).order_by().values("question")
    reconciled = reconcile_all(Question.objects.answered().filter(Q(key__in=keys) | Q(pk__in=of_opening)), documents)
    opening = read_opening(site, reconciled, footnotes)
    asked = {one.question.key: one for one in reconciled if one.question.key in keys}
    named = countries_named(asked.get(site.map_question), documents)
    context = {
        "opening": opening,
        "card": lay_out_card(lines, asked, documents, footnotes),
        "chapters": summarise_chapters(chapters_of(request)),
        "documents": documents,
        "reach": read_reach(documents),
        "map": merged_map(named, f"Countries where documents say that {site.name} operates", site, small=True),
        "sentence": in_a_sentence(named, documents),
        "strip": key_events(site),
        "claim_count": totals.claims,
        "single_count": totals.single_claims,
        "question_count": totals.questions,
        "differences": totals.differences,
        "operator": operator(),
        "footnotes": footnotes.answers,
    }
    return render(request, "profiles/home.html", context)
