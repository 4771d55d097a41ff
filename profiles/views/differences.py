"""The documents held against each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from profiles.domain.reconciliation import Difference
from profiles.models import Topic
from profiles.queries.answers import reconcile_all
from profiles.queries.presentation import Presented, present_all
from profiles.queries.standings import all_verdicts, count_differences, differing
from sources.models import Document
from sources.parameters import leave_out, takes_parameters

# What the questions can be grouped by, and what it is called.
BY = {"kind": "kind", "reason": "reason", "chapter": "chapter"}
KINDS = {
    Difference.CONTRADICTION: ("Contradictions", "Answers that exclude each other, and nothing in the texts explains it."),
    Difference.EXPLAINED: ("Explained differences", "Answers of another date, scope, definition or origin."),
    Difference.UNLIKE: (
        "Unlike lists or spellings",
        "Lists without the same members, and names written in two ways.",
    ),
}


@dataclass(frozen=True)
class Part:
    """Questions that share a kind of difference, a reason, or a chapter, which has an address of its own."""

    key: str
    title: str
    url: str
    questions: tuple[Presented, ...]
    explanation: str = ""
    finding: str = ""


@require_safe
@takes_parameters("by")
def difference_list(request: HttpRequest) -> HttpResponse:
    """Show where the documents differ, by kind of difference, by reason or by chapter.

    Context: parts, tallies (by what, its name, rows), by, counts (of each kind of difference), question_count.
    """
    documents = list(Document.objects.without_text())
    verdicts = all_verdicts()
    contested = present_all(reconcile_all(differing(verdicts), documents), documents)
    by = request.GET.get("by") or "kind"
    if by not in BY:
        by = "kind"
        leave_out(request, "by", f"The questions are grouped by {BY[by]}")
    parts = {"kind": _by_kind(contested), "reason": _by_reason(contested), "chapter": _by_chapter(contested)}
    most = max((len(part.questions) for held in parts.values() for part in held), default=1)
    context = {
        "parts": parts[by],
        "tallies": [(name, BY[name], _tally(parts[name], name, most)) for name in BY],
        "by": by,
        "counts": count_differences(verdicts.values()),
        "question_count": len(verdicts),
    }
    return render(request, "profiles/difference_list.html", context)


def _by_kind(questions: Sequence[Presented]) -> list[Part]:
    """Return the questions by kind of difference, contradictions first."""
    found: dict[Difference | None, list[Presented]] = {}
    for presented in questions:
        found.setdefault(presented.reconciled.verdict.difference, []).append(presented)
    return [
        Part(kind.value, title, "", tuple(found[kind]), explanation, kind.value)
        for kind, (title, explanation) in KINDS.items()
        if kind in found
    ]


def _by_reason(questions: Sequence[Presented]) -> list[Part]:
    """Return the questions by reason, the most frequent first."""
    found: dict[str, list[Presented]] = {}
    for presented in questions:
        found.setdefault(presented.question.reason or "no reason given yet", []).append(presented)
    parts = [Part(slugify(reason), reason.capitalize(), "", tuple(held)) for reason, held in found.items()]
    return sorted(parts, key=lambda part: (-len(part.questions), part.key))


def _by_chapter(questions: Sequence[Presented]) -> list[Part]:
    """Return the questions by chapter, in the order of the profile."""
    found: dict[Topic, list[Presented]] = {}
    for presented in questions:
        found.setdefault(presented.question.topic, []).append(presented)
    return [Part(topic.slug, topic.title, topic.get_absolute_url(), tuple(held)) for topic, held in found.items()]


def _tally(parts: Sequence[Part], by: str, most: int) -> list[tuple[str, str, int, float, str]]:
    """Return each part's title, address, number of questions, this as a bar in per cent of `most`, and the finding it counts."""
    address = f"{reverse('profiles:differences')}{'' if by == 'kind' else f'?by={by}'}"
    return [
        (
            part.title,
            f"{address}#{part.key}",
            len(part.questions),
            round(len(part.questions) / most * 100, 2),
            part.finding,
        )
        for part in parts
    ]
