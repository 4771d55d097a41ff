"""Every figure on its axis."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.domain.values import ValueKind
from profiles.models import Question
from profiles.queries.answers import reconcile_all
from profiles.queries.presentation import present_all
from sources.models import Document
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def figures(request: HttpRequest) -> HttpResponse:
    """Show every question whose answers are numbers, each on its axis.

    Context: compared (questions with more than one figure), alone (those with one), questions (all of them), documents.
    """
    documents = list(Document.objects.without_text())
    questions = Question.objects.answered().filter(value_kind=ValueKind.NUMBER.value)
    presented = present_all(reconcile_all(questions, documents), documents)
    context = {
        "compared": [question for question in presented if len(question.bars) > 1],
        "alone": [question for question in presented if len(question.bars) == 1],
        "questions": presented,
        "documents": documents,
    }
    return render(request, "profiles/figures.html", context)
