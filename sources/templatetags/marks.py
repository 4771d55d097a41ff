"""The style of a document's mark, for templates: `{{ mark|mark_style }}`."""

from django import template

from sources.marks import mark_style_of

register = template.Library()
register.filter("mark_style", mark_style_of)
