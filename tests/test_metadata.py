"""What a page says of itself to search engines, to those who share it, and to devices that keep it."""

import re
import struct
from functools import cache
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import Client

from profiles.models import Actor, Claim, Question
from sources.models import Document
from tests.browser.pages import NOT_FOUND, PAGES, WITHDRAWN
from tests.factories import make_claim, make_question

HOST = "http://testserver"
LONGEST_TITLE, LONGEST_DESCRIPTION = 120, 180
# The withdrawn claim is in no shipped profile; its page is made as every other claim's is.
ADDRESSES = {kind: address for kind, address in PAGES.items() if WITHDRAWN not in address}
KINDS = {kind: address for kind, address in ADDRESSES.items() if "?" not in address}
SHARED = ("og:title", "og:description", "og:type", "og:url", "og:site_name", "og:image", "og:image:width", "og:image:height")


class Head(HTMLParser):
    """What the head of a page holds, and how many headings of the first level the page has."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.titles: list[str] = []
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.headings = 0
        self._in_title = self._in_body = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.headings += tag == "h1"
        self._in_body = self._in_body or tag == "body"
        if tag == "title" and not self._in_body:  # pictures in the body have titles too
            self.titles.append("")
            self._in_title = True
        elif tag == "meta" and (name := given.get("name") or given.get("property")):
            self.meta.setdefault(name, []).append(given["content"])
        elif tag == "link":
            self.links.setdefault(given["rel"], []).append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.titles[-1] += data


def head(client: Client, address: str) -> Head:
    return Head(client.get(address).content.decode())


@cache
def shipped(address: str) -> Head:
    """Return the head of a page of the shipped profile; each page is asked for once for all tests."""
    response = Client().get(address)
    assert response.status_code == 200
    return Head(response.content.decode())


def local(address: str) -> str:
    """Return the name of a static file by its address."""
    return address.removeprefix(HOST).removeprefix(f"/{settings.STATIC_URL.strip('/')}/")


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_page_names_and_describes_itself_once(address: str):
    page = shipped(address)
    assert page.headings == 1
    [title] = page.titles
    [description] = page.meta["description"]
    name = title.removesuffix(" · JNIM reference")
    assert name != title
    assert 2 < len(name) <= LONGEST_TITLE
    assert 50 <= len(description) <= LONGEST_DESCRIPTION
    for text in (title, description):
        assert text == " ".join(text.split())
        assert "…" not in text[:-20]


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_page_is_shared_with_its_own_title_address_and_picture(address: str):
    page = shipped(address)
    shared = {name: page.meta[name] for name in SHARED}
    assert {name for name, values in shared.items() if len(values) != 1} == set()
    assert f"{page.meta['og:title'][0]} · JNIM reference" == page.titles[0]
    assert page.meta["og:description"] == page.meta["description"]
    assert page.meta["og:url"] == page.links["canonical"]
    assert page.meta["og:type"] == ["website" if address == "/" else "article"]
    assert page.meta["twitter:card"] == ["summary_large_image"]
    assert page.meta["og:image"][0].startswith(f"{HOST}/")
    assert page.meta["og:image:alt"][0]


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_page_has_one_address_of_its_own(address: str):
    """What filters a page, or points into it, makes no page of its own."""
    assert shipped(address).links["canonical"] == [HOST + address.split("?")[0]]


def test_each_page_of_the_list_of_claims_has_an_address_of_its_own(client: Client):
    assert head(client, "/claims/?page=2").links["canonical"] == [f"{HOST}/claims/?page=2"]
    assert head(client, "/claims/?page=1").links["canonical"] == [f"{HOST}/claims/"]
    assert head(client, "/claims/?topic=events&page=2").links["canonical"] == [f"{HOST}/claims/"]


def test_no_two_kinds_of_pages_have_one_title_or_one_description():
    pages = [shipped(address) for address in KINDS.values()]
    for said in ([page.titles[0] for page in pages], [page.meta["description"][0] for page in pages]):
        assert sorted({one for one in said if said.count(one) > 1}) == []


@pytest.mark.parametrize(
    ("address", "kept_out"),
    [
        ("/", False),
        ("/claims/", False),
        ("/claims/?page=2", False),
        ("/claims/?topic=size", True),
        ("/claims/?date=soon", True),
        ("/search/", True),
        (NOT_FOUND, True),
    ],
)
def test_searches_filters_and_what_is_not_there_are_kept_out_of_search_engines(client: Client, address: str, kept_out: bool):
    assert any("noindex" in one for one in head(client, address).meta.get("robots", [])) is kept_out


def test_long_statement_is_cut_between_words(client: Client):
    says = f"JNIM {'moves “fighters” & gold ' * 20}north."
    page = head(client, make_claim(says=says).get_absolute_url())
    [description] = page.meta["description"]
    assert len(description) <= LONGEST_DESCRIPTION
    assert description.endswith("…")
    assert says.startswith(description.removesuffix("…"))
    assert says[len(description) - 1] == " "


def test_words_of_a_row_are_text_wherever_they_are_repeated(client: Client):
    question = make_question(ask='Is "this" <script>alert(1)</script> & that?')
    markup = client.get(question.get_absolute_url()).content.decode()
    assert "<script>alert" not in markup
    assert Head(markup).meta["og:title"] == ['Is "this" <script>alert(1)</script> & that?']


def test_no_long_text_is_cut_within_a_word(client: Client):
    longest = sorted(Claim.objects.published(), key=lambda claim: len(claim.says))[-3:]
    questions = sorted(Question.objects.answered(), key=lambda question: len(question.summary))[-3:]
    for one in [*longest, *questions, *Actor.objects.all()[:1], *Document.objects.all()]:
        [description] = head(client, one.get_absolute_url()).meta["description"]
        assert len(description) <= LONGEST_DESCRIPTION


def test_block_is_repeated_as_plain_text():
    page = Template(
        "{% load page %}{% plain as title %}{% block title %} a &amp; <b>b</b>\n c{% endblock %}{% endplain %}{{ title }}"
        "|{% plain 5 as words %}one two{% endplain %}{{ words }}"
    )
    assert page.render(Context()) == "a &amp; &lt;b&gt;b&lt;/b&gt; c|one…"


def test_picture_of_the_site_is_of_the_size_that_is_told(client: Client):
    page = head(client, "/")
    found = finders.find(local(page.meta["og:image"][0]))
    assert isinstance(found, str)
    data = (settings.BASE_DIR / found).read_bytes()
    size = struct.unpack(">2I", data[16:24])
    assert [str(length) for length in size] == [*page.meta["og:image:width"], *page.meta["og:image:height"]]
    assert len(data) <= 60 * 1024


def test_picture_of_the_site_labels_the_documents_as_they_are():
    drawing = (settings.BASE_DIR / "static/img/share.svg").read_text(encoding="utf-8")
    labels = re.findall(r'class="label"[^>]*>([^<]+)<', drawing)
    assert labels == list(Document.objects.values_list("label", flat=True))


def test_picture_of_the_site_has_the_colours_of_the_page():
    tokens = re.findall(r": light-dark\((#\w{6}),", (settings.BASE_DIR / "static/css/tokens.css").read_text())
    drawing = (settings.BASE_DIR / "static/img/share.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"#\w{6}", drawing)) <= set(tokens)


def test_icon_is_given_where_every_browser_asks_for_it(client: Client):
    response = client.get("/favicon.ico")
    assert response["Content-Type"] == "image/x-icon"
    assert response.content[:4] == b"\0\0\1\0"
    assert len(response.content) < 2048


def test_every_icon_that_is_named_is_there_in_the_size_that_is_told(client: Client):
    page = head(client, "/")
    manifest = client.get(page.links["manifest"][0]).json()
    named = {local(icon["src"]): icon["sizes"] for icon in manifest["icons"]} | {
        local(page.links["apple-touch-icon"][0]): "180x180"
    }
    for name, size in named.items():
        place = finders.find(name)
        assert isinstance(place, str), name
        width, height = struct.unpack(">2I", (settings.BASE_DIR / place).read_bytes()[16:24])
        assert f"{width}x{height}" == size


def test_devices_may_read_what_keeps_the_site(client: Client):
    assert "manifest-src 'self'" in client.get("/")["Content-Security-Policy"]
