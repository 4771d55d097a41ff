"""The components of pages that stand on them hundreds of times, in Jinja: a call of one costs a tenth of an include of Django's.

A component is a macro in a file of its name in templates/jinja/components/. Another component calls it as
`{{ components.quote(evidence=one) }}`; a page, which is in Django's language, includes it like any other:
`{% include "components/quote.html" with evidence=one only %}`. What it isn't given, and what it doesn't take, are errors.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, Origin, TemplateDoesNotExist
from django.template.defaultfilters import capfirst, pluralize
from django.template.loaders.base import Loader as BaseLoader
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from markupsafe import Markup

from sources.marks import mark_style_of
from sources.templatetags.quotes import words_at

Macro = Callable[..., Markup]
_FOLDER = "components"
_SUFFIX = ".html"


class Components:
    """The components by name, as attributes; each is compiled when it is first called."""

    def __getattr__(self, name: str) -> Macro:
        """Return a component. Raises TemplateNotFound where there is none of that name."""
        macro: Macro = getattr(ENVIRONMENT.get_template(f"{_FOLDER}/{name}{_SUFFIX}").module, name)
        if not settings.DEBUG:
            setattr(self, name, macro)
        return macro


class Component:
    """A component as Django's `include` calls it: what it is included with are its arguments."""

    def __init__(self, name: str, origin: Origin) -> None:
        self.name, self.origin = name, origin

    def render(self, context: Context) -> str:
        """Return its HTML."""
        given: dict[str, Any] = {}
        for layer in context.dicts[1:]:  # the first holds True, False and None
            given |= layer
        macro: Macro = getattr(COMPONENTS, self.name)
        return macro(**given)


class Loader(BaseLoader):
    """Finds "components/quote.html" among the components in Jinja: the last of the loaders of Django's templates."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Any:
        """Return a component. Raises TemplateDoesNotExist where there is none of that name."""
        folder, _, file = template_name.partition("/")
        origin = Origin(template_name, template_name, self)
        try:
            if folder != _FOLDER or not file.endswith(_SUFFIX):
                raise TemplateNotFound(template_name)
            getattr(COMPONENTS, file.removesuffix(_SUFFIX))
        except TemplateNotFound:
            raise TemplateDoesNotExist(template_name, tried=[(origin, "No such component in Jinja")], backend=None) from None
        return Component(file.removesuffix(_SUFFIX), origin)

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        """Give no sources: Django has none to compile."""
        return iter(())


def url(name: str) -> str:
    """Return the address of a page of which there is one, by the name of its pattern."""
    return _address(name, get_script_prefix())


@cache
def _address(name: str, prefix: str) -> str:
    return reverse(name)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates/jinja"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=settings.DEBUG,
        cache_size=-1,
    )
    environment.globals |= {"components": COMPONENTS, "url": url, "static": static}
    environment.filters |= {"pluralize": pluralize, "capfirst": capfirst, "mark_style": mark_style_of, "words_at": words_at}
    return environment


COMPONENTS = Components()
ENVIRONMENT = _environment()
