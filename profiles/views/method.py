"""How the profile is made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.models import Claim, Question, topics_with_counts
from sources.models import Document, Passage


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Show how the profile is made, and its limits. Context: documents, topics, and counts of claims, questions, passages."""
    documents = list(Document.objects.without_text())
    context = {
        "documents": documents,
        "claim_count": Claim.objects.published().count(),
        "question_count": Question.objects.answered().count(),
        "passage_count": Passage.objects.content().count(),
        "topics": topics_with_counts(),
    }
    return render(request, "profiles/method.html", context)
