"""The real site, started as `make run` starts it, and a real browser that looks at it.

The site runs in a process of its own on a database of its own: a browser test sees what a person sees, and never the ORM.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from jnimref.address import Address
from jnimref.probe import is_well
from tests.browser.chromium import ARGUMENTS, find_chromium

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 120  # a first start collects the static files, on a machine that may be busy


@dataclass(frozen=True)
class Site:
    """The running site: where it is, and the environment that a manage.py of the same database needs."""

    url: str
    environ: dict[str, str]

    def manage(self, *arguments: str, **extra: str) -> str:
        """Run manage.py on the site's database, with extra environment variables, and return what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environ | extra,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give the site, with the shipped profile and nothing else in its database."""
    directory = tmp_path_factory.mktemp("site")
    address = Address("127.0.0.1", free_port())
    environ = os.environ | {
        "DATABASE_URL": f"sqlite:///{directory / 'site.sqlite3'}",
        "SECRET_KEY": "of the browser tests alone",
        "HOST": address.host,
        "PORT": str(address.port),
    }
    # A developer's own settings would change what the tests see.
    for name in ("DEBUG", "HTTPS", "ALLOWED_HOSTS"):
        environ.pop(name, None)
    log = directory / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen([sys.executable, "-m", "jnimref.launch"], cwd=ROOT, env=environ, stdout=stream, stderr=stream)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_well(address):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the site did not start:\n{log.read_text(errors='replace')}", pytrace=False)
            time.sleep(0.1)
        yield Site(address.url.rstrip("/"), environ)
    finally:
        process.terminate()
        process.wait(timeout=30)


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


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    """Give an empty page whose complaints fail the test."""

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} ({message.location['url']})")

    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
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
