"""What the other browser tests stand on: that a fault in the page is noticed, and that a curator gets in."""

from playwright.sync_api import Page, expect


def test_a_script_that_the_policy_forbids_is_a_complaint(page: Page, complaints: list[str]):
    page.goto("/admin/login/")
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    assert any("Content Security Policy" in complaint for complaint in complaints)
    complaints.clear()


def test_an_uncaught_error_is_a_complaint(page: Page, complaints: list[str]):
    page.goto("/admin/login/")
    page.evaluate("setTimeout(() => { throw new Error('on purpose') })")
    page.wait_for_timeout(100)
    assert complaints == ["on purpose"]
    complaints.clear()


def test_a_resource_that_is_missing_is_a_complaint(page: Page, complaints: list[str]):
    page.goto("/admin/login/")
    page.evaluate("fetch('/static/missing.css')")
    page.wait_for_timeout(100)
    assert any("404" in complaint for complaint in complaints)
    complaints.clear()


def test_the_curator_gets_into_the_admin(curator: Page):
    expect(curator.get_by_role("link", name="Log out").or_(curator.get_by_role("button", name="Log out"))).to_be_visible()
