"""What the site answers at an address: asked of Django itself, with no server between, and within one state of the data."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from jnimref.serving.forwarding import parse_site_url
from jnimref.serving.snapshot import read_snapshot
from sources.revision import current_revision, reading

URLS = "jnimref.static_site.urls"
_OWN = frozenset({"Content-Disposition", "X-Robots-Tag"})
_OF_FILE = frozenset({"Content-Type", "Content-Length", "Location", "Vary", "Cache-Control", "ETag", "Last-Modified", "Expires"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """Its media type, without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def location(self) -> str:
        """Where a redirect leads, or ''."""
        return self.headers.get("Location", "")

    @property
    def own_headers(self) -> dict[str, str]:
        """Those of its headers that other pages have not, and that its file can't tell."""
        return {name: value for name, value in self.headers.items() if name in _OWN}

    @property
    def common_headers(self) -> dict[str, str]:
        """Those of its headers that are on every page: they tell browsers what a page may do."""
        return {name: value for name, value in self.headers.items() if name not in _OWN | _OF_FILE}

    @property
    def is_page(self) -> bool:
        """Whether it is HTML, a piece of a page included."""
        return self.kind == "text/html"

    @property
    def text(self) -> str:
        """Its body as text."""
        return self.body.decode()


class Asker:
    """Asks the site as a reader at its own address would, from whom nothing compressed or conditional is asked."""

    def __init__(self) -> None:
        """Take the site's address from SITE_URL; without one, from the first host that the site answers to. Raises ValueError."""
        scheme, host = parse_site_url(settings.SITE_URL)
        self.scheme = scheme or ("https" if settings.HTTPS else "http")
        self.host = host or settings.ALLOWED_HOSTS[0].replace("*", "localhost").lstrip(".")
        self.handler = BaseHandler()
        self.handler.load_middleware()

    def ask(self, address: str, **attributes: object) -> Answer:
        """Return the answer to a GET; `attributes` are set on the request."""
        path, _, query = address.partition("?")
        environ: dict[str, object] = {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": self.host,
            "HTTP_X_FORWARDED_PROTO": self.scheme,
            "REMOTE_ADDR": "",
            "wsgi.url_scheme": self.scheme,
        }
        setup_testing_defaults(environ)
        request = WSGIRequest(environ)
        for name, value in (attributes | {"urlconf": URLS}).items():
            setattr(request, name, value)
        response: Any = self.handler.get_response(request)
        body: bytes = b"".join(response.streaming_content) if response.streaming else response.content
        return Answer(response.status_code, dict(response.items()), body)


@contextmanager
def one_revision() -> Iterator[int]:
    """Let all that is asked within be of one state of the data; give its revision."""
    with read_snapshot():
        revision = current_revision()
        with reading(revision):
            yield revision
