"""Everything of the public site that a snapshot holds: every page without parameters, and every filter that such a page links to.

Filters can be combined without end. So of addresses with parameters a snapshot holds those that a page without any links to, and
the further pages (`page=2`) of what it holds.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from jnimref.sitemap import SITEMAPS
from jnimref.static_site.addresses import PAGE, Link, file_name, parameters_of, read_link, static_path
from jnimref.static_site.asking import URLS, Answer
from jnimref.static_site.markup import ids_of, links_of

CAME_FOR = "claim"  # the parameter by which the reader marks the words that somebody came for
_OF_A_SERVER = frozenset({"healthz", "readyz"})
_KEY = re.compile(r"<(?:\w+:)?key>")
_REDIRECTS = (301, 302, 308)
_MOST_HOPS = 5


class NotWhole(Exception):
    """Something of the site can't be had, told in one line."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a snapshot holds of an address: where it lies, its media type, and the headers that are its own."""

    address: str
    path: str
    kind: str
    headers: dict[str, str]

    @property
    def file(self) -> str:
        """The path of its file in the snapshot."""
        return f"/{file_name(self.path)}"

    @property
    def is_page(self) -> bool:
        """Whether it is HTML, a piece of a page included."""
        return self.kind == "text/html"


@dataclass
class Crawl:
    """What was found of the site; `ask` gives what an address answers, and `keep` takes a path in the snapshot and its bytes."""

    ask: Callable[[str], Answer]
    keep: Callable[[str, bytes], None]
    held: dict[str, Held] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    static_files: set[str] = field(default_factory=set)
    _ids: dict[str, set[str]] = field(default_factory=dict)
    _waiting: deque[tuple[str, str]] = field(default_factory=deque)

    def run(self, starts: Iterable[str]) -> None:
        """Take everything that can be reached from some addresses. Raises NotWhole for an address that answers with an error."""
        self._waiting.extend((address, "") for address in starts)
        while self._waiting:
            self.take(*self._waiting.popleft())

    def find(self, link: Link) -> tuple[Held, str] | None:
        """Return what a link leads to in the snapshot, past redirects, and what it points to there; None if it is left out."""
        address, fragment = link.address, link.fragment
        for _ in range(_MOST_HOPS):
            address = self._without_came_for(Link(address, fragment))
            if address not in self.redirects:
                break
            address, _, further = self.redirects[address].partition("#")
            fragment = further or fragment
        held = self.held.get(address)
        return (held, fragment) if held else None

    def find_address(self, address: str) -> Held | None:
        """Return what an address leads to in the snapshot, past its redirects; None if it is left out."""
        found = self.find(Link(address, ""))
        return found[0] if found else None

    def take(self, address: str, linked_from: str = "") -> None:
        """Ask for an address and keep what it answers, unless that was done before."""
        if address in self.held or address in self.redirects:
            return
        answer = self.ask(address)
        if answer.status in _REDIRECTS and (to := read_link(answer.location, address)):
            self.redirects[address] = f"{to.address}#{to.fragment}" if to.fragment else to.address
            self._waiting.append((to.address, address))
            return
        if answer.status != 200:
            where = f", linked from {linked_from}" if linked_from else ""
            raise NotWhole(f"{address} answers {answer.status}{where}")
        self.held[address] = held = Held(address, static_path(address), answer.kind, answer.own_headers)
        self.keep(held.path, answer.body)
        self.static_files.update(_static_files(answer.body))
        if answer.is_page:
            self._follow(address, answer.text)

    def _follow(self, address: str, page: str) -> None:
        match = resolve(address.partition("?")[0], URLS)
        if CAME_FOR in match.func.parameters.names:  # type: ignore[attr-defined]  # every view declares them
            self._ids[address] = ids_of(page)
        if match.view_name == "profiles:claim":
            self._waiting.append((f"{address}evidence/", address))  # no link leads to the panel's fragment
        for written in dict.fromkeys(links_of(page)):
            link = read_link(written, address)
            if link and (wanted := self._wanted(link, address)):
                self._waiting.append((wanted, address))

    def _wanted(self, link: Link, page: str) -> str | None:
        """Return the address that the snapshot is to hold for a link on a page; None for one that it leaves out."""
        if not is_public(link.path):
            return None
        if not link.parameters or link.path == reverse("profiles:search"):
            return link.path
        address = self._without_came_for(link)
        asked, shown = parameters_of(address), parameters_of(page)
        asked.pop(PAGE, None)
        shown.pop(PAGE, None)
        is_same_filter = asked == shown and link.path == page.partition("?")[0]
        return address if not shown or is_same_filter else None

    def _without_came_for(self, link: Link) -> str:
        """Return a link's address without the claim that it comes for, where what it points to is there without it too."""
        if set(link.parameters) != {CAME_FOR}:
            return link.address
        if link.path not in self._ids and link.path not in self.redirects:
            self.take(link.path, link.address)
        is_there = not link.fragment or link.fragment in self._ids.get(link.path, ())
        return link.path if is_there else link.address


def is_static(path: str) -> bool:
    """Return whether a path is that of a static file."""
    return path.startswith(static_prefix())


@lru_cache(maxsize=65536)
def is_public(path: str) -> bool:
    """Return whether a page lies at a path: no static file, and neither the curators' nor a server's own."""
    if is_static(path):
        return False
    try:
        match = resolve(path, URLS)
    except Resolver404:
        return True  # it is asked for, and refused with its name
    return match.view_name not in _OF_A_SERVER and match.app_name != "admin"


def parameters_taken(path: str) -> tuple[str, ...]:
    """Return what the page at a path may be asked for."""
    names: tuple[str, ...] = resolve(path, URLS).func.parameters.names  # type: ignore[attr-defined]  # every view declares them
    return names


def first_addresses() -> Iterator[str]:
    """Yield the addresses that take no key, and those that the sitemap lists."""
    for route, _ in _routes():
        if "<" not in route and is_public(route):
            yield route
    for section in SITEMAPS.values():
        sitemap = section()
        yield from (sitemap.location(item) for item in sitemap.items())


def merged_addresses() -> Iterator[tuple[str, str]]:
    """Yield the address of each merged key, and that of what it was merged into."""
    for route, pattern in _routes():
        merged = getattr(pattern.callback, "merged", None)
        if merged is None or route.count("<") != 1:
            continue
        for old, new in merged.objects.order_by("key").values_list("key", "into__key"):
            yield _KEY.sub(old, route), _KEY.sub(new, route)


def static_prefix() -> str:
    """Return what the paths of static files begin with."""
    return f"/{settings.STATIC_URL.lstrip('/')}"


def _static_files(body: bytes) -> Iterator[str]:
    """Yield the static files that a text names, as links, as whole addresses or in data."""
    for found in re.findall(re.escape(static_prefix()).encode() + rb"[\w./-]+", body):
        yield found.decode()


def _routes(patterns: Iterable[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for pattern in get_resolver(URLS).url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        elif pattern.app_name != "admin":
            yield from _routes(pattern.url_patterns, route)
