"""A snapshot as a person sees it: on nginx, in a sub-folder of a plain server, from a disk, and without JavaScript."""

import functools
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import hear
from tests.snapshots import Source, make_source, nginx_on

COUNTS = """
import json
from profiles.search.index import read_all, search
from profiles.search.matching import parse_query
entries = read_all()
for query in {queries!r}:
    hits = search(parse_query(query), entries)
    print(json.dumps([[kind.value, [hit.entry.title.words for hit in found]] for kind, found in hits.items() if found]))
"""
QUERIES = ["varn", "Odo Varn", "odo-varn", '"Odo Varn"', "guard kestrian", "2019", "the", "tide", "x", "salt men", "brig"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("snapshots")


@pytest.fixture(scope="module")
def source(folder: Path) -> Source:
    return make_source(folder)


@pytest.fixture(scope="module")
def served(source: Source, folder: Path) -> Iterator[str]:
    """Give the address of a snapshot on nginx."""
    source.write(folder / "rooted")
    with nginx_on(folder / "rooted") as address:
        yield address


@pytest.fixture(scope="module")
def relative(source: Source, folder: Path) -> Path:
    source.write(folder / "relative", "--relative")
    return folder / "relative"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def in_folder(relative: Path) -> Iterator[str]:
    """Give the address of a snapshot in a sub-folder of a server that knows nothing of it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(relative.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{relative.name}/"
        server.shutdown()


@pytest.fixture
def requested(reader: Page) -> list[str]:
    """Give the hosts that the reader's browser has asked so far."""
    hosts: list[str] = []
    reader.on("request", lambda request: hosts.append(urlsplit(request.url).netloc))
    return hosts


@pytest.fixture
def reader(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """Give an empty page whose complaints, violations of the Content-Security-Policy among them, fail the test."""
    context = browser.new_context()
    context.set_default_timeout(20_000)
    page = context.new_page()
    hear(page, complaints)
    yield page
    context.close()


def walk_to_the_words_and_back(reader: Page, home: str) -> None:
    """Open the words of the first claim of the first page beside it, go to them in their document, and come back."""
    reader.goto(home)
    reader.locator("main a.claim-link").first.click()
    panel = reader.locator(".evidence-panel")
    expect(panel.locator("blockquote").first).to_be_visible()
    words = panel.locator("blockquote").first.inner_text()
    panel.locator("figcaption a.document-label").first.click()
    lit = reader.locator("mark:target")
    expect(lit.first).to_be_in_viewport()
    assert lit.first.inner_text()[:20] in words
    reader.go_back()
    expect(panel.locator("blockquote").first).to_be_visible()
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    assert reader.url.rstrip("#") == home


def test_a_walk_to_the_highlighted_words_and_back_asks_no_other_host(reader: Page, served: str, requested: list[str]):
    walk_to_the_words_and_back(reader, f"{served}/")
    assert len(requested) > 5
    assert set(requested) == {urlsplit(served).netloc}


def test_a_walk_in_a_sub_folder(reader: Page, in_folder: str):
    walk_to_the_words_and_back(reader, in_folder)
    assert reader.locator(".site-name").evaluate("el => getComputedStyle(el).fontFamily") != "serif"


@pytest.mark.parametrize("query", QUERIES)
def test_the_search_finds_what_the_sites_own_search_finds_in_its_order(
    reader: Page, served: str, found_by_the_site: dict[str, list[tuple[str, list[str]]]], query: str
):
    reader.goto(f"{served}/search/")
    reader.get_by_role("search", name="Search again").get_by_role("searchbox").fill(query)
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/search/?q=*")
    expected = found_by_the_site[query]
    total = sum(len(titles) for _, titles in expected)
    expect(reader.locator("h1")).to_contain_text(f"{total} result" if total else "Nothing found")
    assert [reader.locator("section.results h2").nth(at).get_attribute("id") for at in range(len(expected))] == [
        kind for kind, _ in expected
    ]
    for kind, titles in expected:
        if kind in ("names", "questions", "claims"):
            shown = reader.locator(f"section[aria-labelledby={kind}] .found-title a").all_inner_texts()
            assert shown == titles[: len(shown)]
            assert len(shown) == min(len(titles), 20 if kind == "claims" else 12)


@pytest.fixture(scope="module")
def found_by_the_site(source: Source) -> dict[str, list[tuple[str, list[str]]]]:
    """Give what the site's own search finds: for each query the kinds, and the titles of what is found."""
    done = source.manage("shell", "--no-imports", "-c", COUNTS.format(queries=QUERIES))
    assert done.returncode == 0, done.stderr
    return dict(zip(QUERIES, map(json.loads, done.stdout.splitlines()), strict=True))


def test_results_lead_to_claims_words_and_documents(reader: Page, served: str, requested: list[str]):
    reader.goto(f"{served}/")
    reader.get_by_role("search", name="Site").get_by_role("searchbox").fill("varn")
    reader.keyboard.press("Enter")
    expect(reader.locator("main mark").first).to_be_visible()
    reader.locator(".found[data-kind=claims] a.claim-link").first.click()
    expect(reader.locator(".evidence-panel blockquote").first).to_be_visible()
    reader.locator(".found[data-kind=claims] a.document-label").first.click()
    expect(reader.locator("mark:target").first).to_be_in_viewport()
    reader.go_back()
    reader.locator(".found[data-kind=passages] a.document-label").first.click()
    expect(reader.locator(".passage:target")).to_be_in_viewport()
    assert set(requested) == {urlsplit(served).netloc}


def test_a_search_that_finds_nothing_or_can_not_be_read_says_so(reader: Page, served: str):
    reader.goto(f"{served}/search/?q=varn+nothingofthisname")
    expect(reader.locator("h1")).to_have_text("Nothing found for “varn nothingofthisname”")
    expect(reader.get_by_role("heading", name="Each word by itself")).to_be_visible()
    reader.goto(f"{served}/search/?q=%3F")
    expect(reader.get_by_role("alert")).to_contain_text("holds no letter or number")


def test_one_kind_by_itself_is_shown_whole(reader: Page, served: str):
    reader.goto(f"{served}/search/?q=the&kind=passages")
    expect(reader.locator("section.results")).to_have_count(1)
    total = int(reader.locator("section.results h2 .count").inner_text())
    assert reader.locator("section.results .found").count() == total > 12


def test_from_a_disk_every_step_works_as_without_javascript_and_the_search_finds(browser: Browser, relative: Path):
    context = browser.new_context()
    page = context.new_page()
    page.goto((relative / "index.html").as_uri())
    assert page.locator("body").evaluate("el => getComputedStyle(el).margin") == "0px"
    page.locator("main a.claim-link").first.click()
    page.wait_for_url("**/claims/*/index.html")
    page.locator("main a.document-label[href*='#char=']").first.click()
    expect(page.locator("mark:target").first).to_be_in_viewport()
    page.get_by_role("searchbox").first.fill("varn")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("for “varn”")
    page.locator(".found[data-kind=names] a").first.click()
    page.wait_for_url("**/actors/*/index.html")
    context.close()


def test_without_javascript_the_search_says_what_to_do_instead(browser: Browser, served: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/search/?q=varn")
    page.get_by_role("note").get_by_role("link", name="every claim").click()
    page.locator("main a.claim-link").first.click()
    expect(page.locator("blockquote").first).to_be_visible()
    context.close()


def test_the_copy_says_what_it_is_on_every_page(reader: Page, served: str):
    reader.goto(f"{served}/claims/")
    expect(reader.locator("main form")).to_have_count(0)
    reader.get_by_role("contentinfo").get_by_role("link", name="About this copy").click()
    expect(reader.get_by_role("heading", name="What it leaves out")).to_be_visible()
