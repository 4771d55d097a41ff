"""The menus of the header, with and without JavaScript, by pointer and by keyboard, on a desk and on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.inspection import STICKING_OUT, begin, equip, finish
from tests.browser.site import Site

PHONE = {"width": 375, "height": 667}
SMALLEST = {"width": 320, "height": 568}
DESK = {"width": 1280, "height": 800}
LOW = 112  # pixels that a phone's header may take: two rows of controls


@pytest.fixture
def plain_page(browser: Browser, site: Site) -> Iterator[Page]:
    """Give a page of a browser that runs no JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def menu(page: Page, name: str) -> Locator:
    """Return one menu that the window shows."""
    return page.locator("details.menu:visible", has=page.locator("summary", has_text=re.compile(f"^{name}$")))


def open_menu(page: Page, name: str) -> Locator:
    """Open a menu with a click, and return it."""
    opened = menu(page, name)
    opened.locator("summary").click()
    expect(opened.locator(".menu-panel")).to_be_visible()
    return opened


def reach_a_chapter_from_anywhere(page: Page) -> None:
    page.goto("/sources/")
    chapters = open_menu(page, "Chapters")
    assert chapters.get_by_role("link").count() == 19
    chapters.get_by_role("link", name="Finances").click()
    expect(page).to_have_url(re.compile("/topics/finances/$"))
    expect(page.get_by_role("heading", level=1, name="Finances")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, None], ids=["phone", "desk"])
def test_a_chapter_is_two_clicks_from_anywhere(page: Page, size: dict[str, int] | None):
    page.set_viewport_size(size or DESK)  # type: ignore[arg-type]
    reach_a_chapter_from_anywhere(page)


@pytest.mark.parametrize("size", [PHONE, None], ids=["phone", "desk"])
def test_a_chapter_is_two_clicks_from_anywhere_without_javascript(plain_page: Page, size: dict[str, int] | None):
    plain_page.set_viewport_size(size or DESK)  # type: ignore[arg-type]
    reach_a_chapter_from_anywhere(plain_page)


def test_one_menu_is_open_at_a_time(plain_page: Page):
    plain_page.goto("/")
    chapters = open_menu(plain_page, "Chapters")
    open_menu(plain_page, "Compare")
    expect(chapters.locator(".menu-panel")).to_be_hidden()


def test_the_keyboard_opens_a_menu_walks_it_and_leaves_it(page: Page):
    page.goto("/sources/")
    chapters = menu(page, "Chapters")
    summary, panel = chapters.locator("summary"), chapters.locator(".menu-panel")
    summary.focus()
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    page.keyboard.press("Tab")
    expect(chapters.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_menu_closes_when_the_focus_leaves_it(page: Page):
    page.goto("/sources/")
    chapters = open_menu(page, "Chapters")
    chapters.get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    expect(chapters.locator(".menu-panel")).to_be_hidden()


def test_a_menu_closes_on_a_press_elsewhere(page: Page):
    page.goto("/sources/")
    chapters = open_menu(page, "Chapters")
    page.mouse.click(1200, 600)
    expect(chapters.locator(".menu-panel")).to_be_hidden()


def test_escape_closes_the_menu_and_leaves_the_panel_below_it_open(page: Page):
    page.goto("/topics/size/")
    page.locator("main a.claim-link").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    chapters = open_menu(page, "Chapters")
    page.keyboard.press("Escape")
    expect(chapters.locator(".menu-panel")).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_whoever_comes_back_finds_no_menu_open(page: Page):
    page.goto("/sources/")
    open_menu(page, "Chapters").get_by_role("link", name="Finances").click()
    page.wait_for_url("**/topics/finances/")
    page.go_back()
    expect(page.locator(".menu-panel:visible")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, SMALLEST], ids=["phone", "smallest"])
def test_a_phones_header_is_low_and_its_menus_fit(page: Page, size: dict[str, int]):
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto("/")
    assert page.locator(".site-header").evaluate("header => header.offsetHeight") <= LOW
    for name in ("Chapters", "Menu"):
        opened = open_menu(page, name)
        assert page.evaluate(STICKING_OUT) == []
        for link in opened.get_by_role("link").all():
            box = link.bounding_box()
            assert box is not None
            assert box["height"] >= 36, link.inner_text()
            assert box["x"] >= 0, link.inner_text()
            assert box["x"] + box["width"] <= size["width"], link.inner_text()


def test_a_phones_search_field_is_as_wide_as_the_page_and_does_not_make_it_zoom(page: Page):
    """Safari on a phone zooms into a field whose words are smaller than 16 pixels, and stays there."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/")
    field = page.locator(".site-header").get_by_role("searchbox", name="Words to find")
    assert field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)") >= 16
    form, main = page.locator(".site-header form").bounding_box(), page.locator("main h1").bounding_box()
    assert form is not None
    assert main is not None
    assert form["width"] >= PHONE["width"] - 2 * main["x"] - 1
    field.fill("kidnap")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=kidnap$"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("size", "name"), [(SMALLEST, "Chapters"), (SMALLEST, "Menu"), (DESK, "Chapters"), (DESK, "Compare")])
def test_an_open_menu_is_accessible(
    page: Page, node_modules: Path, size: dict[str, int], name: str, theme: Literal["light", "dark"]
):
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto("/topics/size/")
    open_menu(page, name)
    equip(page, (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    begin(page)
    findings = finish(page)
    assert not findings.faults, "\n".join(findings.faults)
    assert not findings.too_wide


def test_paper_has_no_menus(page: Page):
    page.goto("/")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()


def test_where_colours_are_forced_the_current_page_alone_is_underlined(page: Page):
    page.emulate_media(forced_colors="active")
    page.goto("/map/")
    lines = page.locator(".site-nav a:visible").evaluate_all(
        "links => links.map(link => [link.innerText, getComputedStyle(link).borderBottomColor])"
    )
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert [words for words, colour in lines if colour != paper] == ["Map"]
