"""The public pages: what they answer, what they never do, and how many queries they take."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from profiles.models import Answer, Claim, Evidence, Question, Status
from sources.models import Document
from sources.revision import reading
from tests.factories import make_actor, make_claim, make_document, make_question
from tests.markup import markup_of
from tests.paging import walk
from tests.revisions import REVISIONS

PAGES = {
    "home": "/",
    "topic": "/topics/size/",
    "question": "/questions/fighters/",
    "cumulative question": "/questions/countries/",
    "claim": "/claims/fighters-about-800/",
    "evidence": "/claims/fighters-about-800/evidence/",
    "claims": "/claims/",
    "coverage": "/coverage/",
    "coverage, all differences": "/coverage/?verdict=differ",
    "coverage as a table": "/coverage.csv",
    "reliance": "/reliance/",
    "repeats": "/repeats/",
    "repeats of two documents": "/repeats/kennisbank/globalsecurity/",
    "repeats of a work": "/repeats/globalsecurity/works/eizenga-williams-2020/",
    "actors": "/actors/",
    "actor": "/actors/iyad-ag-ghali/",
    "place": "/places/tinzaouaten/",
    "map": "/map/",
    "about": "/about/",
    "map, another layer": "/map/?layer=expansion",
    "method": "/method/",
    "components": "/method/components/",
    "figures": "/figures/",
    "search": "/search/",
    "search, found": "/search/?q=mali",
    "timeline": "/timeline/",
    "developments": "/developments/",
    "developments since a year": "/developments/?since=2020",
    "lineage": "/lineage/",
    "lineage, ties of an actor": "/lineage/?actor=isgs",
    "sources": "/sources/",
    "reader": "/sources/kennisbank/",
    "works": "/works/",
    "work": "/works/eizenga-williams-2020/",
}
# How many queries each page takes: none of them depends on how much the profile holds.
QUERIES = {
    "/": 1,
    "/topics/size/": 2,
    "/questions/fighters/": 6,
    "/claims/fighters-about-800/": 4,
    "/claims/fighters-about-800/evidence/": 2,
    "/claims/": 14,
    "/actors/iyad-ag-ghali/": 4,
    "/search/?q=mali": 1,
    "/map/": 5,
    "/map/?layer=expansion": 5,
    "/timeline/": 2,
    "/developments/": 3,
    "/lineage/": 4,
    "/lineage/?actor=isgs": 3,
    "/sources/kennisbank/": 5,
    "/coverage/": 9,
    "/coverage/?verdict=differ": 6,
    "/coverage.csv": 5,
    "/reliance/": 2,
    "/repeats/": 0,
    "/repeats/kennisbank/globalsecurity/": 8,
    "/repeats/globalsecurity/works/eizenga-williams-2020/": 8,
    "/sources/": 2,
    "/works/eizenga-williams-2020/": 7,
}

pytestmark = pytest.mark.django_db


def queries(client: Client, address: str) -> int:
    """Return how many queries a page takes where what is computed once a revision is at hand."""
    with reading(next(REVISIONS)):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_page_answers(client: Client, address: str):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [*PAGES.values(), "/healthz", "/favicon.ico"])
@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_page_answers_get_and_head_alone(client: Client, address: str, verb: str):
    assert getattr(client, verb)(address).status_code == 405


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_page_answers_head_with_nothing(client: Client, address: str):
    response = client.head(address)
    assert (response.status_code, response.content) == (200, b"")


def test_every_public_address_is_tried_here():
    names = {
        pattern.name
        for part in get_resolver().url_patterns
        for pattern in getattr(part, "url_patterns", ())
        if getattr(part, "app_name", "") != "admin"
    }
    tried = {
        "home",
        "topic",
        "question",
        "claim",
        "evidence",
        "claims",
        "differences",
        "coverage",
        "coverage_csv",
        "reliance",
        "repeats",
        "repeats_between",
        "repeats_of_work",
        "actors",
        "actor",
        "place",
        "map",
        "about",
        "method",
        "search",
        "timeline",
        "developments",
        "figures",
        "components",
        "lineage",
        "relations",
        "documents",
        "document",
        "works",
        "work",
    }
    assert names == tried


@pytest.mark.parametrize(("address", "taken"), QUERIES.items())
def test_query_count_of_a_page_is_fixed(client: Client, address: str, taken: int):
    assert queries(client, address) == taken


@pytest.mark.parametrize("address", QUERIES)
def test_query_count_does_not_grow_with_the_number_of_claims(client: Client, address: str):
    before = queries(client, address)
    document = Document.objects.get(slug="kennisbank")
    quote = "De omvang van de organisatie wordt anno 2020 geschat op ongeveer 800 leden."
    for question in (
        Question.objects.get(key="fighters"),
        make_question(topic=Question.objects.get(key="fighters").topic, glance=9),
    ):
        for _ in range(15):
            claim = make_claim(question=question, document=document, quote=quote)
            claim.actors.add(make_actor())
    assert queries(client, address) == before


@pytest.mark.parametrize("address", QUERIES)
def test_page_is_read_where_nothing_can_be_written(client: Client, address: str):
    """Reading never writes: the pages work on a database role that can only SELECT."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION READ ONLY")
            assert client.get(address).status_code == 200
        else:
            cursor.execute("PRAGMA query_only = 1")
            try:
                assert client.get(address).status_code == 200
            finally:
                cursor.execute("PRAGMA query_only = 0")


def test_unknown_address_gets_help(client: Client):
    response = client.get("/claims/no-such-claim/")
    assert response.status_code == 404
    assert reverse("profiles:claims") in response.content.decode()


def test_draft_is_on_no_page(client: Client):
    claim = make_claim(Status.DRAFT, says="A draft that nobody sees.", question=Question.objects.get(key="fighters"))
    assert client.get(claim.get_absolute_url()).status_code == 404
    for address in ("/", "/topics/size/", "/questions/fighters/", "/claims/"):
        assert claim.says not in client.get(address).content.decode()


def test_draft_is_not_in_the_margin_of_its_document(client: Client):
    document = make_document()
    claim = make_claim(Status.DRAFT, says="A draft that nobody sees.", document=document)
    for address in (document.get_absolute_url(), f"{document.get_absolute_url()}?claim={claim.key}"):
        assert claim.says not in client.get(address).content.decode()


def test_retired_claim_keeps_its_address_and_says_why(client: Client):
    claim = make_claim(Status.WITHDRAWN, says="A claim that was withdrawn.")
    page = client.get(claim.get_absolute_url()).content.decode()
    assert "Withdrawn" in page
    assert claim.withdrawn_because in page


def test_retired_claim_leaves_every_list(client: Client):
    claim = make_claim(Status.WITHDRAWN, says="A claim that was withdrawn.", question=Question.objects.get(key="fighters"))
    for address in (
        "/",
        "/topics/size/",
        "/questions/fighters/",
        "/claims/",
        claim.evidence.get().passage.document.get_absolute_url(),
    ):
        assert claim.says not in client.get(address).content.decode()


def test_question_without_published_claims_still_has_its_page(client: Client):
    question = make_question()
    assert "No published answer yet" in client.get(question.get_absolute_url()).content.decode()


def test_size_stands_side_by_side_with_the_reason(client: Client):
    page = client.get("/questions/fighters/").content.decode()
    for figure in ("100–1,000", "about 800", "1,000–2,000", "about 1,000–2,000", "documents differ", "different date"):
        assert figure in page


def test_no_page_averages_the_sizes(client: Client):
    page = client.get("/questions/fighters/").content.decode().casefold()
    for word in ("average", "mean of", "median", "1,500 fighters", "1,250"):
        assert word not in page


def test_two_documents_that_repeat_one_sentence_are_one_origin(client: Client):
    assert "Two documents, same origin (one of" in client.get("/questions/annual-income/").content.decode()


def test_every_claim_of_one_document_alone_is_marked(client: Client):
    page = markup_of(client.get("/topics/finances/"))
    answers = re.findall(r'<li class="answer.*?</li>', page, re.DOTALL)
    assert answers
    for answer in answers:
        documents = set(re.findall(r'href="/sources/([^/]+)/', answer))
        assert ('class="single"' in answer) == (len(documents) == 1), answer


def test_a_question_says_nothing_of_origins_where_nothing_is_known(client: Client):
    page = markup_of(client.get("/questions/fighters/"))
    assert "whether independent is unknown" not in page
    assert "Two documents, same origin" in markup_of(client.get("/questions/annual-income/"))


def test_every_claim_on_the_first_page_is_one_click_from_its_words(client: Client):
    page = client.get("/").content.decode()
    shown = [claim for claim in Claim.objects.published() if f'href="{claim.get_absolute_url()}"' in page]
    assert shown
    for claim in shown:
        words = client.get(claim.get_absolute_url()).content.decode()
        for evidence in claim.evidence.supporting():
            assert f'href="{evidence.get_absolute_url()}"' in words
            assert "<mark " in words


def test_reader_marks_the_words_that_a_reader_came_for(client: Client):
    evidence = Claim.objects.get(key="fighters-about-800").evidence.get()
    page = client.get(evidence.get_absolute_url()).content.decode()
    assert '<mark id="char=3025,3100" data-current="">De omvang van de organisatie' in page
    assert evidence.translation in page


def test_reader_shows_the_whole_text(client: Client):
    for document in Document.objects.all():
        page = client.get(document.get_absolute_url()).content.decode()
        for passage in document.passages.all():
            assert f'id="{passage.address}"' in page


def test_foreign_words_carry_their_language(client: Client):
    assert '<blockquote lang="nl">' in client.get("/questions/fighters/").content.decode()


def test_citation_that_cannot_be_read_is_shown_with_its_passage(client: Client):
    assert "is a note whose text is not in the document" in client.get("/sources/afrique-ouest/").content.decode()


def test_every_quote_has_an_address_of_its_own():
    addresses = [evidence.get_absolute_url() for evidence in Evidence.objects.select_related("claim", "passage__document")]
    assert len(addresses) == len(set(addresses))


def test_every_quote_is_found_at_its_address(client: Client):
    """The fragment of each address is the id of a mark in the page that it leads to, and stands there once."""
    for claim in Claim.objects.filter(answers__question__topic__slug="size"):
        for evidence in claim.evidence.all():
            address, fragment = evidence.get_absolute_url().split("#")
            assert client.get(address).content.decode().count(f'id="{fragment}"') == 1


@pytest.mark.parametrize("field", ["date", "publisher", "language"])
def test_what_we_infer_of_a_document_is_called_inferred_where_it_stands(client: Client, field: str):
    """ACLED's text gives no date of its own: that it is of 2023 follows from what it tells."""
    entries = markup_of(client.get("/sources/")).split('<li class="source">')[1:]
    for document, entry in zip(Document.objects.all(), entries, strict=True):
        said = re.search(rf"<dt>{field.title()}</dt><dd>[^<]*(<span[^>]*>\(inferred\))?", entry)
        assert bool(said and said[1]) == (field in {one["field"] for one in document.inferred}), document.slug


def test_work_page_tells_sole_credit_from_shared(client: Client):
    page = client.get("/works/eizenga-williams-2020/").content.decode()
    assert "One of several works credited for the section" in page
    assert "Credited for the words themselves" in page
    assert "Credited for the section, alone" not in page


def test_foreign_titles_and_names_carry_their_language(client: Client):
    assert '<h1 lang="fr">Mali: quand Wagner' in markup_of(client.get("/works/jeune-afrique-2022/"))
    assert 'lang="nl" href="/claims/' in markup_of(client.get("/questions/aqim-names/"))


@pytest.mark.parametrize("value", [{"date": "2017"}, {"actor": "nobody"}, {"about": "many"}, None])
def test_a_value_that_is_not_of_its_questions_kind_breaks_no_page(client: Client, value: dict[str, str] | None):
    claim = make_claim(question=Question.objects.get(key="fighters"))
    Answer.objects.filter(claim=claim).update(value=value)
    for address in (
        "/",
        "/questions/fighters/",
        "/topics/size/",
        claim.get_absolute_url(),
        "/figures/",
        "/coverage/",
        "/search/?q=800",
    ):
        assert client.get(address).status_code == 200, address


def test_the_pages_that_count_all_claims_count_each_once(client: Client):
    """A claim that answers questions of two chapters is one claim: the first page counts as many as have a page."""
    pages = set(re.findall(r"/claims/[^/<]+/<", client.get("/sitemap.xml").content.decode()))
    for address in ("/", "/method/"):
        assert re.findall(r"(\d+) claims", client.get(address).content.decode())[0] == str(len(pages)), address


def test_the_timeline_counts_each_claim_once(client: Client):
    pages = [markup_of(page) for page in walk(client, "/timeline/")]
    claims = {address for page in pages for address in re.findall(r'href="(/claims/[^/"]+/)"', page)}
    for page in pages:
        assert re.findall(r"told in (\d+) claim", page) == [str(len(claims))]
