"""Where documents are held against each other: what a person filters, unfolds, prints, and sees in the system's own colours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.inspection import COLLIDING_WORDS, COVERED_WORDS
from tests.browser.site import Site

TALLEST = 12_000  # pixels, on a desk
STATES = [
    *("/lineage/", "/lineage/?actor=jnim", "/lineage/?kind=fighting", "/figures/", "/reliance/", "/method/"),
    *("/coverage/", "/coverage/?sort=verdict", "/coverage/?sort=documents", "/coverage/?verdict=single+source"),
    *(
        "/coverage/?topic=component-groups",
        "/coverage/?document=acled&only=speaks",
        "/coverage/?document=afrique-ouest&only=silent",
    ),
    *("/coverage/?verdict=differ", "/coverage/?verdict=differ&sort=verdict", "/coverage/?verdict=differ&sort=reason"),
    *("/coverage/?verdict=contradiction", "/coverage/?verdict=explained", "/coverage/?verdict=unlike&sort=documents"),
    *("/coverage/?reason=different+scope", "/coverage/?document=globalsecurity&only=differs", "/coverage/?only=differs"),
]
# A4 less the margins of print.css, at 96 pixels an inch.
PAPER = 643
# The colour of a document's shape, as it is painted: that which the page says, unless the system's colours take its place.
SHAPE = """([selector, part]) => {
    const style = getComputedStyle(document.querySelector(selector), part || null);
    return [style.backgroundColor, style.getPropertyValue("print-color-adjust"), style.getPropertyValue("forced-color-adjust")];
}"""


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def reader(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """Give a page of a browser with JavaScript, and of one without."""
    context = browser.new_context(base_url=site.url, java_script_enabled=request.param, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_contradictions_are_named_first_and_lead_to_their_answers_side_by_side(reader: Page):
    reader.goto("/coverage/")
    listed = reader.locator(".contradictions li")
    first = listed.first.get_by_role("link")
    assert first.evaluate("link => link.getBoundingClientRect().bottom") < 400
    ask = first.inner_text()
    first.click()
    card = reader.locator("article.difference:target")
    expect(card.get_by_role("heading")).to_have_text(ask)
    sides = card.locator(".sides li")
    tops = sides.evaluate_all("sides => sides.map(side => Math.round(side.getBoundingClientRect().top))")
    assert len(tops) > 1
    assert len(set(tops)) == 1, "the answers stand below one another"


def test_differences_are_asked_for_in_the_filter(reader: Page):
    reader.goto("/coverage/")
    reader.get_by_label("Verdict").select_option("explained")
    reader.get_by_label("Chapter").select_option("size")
    reader.get_by_role("button", name="Show").click()
    reader.wait_for_url("**/coverage/?topic=size&verdict=explained*")
    cards = reader.locator("article.difference")
    assert cards.count() > 0
    expect(cards.first.locator(".sides")).to_be_hidden()
    cards.first.get_by_text("side by side").click()
    expect(cards.first.locator(".sides")).to_be_visible()
    reader.get_by_role("navigation", name="Kinds of difference").get_by_role("link", name="All differences").click()
    reader.wait_for_url("**/coverage/?topic=size&verdict=differ*")


def test_a_chapter_is_folded_and_unfolded_by_its_heading(reader: Page):
    reader.goto("/coverage/")
    fold = reader.locator("details.coverage-fold").first
    fold.get_by_role("heading").click()
    expect(fold.locator("table")).to_be_hidden()
    fold.get_by_role("heading").click()
    expect(fold.locator("table")).to_be_visible()
    columns = (
        fold.locator("tr").nth(1).locator("td").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().left)")
    )
    over = reader.locator(".coverage-head > span").evaluate_all("names => names.map(name => name.getBoundingClientRect().left)")
    assert all(abs(one - other) < 2 for one, other in zip(columns[: len(over) - 1], over[1:], strict=True)), (columns, over)


def test_ties_of_an_actor_are_asked_for_in_the_filter(reader: Page):
    reader.goto("/lineage/")
    reader.get_by_label("Of or to the actor").select_option("isgs")
    reader.get_by_role("button", name="Show ties").click()
    reader.wait_for_url("**/lineage/?actor=isgs*")
    expect(reader.locator("li.tie")).to_have_count(3)
    expect(reader.locator("li.tie").first).to_be_visible()
    expect(reader.locator("svg.lineage")).to_have_count(0)


def test_a_tie_that_does_not_go_with_another_leads_to_its_statement(reader: Page):
    reader.goto("/lineage/")
    reader.get_by_role("link", name="Ties that do not go together").click()
    link = reader.locator(".contrary a[href*='#tie-']").first
    link.click()
    expect(reader.locator("li.tie:target")).to_be_in_viewport()


@pytest.mark.parametrize("address", STATES)
def test_no_page_is_too_tall_on_a_desk(page: Page, address: str):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollHeight") <= TALLEST


@pytest.mark.parametrize("address", ["/lineage/"])
def test_what_is_folded_stands_on_paper(page: Page, address: str):
    page.goto(address)
    folded = page.locator("details.section-fold > :not(summary)").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    assert page.locator("details.section-fold > :is(table, ul)").evaluate_all(
        "parts => parts.every(part => part.clientHeight > 0)"
    )


@pytest.mark.parametrize("address", ["/method/", "/coverage/", "/coverage/?verdict=contradiction", "/lineage/", "/reliance/"])
@pytest.mark.parametrize("width", [320, 375, 768, 1280, PAPER])
def test_no_words_cover_others(page: Page, address: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    if width == PAPER:
        page.emulate_media(media="print")
    assert page.evaluate(COVERED_WORDS) == []


def test_words_that_cover_others_are_found(page: Page):
    page.set_content('<p style="height: 20px">Above</p><p style="margin-top: -36px">Below</p><p>Apart</p>')
    assert page.evaluate(COVERED_WORDS) == ["Above | Below"]


def test_no_words_of_the_lineage_cover_others_on_a_desk(page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/lineage/")
    assert page.locator(".lineage-wide svg.lineage").evaluate(COLLIDING_WORDS) == []


@pytest.mark.parametrize(
    ("address", "selector", "part"),
    [
        ("/lineage/", ".lineage-documents .document-label", "::before"),
        ("/coverage/", ".contradicting .document-shape", ""),
        ("/coverage/", ".coverage-document", "::before"),
        ("/questions/countries/", ".matrix .says", "::before"),
        ("/reliance/", ".reliance-key [data-hold=alone]", "::before"),
        ("/map/", ".map-swatch", ""),
    ],
)
def test_keys_keep_their_shapes_on_paper_and_in_the_colours_of_the_system(page: Page, address: str, selector: str, part: str):
    page.goto(address)
    plain = page.evaluate(SHAPE, [selector, part])
    page.emulate_media(forced_colors="active")
    forced = page.evaluate(SHAPE, [selector, part])
    assert plain[1:] == forced[1:] == ["exact", "none"]
    assert "rgba(0, 0, 0, 0)" not in (plain[0], forced[0])
