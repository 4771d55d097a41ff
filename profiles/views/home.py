"""The first page: what the subject is, the card, and the chapters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.domain.reconciliation import Verdict
from profiles.figures.map.pictures import merged_map
from profiles.figures.timeline.strip import key_events
from profiles.models import Claim, Question, topics_with_counts
from profiles.queries.answers import reconcile_all
from profiles.queries.card import card_lines, lay_out_card
from profiles.queries.footnotes import Footnotes
from profiles.queries.places import countries_named, in_a_sentence
from profiles.queries.reach import read_reach
from profiles.queries.standfirst import read_opening
from profiles.queries.standings import all_verdicts, count_differences, shares
from profiles.site import operator, site_of
from sources.documents import all_documents
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def home(request: HttpRequest) -> HttpResponse:
    """Show the profile.

    Context: opening (full name and standfirst), card (rows of short answers), chapters (topic, how its verdicts fall), documents,
    reach (how far each document reaches in time), map (picture) and sentence (the same in words), strip (key events on one axis),
    counts of claims, of those of one document and of questions, differences (how many of each kind), operator, footnotes (an
    answer for each claim that the page shows).
    """
    site = site_of(request)
    documents = all_documents()
    verdicts = all_verdicts()
    footnotes = Footnotes()
    opening = read_opening(site, footnotes)
    lines = card_lines(site)
    keys = {site.map_question, *(asked.question for line in lines for asked in line.questions)}
    asked = {one.question.key: one for one in reconcile_all(Question.objects.answered().filter(key__in=keys), documents)}
    named = countries_named(asked.get(site.map_question), documents)
    topic_of = dict(Question.objects.order_by().values_list("pk", "topic"))
    by_topic: dict[int, list[Verdict]] = {}
    for question, verdict in verdicts.items():
        by_topic.setdefault(topic_of[question], []).append(verdict)
    published = Claim.objects.published()
    context = {
        "opening": opening,
        "card": lay_out_card(lines, asked, documents, footnotes),
        "chapters": [(topic, shares(by_topic.get(topic.pk, ()))) for topic in topics_with_counts()],
        "documents": documents,
        "reach": read_reach(documents),
        "map": merged_map(named, f"Countries where documents say that {site.name} operates", site, small=True),
        "sentence": in_a_sentence(named, documents),
        "strip": key_events(site),
        "claim_count": published.count(),
        "single_count": published.of_one_document().count(),
        "question_count": len(verdicts),
        "differences": count_differences(verdicts.values()),
        "operator": operator(),
        "footnotes": footnotes.answers,
    }
    return render(request, "profiles/home.html", context)
