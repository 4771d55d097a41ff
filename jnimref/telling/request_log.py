"""Give every request an id, and say what came of it: in the access log, and to the metrics."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse

from jnimref.telling.logs import LONGEST_PATH, REQUEST_ID, json_line, logged_address, request_id

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
TOLD = "jnimref.told"
HIT, MISS, STALE = "hit", "miss", "stale"


@dataclass(slots=True)
class RequestNote:
    """What the layers within say of a request: the name of its view, and whether the page came from memory."""

    kind: str = ""
    cache: str = ""


class Counting(Protocol):
    """What counts requests."""

    def count(self, kind: str, cache: str, status: str, seconds: float) -> None:
        """Count one: the kind of page, how it was kept, the status as three digits, what it took."""


class RequestLog:
    """A WSGI application that has the one within answer, with an id that the answer, the log and the proxy know."""

    def __init__(
        self,
        application: Application,
        addresses: str,
        write: Callable[[str], None] | None = None,
        metrics: Counting | None = None,
    ) -> None:
        """Write a line on each request, with as much of its address as `addresses` says (logs.py), and count it."""
        self.application, self.addresses, self.write, self.metrics = application, addresses, write, metrics

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        began = time.perf_counter()
        identity = request_id(environ.get("HTTP_X_REQUEST_ID"))
        token = REQUEST_ID.set(identity)
        told = environ[TOLD] = RequestNote()
        given: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            given[:] = status, headers
            return start_response(status, [*headers, ("X-Request-ID", identity)], exc_info)

        try:
            return self.application(environ, begin)
        finally:
            if given and (self.write or self.metrics):
                self._tell(environ, told, given, time.perf_counter() - began)
            REQUEST_ID.reset(token)

    def _tell(self, environ: Environ, told: RequestNote, given: list[Any], seconds: float) -> None:
        status = given[0][:3]
        kind = told.kind or "none"
        if self.metrics:
            self.metrics.count(kind, told.cache, status, seconds)
        if self.write:
            length = next((value for name, value in given[1] if name == "Content-Length"), "")
            line = {
                "method": environ["REQUEST_METHOD"][:20],
                "path": environ.get("PATH_INFO", "")[:LONGEST_PATH],  # what a reader searches for is nobody's business
                "status": int(status),
                "bytes": int(length) if length.isdigit() else None,
                "ms": round(seconds * 1000, 1),
                "kind": kind,
                "cache": told.cache or None,
                "address": logged_address(environ.get("REMOTE_ADDR", ""), self.addresses) or None,
            }
            self.write(json_line("info", "jnimref.access", "request", line))


class KindMiddleware:
    """Say of which kind a page is: the name of its view; all of the admin is one kind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Note the view that was found."""
        told, match = request.META.get(TOLD), request.resolver_match
        if isinstance(told, RequestNote) and match:
            told.kind = "admin" if "admin" in match.namespaces else match.view_name
