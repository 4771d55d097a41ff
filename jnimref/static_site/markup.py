"""The links and forms of a page as the site's own templates write it: quoted attributes, and no “<” or “>” within them."""

import html
import re
from collections.abc import Callable, Iterator

_TAG = re.compile(r"<(?:a|link|script|img|image|use|source|form)\b[^>]*>")
_ATTRIBUTE = re.compile(r'(?<=\s)(href|src|action|data-claims)="([^"]*)"')
_FORM = re.compile(r'<form\b(?![^>]*\brole="search")[^>]*>.*?</form>', re.S)
_ID = re.compile(r'\sid="([^"]*)"')


def links_of(page: str) -> Iterator[str]:
    """Yield what a page links to or loads, as it stands there."""
    for tag in _TAG.finditer(page):
        for _, link in _ATTRIBUTE.findall(tag[0]):
            yield html.unescape(link)


def ids_of(page: str) -> set[str]:
    """Return what on a page a link can point to."""
    return {html.unescape(found) for found in _ID.findall(page)}


def replace_links(page: str, replace: Callable[[str], str]) -> str:
    """Return a page with each of its links replaced by what a function makes of it."""

    def of_attribute(found: re.Match[str]) -> str:
        link = html.unescape(found[2])
        new = replace(link)
        return found[0] if new == link else f'{found[1]}="{html.escape(new)}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(of_attribute, tag[0]), page)


def replace_forms(page: str, instead: str) -> str:
    """Return a page with HTML in the place of each form but those of the search."""
    return _FORM.sub(lambda _: instead, page)
