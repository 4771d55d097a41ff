"""Every figure on its axis."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.domain.reconciliation import Mode
from profiles.domain.values import ValueKind
from profiles.models import Question, Status
from profiles.queries.answers import reconcile_all
from profiles.queries.presentation import present_all
from sources.models import Document
from sources.paging import page_by_weight
from sources.parameters import takes_parameters

FIGURES_ON_A_PAGE = 45


@require_safe
@takes_parameters("page")
def figures(request: HttpRequest) -> HttpResponse:
    """Show every question whose answers are numbers, each on its axis.

    Context: page (of questions), compared (those with more than one figure), alone (those with one), questions (all that stand on
    the page), count.
    """
    documents = list(Document.objects.without_text())
    published = Q(answers__claim__status=Status.PUBLISHED)
    asked = (
        Question.objects.answered().filter(value_kind=ValueKind.NUMBER.value).annotate(figures=Count("answers", filter=published))
    )
    counted = list(asked.values_list("pk", "mode", "figures"))
    one_axis = [(pk, figures) for pk, mode, figures in counted if mode == Mode.EXCLUSIVE.value]
    ordered = sorted(one_axis, key=lambda asked: asked[1] == 1)  # more than one figure, then one
    page = page_by_weight(request, [pk for pk, _ in ordered], (figures for _, figures in ordered), FIGURES_ON_A_PAGE)
    presented = present_all(reconcile_all(Question.objects.answered().filter(pk__in=page.entries), documents), documents)
    context = {
        "page": page,
        "compared": [question for question in presented if len(question.bars) > 1],
        "alone": [question for question in presented if len(question.bars) == 1],
        "questions": presented,
        "count": len(counted),
    }
    return render(request, "profiles/figures.html", context)
