"""Read a page and the revision of its data in one snapshot, so that no old page is kept under a new revision."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse

from jnimref.replica import PRIMARY, readable, reading_from, spare
from sources.revision import current_revision, reading

SLOT = "jnimref.page_slot"
DATABASE_GONE = 503  # what jnimref/database_gone.py answers
_BEGIN = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", "sqlite": "BEGIN DEFERRED"}


@dataclass
class PageSlot:
    """What the page cache hands a request, and what the request says in it: the revision it may be kept under, if any."""

    revision: int | None = None


class SnapshotMiddleware:
    """Answer a request that the page cache handed a slot within one snapshot of the data."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say under which revision the answer may be kept: of those without remarks, cookies or a will of their own."""
        slot = request.META.get(SLOT)
        if not isinstance(slot, PageSlot):
            return self.get_response(request)
        for alias in readable():
            try:
                response, revision = self._read(request, alias)
            except DatabaseError as error:
                spare(alias, error)
            else:
                if response.status_code != DATABASE_GONE or alias == PRIMARY:
                    slot.revision = revision if _can_be_kept(request, response) else None
                    return response
                spare(alias, "it went away while a page was read")
        return self.get_response(request)  # without a database: what stands even then

    def _read(self, request: HttpRequest, alias: str) -> tuple[HttpResponse, int]:
        """Return the answer as one database gives it, and the revision of what it is made of."""
        with reading_from(alias), read_snapshot(alias):
            revision = current_revision()
            with reading(revision):
                return self.get_response(request), revision


def _can_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    odd = getattr(request, "remarks", None) or getattr(request, "odd_characters", None)
    own_will = "no-store" in response.get("Cache-Control", "") or response.cookies or response.streaming
    return response.status_code == 200 and not odd and not own_will


@contextmanager
def read_snapshot(alias: str = PRIMARY) -> Iterator[None]:
    """Let all that is read from a database within see one state of the data. Raises DatabaseError where it does not answer."""
    connection = connections[alias]
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
        except DatabaseError:
            connection.close()
