"""Follow every link of the public site, as a reader could."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.handlers.base import BaseHandler
from django.test import Client, RequestFactory

_LINK = re.compile(r'<(?:a|link)\b[^>]*?\shref="([^"]*)"')
_NO_PAGES = ("/static/", "/admin/")


@dataclass(frozen=True)
class Answer:
    """What an address answered in the end, and the redirects on the way: where each led, and its status."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    sets_cookies: bool
    redirect_chain: tuple[tuple[str, int], ...] = ()

    @property
    def text(self) -> str:
        """The page, or whatever it is, as text."""
        return self.content.decode("utf-8", "replace")


def ask(handler: BaseHandler, address: str) -> Answer:
    """Return what an address answers in the end, having followed its redirects."""
    chain: list[tuple[str, int]] = []
    while True:
        response: Any = handler.get_response(RequestFactory().get(address))
        if response.status_code not in (301, 302) or len(chain) == 5:
            headers = dict(response.headers)
            return Answer(response.status_code, headers, response.content, bool(response.cookies), tuple(chain))
        address = urljoin(address, response["Location"])
        chain.append((address, response.status_code))


def crawl(starts: Iterable[str], leave_out: str = "^$") -> dict[str, Answer]:
    """Return the answer to every address that links lead to, by address, filters included; redirects are followed.

    Addresses in which the regular expression `leave_out` is found are not asked for. What answers is the site's own handler: a
    test client would copy the context of every template on the way.
    """
    handler = BaseHandler()
    handler.load_middleware()
    answers: dict[str, Answer] = {}
    waiting = list(dict.fromkeys(starts))
    while waiting:
        address = waiting.pop()
        if address in answers or re.search(leave_out, address):
            continue
        answers[address] = answer = ask(handler, address)
        if answer.headers["Content-Type"].startswith("text/html"):
            waiting += [link for link in links_of(answer.text, address) if link not in answers]
    return answers


def listed(client: Client) -> list[str]:
    """Return the addresses that the sitemap lists."""
    return [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())]


def links_of(page: str, address: str) -> list[str]:
    """Return the addresses within the site that a page links to, without what they point to on a page."""
    found = []
    for link in _LINK.findall(page):
        parts = urlsplit(urljoin(f"http://testserver{address}", html.unescape(link)))
        if parts.netloc == "testserver" and not parts.path.startswith(_NO_PAGES):
            found.append(parts._replace(scheme="", netloc="", fragment="").geturl())
    return list(dict.fromkeys(found))


def text_of(page: str) -> str:
    """Return what a page says, without its markup: attributes that are read aloud or shown come with the text."""
    spoken = re.findall(r'\s(?:alt|title|aria-label|content|placeholder)="([^"]*)"', page)
    return html.unescape(" ".join([re.sub(r"<[^>]+>", " ", page), *spoken]))
