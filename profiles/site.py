"""The site's row, its chapters and who makes it, at hand in every request: asked of the database once, and only if needed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from profiles.models import Site, Topic, answered_topics
from profiles.models.site import UNNAMED
from sources.revision import once_a_revision


class SiteMiddleware:
    """Give each request its `reference_site` and its `chapters`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set `request.reference_site` and `request.chapters`, which ask the database when something of them is first used."""
        request.reference_site = SimpleLazyObject(_current_or_unnamed)  # type: ignore[attr-defined]
        request.chapters = SimpleLazyObject(_chapters_or_none)  # type: ignore[attr-defined]
        return self.get_response(request)


def _current_or_unnamed() -> Site:
    """Return the site; without a database one that has no name, for the pages that stand even then."""
    try:
        return _current()
    except DatabaseError:
        return UNNAMED


def _chapters_or_none() -> list[Topic]:
    """Return the chapters in order; without a database none."""
    try:
        return _chapters()
    except DatabaseError:
        return []


@once_a_revision
def _current() -> Site:
    return Site.objects.current()


@once_a_revision
def _chapters() -> list[Topic]:
    return list(answered_topics())


def site_of(request: HttpRequest) -> Site:
    """Return the site of a request."""
    return cast("Site", request.reference_site)  # type: ignore[attr-defined]


def chapters_of(request: HttpRequest) -> list[Topic]:
    """Return the chapters of a request's site, in order."""
    return cast("list[Topic]", request.chapters)  # type: ignore[attr-defined]


def site_context(request: HttpRequest) -> dict[str, Any]:
    """Return what every template has: `site`."""
    return {"site": request.reference_site}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Operator:
    """Who makes the site and how to reach them, as the settings say; empty where they don't."""

    name: str
    contact: str

    @property
    def address(self) -> str:
        """What a link to the contact leads to: the address itself, or a mail to it."""
        return self.contact if "://" in self.contact or not self.contact else f"mailto:{self.contact}"


def operator() -> Operator:
    """Return who makes the site."""
    return Operator(settings.OPERATOR, settings.OPERATOR_CONTACT)
