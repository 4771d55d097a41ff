"""What others have used to have a page run their script, at every door by which text comes to a page.

tests/data/xss.txt holds one such text a line; tests/browser/test_xss.py shows them to a browser. Fields that curators fill in
are those of tests/test_escaping.py.
"""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

from profiles.models import Claim
from sources.rendering import Key, Link, Mark, render_span, render_text
from sources.segmentation import Markup
from tests.factories import make_citation, make_claim, make_document, make_evidence, make_work

CORPUS = (Path(__file__).parent / "data/xss.txt").read_text(encoding="utf-8").splitlines()
OURS = {"em", "strong", "sup", "sub", "mark", "a"}
ATTRIBUTES = {
    "em": set(),
    "strong": set(),
    "sup": set(),
    "sub": set(),
    "mark": {"id", "data-of", "data-current"},
    "a": {"class", "href", "title", "data-key", "aria-label"},
}


class Acting(HTMLParser):
    """Reads a page, and notes what in it would act: scripts that are none of ours, handlers, addresses that are scripts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.elements: list[tuple[str, set[str]]] = []
        self._script = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, set(given)))
        self._script = tag == "script" and not given.get("src", "").startswith("/static/")
        if tag in ("iframe", "object", "embed", "base", "marquee"):
            self.found.append(tag)
        for name, value in given.items():
            scheme = "".join(value.split()).lower().partition(":")[0]
            if name.startswith("on") or name == "srcdoc":
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction", "xlink:href") and (
                scheme in ("javascript", "data", "vbscript") or urlsplit(value).netloc.endswith("evil.example")
            ):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data):
        if self._script and data.strip():
            self.found.append(f"script: {data}")

    def handle_endtag(self, tag):
        self._script = False


@pytest.mark.parametrize("markup", list(Markup))
@pytest.mark.parametrize("text", CORPUS)
def test_text_of_a_document_becomes_no_tag_but_ours(text: str, markup: Markup):
    middle = max(1, len(text) // 2)
    html = [
        render_text(text, markup),
        render_text(text, markup, [Mark(0, middle, text), Mark(middle - 1, len(text), "m")], [Link(0, middle, "/a/", text)]),
        render_text(text, markup, keys=[Key(len(text), text, f"#{text}")]),
        render_span(text, markup, 0, middle),
    ]
    for written in html:
        page = Acting(written)
        assert page.found == []
        assert all(tag in OURS and names <= ATTRIBUTES[tag] for tag, names in page.elements), written


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/search/", "/claims/", "/coverage/", "/lineage/", "/timeline/", "/no/such/"])
def test_what_a_reader_asks_for_is_shown_as_text(address: str):
    parameter = {"/search/": "q", "/lineage/": "actor", "/timeline/": "document"}.get(address, "date")
    client = Client()
    for text in CORPUS[:: 1 if address == "/search/" else 8]:
        answer = client.get(address, {parameter: text, text: "x"})
        assert answer.status_code in (200, 404)
        assert Acting(answer.content.decode()).found == [], text


@pytest.mark.django_db
@pytest.mark.parametrize("text", CORPUS[::6])
def test_address_that_holds_such_a_text_leads_to_a_page_that_shows_it(text: str):
    answer = Client().get("/", PATH_INFO=f"/{text}/")
    assert answer.status_code == 404
    assert Acting(answer.content.decode()).found == []


@pytest.mark.django_db
def test_document_of_such_texts_is_shown_and_quoted_as_text():
    """In the reader, in a claim's evidence, in a citation: as plain text and as Markdown."""
    lines = [line for line in CORPUS if any(letter.isalpha() for letter in line)]
    for markup in ("plain", "markdown"):
        document = make_document("\n\n".join(f"Seen {line} here." for line in lines) + "\n\nLeave a Reply\n", markup=markup)
        passages = document.passages.content()
        claim = make_claim(quote="", says=f"Of a text in {markup}.")
        evidence = [make_evidence(claim, quote, document=document) for quote in ("alert(1)</sCrIpT >", "<svg/onload=alert(1)//")]
        Claim.objects.filter(pk=claim.pk).update(status="published")
        make_citation(work := make_work(title=lines[0] + markup, url="javascript:alert(1)"), passages[0], end=5)
        for address in (
            document.get_absolute_url(),
            claim.get_absolute_url(),
            evidence[0].get_absolute_url(),
            work.get_absolute_url(),
            "/search/?q=alert",
        ):
            answer = Client().get(address)
            assert answer.status_code == 200
            page = answer.content.decode()
            assert Acting(page).found == [], address
        assert "&lt;svg onload=alert(1)&gt;" in Client().get(document.get_absolute_url()).content.decode()
