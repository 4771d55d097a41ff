"""Claims: every one filtered, and each beside the words it rests on."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.models import Answer, Claim, MergedClaim, Status
from profiles.queries.answers import AnswerDetail, shape_answer
from profiles.queries.claim_filter import BASES, UNDATED, VERDICTS, ClaimFilter
from profiles.queries.claim_page import answer_beside_others, claim_citation, other_questions, passages_in_context, walk_from
from profiles.queries.provenance import provenance
from profiles.queries.standings import all_verdicts
from profiles.site import site_of
from sources.dates_in_words import format_date
from sources.merged_keys import follow_merged
from sources.paging import page_of
from sources.parameters import takes_parameters

CLAIMS_ON_A_PAGE = 40


@require_safe
@takes_parameters()
@follow_merged(MergedClaim)
def claim_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one claim beside its passages.

    Context: that of `_beside_its_question`; elsewhere (further questions that it answers, with its value there),
    passages (in context), walk (to the claims before and after), mentions (actors),
    places, citation.
    """
    claim = get_object_or_404(_public_claims(), key=key)
    context = _beside_its_question(claim)
    answer: AnswerDetail = context["answer"]
    context |= {
        "elsewhere": other_questions(claim),
        "passages": passages_in_context(answer),
        "walk": walk_from(claim),
        "mentions": [actor for actor in answer.claim.mentioned_actors if actor.pk != site_of(request).subject.pk],
        "places": answer.claim.mentioned_places,
        "citation": claim_citation(claim, answer, request.build_absolute_uri(claim.get_absolute_url()), site_of(request).title),
    }
    return render(request, "profiles/claim_detail.html", context)


@require_safe
@takes_parameters()
@follow_merged(MergedClaim)
def claim_evidence(request: HttpRequest, key: str) -> HttpResponse:
    """Show the words that one claim rests on, as a fragment of a page. Context: that of `_beside_its_question`."""
    claim = get_object_or_404(_public_claims(), key=key)
    response = render(request, "profiles/claim_evidence.html", _beside_its_question(claim))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@takes_parameters(*ClaimFilter.base_filters, "page")
def claim_list(request: HttpRequest) -> HttpResponse:
    """Show the claims, filtered.

    Context: filter (with its form), valid, page (of claims), questions (question, verdict, its answers),
    filtered (what each filter in use is called, what it keeps, the query without it),
    undated (how many claims match otherwise and have no date, the query that shows them).
    """
    verdicts = all_verdicts()
    filterset = ClaimFilter(request.GET, queryset=Claim.objects.published(), verdicts=verdicts)
    valid = filterset.is_valid()
    matching: QuerySet[Claim] = filterset.qs if valid else Claim.objects.none()
    homes = Answer.objects.home().published().filter(claim__in=matching.order_by().values("pk")).in_profile_order()
    page = page_of(request, homes.select_related("question__about", "question__topic").with_claims(), CLAIMS_ON_A_PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "filter": filterset,
        "valid": valid,
        "page": page,
        "questions": [
            (question, verdicts[question.pk], [shape_answer(answer, question) for answer in held])
            for question, held in groupby(page, key=attrgetter("question"))
        ],
        "filtered": _filters_in_use(filterset, query) if valid else [],
        "undated": _undated(filterset, query) if valid else (0, ""),
    }
    return render(request, "profiles/claim_list.html", context)


def _filters_in_use(filterset: ClaimFilter, query: QueryDict) -> list[tuple[str, str, str]]:
    """Return, for each filter that is given, its label, the words of what it keeps, and the query that all others make."""
    words = dict(VERDICTS + BASES)
    used = []
    for name, field in filterset.form.fields.items():
        if given := query.get(name):
            rest = query.copy()
            del rest[name]
            kept = _date_in_words(given) if name == "date" else words.get(given, str(filterset.form.cleaned_data[name]))
            used.append((field.label, kept, rest.urlencode()))
    return used


def _date_in_words(given: str) -> str:
    return "a time that nobody gives" if given == UNDATED else format_date(given)


def _undated(filterset: ClaimFilter, query: QueryDict) -> tuple[int, str]:
    """Return how many claims match all filters but that of the date and have no date, and the query that shows them.

    Zero and no query where the claims are not filtered by a date.
    """
    if filterset.form.cleaned_data["date"] in (None, UNDATED):
        return 0, ""
    asked = query.copy()
    asked["date"] = UNDATED
    undated = ClaimFilter(asked, queryset=filterset.queryset, verdicts=filterset.verdicts)
    return undated.qs.order_by().values("pk").distinct().count(), asked.urlencode()


def _public_claims() -> QuerySet[Claim]:
    return Claim.objects.public()


def _beside_its_question(claim: Claim) -> dict[str, Any]:
    """Return what is said of a claim wherever it is shown by itself.

    Keys: claim, answer, provenance (sentences), question (reconciled), others (answers), place (in the question; None if the
    claim is withdrawn), withdrawn.
    """
    answer, reconciled = answer_beside_others(claim)
    return {
        "claim": answer.claim,
        "answer": answer,
        "provenance": provenance(answer),
        "question": reconciled,
        "others": [answer for answer in reconciled.answers if answer.claim.pk != claim.pk],
        "place": next((place for place, answer in enumerate(reconciled.answers, 1) if answer.claim.pk == claim.pk), None),
        "withdrawn": claim.status == Status.WITHDRAWN,
    }
