"""Follow every link of the public site, as a reader could."""

import html
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client

_LINK = re.compile(r'<(?:a|link)\b[^>]*?\shref="([^"]*)"')
_NO_PAGES = ("/static/", "/admin/")


def crawl(client: Client, starts: Iterable[str]) -> dict[str, Any]:
    """Return the answer to every address that links lead to, by address, filters included; redirects are followed."""
    answers: dict[str, Any] = {}
    waiting = list(dict.fromkeys(starts))
    while waiting:
        address = waiting.pop()
        if address in answers:
            continue
        answers[address] = response = client.get(address, follow=True)
        if response["Content-Type"].startswith("text/html"):
            waiting += [link for link in links_of(response.content.decode(), address) if link not in answers]
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
