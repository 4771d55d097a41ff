"""What an address may hold that no text may: NUL and other control characters, in its path, its parameters and in cookies."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from sources.characters import refused_names, show_refused


class OddCharactersMiddleware:
    """Show the name of such a character in its place, before anything asks a database for it or puts it on a page.

    `request.odd_characters` are the names, for the page to tell. A cookie that holds one is none of ours, and is dropped.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request whose path, parameters and cookies hold plain text."""
        parameters = list(request.GET.lists())
        asked = "".join(text for name, values in parameters for text in (name, *values))
        names = refused_names(request.path + asked)
        if refused_names(request.path):
            request.path, request.path_info = show_refused(request.path), show_refused(request.path_info)
        if refused_names(asked):
            shown = QueryDict(mutable=True)
            for name, values in parameters:
                for value in values:
                    shown.appendlist(show_refused(name), show_refused(value))
            request.GET = shown  # type: ignore[assignment]  # nothing writes to it
        request.odd_characters = names  # type: ignore[attr-defined]
        if refused_names("".join(request.COOKIES.values())):
            request.COOKIES = {name: value for name, value in request.COOKIES.items() if not refused_names(value)}
        return self.get_response(request)
