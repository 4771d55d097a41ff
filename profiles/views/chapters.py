"""The profile: its first page, its chapters and their questions."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.answers import reconcile_all, reconcile_question
from profiles.chronicle.milestones import key_events
from profiles.mapping.gazetteer import COUNTRIES, countries_named, in_a_sentence
from profiles.mapping.maps import merged_map
from profiles.models import Question, Topic, topics_with_counts
from profiles.presentation import present, present_all
from profiles.reconciliation import Verdict, VerdictKind
from profiles.values import ValueKind
from profiles.verdicts import all_verdicts, shares
from sources.models import Document


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the profile.

    Context: facts (questions at a glance), countries (the one on the map), map (picture) and sentence (the same in words), strip
    (key events on one axis), chapters (topic, how its verdicts fall), documents, glance (all questions of the page, for their
    footnotes), counts of claims, questions and differences.
    """
    documents = list(Document.objects.without_text())
    verdicts = all_verdicts()
    asked = reconcile_all(Question.objects.answered().filter(glance__isnull=False).order_by("glance"), documents)
    # The map's question stands last on the page; footnotes are numbered as they stand.
    glance = present_all(sorted(asked, key=lambda one: one.question.key == COUNTRIES), documents)
    countries = next((one for one in glance if one.question.key == COUNTRIES), None)
    named = countries_named(countries.reconciled if countries else None, documents)
    topic_of = dict(Question.objects.order_by().values_list("pk", "topic"))
    by_topic: dict[int, list[Verdict]] = {}
    for question, verdict in verdicts.items():
        by_topic.setdefault(topic_of[question], []).append(verdict)
    topics = list(topics_with_counts())
    context = {
        "facts": [one for one in glance if one.question.key != COUNTRIES],
        "countries": countries,
        "map": merged_map(named, "Countries where documents say that JNIM operates", small=True),
        "sentence": in_a_sentence(named, documents),
        "strip": key_events(),
        "glance": glance,
        "chapters": [(topic, shares(by_topic.get(topic.pk, ()))) for topic in topics],
        "documents": documents,
        "claim_count": sum(topic.claim_count for topic in topics),
        "question_count": len(verdicts),
        "differing_count": sum(verdict.kind is VerdictKind.DIFFER for verdict in verdicts.values()),
    }
    return render(request, "profiles/home.html", context)


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one chapter. Context: topic, questions (presented), documents, topics, verdicts (counts)."""
    topic = get_object_or_404(Topic, slug=slug)
    documents = list(Document.objects.without_text())
    reconciled = reconcile_all(Question.objects.answered().filter(topic=topic), documents)
    context = {
        "topic": topic,
        "questions": present_all(reconciled, documents),
        "documents": documents,
        "topics": topics_with_counts(),
        "verdicts": Counter(one.verdict.kind.value for one in reconciled),
    }
    return render(request, "profiles/topic_detail.html", context)


@require_safe
def question_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one question with every answer. Context: question (presented), documents."""
    question = get_object_or_404(Question.objects.with_answers(), key=key)
    documents = list(Document.objects.without_text())
    context = {"question": present(reconcile_question(question, documents), documents), "documents": documents}
    return render(request, "profiles/question_detail.html", context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show every question whose answers are numbers, each on its axis.

    Context: compared (questions with more than one figure), alone (those with one), questions (all of them), documents.
    """
    documents = list(Document.objects.without_text())
    questions = Question.objects.answered().filter(value_kind=ValueKind.NUMBER.value)
    presented = present_all(reconcile_all(questions, documents), documents)
    context = {
        "compared": [one for one in presented if len(one.bars) > 1],
        "alone": [one for one in presented if len(one.bars) == 1],
        "questions": presented,
        "documents": documents,
    }
    return render(request, "profiles/figures.html", context)
