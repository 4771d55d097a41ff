"""How long pages are on a desk: no more of one than a reader scrolls through."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import PAGES
from tests.browser.site import Site

CHAPTER, OTHERS = 9_000, 12_000  # pixels
# What is as long as it is: a document's whole text, and the list of every claim.
AS_LONG_AS_IT_IS = {name: address for name, address in PAGES.items() if name.startswith("reader") or address == "/claims/"}
HEIGHT = "() => document.fonts.ready.then(() => document.documentElement.scrollHeight)"


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Site) -> Iterator[Page]:
    """Give a page as wide as a desk's, which every test goes on with."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def listed(desk: Page, kind: str) -> list[str]:
    """Return the addresses of one kind that the sitemap lists."""
    sitemap = desk.request.get("/sitemap.xml").text()
    return re.findall(rf"<loc>https?://[^/]+(/{kind}/[^<]+/)</loc>", sitemap)


def heights(desk: Page, addresses: list[str]) -> dict[str, int]:
    """Return how long pages are, by address."""
    found = {}
    for address in addresses:
        desk.goto(address, wait_until="domcontentloaded")
        found[address] = int(desk.evaluate(HEIGHT))
    return found


def test_no_chapter_is_longer_than_a_reader_scrolls_through(desk: Page):
    found = heights(desk, listed(desk, "topics"))
    assert len(found) == 19
    assert {address: height for address, height in found.items() if height > CHAPTER} == {}


@pytest.mark.parametrize("kind", ["actors", "places"])
def test_no_page_of_an_actor_or_a_place_is_too_long(desk: Page, kind: str):
    found = heights(desk, listed(desk, kind))
    assert len(found) > 30
    assert {address: height for address, height in found.items() if height > OTHERS} == {}


def test_no_page_of_any_other_kind_is_too_long(desk: Page):
    found = heights(desk, [address for name, address in PAGES.items() if name not in AS_LONG_AS_IT_IS])
    assert len(found) > 30
    assert {address: height for address, height in found.items() if height > OTHERS} == {}


def test_a_page_that_is_too_long_would_be_noticed(desk: Page):
    """Unfolded, some chapters are: what keeps them short is that they fold."""
    desk.goto("/topics/relations/")
    desk.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert int(desk.evaluate(HEIGHT)) > OTHERS
