"""Go through a list that stands on several pages, as a reader does."""

import re
from html import unescape
from typing import Any

from django.test import Client

_PAGES = re.compile(r'<nav class="pages".*?</nav>', re.S)
_NEXT = re.compile(r'<a rel="next" href="([^"]+)">')


def walk(client: Client, address: str) -> list[Any]:
    """Return the answers at an address and at each next page, all the way."""
    pages: list[Any] = []
    following: re.Match[str] | None = None
    while not pages or following:
        address = unescape(following[1]) if following else address
        response = client.get(address)
        assert response.status_code == 200, address
        pages.append(response)
        links = _PAGES.search(response.content.decode())
        following = _NEXT.search(links[0]) if links else None
        assert len(pages) < 100, "the pages have no end"
    return pages
