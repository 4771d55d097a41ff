"""A chapter of the profile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from profiles.models import Topic
from profiles.queries.chapter import read_chapter
from profiles.site import chapters_of, site_of
from sources.documents import all_documents
from sources.parameters import takes_parameters


@require_safe
@takes_parameters()
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one chapter. Context: topic, chapter, documents, topics (every chapter), previous, next (chapters, or None)."""
    topic = get_object_or_404(Topic, slug=slug)
    documents = all_documents()
    topics = chapters_of(request)
    place = next((place for place, one in enumerate(topics) if one.pk == topic.pk), None)
    context = {
        "topic": topic,
        "chapter": read_chapter(topic, site_of(request).subject, documents),
        "documents": documents,
        "topics": topics,
        "previous": topics[place - 1] if place else None,
        "next": topics[place + 1] if place is not None and place + 1 < len(topics) else None,
    }
    return render(request, "profiles/topic_detail.html", context)
