"""What the site answered, as a snapshot sends it: links to where things lie there, no forms that only a server can answer."""

import json
from functools import partial

from django.urls import reverse

from jnimref.static_site.addresses import Link, LinkForm, link_to, read_link
from jnimref.static_site.crawl import Crawl, Held, is_static
from jnimref.static_site.markup import replace_forms, replace_links

ABOUT = "/snapshot/"
LEFT_OUT = "left-out"  # what on that page tells what is left out
_FORM = f'<p class="form-left-out">This copy has no filter form: <a href="{ABOUT}#{LEFT_OUT}">what it leaves out</a>.</p>'
_MOVED = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Moved</title><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={link}"></head><body><p>This is now at <a href="{link}">{link}</a>.</p></body></html>
"""


class Rewriter:
    """Rewrites what a crawl found, for links of one form."""

    def __init__(self, crawl: Crawl, form: LinkForm) -> None:
        self.crawl, self.form = crawl, form
        self._search = reverse("profiles:search")

    def rewrite(self, held: Held, body: bytes) -> bytes:
        """Return a body as the snapshot sends it."""
        if held.is_page:
            return self.rewrite_page(body.decode(), held.address, held.path).encode()
        if held.kind.endswith("json") and self.form is LinkForm.RELATIVE:
            return json.dumps(self._relative(json.loads(body), held.path)).encode()
        return body

    def rewrite_page(self, page: str, address: str, path: str) -> str:
        """Return a page, by its address and its path in the snapshot."""
        return replace_links(replace_forms(page, _FORM), partial(self._replace, address=address, path=path))

    def moved_page(self, path: str, to: str) -> bytes:
        """Return a small page at a path, which leads on to another one."""
        return _MOVED.format(link=link_to(to, path, self.form)).encode()

    def _replace(self, written: str, address: str, path: str) -> str:
        """Return a link as it is to stand on the page at an address."""
        link = read_link(written, address)
        if link is None:
            return written
        if is_static(link.path):
            return link_to(link.path, path, self.form)
        found = self.crawl.find(Link(link.path, link.fragment) if link.path == self._search else link)
        if found is None:
            return link_to(ABOUT, path, self.form, LEFT_OUT)
        held, fragment = found
        if link.path == self._search and "?" in link.address:  # read by the script of the page
            return f"{link_to(held.path, path, self.form)}?{link.address.partition('?')[2]}"
        return link_to(held.path, path, self.form, fragment)

    def _relative(self, data: object, path: str) -> object:
        """Return data in which the addresses on this site are links from a path: what begins with a slash."""
        if isinstance(data, dict):
            return {key: self._relative(value, path) for key, value in data.items()}
        if isinstance(data, list):
            return [self._relative(value, path) for value in data]
        return link_to(data, path, self.form) if isinstance(data, str) and data.startswith("/") else data
