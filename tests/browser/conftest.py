"""The real site, started as `make run` starts it, and a real browser that looks at it.

The site runs in a process of its own on a database of its own: a browser test sees what a person sees, and never the ORM.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.node import install
from tests.browser.site import Site, running_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give the site, with the shipped profile and nothing else in its database."""
    try:
        with running_site(tmp_path_factory.mktemp("site")) as site:
            yield site
    except RuntimeError as failure:
        pytest.fail(str(failure), pytrace=False)


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """Give the directory of what npm installs for these tests."""
    try:
        return install(Path(__file__).parent)
    except RuntimeError as failure:
        pytest.fail(str(failure), pytrace=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the system's Chromium."""
    path = find_chromium()
    if path is None:
        pytest.fail("there is no Chromium: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Give the errors that the browser has reported so far, and fail the test if any are left at its end.

    Chromium reports scripts that fail, violations of the Content-Security-Policy and resources that are not found, a page
    that answers 404 among them. A test that provokes one looks at it and clears the list.
    """
    complaints: list[str] = []
    yield complaints
    assert complaints == []


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """Give a browser profile without cookies or history, in which addresses may start at the site's root."""
    context = browser.new_context(base_url=site.url)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def hear(page: Page, complaints: list[str]) -> None:
    """Add what the browser reports of a page to its complaints."""

    def hear_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} ({message.location['url']})")

    page.on("console", hear_console)
    page.on("pageerror", lambda error: complaints.append(str(error)))


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    """Give an empty page whose complaints fail the test."""
    page = context.new_page()
    hear(page, complaints)
    return page


@pytest.fixture(scope="session")
def curator_account(site: Site) -> tuple[str, str]:
    """Make a curator who may do everything; give name and password."""
    name, password = "curator", "stands for a long one"
    site.manage(
        "createsuperuser", "--noinput", f"--username={name}", "--email=curator@example.org", DJANGO_SUPERUSER_PASSWORD=password
    )
    return name, password


@pytest.fixture
def curator(page: Page, curator_account: tuple[str, str]) -> Page:
    """Give a page on which the curator has logged in to the admin."""
    name, password = curator_account
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    return page
