"""The HTML of pages, as a browser takes it."""

import re
from typing import Protocol


class Page(Protocol):
    """An answer with a page in it."""

    @property
    def content(self) -> bytes:
        """The page's HTML, in UTF-8."""


def markup_of(page: Page) -> str:
    """Return a page's HTML with every run of its white space as one space: where a template breaks lines changes nothing."""
    return re.sub(r"[ \t\n\f\r]+", " ", page.content.decode())
