"""What a long chapter folds away: a link to a question opens it, with and without JavaScript, and paper shows all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.inspection import begin, equip, finish
from tests.browser.site import Site

CHAPTER = "/topics/relations/"


@pytest.fixture
def plain_page(browser: Browser, site: Site) -> Iterator[Page]:
    """Give a page of a browser that runs no JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def folded(page: Page) -> Locator:
    """Return the questions whose answers are folded away."""
    return page.locator("article.question:has(> details.answers-fold)")


def answers_of(question: Locator) -> Locator:
    return question.locator(".answers-fold-content")


def link_of(question: Locator) -> str:
    return f"{CHAPTER}#{question.get_attribute('id')}"


def test_answers_are_folded_away_and_a_click_opens_them(plain_page: Page):
    plain_page.goto(CHAPTER)
    question = folded(plain_page).nth(3)
    expect(answers_of(question)).to_be_hidden()
    question.locator("summary").click()
    expect(answers_of(question)).to_be_visible()


def test_a_link_to_a_question_opens_its_answers(page: Page):
    page.goto(CHAPTER)
    first, second = folded(page).nth(3), folded(page).nth(5)
    page.goto(link_of(first))
    expect(answers_of(first)).to_be_visible()
    expect(first).to_be_in_viewport()
    page.locator(f'.aside a[href="#{second.get_attribute("id")}"]').click()
    expect(answers_of(second)).to_be_visible()
    first.locator("summary").click()
    expect(answers_of(first)).to_be_hidden()


def test_a_link_to_a_question_opens_its_answers_without_javascript(plain_page: Page):
    plain_page.goto(CHAPTER)
    question = folded(plain_page).nth(3)
    plain_page.goto(link_of(question))
    expect(answers_of(question)).to_be_visible()
    expect(answers_of(folded(plain_page).nth(5))).to_be_hidden()


def test_paper_shows_all_answers(page: Page):
    page.goto(CHAPTER)
    page.emulate_media(media="print")
    for question in folded(page).all():
        assert answers_of(question).evaluate("answers => answers.checkVisibility() && answers.offsetHeight > 0")
    expect(page.locator(".answers-fold > summary:visible")).to_have_count(0)


def test_a_question_in_the_index_is_found_at_its_former_address(page: Page):
    page.goto("/topics/leaders/#q-moussa-born")
    expect(page.get_by_role("link", name="When was Bah Ag Moussa born?")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 1280])
def test_what_was_folded_away_is_accessible_and_no_wider_than_the_window(page: Page, node_modules: Path, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(CHAPTER)
    page.evaluate("document.querySelectorAll('.answers-fold').forEach(fold => { fold.open = true; })")
    equip(page, (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    begin(page)
    findings = finish(page)
    assert not findings.faults, "\n".join(findings.faults)
    assert not findings.too_wide
