"""Say so where the database does not answer: a page of its own, and one line in the log."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.log import log_response

logger = logging.getLogger(__name__)
RETRY_AFTER_S = "30"
UNASKED = "jnimref.database_unasked"  # what the page cache says of a request that is not to ask the database


class DatabaseGoneMiddleware:
    """Answer 503 instead of 500 where a page could not be read for want of a database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever, unless it is known that the database does not."""
        if why := request.META.get(UNASKED):
            return _say_so(request, str(why))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page that says so, for what a database that is gone raises; None for any other fault."""
        return _say_so(request, str(exception)) if isinstance(exception, OperationalError | InterfaceError) else None


def _say_so(request: HttpRequest, why: str) -> HttpResponse:
    response = HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER_S})
    if getattr(request, "is_told", False):  # a page that is asked for again is told of once
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response
    # Django's own way to log an answer, which then says no second time that it is a 503.
    words = ("The database does not answer: %s (%s)", request.path, " ".join(why.split()))
    log_response(*words, response=response, request=request, logger=logger)
    request.is_told = True  # type: ignore[attr-defined]
    return response
