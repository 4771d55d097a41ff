"""A chapter of the profile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.models import Topic
from profiles.queries.chapter import read_chapter, stands_elsewhere
from profiles.queries.chapter_plan import NOTHING, plan_chapters
from profiles.site import chapters_of, site_of
from sources.documents import all_documents
from sources.paging import page_from
from sources.parameters import takes_parameters


@require_safe
@takes_parameters("page")
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one chapter.

    Context: topic, page, chapter (what stands on it), elsewhere (what stands on other pages: title, address), documents, topics
    (every chapter), previous, next (chapters, or None).
    """
    topic = get_object_or_404(Topic, slug=slug)
    documents = all_documents()
    topics = chapters_of(request)
    place = next((place for place, one in enumerate(topics) if one.pk == topic.pk), None)
    plans = plan_chapters(site_of(request).subject.pk)
    plan = plans.get(topic.pk, NOTHING)
    page = page_from(request, plan.units, plan.starts)
    context = {
        "topic": topic,
        "chapter": read_chapter(topic, plans, documents, page.entries),
        "page": page,
        "elsewhere": stands_elsewhere(plan, page),
        "documents": documents,
        "topics": topics,
        "previous": topics[place - 1] if place else None,
        "next": topics[place + 1] if place is not None and place + 1 < len(topics) else None,
    }
    return render(request, "profiles/topic_detail.html", context)
