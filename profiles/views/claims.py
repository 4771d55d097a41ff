"""Claims: every one filtered, and each beside the words it rests on."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.answers import reconcile_question, shape_answer
from profiles.filters import ClaimFilter, unknown_parameters
from profiles.models import Claim, Question, Status
from profiles.presentation import claim_citation, claim_in_context
from profiles.verdicts import all_verdicts
from profiles.views.subject import SUBJECT
from sources.models import Document

CLAIMS_ON_A_PAGE = 40


@require_safe
def claim_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one claim beside its passages.

    Context: claim, answer, question (reconciled), evidence (in context), mentions (actors), others (answers), citation, retired.
    """
    claim = get_object_or_404(Claim.objects.public().select_related("question"), key=key)
    question = get_object_or_404(Question.objects.with_answers(), pk=claim.question_id)
    documents = list(Document.objects.without_text())
    answer, evidence = claim_in_context(claim, question)
    reconciled = reconcile_question(question, documents)
    context = {
        "claim": claim,
        "answer": answer,
        "question": reconciled,
        "evidence": evidence,
        "mentions": [actor for actor in answer.claim.actors.all() if actor.key != SUBJECT],
        "others": [one for one in reconciled.answers if one.claim.pk != claim.pk],
        "citation": claim_citation(claim, answer, request.build_absolute_uri(claim.get_absolute_url())),
        "retired": claim.status == Status.RETIRED,
    }
    return render(request, "profiles/claim_detail.html", context)


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """Show the claims, filtered.

    Context: filter (with its form), valid, page (of claims), rows (question, verdict, answer), unknown (names), query, filtered.
    """
    verdicts = all_verdicts()
    filterset = ClaimFilter(request.GET, queryset=Claim.objects.published(), verdicts=verdicts)
    valid = filterset.is_valid()
    matching = set(filterset.qs.order_by().values_list("pk", flat=True)) if valid else set()
    claims = Claim.objects.published().filter(pk__in=matching).select_related("question__about").with_evidence()
    page = Paginator(claims, CLAIMS_ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "filter": filterset,
        "valid": valid,
        "page": page,
        "rows": [(claim.question, verdicts[claim.question_id], shape_answer(claim, claim.question)) for claim in page],
        "unknown": unknown_parameters(request.GET, filterset),
        "query": query.urlencode(),
        "filtered": any(request.GET.get(name) for name in filterset.filters),
    }
    return render(request, "profiles/claim_list.html", context)
