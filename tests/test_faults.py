"""Whatever is asked of the site, it answers with a page, or says why not: nobody's input is a fault of ours.

300 requests that nobody would write by hand are tried; as many as FAULT_EXAMPLES says, which `make test-faults` sets to 10,000.
What was found this way is a test of its own at the end, or where the rule that it broke is held.
"""

import logging
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.test import Client
from django.urls import get_resolver, resolve
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.characters import refused_names
from tests.browser.pages import MOVED, OTHERS, PAGES
from tests.test_page_kinds import names as view_names

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("FAULT_EXAMPLES", "300"))
BY_VIEW: dict[str, list[str]] = defaultdict(list)
FORMER = (Path(__file__).parent / "data/addresses.txt").read_text(encoding="ascii").split()
for line in dict.fromkeys([*FORMER, *sorted(OTHERS), *(page.split("?")[0] for page in [*PAGES.values(), *MOVED])]):
    BY_VIEW[resolve(line).view_name].append(line)
# What is read at little cost is asked for most: pages that take a tenth of a second or more would spend the time of many others.
CHEAP = [
    *("profiles:search", "profiles:coverage_csv", "sources:document", "profiles:claim", "profiles:evidence", "profiles:question"),
    *("profiles:actors", "profiles:actor", "profiles:place", "sources:works", "sources:work", "sitemap", "manifest", "robots"),
]
VIEWS = [*BY_VIEW, *6 * CHEAP, *6 * ["profiles:claims", "profiles:lineage"]]

ODD = [
    *("", " ", "\x00", "a\x00b", "\x07", "\x85", "\ufffe", "\ud800", "\udfff\ud800", "\ufeff", "\r\nSet-Cookie: a=b", "\n", "\\"),
    *("حجم", "\u202emali\u202c", "\u200f", "e\u0301", "😀", "👩\u200d👩\u200d👧", "ﬁ", "İ", "ß", "\u2028"),
    *(
        "2020",
        "2017-1X",
        "Y1E9999999",
        "Y-999999999",
        "2020/2019",
        "/",
        "../..",
        "2017-02-30",
        "2017-21",
        "1X99~",
        "{2017..2020}",
    ),
    *("٢٠١٧", "0000", "9999-12-31/..", "-2017", "2017-03-02T25:61", "[" * 4000, "2017/" * 3000),
    *("0", "-1", "1e309", "NaN", "1_000", "0x20", "1:30", "٣", "9" * 500, "1.5", "010", "+1", "½", "²"),
    *("{a: [b, {c: {d: [e]}}]}", "&a [*a, *a]", "!!python/object:os.system x", "- " * 2000, "{" * 4000, "? x", "a: b: c"),
    *("' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "%(x)s", "%", "%zz", "${x}", '"', '"mali', "=1+1", "a" * 30_000),
    *("../../etc/passwd", "..%2f..", "%2e%2e/", "//example.org", "https://example.org/", "undated", "None", "null", "true", "*"),
]
NAMES = ["colour", "utm_source", "format", "_", "", "page", "date", "q", "topic[]", "p"]
values = st.one_of(
    st.sampled_from(ODD),
    st.sampled_from(ODD),
    st.text(max_size=12),
    st.text(alphabet="0123456789-/.?~%XYEu[]{}, ", max_size=14),
    st.lists(st.sampled_from(ODD), min_size=2, max_size=3).map("".join),
)


def encode(text: str) -> str:
    """Return a text as an address may hold it, lone surrogates too."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


segments = st.one_of(values.map(encode), st.sampled_from(["%2F", "%ED%A0%80", "..", "", "%00", "%2e%2e%2f"]))


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a path and a query string, as bytes of an address that are percent-encoded where they must be."""
    view = draw(st.sampled_from(VIEWS))
    path = draw(st.sampled_from(BY_VIEW[view]))
    parameters = resolve(path).func.parameters  # type: ignore[attr-defined]
    if draw(st.integers(0, 7)) == 0:
        parts = path.split("/")
        parts[draw(st.integers(0, len(parts) - 1))] = draw(
            st.one_of(values.map(encode), st.just("%2F"), st.just("%ED%A0%80"), st.just(".."))
        )
        path = "/".join(parts)
    taken = st.sampled_from([*parameters.names, *parameters.names, *parameters.names, *NAMES])
    pairs = draw(st.lists(st.tuples(st.one_of(taken, taken, taken, values), values), max_size=5))
    joiner = draw(st.sampled_from(["&", "&", "&", "&&", ";"]))
    query = joiner.join(f"{encode(name)}={encode(value)}" for name, value in pairs)
    return path, query + draw(st.sampled_from(["", "", "", "&", "&=", "&%", "&%FF%FE=%C0%80", "?", "&" + "a=1&" * 1200]))


def ask(client: Client, path: str, query: str = "", **headers: str) -> Any:
    """Return the answer to a request with exactly this path and query string."""
    return client.get("/", PATH_INFO=unquote_to_bytes(path).decode("latin-1"), QUERY_STRING=query, **headers)  # type: ignore[arg-type]


def check(response: Any) -> None:
    """Hold that an answer is one that a person, or the program that asked, can read."""
    assert response.status_code in (200, 301, 302, 400, 404), response.status_code
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("image/"):
        return
    text = response.content.decode("utf-8")
    if response.status_code in (301, 302):
        assert re.match(r"/(?!/)", response["Location"]), response["Location"]
    elif kind.startswith("text/html"):
        assert refused_names(text) == (), "a page holds a character that no page may hold"
        if text.lstrip().startswith("<article"):
            assert response.status_code == 200, "a piece of a page is an answer to what was found"
        else:
            assert text.lstrip().startswith("<!doctype html>")
            assert re.search(r"<title>[^<]*\w[^<]*</title>", text)
            assert re.search(r"<h1[ >]", text)
            assert "charset=utf-8" in kind
    elif response.status_code == 400:
        assert kind == "text/plain; charset=utf-8"
        assert text.endswith(".\n")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Keep refusals, which are what is expected, out of the log of a failure."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests())
def test_no_request_is_a_fault_of_the_site(request):
    check(ask(Client(), *request))


def test_addresses_of_every_kind_are_asked_for():
    assert set(view_names(get_resolver().url_patterns)) == set(BY_VIEW)


@pytest.mark.parametrize("path", ["/%00/", "/claims/a%07b/", "/%C2%85", "/sources/%EF%BF%BE/"])
def test_an_odd_character_in_a_path_is_told_by_name(path):
    """It was put on the page that says that there is nothing, where no reader of XML takes it."""
    response = ask(Client(), path)
    check(response)
    assert response.status_code == 404
    assert "The address holds what has no place in a text: U+" in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/coverage.csv", "/no/such/"])
def test_more_parameters_than_are_read_get_a_page_that_leads_on(path):
    response = ask(Client(), path, "a=1&" * 1200)
    assert response.status_code == 400
    check(response)
    assert '<a href="/">' in response.content.decode()


def test_a_host_that_is_not_ours_gets_a_page_that_leads_on():
    response = ask(Client(), "/claims/", HTTP_HOST="example.org")
    assert response.status_code == 400
    check(response)
