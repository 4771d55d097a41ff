"""Published pages from memory, before Django is asked.

A page is kept under its address and the revision of the data (sources/revision.py), and sent as long as that is the revision.
What a page is made of is read in one snapshot with the revision (snapshot.py). Where the database does not answer, what is kept
is sent, and marked as stale.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Semaphore
from typing import Any

from jnimref.serving.database_gone import UNASKED
from jnimref.serving.page_store import Answer, PageStore, choose_encoding, make_answer
from jnimref.serving.revision_watch import RevisionWatch
from jnimref.serving.single_flight import SingleFlight
from jnimref.serving.snapshot import SLOT, PageSlot
from jnimref.telling.request_log import HIT, MISS, STALE, TOLD
from sources.query_strings import strip_trackers

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PAGES_BYTES = 96 * 1024 * 1024
FILTERED_BYTES = 16 * 1024 * 1024  # of addresses with a query: there is no end of them
# Browsers ask each time whether a page has changed; what stands between may keep it for a minute, and for a day if we are gone.
CACHE_CONTROL = "public, max-age=0, s-maxage=60, stale-if-error=86400"
GONE_AFTER_S = 3.0  # seconds without an answer of the database, looked for four times a second, after which nobody asks it
WAITING = 3  # requests that may wait for the database at once, one fewer than a worker has threads
ROOM_WITHIN_S = 0.1  # seconds between two looks whether the database is still there, for one that waits for its turn
RENEWED_WITHIN_S = 5.0  # for one thread to make a page anew; after that, others that wait for it make it as well
_CONDITIONS = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
_OF_BODY = ("Content-Length", "Content-Type", "Content-Encoding")


class PageCache:
    """A WSGI application that answers from memory what it can, and has the one within answer the rest."""

    def __init__(
        self,
        application: Application,
        watch: RevisionWatch,
        passed: tuple[str, ...],
        unkept: tuple[str, ...] = (),
        pages: PageStore | None = None,
        filtered: PageStore | None = None,
        headers: Callable[[Environ], Iterable[tuple[str, str]]] = lambda _: (),
    ) -> None:
        """Keep the answers of an application, but for the paths that begin with one of `passed`: the admin, static files.

        `unkept` are addresses that show no data; `headers` gives what an answer has that the application is not asked for.
        """
        self.application, self.watch, self.passed, self.unkept, self.headers = application, watch, passed, unkept, headers
        self._room = Semaphore(WAITING)
        self.pages = PageStore(PAGES_BYTES) if pages is None else pages
        self.filtered = PageStore(FILTERED_BYTES) if filtered is None else filtered
        self.flight = SingleFlight()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        path = environ.get("PATH_INFO", "")
        if path.startswith(self.passed):
            return self.application(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _refuse_method(start_response, self.headers(environ))
        if path in self.unkept:
            return self.application(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        if query:
            query = strip_trackers(query)
        store = self.filtered if query else self.pages
        key = (environ.get("HTTP_X_FORWARDED_PROTO"), environ["wsgi.url_scheme"], environ.get("HTTP_HOST"), path, query)
        self.watch.start()
        revision, stale = self.watch.known()
        answer = store.get(key)
        if answer is None:
            return self._ask(store, key, environ, start_response)
        # What was kept once will be again: one thread makes it anew. Who asks for it meanwhile gets the former page as long as
        # that may be shown, and then waits.
        until = time.monotonic() + RENEWED_WITHIN_S
        while answer is None or not (stale or (revision is not None and answer.revision >= revision)):
            if answer is not None and key in self.flight and self.watch.still_holds(answer.revision):
                break
            with self.flight.first(key, within=ROOM_WITHIN_S) as is_first:
                if is_first or time.monotonic() > until:
                    return self._ask(store, key, environ, start_response)
            answer, (_, stale) = store.get(key), self.watch.known()
        if (told := environ.get(TOLD)) is not None:
            told.kind, told.cache = answer.kind, STALE if stale else HIT
        return _send(store, key, answer, environ, start_response, stale)

    def _ask(self, store: PageStore, key: object, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Have the application answer in full, keep the answer if it may be kept, and send it."""
        if not self._enter():
            return self.application({**environ, UNASKED: "it has not answered for seconds"}, start_response)
        try:
            return self._ask_within(store, key, environ, start_response)
        finally:
            self._room.release()

    def _enter(self) -> bool:
        """Take a place among those that may wait for the database, when there is one; say no as soon as it is known to be gone.

        A server that hangs holds whoever asks it, and the thread that is left answers what needs no database.
        """
        while self.watch.silence() < GONE_AFTER_S:
            if self._room.acquire(timeout=ROOM_WITHIN_S):
                return True
        return False

    def _ask_within(self, store: PageStore, key: object, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        slot = PageSlot()
        began = time.monotonic()
        asked = {name: value for name, value in environ.items() if name not in _CONDITIONS}
        asked |= {SLOT: slot, "REQUEST_METHOD": "GET"}
        given: list[Any] = []
        written: list[bytes] = []

        def take(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
            given[:] = [status, headers]
            return written.append

        parts = self.application(asked, take)
        try:
            body = b"".join([*written, *parts])
        finally:
            if hasattr(parts, "close"):
                parts.close()
        status, headers = given
        if slot.revision is None:
            return _send_once(make_answer(-1, status, headers, body), environ, start_response)
        self.watch.learn(slot.revision, began)
        answer = make_answer(slot.revision, status, _for_all(headers), body)
        if (told := environ.get(TOLD)) is not None:
            told.cache = MISS
            answer = replace(answer, kind=told.kind)
        store.put(key, answer)
        return _send(store, key, answer, environ, start_response, stale=False)


def _refuse_method(start_response: Callable[..., Any], headers: Iterable[tuple[str, str]]) -> Iterable[bytes]:
    """Say that pages are only read, before anything reads what was sent."""
    body = b"This site is only read: GET or HEAD.\n"
    own = [("Allow", "GET, HEAD"), ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("405 Method Not Allowed", [*own, *headers])
    return (body,)


def _for_all(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers of a page that anybody may keep; a page that says how long it may be kept knows better."""
    told = any(name.lower() == "cache-control" for name, _ in headers)
    return headers if told else [*headers, ("Cache-Control", CACHE_CONTROL)]


def _send(
    store: PageStore, key: object, answer: Answer, environ: Environ, start_response: Callable[..., Any], stale: bool
) -> Iterable[bytes]:
    """Send an answer that is kept, in an encoding that is accepted; what of it is new is kept as well."""
    encoding = choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    variant = answer.variants.get(encoding)
    if variant is None:
        answer = answer.encoded(encoding)
        store.put(key, answer)
        variant = answer.variants[encoding]
    headers = list(variant.headers)
    if stale:
        headers.append(("Cache-Status", "jnimref; hit; detail=stale"))
    if (asked := environ.get("HTTP_IF_NONE_MATCH")) and _matches(asked, variant.etag):
        start_response("304 Not Modified", [header for header in headers if header[0] not in _OF_BODY])
        return ()
    start_response(answer.status, headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (variant.body,)


def _send_once(answer: Answer, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Send an answer that is not kept."""
    encoding = choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    variant = answer.encoded(encoding).variants[encoding]
    start_response(answer.status, list(variant.headers))
    return () if environ["REQUEST_METHOD"] == "HEAD" else (variant.body,)


def _matches(asked: str, etag: str) -> bool:
    """Whether If-None-Match names an entity tag (RFC 9110, section 13.1.2: weak comparison)."""
    return asked.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in asked.split(","))
