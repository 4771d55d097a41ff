"""People and groups as a person sees them: the card, its claims at hand, the forms of a name, and what is folded away."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import Site

MOUSSA = "/actors/bah-ag-moussa/"
MACINA = "/actors/katiba-macina/"
BORN = "Bah Ag Moussa (1970-2020) was een Malinese jihadist"


@pytest.fixture
def plain_page(browser: Browser, site: Site) -> Iterator[Page]:
    """Give a page of a browser that runs no JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def line(page: Page, name: str) -> Locator:
    """Return the line of the card that begins with a name."""
    return page.locator(".actor-card > div").filter(has=page.locator("dt", has_text=re.compile(f"^{name}")))


@pytest.mark.parametrize("address", [MOUSSA, MACINA, "/actors/iyad-ag-ghali/"])
def test_the_card_stands_in_the_first_screen_of_a_desktop(page: Page, address: str):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address)
    box = page.locator(".actor-card").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900


def test_an_answer_of_the_card_opens_its_words_beside_the_page(page: Page):
    page.goto(MOUSSA)
    line(page, "Born").get_by_role("link", name=re.compile("^1970")).click()
    expect(page.locator("dialog.evidence-panel").get_by_text(BORN)).to_be_visible()


def test_without_javascript_an_answer_leads_to_its_claim_and_a_label_to_the_words(plain_page: Page):
    plain_page.goto(MOUSSA)
    line(plain_page, "Born").get_by_role("link", name=re.compile("^1970")).click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Bah Ag Moussa was born in 1970.")
    plain_page.goto(MOUSSA)
    line(plain_page, "Born").get_by_role("link", name=re.compile("^Kennisbank")).first.click()
    expect(plain_page.locator("mark[data-current]").first).to_contain_text("Bah Ag Moussa (1970-2020)")


@pytest.mark.parametrize("width", [320, 1280])
def test_where_documents_differ_the_card_shows_both_and_leads_to_the_question(page: Page, width: int):
    """What has become of al-Mourabitoun: of unclear status in two documents, dismantled in a third."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/actors/al-mourabitoun/")
    status = line(page, "Status")
    expect(status.get_by_text("The current status of al-Mourabitoun")).to_be_visible()
    expect(status.get_by_text("Al-Mourabitoun was dismantled")).to_be_visible()
    status.get_by_role("link", name=re.compile("contradict")).click()
    expect(page).to_have_url(re.compile("/questions/mourabitoun-status/$"))


def test_mentions_are_folded_and_open_with_a_click(page: Page):
    page.goto(MACINA)
    mention = page.locator(".mentions .answer").first
    expect(mention).to_be_hidden()
    page.locator(".mentions summary").click()
    expect(mention).to_be_visible()


def test_on_paper_nothing_is_folded(page: Page):
    page.goto(MACINA)
    page.emulate_media(media="print")
    expect(page.locator(".mentions .answer").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_small_timeline_is_a_picture_on_a_desktop_and_a_list_on_a_phone(page: Page, plain_page: Page, scripts: bool):
    shown = page if scripts else plain_page
    for width, wide in ((1280, True), (375, False)):
        shown.set_viewport_size({"width": width, "height": 900})
        shown.goto(MOUSSA)
        strip = shown.locator(".strip")
        expect(strip.locator("svg.timeline")).to_be_visible(visible=wide)
        expect(strip.locator(".strip-list")).to_be_visible(visible=not wide)
    expect(shown.locator(".strip-list").get_by_text("Bah Ag Moussa joined JNIM in 2017.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_forms_of_a_name_are_a_table_whose_rows_lead_to_claims(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/questions/aqim-names/")
    row = page.locator(".spellings tbody tr").filter(has_text="al-Qaeda in de Islamitische Maghreb")
    expect(row).to_contain_text("translation")
    expect(row).to_contain_text("Dutch")
    link = row.locator("a.claim-link")
    expect(link).to_have_attribute("lang", "nl")
    link.click()
    expect(page.locator("dialog.evidence-panel").get_by_role("heading", level=2)).to_contain_text("In Dutch, AQIM")


def test_a_person_is_found_in_the_list_with_role_and_mark(page: Page):
    page.goto("/actors/")
    entry = page.locator(".actor-list > li").filter(has=page.get_by_role("link", name="Bah Ag Moussa", exact=True))
    expect(entry).to_contain_text("reported dead")
    expect(entry).to_contain_text("Bah Ag Moussa is named as a commander of JNIM.")
    expect(entry.locator(".listed-names")).to_have_text("Also Bamoussa Diarra")  # "Ag Moussa" stands within the name already
