"""The way from the first page to a claim's exact words and back, and through the map and the timeline, by keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import Site

MOST_STOPS = 400  # presses of Tab before a thing counts as out of reach
# Whether the element, or what is drawn in it, looks another way with the focus than without; it keeps the focus.
FOCUS_SHOWS = """element => {
    const parts = [element, ...element.querySelectorAll("*")];
    const look = () => parts.map((part) => {
        const { outlineStyle, outlineWidth, stroke, strokeWidth } = getComputedStyle(part);
        return [outlineStyle, outlineWidth, stroke, strokeWidth].join();
    }).join("|");
    const focused = look();
    element.blur();
    const plain = look();
    element.focus();
    return focused !== plain;
}"""
DUTCH_WORDS = "De omvang van de organisatie wordt anno 2020 geschat op ongeveer 800 leden."


@pytest.fixture
def plain_page(browser: Browser, site: Site) -> Iterator[Page]:
    """Give a page of a browser that runs no JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, and see that the focus shows."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            break
    expect(target).to_be_focused()
    expect(target).to_be_in_viewport()
    assert target.evaluate(FOCUS_SHOWS), "the focus does not show"


def follow(page: Page, target: Locator) -> None:
    """Go to a link with Tab, and follow it with Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def walk_to_the_words_and_back(page: Page) -> None:
    page.goto("/")
    follow(page, page.get_by_role("row", name=re.compile("about 800")).get_by_role("link", name="about 800"))
    follow(page, page.locator(".evidence-panel, .facing").get_by_role("link", name=re.compile("^Kennisbank")).first)
    words = page.locator("mark[data-current]")
    expect(words).to_have_text(DUTCH_WORDS)
    expect(words).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/(#evidence=.*)?$"))


def walk_through_map_and_timeline(page: Page) -> None:
    page.goto("/")
    follow(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Map", exact=True))
    expect(page).to_have_url(re.compile("/map/$"))
    follow(page, page.locator("svg").get_by_role("link", name=re.compile("^Mali")).first)
    expect(page.get_by_role("heading", level=1, name="Mali")).to_be_visible()
    page.goto("/map/")
    follow(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Timeline", exact=True))
    expect(page).to_have_url(re.compile("/timeline/$"))


def test_keyboard_reaches_the_words_and_comes_back(page: Page):
    walk_to_the_words_and_back(page)


def test_keyboard_reaches_the_words_and_comes_back_without_javascript(plain_page: Page):
    walk_to_the_words_and_back(plain_page)


def test_keyboard_walks_the_map_and_the_timeline(page: Page):
    walk_through_map_and_timeline(page)
    claim = page.locator("main a.claim-link").first
    follow(page, claim)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(claim).to_be_focused()


def test_keyboard_walks_the_map_and_the_timeline_without_javascript(plain_page: Page):
    walk_through_map_and_timeline(plain_page)
    follow(plain_page, plain_page.locator("main a.claim-link").first)
    expect(plain_page).to_have_url(re.compile("/claims/"))
    follow(plain_page, plain_page.locator("main .document-label").first)
    expect(plain_page.locator("mark[data-current]").first).to_be_in_viewport()
