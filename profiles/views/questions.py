"""One question with every answer to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.models import MergedQuestion, Question
from profiles.queries.answers import reconcile_all
from profiles.queries.presentation import present
from profiles.queries.related import related_questions
from profiles.site import site_of
from sources.documents import all_documents
from sources.merged_keys import follow_merged
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
@follow_merged(MergedQuestion)
def question_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one question with every answer.

    Context: question (presented), documents, topic, also_in (further chapters that list it), related (other questions).
    """
    documents = all_documents()
    reconciled = next(iter(reconcile_all(Question.objects.filter(key=key), documents)), None)
    if reconciled is None:
        raise Http404(f"no question {key}")
    question = reconciled.question
    context = {
        "question": present(reconciled, documents),
        "documents": documents,
        "topic": question.topic,
        "also_in": list(question.also_in.all()),
        "related": related_questions(question, site_of(request).subject),
    }
    return render(request, "profiles/question_detail.html", context)
