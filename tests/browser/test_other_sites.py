"""The site on other fixtures, as a person sees it: an invented group with three documents; eight documents on the shipped group.

The eight are the shipped five, a sixth that answers as they do and differs once, and two on which no claim rests.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import hear
from tests.browser.inspection import STICKING_OUT
from tests.browser.site import ROOT, running_site
from tests.sixth_document import SLUG, add_silent_document, copy_with_sixth_document

OTHER = ROOT / "tests/fixtures/other_site"
PAGES = [
    "/",
    "/map/",
    "/timeline/",
    "/developments/",
    "/lineage/",
    "/coverage/",
    "/coverage/?verdict=differ",
    "/reliance/",
    "/repeats/",
    "/sources/",
    "/method/components/",
]
COLUMNS = """() => [...document.querySelectorAll(".coverage-head .coverage-document")].map((column) => {
    const mark = getComputedStyle(column, "::before"), box = column.getBoundingClientRect();
    return [mark.backgroundColor, mark.clipPath, box.width, box.right <= document.documentElement.clientWidth];
})"""
CUT = "names => names.filter(name => name.clientWidth > 1 && name.scrollWidth > name.clientWidth + 1).map(name => name.innerText)"
QUESTIONS = "cells => Math.min(...cells.map(cell => cell.getBoundingClientRect().width))"


@pytest.fixture(scope="module", params=[3, 8], ids=["another group", "eight documents"])
def documents(request: pytest.FixtureRequest) -> int:
    """Give the number of documents that the site has."""
    return int(request.param)


@pytest.fixture(scope="module")
def window(documents: int, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, list[str]]]:
    """Give a page of the site on other fixtures, and what the browser complains of on it."""
    fixtures = OTHER
    if documents == 8:
        fixtures = tmp_path_factory.mktemp("fixtures")
        copy_with_sixth_document(fixtures)
        for mark in (7, 8):
            add_silent_document(fixtures, mark)
    try:
        with running_site(tmp_path_factory.mktemp("site"), fixtures) as site:
            context = browser.new_context(base_url=site.url, reduced_motion="reduce")
            page = context.new_page()
            complaints: list[str] = []
            hear(page, complaints)
            yield page, complaints
            context.close()
    except RuntimeError as failure:
        pytest.fail(str(failure), pytrace=False)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_page_answers_without_complaint_and_is_no_wider_than_the_window(window: tuple[Page, list[str]], address: str, width: int):
    page, complaints = window
    complaints.clear()
    page.set_viewport_size({"width": width, "height": 900})
    response = page.goto(address)
    assert response is not None
    assert response.status == 200
    assert page.evaluate(STICKING_OUT) == []
    assert complaints == []


@pytest.mark.parametrize("width", [360, 992, 1280])  # a phone, the narrowest desk, a desk
def test_every_document_has_a_column_and_a_mark_that_no_other_has(window: tuple[Page, list[str]], documents: int, width: int):
    page, _ = window
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/coverage/")
    columns = page.evaluate(COLUMNS)
    assert len(columns) == documents
    assert len({colour for colour, _, _, _ in columns}) == documents
    assert len({shape for _, shape, _, _ in columns}) == documents
    assert all(is_seen and room >= 24 for _, _, room, is_seen in columns), columns
    assert page.eval_on_selector_all(".coverage-document span", CUT) == []
    assert page.eval_on_selector_all(".coverage-question th", QUESTIONS) >= 110


def test_a_label_leads_to_the_words_of_its_document(window: tuple[Page, list[str]], documents: int):
    """The last step of the promise, on documents that the shipped profile does not have."""
    page, _ = window
    slug = "bulletin" if documents == 3 else SLUG
    page.goto(f"/claims/?document={slug}")
    page.locator(f"main a[href^='/sources/{slug}/']").first.click()
    page.wait_for_url(f"**/sources/{slug}/**")
    assert page.locator(".reader mark").count() > 0
