"""What base.html makes of the blocks that a page fills: `{% load page %}`."""

import html
from typing import cast

from django import template
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext
from django.utils.html import escape
from django.utils.safestring import SafeString

from sources.wording import shorten

register = template.Library()


@register.simple_tag(takes_context=True)
def again(context: Context, name: str, most: int | None = None) -> str:
    """Return what a block of the page says, once more, as plain text, in at most so many characters: for what repeats it."""
    blocks = cast("BlockContext", context.render_context[BLOCK_CONTEXT_KEY])
    text = _plain(blocks.get_block(name).render(context))
    return text if most is None else shorten(text, most)


@register.filter(is_safe=True)
def brief(markup: str, most: int) -> SafeString:
    """Return HTML without tags in at most so many characters, cut between two words: `{% filter brief:180 %}…{% endfilter %}`."""
    return escape(shorten(_plain(markup), most))


def _plain(markup: str) -> str:
    return " ".join(html.unescape(markup).split())
