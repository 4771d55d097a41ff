"""The profile: its first page, its chapters and their questions."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.answers import reconcile_all, reconcile_question
from profiles.models import Question, Topic, topics_with_counts
from profiles.presentation import present, present_all
from profiles.verdicts import all_verdicts, differing
from sources.models import Document


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the profile. Context: glance (questions at a glance), differing (questions), topics, documents, counts."""
    documents = list(Document.objects.without_text())
    verdicts = all_verdicts()
    topics = list(topics_with_counts())
    context = {
        "glance": present_all(
            reconcile_all(Question.objects.answered().filter(glance__isnull=False).order_by("glance"), documents), documents
        ),
        "differing": differing(verdicts).select_related("topic"),
        "topics": topics,
        "documents": documents,
        "claim_count": sum(topic.claim_count for topic in topics),
        "question_count": len(verdicts),
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
