"""What holds for every kind of page, in both themes, on a phone and on a desk, in forced colours and on paper.

A page is opened in two windows at once, narrow and wide, and inspected there in one theme after the other, then in forced colours
and as it is printed; its tests ask what was found, so that this is done once.
"""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import hear
from tests.browser.inspection import Fading, Findings, begin, equip, fade, finish
from tests.browser.pages import NOT_FOUND, PAGES, WITHDRAWN
from tests.browser.site import Site

ADDRESSES = {**PAGES, "not found": NOT_FOUND}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (320, 1280)  # 320 CSS px: what WCAG 2.2 asks of reflow (1.4.10)
WITHDRAW = f"""
from profiles.models import Question, Status
from sources.models import Document
from tests.factories import make_claim
make_claim(Status.WITHDRAWN, key="{WITHDRAWN}", question=Question.objects.get(key="fighters"), quote="800 leden",
           document=Document.objects.get(slug="kennisbank"))
"""


@dataclass(frozen=True)
class Window:
    """A page of a browser profile of its own, of one width, what the browser complains of on it, and what it has asked for."""

    page: Page
    complaints: list[str]
    asked: list[str]


Windows = dict[int, Window]


@pytest.fixture(scope="module")
def whole_site(site: Site) -> Site:
    """Give the site with what the shipped profile does not hold: a claim that was withdrawn."""
    site.manage("shell", "-c", WITHDRAW)
    return site


def note(context: BrowserContext, asked: list[str]) -> None:
    """Add the addresses of what the pages of a browser profile ask for, redirects and workers too."""
    context.on("request", lambda request: asked.append(request.url))


@pytest.fixture(scope="module")
def windows(browser: Browser, whole_site: Site) -> Iterator[Windows]:
    """Give a window of each width."""
    windows: Windows = {}
    for width in WIDTHS:
        # Without motion, a change of theme is done at once.
        context = browser.new_context(base_url=whole_site.url, viewport={"width": width, "height": 800}, reduced_motion="reduce")
        window = windows[width] = Window(context.new_page(), [], [])
        hear(window.page, window.complaints)
        note(context, window.asked)
    yield windows
    for window in windows.values():
        window.page.context.close()


@pytest.fixture(scope="module")
def axe(node_modules: Path) -> str:
    """Give the source of axe."""
    return (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=ADDRESSES)
def findings(request: pytest.FixtureRequest, windows: Windows, axe: str) -> dict[tuple[str, int], Findings]:
    """Give what is found on a page by theme and width. The windows stay open on it."""
    address = ADDRESSES[request.param]
    for window in windows.values():
        window.complaints.clear()
        window.asked.clear()
        response = window.page.goto(address)
        assert response is not None
        assert response.status == (404 if address == NOT_FOUND else 200), f"{address} answers {response.status}"
        equip(window.page, axe)
    findings: dict[tuple[str, int], Findings] = {}
    for theme in THEMES:
        for window in windows.values():
            window.page.emulate_media(color_scheme=theme)
            begin(window.page)
        findings |= {(theme, width): finish(window.page) for width, window in windows.items()}
    return findings


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_page_is_accessible(findings: dict[tuple[str, int], Findings], theme: str, width: int):
    """WCAG 2.2, levels A and AA, as far as a machine can tell, and good practice beyond it."""
    faults = findings[theme, width].faults
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_page_does_not_scroll_sideways(findings: dict[tuple[str, int], Findings], theme: str, width: int):
    too_wide = findings[theme, width].too_wide
    assert not too_wide, "\n".join(too_wide)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_words_cover_others(findings: dict[tuple[str, int], Findings], width: int):
    covered = findings["light", width].over_one_another
    assert not covered, "\n".join(covered)


@pytest.fixture(scope="module")
def fading(findings: dict[tuple[str, int], Findings], windows: Windows) -> dict[int, Fading]:
    """Give what is lost of a page in forced colours and on paper, by width."""
    assert findings
    return {width: fade(window.page) for width, window in windows.items()}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_signs_and_words_of_pictures_are_seen_in_forced_colours(fading: dict[int, Fading], theme: str, width: int):
    assert fading[width].vanished[theme] == []
    assert fading[width].unread[theme] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_signs_are_printed_where_backgrounds_are_not_and_no_words_over_others(fading: dict[int, Fading], width: int):
    assert fading[width].unprinted == []
    assert fading[width].overprinted == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.usefixtures("findings")
def test_browser_has_no_complaint(windows: Windows, width: int):
    # A page that is not there answers 404, of which Chromium complains; no other page and no file may.
    unexpected = [one for one in windows[width].complaints if not ("404" in one and NOT_FOUND in one)]
    assert not unexpected, "\n".join(unexpected)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.usefixtures("findings")
def test_nothing_is_asked_of_another_site(windows: Windows, whole_site: Site, width: int):
    """On a page that was opened, read in both themes and in forced colours, and printed; what is written in it asks nothing."""
    asked = [address for address in windows[width].asked if not address.startswith("data:")]
    assert asked
    assert [address for address in asked if not address.startswith(f"{whole_site.url}/")] == []


@pytest.fixture(scope="module")
def remarks(
    browser: Browser, whole_site: Site, node_modules: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[dict[str, Any]]]:
    """Give what html-validate remarks on each page as the site sends it. One run of it takes little longer than one page."""
    directory = tmp_path_factory.mktemp("html")
    context = browser.new_context(base_url=whole_site.url)
    files = {f"{number}.html": name for number, name in enumerate(ADDRESSES)}
    for file, name in files.items():
        (directory / file).write_bytes(context.request.get(ADDRESSES[name]).body())
    context.close()
    config, answer = Path(__file__).parent / "html-validate.config.mjs", directory / "remarks.json"
    done = subprocess.run(
        [node_modules / ".bin/html-validate", "--config", config, "--formatter", f"json={answer}", *files],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    told = {Path(one["filePath"]).name: one["messages"] for one in json.loads(answer.read_text(encoding="utf-8"))}
    return {name: told.get(file, []) for file, name in files.items()}


@pytest.mark.parametrize("name", ADDRESSES)
def test_html_is_valid(remarks: dict[str, list[dict[str, Any]]], name: str):
    faults = [f"{one['line']}:{one['column']} {one['ruleId']}: {one['message']} ({one['selector']})" for one in remarks[name]]
    assert not faults, "\n".join(faults)
