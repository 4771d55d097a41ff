"""Addresses of the sources, for search engines."""

from collections.abc import Iterable

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from sources.models import Document, Work


class Keyed(Sitemap):  # type: ignore[type-arg]  # it takes no type when it runs
    """Pages of one kind: the name of their address, and the keys that complete it."""

    name = ""

    def __init__(self) -> None:
        self._held: list[str] | None = None

    def keys(self) -> Iterable[str]:
        """Return the keys of the pages that the public sees."""
        raise NotImplementedError

    def items(self) -> list[str]:
        """Return the keys: they are read once."""
        if self._held is None:
            self._held = list(self.keys())
        return self._held

    def location(self, item: str) -> str:
        """Return the address of the page with a key."""
        return reverse(self.name, args=[item])


class Lists(Sitemap):  # type: ignore[type-arg]
    """Pages of which there is one, by the names of their addresses."""

    def items(self) -> list[str]:
        """Return the names."""
        return ["sources:documents", "sources:works"]

    def location(self, item: str) -> str:
        """Return the address of a page by its name."""
        return reverse(item)


class Documents(Keyed):
    """The documents."""

    name = "sources:document"

    def keys(self) -> Iterable[str]:
        """Return the documents' slugs."""
        return Document.objects.values_list("slug", flat=True)


class Works(Keyed):
    """The works that they cite."""

    name = "sources:work"

    def keys(self) -> Iterable[str]:
        """Return the works' keys."""
        return Work.objects.values_list("key", flat=True)


SITEMAPS = {"sources": Lists, "documents": Documents, "works": Works}
