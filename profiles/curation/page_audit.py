"""Check that a page of every kind renders, with what is in the database (rule 11)."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from profiles.models import Actor, Claim, Place, Question, answered_topics
from profiles.queries.repeats import who_repeats_whom
from sources.audit import Finding
from sources.models import Document, Work

_APART = ("admin", "readyz")  # the curators' pages, and an answer about the process that serves


# Pages are looked at without the files that `collectstatic` writes for a server.
_WITHOUT_COLLECTED_FILES: dict[str, Any] = {
    "STORAGES": {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    "WHITENOISE_AUTOREFRESH": True,
}


def audit_pages() -> Iterator[Finding]:
    """Yield the kinds of page that don't render.

    One of each is asked for: where a page shows one thing, that of what was added last.
    """
    log = logging.getLogger("django.request")
    level, log.level = log.level, logging.CRITICAL + 1  # what fails is told once, by the finding
    try:
        with override_settings(**_WITHOUT_COLLECTED_FILES):
            yield from _failures(Client(headers={"host": (settings.ALLOWED_HOSTS or ["localhost"])[0].lstrip(".")}))
    finally:
        log.level = level


def _failures(client: Client) -> Iterator[Finding]:
    for name, takes_arguments in page_names(get_resolver().url_patterns):
        address = name
        try:
            arguments = ARGUMENTS[name]() if takes_arguments else ()
            if arguments is None:
                continue  # there is none of this kind
            address = reverse(name, args=arguments)
            status = client.get(address, secure=True).status_code
        except Exception as failure:  # noqa: BLE001 - whatever stops a page is what is looked for
            yield Finding(11, address, f"the page ({name}) fails: {type(failure).__name__}: {failure}")
        else:
            if status >= 400:
                yield Finding(11, address, f"the page ({name}) answers {status}")


def page_names(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, bool]]:
    """Yield the name of every public address, in its namespace, and whether it takes arguments."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name not in _APART:
                yield f"{space}{pattern.name}", bool(pattern.pattern.converters)
        elif pattern.app_name not in _APART:
            yield from page_names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)


Arguments = tuple[str, ...] | None


def _last(rows: Callable[[], QuerySet[Any]], field: str) -> Callable[[], Arguments]:
    """Return what gives a field of the row that was added last, or None where there is no row."""

    def last() -> Arguments:
        value = rows().order_by("-pk").values_list(field, flat=True).first()
        return None if value is None else (value,)

    return last


def _two_documents() -> Arguments:
    slugs = sorted(Document.objects.order_by("-pk").values_list("slug", flat=True)[:2])
    return (slugs[0], slugs[1]) if len(slugs) > 1 else None


def _document_and_work() -> Arguments:
    return next(((one.document.slug, one.work.key) for one in who_repeats_whom().repeating), None)


_CLAIM = _last(Claim.objects.published, "key")
# What the addresses of pages on one thing take.
ARGUMENTS: Mapping[str, Callable[[], Arguments]] = {
    "profiles:topic": _last(answered_topics, "slug"),
    "profiles:question": _last(Question.objects.answered, "key"),
    "profiles:claim": _CLAIM,
    "profiles:evidence": _CLAIM,
    "profiles:actor": _last(lambda: Actor.objects.filter(claims__status="published"), "key"),
    "profiles:place": _last(lambda: Place.objects.filter(claims__status="published"), "key"),
    "profiles:repeats_between": _two_documents,
    "profiles:repeats_of_work": _document_and_work,
    "sitemap_of": lambda: ("claims",),
    "sources:document": _last(Document.objects.all, "slug"),
    "sources:work": _last(Work.objects.all, "key"),
}
