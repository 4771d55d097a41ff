"""What a first visit costs: the bytes that a browser which knows nothing yet fetches, and how far what it shows then moves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import Site

MOST_BYTES = 150_000
MOST_SCRIPT_BYTES = 30_000
MOST_SHIFT = 0.02
# Layout shifts are counted from the first frame on, even those that happen before anybody asks.
COUNT_SHIFTS = """window.shift = 0; new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shift += entry.value }).observe({type: "layout-shift", buffered: true})"""
# Two frames after the fonts: by then, whatever they move has moved, and has been reported.
SETTLED = """() => document.fonts.ready.then(() => new Promise(resolve =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 100)))))"""


@dataclass
class Traffic:
    """The responses that a page has fetched: type and bytes over the network, headers among them, by request."""

    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def received(self, kind: str = "") -> int:
        """Return the bytes of all, or of one kind as Chromium names it: Document, Stylesheet, Script, Font, …"""
        return sum(size for request, size in self.sizes.items() if kind in ("", self.kinds[request]))

    def __str__(self) -> str:
        lines = [f"{size:8} {self.kinds[one]:10} {self.addresses[one]}" for one, size in self.sizes.items()]
        return "\n".join([*lines, f"{self.received():8} in all"])


def listen(page: Page) -> Traffic:
    """Count what the page fetches from now on."""
    traffic = Traffic()
    session = page.context.new_cdp_session(page)

    def respond(event: dict[str, Any]) -> None:
        traffic.kinds[event["requestId"]] = event["type"]
        traffic.addresses[event["requestId"]] = event["response"]["url"]

    session.on("Network.responseReceived", respond)
    session.on("Network.loadingFinished", lambda event: traffic.sizes.update({event["requestId"]: event["encodedDataLength"]}))
    session.send("Network.enable")
    return traffic


@pytest.fixture(params=[360, 1280])
def stranger(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """Give a page, narrow or wide, of a browser that has never been here."""
    context = browser.new_context(base_url=site.url, viewport={"width": request.param, "height": 800})
    context.add_init_script(COUNT_SHIFTS)
    yield context.new_page()
    context.close()


def test_the_first_view_of_the_profile_is_light(stranger: Page):
    traffic = listen(stranger)
    stranger.goto("/", wait_until="networkidle")
    assert traffic.received("Document") > 1_000
    assert traffic.received("Stylesheet") > 1_000
    assert traffic.received() <= MOST_BYTES, traffic
    assert traffic.received("Script") <= MOST_SCRIPT_BYTES, traffic


def test_nothing_moves_once_it_is_shown(stranger: Page):
    stranger.goto("/")
    stranger.evaluate(SETTLED)
    assert stranger.evaluate("window.shift") <= MOST_SHIFT


def test_a_shift_would_be_noticed(stranger: Page):
    stranger.goto("/")
    stranger.evaluate(SETTLED)
    stranger.evaluate("document.body.prepend(Object.assign(document.createElement('div'), {innerHTML: '<br>'.repeat(20)}))")
    stranger.evaluate(SETTLED)
    assert stranger.evaluate("window.shift") > MOST_SHIFT
