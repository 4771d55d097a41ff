"""The documents held against each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from profiles.queries.answers import reconcile_all
from profiles.queries.presentation import Presented, present_all
from profiles.queries.standings import all_verdicts, differing
from sources.models import Document
from sources.parameters import leave_out, takes_parameters

BY = {"reason": "reason", "chapter": "chapter"}  # what the questions can be grouped by, and what it is called


@dataclass(frozen=True)
class Part:
    """Questions that share a reason, or a chapter, which has an address of its own."""

    key: str
    title: str
    url: str
    questions: tuple[Presented, ...]


@require_safe
@takes_parameters("by")
def difference_list(request: HttpRequest) -> HttpResponse:
    """Show where the documents differ, by reason or by chapter.

    Context: parts (reasons or chapters), tallies (what, its name, rows), by, count, question_count, between_count (questions on
    which one document opposes another), divided_count (a document opposes itself alone).
    """
    documents = list(Document.objects.without_text())
    verdicts = all_verdicts()
    contested = present_all(reconcile_all(differing(verdicts), documents), documents)
    by = request.GET.get("by") or "reason"
    if by not in BY:
        by = "reason"
        leave_out(request, "by", f"The questions are grouped by {BY[by]}")
    parts = {name: _parts(contested, name) for name in BY}
    most = max((len(part.questions) for held in parts.values() for part in held), default=1)
    context = {
        "parts": parts[by],
        "tallies": [(name, BY[name], _tally(parts[name], name, most)) for name in BY],
        "by": by,
        "count": len(contested),
        "question_count": len(verdicts),
        "between_count": sum(bool(one.reconciled.verdict.differing) for one in contested),
        "divided_count": sum(not one.reconciled.verdict.differing for one in contested),
    }
    return render(request, "profiles/difference_list.html", context)


def _parts(questions: Sequence[Presented], by: str) -> list[Part]:
    """Return the questions by reason, the most frequent first, or by chapter, in the order of the profile."""
    found: dict[tuple[str, str, str], list[Presented]] = {}
    for one in questions:
        topic, reason = one.question.topic, one.question.reason or "no reason given yet"
        name = (
            (topic.slug, topic.title, topic.get_absolute_url()) if by == "chapter" else (slugify(reason), reason.capitalize(), "")
        )
        found.setdefault(name, []).append(one)
    parts = [Part(*name, tuple(held)) for name, held in found.items()]
    return parts if by == "chapter" else sorted(parts, key=lambda part: (-len(part.questions), part.key))


def _tally(parts: Sequence[Part], by: str, most: int) -> list[tuple[str, str, int, float]]:
    """Return each part's title, address, number of questions, and this as a bar, in per cent of `most`."""
    address = f"{reverse('profiles:differences')}{'' if by == 'reason' else f'?by={by}'}"
    return [
        (part.title, f"{address}#{part.key}", len(part.questions), round(len(part.questions) / most * 100, 2)) for part in parts
    ]
