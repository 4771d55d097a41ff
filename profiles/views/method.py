"""How the profile is made, and what its pages are made of."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.domain.reconciliation import VerdictKind
from profiles.domain.reliance import weigh_documents
from profiles.domain.values import ValueKind
from profiles.figures.map.pictures import merged_map
from profiles.figures.timeline.dated import timeline_entries
from profiles.figures.timeline.events import TimelineItem, show_entries
from profiles.figures.timeline.strip import key_events
from profiles.models import Claim, Question, Site, topics_with_counts
from profiles.queries.answers import reconcile_all
from profiles.queries.places import countries_named, in_a_sentence
from profiles.queries.presentation import present_all
from profiles.queries.reliance import carried
from profiles.queries.standings import all_verdicts, summarise_chapters
from profiles.queries.ties import bonds, tie_questions, typed_ties
from profiles.site import chapters_of, site_of
from sources.dates import parse_edtf
from sources.language_names import languages_in_words
from sources.models import Document, Passage, Reliability
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def method(request: HttpRequest) -> HttpResponse:
    """Show how the profile is made, and its limits.

    Context: documents, topics, and counts of claims, questions, passages; is_graded; foreign (the languages that are translated,
    in words); years (of the documents that bear a date, from the first to the last), figure_count and undated_count.
    """
    documents = list(Document.objects.without_text())
    figures = Claim.objects.published().filter(answers__question__value_kind=ValueKind.NUMBER.value).distinct()
    dates = [parse_edtf(document.date).earliest for document in documents if document.date]
    context = {
        "documents": documents,
        "claim_count": Claim.objects.published().count(),
        "question_count": Question.objects.answered().count(),
        "passage_count": Passage.objects.content().count(),
        "topics": topics_with_counts(),
        "is_graded": any(document.reliability != Reliability.F for document in documents)
        or Claim.objects.published().filter(credibility__isnull=False).exists(),
        "foreign": languages_in_words(Document.objects.languages(), english=False),
        "years": sorted(date.year for date in dates if date),
        "figure_count": figures.count(),
        "undated_count": figures.filter(as_of="").count(),
    }
    return render(request, "profiles/method.html", context)


@require_safe
@takes_parameters()
def components(request: HttpRequest) -> HttpResponse:
    """Show every component with real data, for whoever reviews the design.

    Context: documents, and of the profile the first question of each make-up: figures (with an axis), listed (with a matrix),
    spelled (with forms of a name), worded (in words), differing; translated (an answer with a translation), shared (one that
    more than one document gives); verdicts (a question of each kind), chapter (its summary); map,
    sentence; strip, dated (an event with rival dates); bond (a tie); weighed (a document's load as a bar).
    """
    documents = list(Document.objects.without_text())
    verdicts = all_verdicts()
    chosen = _one_of_each({pk: verdict.kind for pk, verdict in verdicts.items()})
    questions = Question.objects.answered().filter(pk__in=chosen)
    presented = present_all(reconcile_all(questions, documents), documents)
    answers = [answer for question in presented for answer in question.reconciled.answers]
    listed = next((question for question in presented if question.rows), None)
    worded = next((one for one in presented if not (one.axis or one.rows or one.spellings)), None)
    differing = (question for question in presented if question.reconciled.verdict.needs_reason)
    context = {
        "documents": documents,
        "figures": next((question for question in presented if len(question.bars) > 1), None),
        "listed": listed,
        "spelled": next((question for question in presented if question.spellings), None),
        "worded": worded,
        "translated": next((answer for answer in answers if any(piece.translation for piece in answer.evidence)), None),
        "shared": next((answer for answer in answers if len(answer.documents) > 1), None),
        "verdicts": list(
            {(question.reconciled.verdict.kind, question.question.mode): question for question in presented}.values()
        ),
        "differing": next((question for question in differing if question not in (listed, worded)), None),
        "chapter": next(iter(summarise_chapters(chapters_of(request)[:1])), None),
        **_pictures(documents, site_of(request)),
    }
    return render(request, "profiles/components.html", context)


def _pictures(documents: list[Document], site: Site) -> dict[str, Any]:
    """Return what the smaller pictures are drawn of."""
    countries = next(iter(reconcile_all(Question.objects.filter(key=site.map_question), documents)), None)
    named = countries_named(countries, documents)
    claims = carried(Claim.objects.published())
    load = next(iter(weigh_documents(claims).values()), None)
    return {
        "map": merged_map(named, f"Countries where documents say that {site.name} operates", site, small=True),
        "sentence": in_a_sentence(named, documents),
        "strip": key_events(site),
        "dated": _rival_dates(documents, site),
        "bond": next(iter(bonds(typed_ties(reconcile_all(tie_questions(site), documents), site))), None),
        "weighed": load.parts(len(claims)) if load else (),
    }


def _rival_dates(documents: Sequence[Document], site: Site) -> TimelineItem | None:
    """Return the first event that is given several dates, or None."""
    planned = next((entry for entry in timeline_entries(site) if len(entry.dates) > 1), None)
    if not planned:
        return None
    asked = reconcile_all(Question.objects.filter(pk=planned.question), documents)
    return show_entries([planned], asked, site)[0]


def _one_of_each(kinds: dict[int, VerdictKind]) -> set[int]:
    """Return questions (primary keys) that between them have every verdict in both modes, and every make-up of answers."""
    wanted: dict[tuple[object, ...], int] = {}
    rows = Question.objects.filter(pk__in=kinds).annotate(size=Count("answers")).order_by(F("glance").asc(nulls_last=True), "key")
    for pk, mode, value_kind, size in rows.values_list("pk", "mode", "value_kind", "size"):
        wanted.setdefault((kinds[pk], mode), pk)
        wanted.setdefault((value_kind, mode, size > 1), pk)
    return set(wanted.values())
