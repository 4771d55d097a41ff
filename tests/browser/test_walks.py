"""The site as its three users walk it, in a real browser."""

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


def test_researcher_finds_how_many_fighters_and_why_it_is_disputed(page: Page):
    page.goto("/")
    card = page.locator(".card-row", has=page.get_by_role("term").filter(has_text=re.compile("^Size$")))
    for figure in ("100–1,000", "about 800", "1,000–2,000", "about 1,000–2,000"):
        expect(card.get_by_role("rowheader", name=re.compile(rf"^{figure}\b"))).to_be_visible()
    card.get_by_role("link", name=re.compile("documents differ ?: How many fighters")).click()
    expect(page.get_by_text("different date").first).to_be_visible()
    expect(page.get_by_text("Only the estimate of about 800 is dated")).to_be_visible()


def walk_to_the_dutch_words(page: Page) -> None:
    """From the first page the figure opens its words, in the panel or on a page; the label there leads into the text."""
    page.goto("/")
    page.get_by_role("row", name=re.compile("about 800")).get_by_role("link", name="about 800").click()
    page.locator(".evidence-panel, .facing").get_by_role("link", name=re.compile("^Kennisbank")).first.click()
    words = page.locator("mark[data-current]")
    expect(words).to_have_text("De omvang van de organisatie wordt anno 2020 geschat op ongeveer 800 leden.")
    expect(words).to_be_in_viewport()
    expect(
        page.get_by_text("The size of the organisation is estimated, as of 2020, at about 800 members.").first
    ).to_be_in_viewport()
    assert words.evaluate("words => words.closest('[lang]').lang") == "nl"


def test_analyst_is_one_click_from_the_highlighted_words_and_their_translation(page: Page):
    walk_to_the_dutch_words(page)


def test_analyst_needs_no_javascript(plain_page: Page):
    walk_to_the_dutch_words(plain_page)


def test_analyst_sees_who_says_so_since_when_and_whether_it_is_the_same_again(page: Page):
    page.goto("/")
    card = page.locator(".card-row", has=page.get_by_role("term").filter(has_text=re.compile("^Finances$")))
    expect(card.get_by_title("Kennisbank, GlobalSecurity").first).to_be_visible()
    expect(card.get_by_text("Two documents, same origin").first).to_be_visible()
    page.goto("/figures/")
    figure = page.locator("article", has=page.get_by_role("heading", name="How much does JNIM earn in a year?"))
    expect(figure.get_by_role("link", name=re.compile("^Kennisbank")).first).to_be_visible()
    expect(figure.get_by_role("link", name=re.compile("^GlobalSecurity")).first).to_be_visible()
    expect(figure.get_by_text("Two documents, same origin").first).to_be_visible()
    expect(figure.get_by_text("undated").first).to_be_visible()


def test_claim_stands_beside_its_passage(page: Page):
    page.goto("/claims/income-18-to-35-million-dollars/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("mark[data-current]")).to_have_count(2)
    statement, passage = page.locator(".facing-claim").bounding_box(), page.locator(".facing-passages").bounding_box()
    assert statement is not None
    assert passage is not None
    assert passage["x"] > statement["x"] + statement["width"] - 1


def test_keyboard_reaches_the_content_first(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()


def test_unknown_address_helps(page: Page, complaints: list[str]):
    page.goto("/no/such/page/")
    expect(page.get_by_role("heading", name="There is nothing at this address")).to_be_visible()
    assert all("404" in complaint for complaint in complaints)
    complaints.clear()
