"""The panel's own address: it can be sent and reloaded, Back closes it, Forward opens it, and a wrong one breaks nothing."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.site import Site
from tests.browser.test_evidence import CLAIM, PHONE, QUESTION, WORDS, in_view, link_to, open_by_key, panel_of

KEY = CLAIM.strip("/").split("/")[-1]
ADDRESS = f"{QUESTION}#evidence={KEY}"
OTHER = "fighters-around-1000-to-2000"


def heading(page: Page) -> Locator:
    return panel_of(page).get_by_role("heading", level=2)


def at(page: Page, address: str) -> None:
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))


@pytest.fixture
def plain_page(browser: Browser, site: Site):
    """Give a page of a browser that runs no JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_open_panel_stands_in_the_address(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    at(page, ADDRESS)


def test_back_closes_the_panel_and_forward_opens_it_again(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    page.go_back()
    expect(panel_of(page)).to_be_hidden()
    expect(link_to(page)).to_be_focused()
    at(page, QUESTION)
    page.go_forward()
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()
    expect(heading(page)).to_be_focused()
    expect(page.locator("[data-open]")).to_have_count(1)
    at(page, ADDRESS)


def test_back_leads_to_where_the_page_stood(page: Page):
    page.goto("/claims/")
    link = page.locator("main a.claim-link").nth(30)
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    link.click()
    expect(heading(page)).to_be_focused()
    opened = page.evaluate("scrollY")
    page.mouse.move(300, 400)
    page.mouse.wheel(0, -600)
    page.wait_for_function("opened => scrollY < opened - 300", arg=opened)
    page.go_back()
    expect(panel_of(page)).to_be_hidden()
    expect(link).to_be_focused()
    page.wait_for_function("before => Math.abs(scrollY - before) < 2", arg=before)


@pytest.mark.parametrize("way", ["Escape", "Close"])
def test_closing_takes_the_claim_out_of_the_address_and_leaves_no_step_behind(page: Page, way: str):
    page.goto("/")
    page.goto(QUESTION)
    open_by_key(page)
    if way == "Escape":
        page.keyboard.press(way)
    else:
        panel_of(page).get_by_role("button", name=way).click()
    at(page, QUESTION)
    expect(link_to(page)).to_be_focused()
    page.go_back()
    expect(page).to_have_url(re.compile("[0-9]/$"))


def test_whoever_has_read_on_stays_there_when_the_panel_closes(page: Page):
    page.goto("/claims/")
    link = page.locator("main a.claim-link").nth(5)
    link.click()
    expect(heading(page)).to_be_focused()
    page.mouse.move(300, 400)
    page.mouse.wheel(0, 700)
    page.wait_for_function("scrollY > 600")
    page.wait_for_timeout(200)
    before = link.bounding_box()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/claims/$"))
    page.wait_for_timeout(200)
    after = link.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 2


def test_another_claim_of_the_page_takes_the_place_of_the_first_in_the_address_too(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    link_to(page, f"/claims/{OTHER}/").click()
    at(page, f"{QUESTION}#evidence={OTHER}")
    page.go_back()
    expect(panel_of(page)).to_be_hidden()
    expect(link_to(page, f"/claims/{OTHER}/")).to_be_focused()
    at(page, QUESTION)


def test_a_step_within_the_panel_is_a_step_back_and_closing_takes_all_steps_at_once(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    panel_of(page).locator("a.claim-link").first.click()
    expect(panel_of(page).get_by_text(WORDS)).to_be_hidden()
    expect(page).not_to_have_url(re.compile(f"#evidence={KEY}$"))
    page.go_back()
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()
    at(page, ADDRESS)
    page.go_forward()
    expect(panel_of(page).get_by_text(WORDS)).to_be_hidden()
    page.keyboard.press("Escape")
    at(page, QUESTION)
    expect(link_to(page)).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_an_address_that_was_sent_opens_the_panel_at_its_link(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(ADDRESS)
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()
    expect(heading(page)).to_be_focused()
    expect(link_to(page)).to_have_attribute("aria-expanded", "true")
    assert in_view(link_to(page))
    page.keyboard.press("Escape")
    expect(link_to(page)).to_be_focused()
    at(page, QUESTION)


def test_an_address_that_was_sent_opens_the_panel_beside_a_page_without_the_link(page: Page):
    page.goto(f"/method/#evidence={KEY}")
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()
    expect(page.locator("[data-open]")).to_have_count(0)
    for _ in range(12):
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(panel_of(page)).to_be_hidden()
    at(page, "/method/")


def test_a_step_from_an_address_that_was_sent_leaves_the_page_bare_when_closed(page: Page):
    page.goto(ADDRESS)
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()
    panel_of(page).locator("a.claim-link").first.click()
    expect(panel_of(page).get_by_text(WORDS)).to_be_hidden()
    page.keyboard.press("Escape")
    at(page, QUESTION)
    expect(panel_of(page)).to_be_hidden()
    page.reload()
    expect(panel_of(page)).to_have_count(0)


def test_reload_keeps_the_panel(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    page.reload()
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()
    expect(link_to(page)).to_have_attribute("aria-expanded", "true")
    page.go_back()
    expect(panel_of(page)).to_be_hidden()
    at(page, QUESTION)


def test_panel_is_there_for_whoever_comes_back_from_the_claims_own_page(page: Page):
    page.goto(QUESTION)
    open_by_key(page)
    panel_of(page).get_by_role("link", name="The claim’s own page").click()
    at(page, CLAIM)
    page.go_back()
    expect(panel_of(page).get_by_text(WORDS)).to_be_visible()
    at(page, ADDRESS)


def test_address_of_a_merged_claim_shows_the_one_that_it_was_merged_into(page: Page):
    page.goto(f"{QUESTION}#evidence=tie-moussa-joined-jnim")
    expect(heading(page)).to_have_text("Bah Ag Moussa joined JNIM in 2017.")
    at(page, f"{QUESTION}#evidence=moussa-joined-jnim")


@pytest.mark.parametrize("key", ["fighters-about-80", "", "..%2F", "<b>"])
def test_address_of_no_claim_says_so_beside_the_page(page: Page, complaints: list[str], key: str):
    page.goto(f"{QUESTION}#evidence={key}")
    expect(panel_of(page).get_by_role("heading", name="No such claim")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("How many fighters does JNIM have?")
    page.keyboard.press("Escape")
    expect(panel_of(page)).to_be_hidden()
    at(page, QUESTION)
    assert len(complaints) <= 1
    complaints.clear()  # the browser says that there is no such address
    open_by_key(page)


def test_address_whose_words_cannot_be_fetched_leads_to_the_claim(page: Page, complaints: list[str]):
    def fail(route: Route) -> None:
        route.fulfill(status=500, body="")

    page.route("**/evidence/", fail)
    page.goto(ADDRESS)
    expect(heading(page)).to_have_text("The words can’t be fetched")
    complaints.clear()  # of the failure that this test makes
    panel_of(page).get_by_role("link", name="The claim’s own page").click()
    expect(page.get_by_text(WORDS)).to_be_visible()


def test_claim_whose_words_cannot_be_fetched_leaves_no_step_that_leads_nowhere(page: Page, complaints: list[str]):
    held: list[Route] = []
    page.route("**/evidence/", lambda route: held.append(route))  # noqa: PLW0108 - Playwright wraps functions alone
    page.goto(QUESTION)
    link_to(page).click()
    expect(panel_of(page)).to_be_visible()
    held[0].abort()
    at(page, CLAIM)
    complaints.clear()  # of the failure that this test makes
    page.go_back()
    at(page, QUESTION)
    expect(panel_of(page)).to_be_hidden()


def test_jump_within_the_page_leaves_the_panel_open(page: Page):
    page.goto("/timeline/")
    page.locator("main .timeline-list a.claim-link").first.click()
    expect(heading(page)).to_be_focused()
    page.locator(".timeline-list-years a[href^='#']").last.evaluate("link => link.click()")
    expect(page).to_have_url(re.compile("#year-"))
    expect(panel_of(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel_of(page)).to_be_hidden()
    expect(page).to_have_url(re.compile("#year-"))


def test_panel_on_a_phone_has_its_address_too(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    link = page.locator("main a.claim-link:visible").first
    link.click()
    expect(page).to_have_url(re.compile("/#evidence="))
    page.go_back()
    expect(panel_of(page)).to_be_hidden()
    expect(link).to_be_focused()


def test_without_javascript_the_page_stands_by_itself_at_such_an_address(plain_page: Page):
    plain_page.goto(ADDRESS)
    expect(plain_page.get_by_role("heading", level=1)).to_be_visible()
    link_to(plain_page).click()
    expect(plain_page).to_have_url(re.compile(f"{CLAIM}$"))
    expect(plain_page.get_by_text(WORDS)).to_be_visible()
    plain_page.go_back()
    expect(plain_page).to_have_url(re.compile(f"{re.escape(ADDRESS)}$"))
