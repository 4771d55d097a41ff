"""The first page: the profile at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.domain.reconciliation import Verdict
from profiles.figures.map.pictures import merged_map
from profiles.figures.timeline.strip import key_events
from profiles.models import Claim, Question, topics_with_counts
from profiles.queries.answers import reconcile_all
from profiles.queries.places import countries_named, in_a_sentence
from profiles.queries.presentation import present_all
from profiles.queries.standings import all_verdicts, count_differences, shares
from profiles.site import site_of
from sources.models import Document
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def home(request: HttpRequest) -> HttpResponse:
    """Show the profile.

    Context: facts (questions at a glance), located (the one on the map), map (picture) and sentence (the same in words), strip
    (key events on one axis), chapters (topic, how its verdicts fall), documents, glance (all questions of the page, for their
    footnotes), counts of claims and questions, differences (how many of each kind).
    """
    site = site_of(request)
    documents = list(Document.objects.without_text())
    verdicts = all_verdicts()
    asked = reconcile_all(Question.objects.answered().filter(glance__isnull=False).order_by("glance"), documents)
    # The map's question stands last on the page; footnotes are numbered as they stand.
    glance = present_all(sorted(asked, key=lambda question: question.question.key == site.map_question), documents)
    located = next((presented for presented in glance if presented.question.key == site.map_question), None)
    named = countries_named(located.reconciled if located else None, documents)
    topic_of = dict(Question.objects.order_by().values_list("pk", "topic"))
    by_topic: dict[int, list[Verdict]] = {}
    for question, verdict in verdicts.items():
        by_topic.setdefault(topic_of[question], []).append(verdict)
    context = {
        "facts": [presented for presented in glance if presented.question.key != site.map_question],
        "located": located,
        "map": merged_map(named, f"Countries where documents say that {site.name} operates", site, small=True),
        "sentence": in_a_sentence(named, documents),
        "strip": key_events(site),
        "glance": glance,
        "chapters": [(topic, shares(by_topic.get(topic.pk, ()))) for topic in topics_with_counts()],
        "documents": documents,
        "claim_count": Claim.objects.published().count(),
        "question_count": len(verdicts),
        "differences": count_differences(verdicts.values()),
    }
    return render(request, "profiles/home.html", context)
