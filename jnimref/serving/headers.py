"""The headers that every answer has, whoever made it: what a page may ask of a browser, and who may take it into theirs."""

from collections.abc import Callable
from functools import cache
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

# What a reference work has no use for. Browsers know other features by other names; an unknown name is ignored.
_UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
ALWAYS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HeadersMiddleware:
    """Add what no middleware of Django's adds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever, with the headers that every answer has."""
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        return response


def standing_headers(environ: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return, for an answer that Django has no part in, the headers that it would have from there."""
    name, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return _standing(bool(name) and environ.get(name) == value)


@cache
def _standing(secure: bool) -> tuple[tuple[str, str], ...]:
    request, response = HttpRequest(), HttpResponse()
    del response.headers["Content-Type"]
    request.META["wsgi.url_scheme"] = "http"
    if secure and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        request.META[name] = value

    def answer(_: HttpRequest) -> HttpResponse:
        return response

    for middleware in (HeadersMiddleware, CSPMiddleware, XFrameOptionsMiddleware):
        middleware(answer)(request)
    SecurityMiddleware(answer).process_response(request, response)
    return tuple(response.headers.items())
