"""Long lists in pages: each of a fixed number of entries, or of as many as there is room for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from sources.parameters import check_page

MOST_DOCUMENTS = 12  # that are named one by one where a page is about all of them; more are counted


class AddressedPage(Page[Any]):
    """A page of a list that knows the addresses of its neighbours, with all else that was asked for."""

    paginator: "Pages"
    path = ""
    query = ""  # what else was asked for, as a query without `page`

    @property
    def entries(self) -> list[Any]:
        """What stands on it."""
        return list(self.object_list)

    @property
    def is_one_of_many(self) -> bool:
        """Whether the list has other pages."""
        return self.has_other_pages()

    @property
    def previous_url(self) -> str:
        """The address of the page before."""
        return self.url_of(self.previous_page_number())

    @property
    def next_url(self) -> str:
        """The address of the page after."""
        return self.url_of(self.next_page_number())

    @property
    def first_url(self) -> str:
        """The address of the list's first page."""
        return self.url_of(1)

    @property
    def own_url(self) -> str:
        """The page's address without filters, by which it is known."""
        return f"{self.path}?page={self.number}" if self.number > 1 else self.path

    def url_of(self, number: int) -> str:
        """Return the address of another page; that of the first bears no number."""
        asked = [self.query] if self.query else []
        query = "&".join([*asked, f"page={number}"] if number > 1 else asked)
        return f"{self.path}?{query}" if query else self.path


class Pages(Paginator):  # type: ignore[type-arg]  # it takes no type when it runs
    """A list in pages that begin at given places."""

    def __init__(self, items: Any, starts: Sequence[int], count: int) -> None:
        super().__init__(items, per_page=max(count, 1))
        self._starts, self.count = starts or [0], count
        self.num_pages = len(self._starts)

    def page(self, number: Any) -> AddressedPage:
        """Return a page by its number. Raises InvalidPage where there is none."""
        number = self.validate_number(number)
        end = self._starts[number] if number < self.num_pages else self.count
        return AddressedPage(self.object_list[self._starts[number - 1] : end], number, self)

    def number_of(self, place: int) -> int:
        """Return the number of the page on which the entry at a place of the list stands."""
        return sum(start <= place for start in self._starts)


def page_of(request: HttpRequest, items: Any, size: int) -> AddressedPage:
    """Return the page of a list (or a queryset, of which only this page is fetched) that a request asks for, of `size` entries.

    Where it asks for none that there is, the nearest is returned, and the page says so.
    """
    count = items.count() if hasattr(items, "order_by") else len(items)
    return _asked(request, Pages(items, range(0, count, size), count))


def page_by_weight(request: HttpRequest, items: Sequence[Any], weights: Iterable[int], room: int) -> AddressedPage:
    """Return the page of a list that a request asks for, where each holds as many entries as weigh no more than `room` together.

    An entry that weighs more has a page of its own.
    """
    return _asked(request, Pages(items, starts_of_pages(weights, room), len(items)))


def page_from(request: HttpRequest, items: Sequence[Any], starts: Sequence[int]) -> AddressedPage:
    """Return the page of a list that a request asks for, where it is known at which places the pages begin."""
    return _asked(request, Pages(items, starts, len(items)))


def by_kind(page: AddressedPage) -> dict[str, list[Any]]:
    """Return what stands on a page of a list of pairs, which are what something is and the thing, by what it is."""
    held: dict[str, list[Any]] = {}
    for kind, item in page.entries:
        held.setdefault(kind, []).append(item)
    return held


def starts_of_pages(weights: Iterable[int], room: int) -> list[int]:
    """Return at which places of a list its pages begin."""
    starts: list[int] = []
    left = -1
    for place, weight in enumerate(weights):
        left -= weight
        if left < 0:
            starts.append(place)
            left = room - weight
    return starts


def _asked(request: HttpRequest, pages: Pages) -> AddressedPage:
    page: AddressedPage = pages.get_page(request.GET.get("page"))  # type: ignore[assignment]  # what `page` returns
    check_page(request, page)
    query = request.GET.copy()
    query.pop("page", None)
    page.path, page.query = request.path, query.urlencode()
    return page
