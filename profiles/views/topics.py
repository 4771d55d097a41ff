"""A chapter of the profile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.models import Question, Topic
from profiles.queries.answers import reconcile_all
from profiles.queries.presentation import present_all
from profiles.queries.standings import count_differences
from profiles.site import chapters_of
from sources.models import Document
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one chapter. Context: topic, questions (presented), documents, topics, differences (how many of each kind)."""
    topic = get_object_or_404(Topic, slug=slug)
    documents = list(Document.objects.without_text())
    reconciled = reconcile_all(Question.objects.answered().filter(topic=topic), documents)
    context = {
        "topic": topic,
        "questions": present_all(reconciled, documents),
        "documents": documents,
        "topics": chapters_of(request),
        "differences": count_differences(question.verdict for question in reconciled),
    }
    return render(request, "profiles/topic_detail.html", context)
