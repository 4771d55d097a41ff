"""The reader as a person uses it: the text alone, and notes that leave the text whole."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import PAGES
from tests.browser.site import Site

CAME_FOR = PAGES["reader at a claim"]
WHOLE = PAGES["reader"]
OURS = ".margin, .note-key, .translation, .translation-whole"
# By how many pixels the notes of each passage are higher than its words.
TORN = """passages => passages.map(passage =>
    passage.getBoundingClientRect().height - passage.querySelector(".passage-text").getBoundingClientRect().height)"""


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """Give a page with and without scripts."""
    context = browser.new_context(base_url=site.url, java_script_enabled=request.param, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def visible(page: Page, selector: str) -> int:
    return page.locator(selector).locator("visible=true").count()


@pytest.mark.parametrize("width", [375, 1280])
def test_text_alone_takes_our_words_away_and_brings_them_back(reader: Page, width: int):
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto(CAME_FOR)
    before = visible(reader, OURS)
    switch = reader.get_by_role("switch", name="Text alone")
    switch.check()
    assert before > 0
    assert visible(reader, OURS) == 0
    switch.uncheck()
    assert visible(reader, OURS) == before


def test_text_alone_keeps_the_words_that_a_reader_came_for_and_every_passage(reader: Page):
    reader.goto(CAME_FOR)
    address, passages = reader.url, visible(reader, ".passage-text")
    reader.get_by_role("switch", name="Text alone").check()
    assert reader.url == address
    assert visible(reader, ".passage-text") == passages
    assert visible(reader, ".passage-number") == passages
    marks = reader.locator("mark[data-current]")
    transparent = "rgba(0, 0, 0, 0)"
    assert marks.first.evaluate("mark => getComputedStyle(mark).backgroundColor") != transparent


def test_text_alone_is_printed_alone(reader: Page):
    reader.goto(CAME_FOR)
    reader.emulate_media(media="print")
    assert visible(reader, ".margin") > 0
    reader.emulate_media(media="screen")
    reader.get_by_role("switch", name="Text alone").check()
    reader.emulate_media(media="print")
    assert visible(reader, ".margin") == 0


def test_the_switch_is_worked_by_the_keyboard(reader: Page):
    reader.goto(WHOLE)
    reader.get_by_role("switch", name="Text alone").focus()
    reader.keyboard.press("Space")
    assert visible(reader, ".margin") == 0


def test_notes_never_leave_a_gap_in_the_text_as_high_as_a_short_paragraph(page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/sources/")
    links = page.locator("main h2 a[href^='/sources/']").all()
    documents = [str(link.get_attribute("href")) for link in links]
    assert documents
    for address in documents:
        page.goto(address)
        assert max(page.eval_on_selector_all(".passage", TORN)) < 180, address


def test_letter_leads_to_its_notes_even_where_they_are_folded_away(page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(WHOLE)
    folded = page.locator(".notes-more li[id]").first
    name = folded.get_attribute("id")
    assert not folded.is_visible()
    page.locator(f".note-key[href='#{name}']").click()
    assert folded.is_visible()
    assert page.url.endswith(f"#{name}")


def test_what_is_folded_away_is_printed(page: Page):
    page.goto(WHOLE)
    page.emulate_media(media="print")
    folded = page.locator(".notes-more .claim-link")
    assert folded.count() > 10
    assert all(link.is_visible() for link in folded.all()[:10])
    assert visible(page, ".notes-more > summary") == 0
