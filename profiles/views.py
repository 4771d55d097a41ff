"""Pages of the profile."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.answers import Reconciled, reconcile_question, shape_answer
from profiles.filters import ClaimFilter, unknown_parameters
from profiles.models import Actor, Claim, Place, Question, QuestionQuerySet, Status, Topic, topics_with_counts
from profiles.presentation import claim_citation, claim_in_context, present, present_all
from profiles.reconciliation import Verdict, VerdictKind
from profiles.verdicts import all_verdicts
from sources.models import Document, Passage

CLAIMS_ON_A_PAGE = 40
SUBJECT = "jnim"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the profile. Context: glance (questions at a glance), differing (questions), topics, documents, counts."""
    documents = _documents()
    verdicts = all_verdicts()
    topics = list(topics_with_counts())
    context = {
        "glance": present_all(
            _reconciled(Question.objects.answered().filter(glance__isnull=False).order_by("glance"), documents), documents
        ),
        "differing": _differing(verdicts).select_related("topic"),
        "topics": topics,
        "documents": documents,
        "claim_count": sum(topic.claim_count for topic in topics),
        "question_count": len(verdicts),
    }
    return render(request, "profiles/home.html", context)


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one chapter. Context: topic, questions (presented), documents, topics, verdicts (counts)."""
    topic = get_object_or_404(Topic, slug=slug)
    documents = _documents()
    reconciled = _reconciled(Question.objects.answered().filter(topic=topic), documents)
    context = {
        "topic": topic,
        "questions": present_all(reconciled, documents),
        "documents": documents,
        "topics": topics_with_counts(),
        "verdicts": Counter(one.verdict.kind.value for one in reconciled),
    }
    return render(request, "profiles/topic_detail.html", context)


@require_safe
def question_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one question with every answer. Context: question (presented), documents."""
    question = get_object_or_404(Question.objects.with_answers(), key=key)
    documents = _documents()
    context = {"question": present(reconcile_question(question, documents), documents), "documents": documents}
    return render(request, "profiles/question_detail.html", context)


@require_safe
def claim_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one claim beside its passages.

    Context: claim, answer, question (reconciled), evidence (in context), mentions (actors), others (answers), citation, retired.
    """
    claim = get_object_or_404(Claim.objects.public().select_related("question"), key=key)
    question = get_object_or_404(Question.objects.with_answers(), pk=claim.question_id)
    documents = _documents()
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


@require_safe
def difference_list(request: HttpRequest) -> HttpResponse:
    """Show where the documents differ, by reason. Context: reasons (reason, its questions), count, question_count, documents."""
    documents = _documents()
    verdicts = all_verdicts()
    differing = _reconciled(_differing(verdicts), documents)
    reasons: dict[str, list[Reconciled]] = {}
    for one in differing:
        reasons.setdefault(one.question.reason or "no reason given yet", []).append(one)
    context = {
        "reasons": [(reason, present_all(reasons[reason], documents)) for reason in sorted(reasons)],
        "count": len(differing),
        "question_count": len(verdicts),
        "documents": documents,
    }
    return render(request, "profiles/difference_list.html", context)


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    """Show who the profile speaks of. Context: kinds (kind, its actors with the number of their claims)."""
    published = Q(claims__status=Status.PUBLISHED)
    actors = Actor.objects.annotate(claim_count=Count("claims", filter=published, distinct=True)).filter(claim_count__gt=0)
    kinds: dict[str, list[Actor]] = {}
    for actor in actors:
        kinds.setdefault(actor.get_kind_display(), []).append(actor)
    return render(request, "profiles/actor_list.html", {"kinds": list(kinds.items())})


@require_safe
def actor_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one actor. Context: actor, about (questions on it), mentions (question, answers that mention it)."""
    actor = get_object_or_404(Actor, key=key)
    documents = _documents()
    named = Q(about=actor) | Q(claims__in=Claim.objects.published().filter(actors=actor))
    reconciled = _reconciled(Question.objects.answered().filter(named).distinct(), documents)
    mentions = [
        (one, [answer for answer in one.answers if actor.pk in {other.pk for other in answer.claim.actors.all()}])
        for one in reconciled
        if one.question.about_id != actor.pk
    ]
    context = {
        "actor": actor,
        "about": present_all((one for one in reconciled if one.question.about_id == actor.pk), documents),
        "mentions": [(one, answers) for one, answers in mentions if answers],
        "documents": documents,
        "is_subject": actor.key == SUBJECT,
    }
    return render(request, "profiles/actor_detail.html", context)


@require_safe
def place_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is said of one place. Context: place, parts (places within it), mentions (question, answers that mention it)."""
    place = get_object_or_404(Place.objects.select_related("within"), key=key)
    named = Claim.objects.published().filter(places=place)
    reconciled = _reconciled(Question.objects.answered().filter(claims__in=named).distinct(), _documents())
    mentions = [(one, [answer for answer in one.answers if place in answer.claim.places.all()]) for one in reconciled]
    context = {"place": place, "parts": place.parts.all(), "mentions": mentions}
    return render(request, "profiles/place_detail.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Show how the profile is made, and its limits. Context: documents, topics, and counts of claims, questions, passages."""
    documents = _documents()
    context = {
        "documents": documents,
        "claim_count": Claim.objects.published().count(),
        "question_count": Question.objects.answered().count(),
        "passage_count": Passage.objects.content().count(),
        "topics": topics_with_counts(),
    }
    return render(request, "profiles/method.html", context)


def _documents() -> list[Document]:
    return list(Document.objects.without_text())


def _differing(verdicts: dict[int, Verdict]) -> QuestionQuerySet:
    """Return the questions on which the documents differ."""
    return Question.objects.filter(pk__in=[pk for pk, verdict in verdicts.items() if verdict.kind is VerdictKind.DIFFER])


def _reconciled(questions: QuestionQuerySet, documents: list[Document]) -> list[Reconciled]:
    """Reconcile questions, with all that the page needs fetched: the same number of queries, however many there are."""
    return [reconcile_question(question, documents) for question in questions.with_answers()]
