"""What changed over time, as a person uses it: from the first page, with and without JavaScript, and in print."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site


@pytest.fixture
def plain_page(browser: Browser, site: Site):
    """Give a page of a browser that runs no JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def ask_since_2020(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="All pages").get_by_role("link", name="What changed over time").click()
    expect(page.get_by_role("heading", level=1, name="What changed over time")).to_be_visible()
    page.get_by_label("Since").fill("2020")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"/developments/\?since=2020$"))
    expect(page.get_by_text("Between 2017 and 2018, JNIM’s expansion")).to_have_count(0)
    expect(page.get_by_text("In mid-2020, JNIM launched its first offensives in Ivory Coast.")).to_be_visible()


def test_reader_asks_what_has_changed_since_2020_and_sees_the_words(page: Page):
    ask_since_2020(page)
    claim = page.get_by_role("link", name="In mid-2020, JNIM launched its first offensives in Ivory Coast.")
    claim.click()
    expect(page.get_by_role("dialog").get_by_text("where it launched its first offensives in mid-2020").first).to_be_visible()
    page.go_back()
    expect(claim).to_be_focused()


def test_reader_asks_what_has_changed_since_2020_without_javascript(plain_page: Page):
    ask_since_2020(plain_page)
    plain_page.get_by_role("link", name="In mid-2020, JNIM launched its first offensives in Ivory Coast.").click()
    expect(plain_page.get_by_text("where it launched its first offensives in mid-2020").first).to_be_visible()


def test_heading_folds_by_keyboard_and_stands_open_in_print(page: Page):
    page.goto("/developments/")
    fold = page.locator("#size")
    said = page.get_by_text("JNIM was estimated to have roughly 800 members in 2020.")
    expect(said).to_be_visible()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(said).to_be_hidden()
    page.emulate_media(media="print")
    expect(said).to_be_visible()


def test_page_is_no_longer_than_a_reader_bears(page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    for address in ("/developments/", "/timeline/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollHeight") < 12_000, address


def test_key_of_the_timeline_keeps_the_shapes_of_the_documents_in_forced_colours_and_in_print(page: Page):
    """Neither shows backgrounds, but where a page insists: what tells the documents apart is no decoration."""
    page.goto("/timeline/")
    for media in ({"forced_colors": "active"}, {"media": "print", "forced_colors": "none"}):
        page.emulate_media(**media)  # type: ignore[arg-type]
        marks = page.locator(".timeline-key .document-label").evaluate_all(
            """labels => labels.map((label) => {
                const mark = getComputedStyle(label, "::before");
                return [mark.backgroundColor, mark.clipPath, mark.forcedColorAdjust, mark.printColorAdjust];
            })"""
        )
        assert len({(colour, shape) for colour, shape, *_ in marks}) == len(marks) > 1
        assert {tuple(kept) for _, _, *kept in marks} == {("none", "exact")}
