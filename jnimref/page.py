"""The words of a page for the places that repeat them: `{% load page %}`."""

import html

from django import template

from sources.wording import shorten

register = template.Library()


@register.simple_block_tag
def plain(content: str, most: int | None = None) -> str:
    """Return what a stretch of template says as plain text, in at most so many characters, cut between two words.

    `{% plain 180 as description %}{% block description %}…{% endblock description %}{% endplain %}` lets a page fill a block once
    and base.html say it in several places.
    """
    text = " ".join(html.unescape(content).split())
    return text if most is None else shorten(text, most)
