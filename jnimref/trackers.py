"""Parameters that trackers add to an address: they are gone before anything reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sources.query_strings import strip_trackers


class TrackersMiddleware:
    """Take the parameters of trackers out of the query string, so that no page, redirect or link holds them.

    It comes first: `request.GET` and the address that a redirect or a page builds are all made of the query string.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request as if the trackers had not been in its address."""
        if query := request.META.get("QUERY_STRING"):
            request.META["QUERY_STRING"] = strip_trackers(query)
        return self.get_response(request)
