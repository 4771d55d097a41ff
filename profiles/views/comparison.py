"""The documents held against each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.answers import Reconciled, reconcile_all
from profiles.presentation import present_all
from profiles.verdicts import all_verdicts, differing
from sources.models import Document


@require_safe
def difference_list(request: HttpRequest) -> HttpResponse:
    """Show where the documents differ, by reason. Context: reasons (reason, its questions), count, question_count, documents."""
    documents = list(Document.objects.without_text())
    verdicts = all_verdicts()
    contested = reconcile_all(differing(verdicts), documents)
    reasons: dict[str, list[Reconciled]] = {}
    for one in contested:
        reasons.setdefault(one.question.reason or "no reason given yet", []).append(one)
    context = {
        "reasons": [(reason, present_all(reasons[reason], documents)) for reason in sorted(reasons)],
        "count": len(contested),
        "question_count": len(verdicts),
        "documents": documents,
    }
    return render(request, "profiles/difference_list.html", context)
