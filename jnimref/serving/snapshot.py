"""Read a page and the revision of its data in one snapshot, so that no old page is kept under a new revision."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import Error, OperationalError, connections
from django.http import HttpRequest, HttpResponse

from jnimref.serving.replica import database_read, from_one_that_answers
from sources.revision import current_revision, reading

SLOT = "jnimref.page_slot"
DATABASE_GONE = 503  # what jnimref/serving/database_gone.py answers
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
        try:
            response, revision = from_one_that_answers(lambda: self._read(request))
        except Error:
            return self.get_response(request)  # without a database: what stands even then
        slot.revision = revision if _can_be_kept(request, response) else None
        return response

    def _read(self, request: HttpRequest) -> tuple[HttpResponse, int]:
        """Return the answer and the revision of what it is made of. Raises OperationalError where the database goes meanwhile."""
        with read_snapshot():
            revision = current_revision()
            with reading(revision):
                response = self.get_response(request)
        if response.status_code == DATABASE_GONE:
            raise OperationalError("it went away while a page was read")
        return response, revision


def _can_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    odd = getattr(request, "remarks", None) or getattr(request, "odd_characters", None)
    own_will = "no-store" in response.get("Cache-Control", "") or response.cookies or response.streaming
    return response.status_code == 200 and not odd and not own_will


@contextmanager
def read_snapshot() -> Iterator[None]:
    """Let all that is read within see one state of the data. Raises Error where the database does not answer."""
    connection = connections[database_read()]
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
        except Error:
            connection.close()
