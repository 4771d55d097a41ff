"""The first page as a stranger meets it: what stands in the first screen, and what it costs in bytes and in movement."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from sources.fixtures.yaml_files import read_yaml
from tests.browser.site import ROOT, Site

SITE = read_yaml(ROOT / "fixtures/site.yaml").data
# The first screen of a desk, the first two of a phone: what a reader sees before having looked for anything.
SCREENS = {"desk": (1280, 900, 900), "phone": (375, 800, 1600)}
MOST_STOPS = 175  # for the keyboard, on a desk and on a phone
STOPS = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter(
    stop => stop.checkVisibility({visibilityProperty: true})).length"""
# Words of which parts stand over words of others: each pair of them, as it would be printed.
OVERPRINTED = """() => {
    const boxes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (!node.textContent.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
        if (parent.closest(".visually-hidden, title")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const {left, top, right, bottom, height} of range.getClientRects())
            boxes.push([left, top + height / 5, right, bottom - height / 5, node.textContent.trim()]);
    }
    return boxes.flatMap((one, index) => boxes.slice(index + 1).filter(other =>
        Math.min(one[2], other[2]) - Math.max(one[0], other[0]) > 2 &&
        Math.min(one[3], other[3]) - Math.max(one[1], other[1]) > 2).map(other => [one[4], other[4]]));
}"""
PAPER: ViewportSize = {"width": 642, "height": 971}  # A4 less its margins, in CSS pixels

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


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def scripted(request: pytest.FixtureRequest) -> bool:
    """Give whether the browser runs JavaScript."""
    return bool(request.param)


@pytest.fixture
def reader(browser: Browser, site: Site, scripted: bool) -> Iterator[Page]:
    """Give a page of a browser with and without JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=scripted)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).last.bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize(("width", "height", "within"), SCREENS.values(), ids=SCREENS)
def test_who_it_is_and_the_whole_card_stand_in_the_first_view(reader: Page, width: int, height: int, within: int):
    reader.set_viewport_size({"width": width, "height": height})
    reader.goto("/")
    expect(reader.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(reader.locator(".standfirst")).to_be_in_viewport(ratio=1)
    terms = reader.locator(".card dt")
    assert terms.all_inner_texts() == [row["label"] for row in SITE["card"]]
    assert bottom(reader, ".card-row") <= within


def test_on_a_desk_the_chapters_the_reach_and_the_maker_stand_beside_the_card(reader: Page):
    reader.set_viewport_size({"width": 1280, "height": 900})
    reader.goto("/")
    for selector in ("nav[aria-labelledby='chapters'] li", ".reach li", ".maker"):
        assert bottom(reader, selector) <= 900, selector


def test_a_clause_leads_to_its_words(reader: Page, scripted: bool):
    clause = SITE["standfirst"][0]
    reader.goto("/")
    reader.locator(".standfirst").get_by_role("link", name=clause["text"].rstrip(".,:;"), exact=True).click()
    place = reader.get_by_role("dialog") if scripted else reader.locator("main")
    expect(place.get_by_role("heading", name=clause["says"])).to_be_visible()
    expect(place.locator("blockquote, mark[data-current]").first).to_be_visible()
    assert reader.url.endswith(f"/claims/{clause['claim']}/") != scripted


def test_a_short_answer_leads_to_its_words_and_the_rest_to_their_question(reader: Page, scripted: bool):
    reader.goto("/")
    row = reader.locator(".card-row").first
    row.locator(".claim-link").first.click()
    place = reader.get_by_role("dialog") if scripted else reader.locator("main")
    expect(place.locator("blockquote, mark[data-current]").first).to_be_visible()
    reader.goto("/")
    row.locator(".card-more").first.click()
    reader.wait_for_url("**/questions/**")


def test_the_page_about_the_site_is_one_step_away(reader: Page):
    reader.goto("/")
    reader.get_by_role("main").get_by_role("link", name="About this site").click()
    expect(reader.get_by_role("heading", level=1, name="About this site")).to_be_visible()
    expect(reader.get_by_role("definition").filter(has_text="not stated").first).to_be_visible()
    expect(reader.locator(".citation-text")).to_contain_text(SITE["title"])


@pytest.mark.parametrize("width", [375, 1280])
def test_the_keyboard_has_few_stops(reader: Page, width: int):
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto("/")
    assert reader.evaluate(STOPS) <= MOST_STOPS


@pytest.mark.parametrize("address", ["/", "/about/", "/method/"])
def test_nothing_is_printed_over_anything(page: Page, address: str):
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    page.goto(address)
    page.evaluate("() => document.fonts.ready")
    assert page.evaluate(OVERPRINTED) == []
    page.evaluate("document.querySelector('main p').style.marginBlockStart = '-3em'")
    assert page.evaluate(OVERPRINTED), "what is printed over something would not be found"


@pytest.mark.parametrize("width", [320, 1280])
def test_marks_and_signs_keep_their_shapes_in_forced_colours(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(forced_colors="active")
    page.goto("/")
    mark = page.locator(".card .sayer-marks svg").first
    fill, paper = (mark.locator("path, circle").evaluate(f"shape => getComputedStyle({of}).{what}") for of, what in COLOURS)
    assert fill != paper
    assert page.locator(".single-sign").first.evaluate("sign => getComputedStyle(sign).borderTopStyle") == "solid"


COLOURS = (("shape", "fill"), ("document.body", "backgroundColor"))
