"""Say so where the database does not answer: a page of its own, and one line in the log."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)
RETRY_AFTER_S = "30"


class DatabaseGoneMiddleware:
    """Answer 503 instead of 500 where a page could not be read for want of a database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page that says so, for what a database that is gone raises; None for any other fault."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        if not getattr(request, "is_told", False):  # a page that is asked for again is told of once
            logger.error("The database does not answer: %s (%s)", request.path, " ".join(str(exception).split()))
            request.is_told = True  # type: ignore[attr-defined]
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER_S})
