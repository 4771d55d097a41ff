"""Whether a document copies a work or another document: how a reader finds out, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.inspection import STICKING_OUT
from tests.browser.site import Site


@pytest.fixture
def plain_page(browser: Browser, site: Site):
    """Give a page of a browser that runs no JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def ask_whether_a_work_is_copied(page: Page) -> None:
    """Go from the first page to the words of a document beside those that another credits to a work."""
    page.goto("/")
    page.get_by_role("link", name="Who repeats whom").first.click()
    told = page.get_by_role("listitem").filter(has_text="repeats Eizenga and Williams (2020)").filter(has_text="GlobalSecurity")
    expect(told).to_contain_text("in the same words or nearly, and does not cite it")
    told.get_by_role("link", name=re.compile("^Side by side")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("GlobalSecurity and Eizenga and Williams (2020)")
    expect(page.get_by_text("is not among the documents")).to_be_visible()
    expect(page.locator("mark", has_text="comprise more than 64 percent of all episodes").first).to_be_visible()
    expect(page.get_by_role("link", name="More than 64 per cent of violent events")).to_be_visible()


def test_whether_a_document_copies_a_work_is_answered(page: Page):
    ask_whether_a_work_is_copied(page)


def test_it_is_answered_without_javascript(plain_page: Page):
    ask_whether_a_work_is_copied(plain_page)


def test_two_documents_lead_from_the_matrix_to_their_passages(page: Page):
    page.goto("/repeats/")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Group overview 2022"))
    row.get_by_role("link", name=re.compile("runs of the same words")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("GlobalSecurity and Group overview 2022")
    strong = page.locator("mark[data-current]", has_text="linked to militant Islamist groups in the Sahel")
    expect(strong).to_have_count(2)
    left, right = (strong.nth(number).bounding_box() for number in (0, 1))
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("address", ["/repeats/", "/repeats/kennisbank/globalsecurity/"])
def test_nothing_sticks_out_on_a_phone(page: Page, address: str, width: int):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address)
    assert page.evaluate(STICKING_OUT) == []


def test_every_cell_names_both_documents_on_a_phone(page: Page):
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto("/repeats/")
    cell = page.get_by_role("link", name=re.compile("with Kennisbank.*on the same text"))
    expect(cell).to_be_visible()
    cell.click()
    sides = page.locator(".beside-sides").first.locator("> div")
    upper, lower = (sides.nth(number).bounding_box() for number in (0, 1))
    assert upper
    assert lower
    assert upper["y"] + upper["height"] <= lower["y"]
