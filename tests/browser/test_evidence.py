"""Evidence at hand: the panel beside a page, the walk from claim to claim, the reader's words and notes."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

from tests.browser.site import Site

QUESTION = "/questions/fighters/"
CLAIM = "/claims/fighters-about-800/"
WORDS = "De omvang van de organisatie wordt anno 2020 geschat op ongeveer 800 leden."
PHONE: ViewportSize = {"width": 390, "height": 844}


def link_to(page: Page, address: str = CLAIM) -> Locator:
    return page.locator(f'main a.claim-link[href="{address}"]').first


def panel_of(page: Page) -> Locator:
    return page.locator("dialog.evidence-panel")


def open_by_key(page: Page) -> None:
    link_to(page).focus()
    page.keyboard.press("Enter")
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()


def is_apart(one: Locator, other: Locator) -> bool:
    """Tell whether neither of two things on the screen lies over the other."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a is not None
    assert b is not None
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]


def in_view(place: Locator) -> bool:
    """Tell whether all of something is on the screen."""
    return bool(
        place.evaluate(
            "node => { const {top, bottom} = node.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"
        )
    )


@pytest.fixture
def plain_page(browser: Browser, site: Site):
    """Give a page of a browser that runs no JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_claim_opens_its_words_beside_the_page(page: Page):
    page.goto(QUESTION)
    link_to(page).click()
    panel = panel_of(page)
    expect(panel.get_by_text(WORDS)).to_be_visible()
    expect(panel.get_by_text("The size of the organisation is estimated, as of 2020, at about 800 members.")).to_be_visible()
    expect(panel.get_by_role("heading", level=2)).to_be_focused()


def test_panel_is_named_by_the_statement(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    expect(page.get_by_role("dialog", name="JNIM was estimated to have roughly 800 members in 2020.")).to_be_visible()


@pytest.mark.parametrize("way", ["Escape", "Close"])
def test_whoever_closes_the_panel_is_back_at_the_very_link(page: Page, way: str):
    page.goto(QUESTION)
    open_by_key(page)
    if way == "Escape":
        page.keyboard.press(way)
    else:
        panel_of(page).get_by_role("button", name=way).click()
    expect(panel_of(page)).to_be_hidden()
    expect(link_to(page)).to_be_focused()
    expect(page.locator("[data-open], [aria-expanded]")).to_have_count(0)


def test_link_whose_words_are_shown_says_so(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    expect(page.locator("[data-open]")).to_have_count(1)
    expect(link_to(page)).to_have_attribute("aria-expanded", "true")


def test_another_claim_takes_the_place_of_the_first(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    other = page.locator('main a.claim-link[href="/claims/fighters-around-1000-to-2000/"]').first
    other.click()
    expect(panel_of(page)).to_have_count(1)
    expect(panel_of(page).get_by_role("heading", level=2)).not_to_have_text(re.compile("800"))
    expect(page.locator("[data-open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(other).to_be_focused()


def test_other_answer_within_the_panel_takes_its_place_and_escape_leads_back_to_the_page(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    panel_of(page).locator("a.claim-link").first.click()
    expect(panel_of(page).get_by_text(WORDS)).to_be_hidden()
    expect(panel_of(page).get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(link_to(page)).to_be_focused()


def test_whoever_tabs_out_of_the_panel_goes_on_in_the_page(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    panel_of(page).get_by_role("link", name="The question", exact=True).focus()
    page.keyboard.press("Tab")
    expect(link_to(page)).to_be_focused()
    expect(panel_of(page)).to_be_visible()


def test_modified_click_opens_the_claim_as_the_browser_does(page: Page):
    page.goto(QUESTION)
    with page.context.expect_page() as opened:
        link_to(page).click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(re.compile(f"{CLAIM}$"))
    expect(panel_of(page)).to_have_count(0)


def test_without_javascript_the_link_leads_to_the_claim(plain_page: Page):
    plain_page.goto(QUESTION)
    link_to(plain_page).click()
    expect(plain_page).to_have_url(re.compile(f"{CLAIM}$"))
    expect(plain_page.get_by_text(WORDS)).to_be_visible()


@pytest.mark.parametrize("failure", ["no answer", "an error"])
def test_where_the_words_cannot_be_fetched_the_link_is_followed(page: Page, complaints: list[str], failure: str):
    def fail(route: Route) -> None:
        if failure == "no answer":
            route.abort()
        else:
            route.fulfill(status=500, body="")

    page.route("**/evidence/", fail)
    page.goto(QUESTION)
    link_to(page).click()
    expect(page).to_have_url(re.compile(f"{CLAIM}$"))
    expect(page.get_by_text(WORDS)).to_be_visible()
    complaints.clear()  # of the failure that this test makes


def test_panel_says_that_it_is_fetching_where_that_takes_long(page: Page):
    held: list[Route] = []
    page.route("**/evidence/", lambda route: held.append(route))  # noqa: PLW0108 - Playwright wraps functions alone
    page.goto(QUESTION)
    link_to(page).click()
    expect(panel_of(page).locator("[aria-busy=true]")).to_be_attached()
    held[0].continue_()
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()
    expect(panel_of(page).locator("[aria-busy=false]")).to_be_attached()


def test_words_that_were_fetched_once_are_not_fetched_again(page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/evidence/") else None)
    page.goto(QUESTION)
    for _ in range(2):
        open_by_key(page)
        page.keyboard.press("Escape")
    assert len(asked) == 1


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["/", QUESTION, "/sources/kennisbank/?claim=fighters-about-800"])
def test_panel_does_not_cover_the_link_it_came_from(page: Page, address: str, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    links = page.locator('main a.claim-link[href="/claims/fighters-about-800/"]:visible')
    links.last.click()
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()
    assert in_view(links.last)
    assert is_apart(links.last, panel_of(page))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_panel_leaves_the_page_in_its_place(page: Page):
    page.goto("/sources/kennisbank/")
    link = page.locator("#p33-c .claim-link").first
    link.scroll_into_view_if_needed()
    before = link.bounding_box()
    link.click()
    expect(panel_of(page).get_by_role("heading", level=2)).to_be_focused()
    after = link.bounding_box()
    page.keyboard.press("Escape")
    closed = link.bounding_box()
    assert before is not None
    assert after is not None
    assert closed is not None
    assert abs(after["y"] - before["y"]) < 2
    assert abs(closed["y"] - before["y"]) < 2


def test_panel_is_not_on_paper(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    page.emulate_media(media="print")
    expect(panel_of(page)).to_be_hidden()


def test_claims_are_walked_by_pressing_one_key(page: Page):
    page.goto("/claims/fighters-100-to-1000/")
    page.get_by_role("link", name=re.compile("^Next answer")).focus()
    seen = []
    for _ in range(3):
        expect(page.locator("#next")).to_be_focused()
        assert page.evaluate("scrollY") == 0
        seen.append(page.url.split("#")[0])
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url.split("#")[0] not in seen)
    page.locator("#previous").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.split("#")[0] == seen[-1])
    expect(page.locator("#previous")).to_be_focused()


def test_claim_on_a_phone_is_statement_then_words_then_facts(page: Page):
    page.set_viewport_size(PHONE)
    page.goto(CLAIM)
    boxes = [page.locator(part).bounding_box() for part in (".facing-head", ".facing-passages", ".facing-claim")]
    tops = [box["y"] for box in boxes if box]
    assert len(tops) == 3
    assert tops == sorted(tops)


def test_note_leads_to_its_words_and_the_words_back_to_it_by_keyboard(page: Page):
    page.goto("/sources/kennisbank/")
    page.locator("#p31-a .lemma").focus()
    page.keyboard.press("Enter")
    words = page.locator("#p31 mark").first
    expect(words).to_be_in_viewport()
    assert words.evaluate("words => words.matches(':target')")
    page.keyboard.press("Tab")
    expect(page.locator("#p31 .note-key")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#p31-a$"))
    page.keyboard.press("Tab")
    expect(page.locator("#p31-a .lemma")).to_be_focused()


def test_note_in_focus_lights_its_words_and_no_others(page: Page):
    page.goto("/sources/globalsecurity/")
    for note in page.locator("#p5-b .note-entry").all()[:1]:
        lemma = note.locator(".lemma")
        lemma.focus()
        lit = page.locator("mark[data-lit]")
        name = (lemma.get_attribute("href") or "").removeprefix("#")
        assert {mark.get_attribute("id") or mark.get_attribute("data-of") for mark in lit.all()} == {name}


def test_tab_walks_the_notes_and_keeps_note_and_words_in_view(page: Page):
    page.goto("/sources/globalsecurity/")
    page.locator("#p5 .margin a").first.focus()
    walked = 0
    while walked < 12:
        if page.evaluate("document.activeElement.matches('.note-entry a')"):
            walked += 1
            assert in_view(page.locator(":focus"))
            assert in_view(page.locator("mark[data-lit]").first)
        page.keyboard.press("Tab")


@pytest.mark.parametrize("width", [390, 1280])
def test_click_on_words_opens_their_notes(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/sources/globalsecurity/#p5")
    mark = page.locator("#p5 mark:not(:has(mark))").first
    name = mark.get_attribute("id")
    mark.click()
    note = page.locator("#p5 .note-entry", has=page.locator(f'.lemma[href="#{name}"]')).first
    expect(note).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.note-entry').querySelector('.lemma').hash") == f"#{name}"


def test_note_far_from_its_words_opens_its_claim_under_the_mouse(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/sources/acled/")
    page.locator("#p5").get_by_text("claims rest on this passage").click()
    page.locator("#p5-a .claim-link").first.click()
    expect(panel_of(page).get_by_role("heading", level=2)).to_have_text("JNIM is al-Qaeda’s branch in the Sahel.")


def test_letter_opens_the_folded_notes_without_javascript(plain_page: Page):
    plain_page.set_viewport_size(PHONE)
    plain_page.goto("/sources/globalsecurity/")
    expect(plain_page.locator("#p5-b")).to_be_hidden()
    plain_page.locator('.note-key[href="#p5-b"]').click()
    expect(plain_page.locator("#p5-b .lemma").first).to_be_visible()


def test_letters_are_not_copied_with_the_words(page: Page):
    page.goto("/sources/kennisbank/")
    copied = page.locator("#p31 .words").evaluate(
        "words => { getSelection().selectAllChildren(words); return `${getSelection()}`; }"
    )
    assert copied.strip() == WORDS


def test_a_note_stands_beside_each_marked_sentence_where_there_is_room(page: Page):
    page.goto("/sources/globalsecurity/")
    for letter in "abcd":
        expect(page.locator(f"#p5-{letter} .claim-link").first).to_be_visible()
    expect(page.get_by_text("claims rest on this passage").first).to_be_hidden()


def test_outline_is_one_step_away_on_a_phone(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/sources/kennisbank/#p40")
    page.get_by_role("link", name="Outline", exact=True).click()
    expect(page.locator(".outline-inline a").first).to_be_in_viewport()
