"""A document's words, for templates: `{{ passage|words_at:span }}`."""

from django import template
from django.utils.safestring import SafeString

from sources.anchoring import Anchor
from sources.models import Passage
from sources.rendering import render_span
from sources.segmentation import Markup

register = template.Library()


@register.filter
def words_at(passage: Passage, span: Anchor) -> SafeString:
    """Return the words at a span of the document's text, with their emphasis, as the reader shows them."""
    return render_span(passage.text, Markup(passage.document.markup), span.start - passage.start, span.end - passage.start)
