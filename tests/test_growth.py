"""What pages do as the data grows: lists have pages, documents too many for columns are named, work is that of a page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from profiles.models import Question
from sources.models import Document
from tests.factories import make_actor, make_claim, make_document, make_place, make_question
from tests.markup import markup_of
from tests.paging import walk

pytestmark = pytest.mark.django_db
# Where a list stands, the constant that says how much of it a page holds, and what its entries look like.
LISTS = [
    ("/sources/", "sources.views.DOCUMENTS_ON_A_PAGE", r'<li class="source">'),
    ("/works/", "sources.views.WORKS_ON_A_PAGE", r'<tr><th scope="row"><a href="/works/'),
    ("/reliance/", "profiles.views.reliance.SOURCES_ON_A_PAGE", r'<tr>\s*<th scope="row">'),
    ("/actors/", "profiles.views.actors.ACTORS_ON_A_PAGE", r'<p class="listed-name">'),
    ("/map/", "profiles.views.map.PLACES_ON_A_PAGE", r'<li><a href="/places/[^"]+">[^<]+</a>\s*<span class="count">'),
]


@pytest.mark.parametrize(("address", "size", "entry"), LISTS, ids=[address for address, *_ in LISTS])
def test_a_long_list_has_pages_that_hold_every_entry_once(client: Client, monkeypatch, address: str, size: str, entry: str):
    whole = re.findall(entry, client.get(address).content.decode())
    assert len(whole) > 4
    monkeypatch.setattr(size, 4)
    pages = [page.content.decode() for page in walk(client, address)]
    held = [len(re.findall(entry, page)) for page in pages]
    assert max(held) <= 4
    assert sum(held) == len(whole)
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        own = f"{address}?page={number}" if number > 1 else address
        assert f'<link rel="canonical" href="http://testserver{own}">' in page
        assert (f'<link rel="next" href="{address}?page={number + 1}">' in page) is (number < len(pages))
        place = f'<p class="crumbs">Page {number} of {len(pages)} · <a href="{address}">First\n  page</a></p>'
        assert (place in page.split("<h2")[0]) is (number > 1)


@pytest.mark.parametrize("asked", ["0", "99", "-1", "x", "9" * 400, "2.5"])
def test_a_page_that_is_not_there_is_told_and_the_nearest_shown(client: Client, asked: str):
    response = client.get(f"/coverage/?page={asked}")
    assert response.status_code == 200
    last = response.context["page"].paginator.num_pages
    assert response.context["page"].number in (1, last)
    assert "is not to be had here" in markup_of(response)


@pytest.fixture
def many_documents() -> Question:
    """Make as many documents as have no room for a column each, two of which answer one question."""
    question = make_question(mode="cumulative", value_kind="text")
    for number in range(14):
        document = make_document(label=f"Paper {number}")
        if number < 2:
            make_claim(question=question, value=None, document=document)
    return question


def test_where_documents_are_many_questions_name_those_that_answer(client: Client, many_documents: Question):
    pages = [markup_of(page) for page in walk(client, f"/coverage/?topic={many_documents.topic.slug}")]
    [line] = [
        item for page in pages for item in re.findall(r"<li data-verdict.*?</li>", page, re.S) if many_documents.ask in item
    ]
    assert re.findall(r">(Paper \d+)", line) == ["Paper 0", "Paper 1"]
    assert 'class="coverage-question"' not in "".join(pages)
    head = client.get("/coverage.csv").content.decode("utf-8-sig").splitlines()[0]
    assert head.endswith("answers alone,answers with others,differs,documents,url")


def test_where_documents_are_many_a_table_has_those_that_answer_and_counts_the_silent(client: Client, many_documents: Question):
    page = markup_of(client.get(many_documents.get_absolute_url()))
    table = page[page.index('<table class="matrix">') : page.index("</table>")]
    assert re.findall(r">(Paper \d+)", table.partition("</thead>")[0]) == ["Paper 0", "Paper 1"]
    silent = Document.objects.count() - 2
    assert f"No answer in {silent} other documents." in " ".join(page.split())


def test_an_actor_of_whom_much_is_said_has_pages_that_hold_every_claim_once(client: Client, monkeypatch):
    actor, document = make_actor(), make_document()
    claims = []
    for _ in range(12):
        claims.append(make_claim(document=document))
        claims[-1].actors.add(actor)
    monkeypatch.setattr("profiles.views.actors.ROOM", 8_000)
    pages = [markup_of(page) for page in walk(client, actor.get_absolute_url())]
    assert len(pages) > 2
    for claim in claims:
        assert sum(page.count(f'class="claim-link" href="{claim.get_absolute_url()}"') for page in pages) == 1


def test_a_place_of_which_much_is_said_has_pages_that_hold_every_claim_once(client: Client, monkeypatch):
    place, document = make_place(), make_document()
    claims = []
    for _ in range(12):
        claims.append(make_claim(document=document))
        claims[-1].places.add(place)
    monkeypatch.setattr("profiles.views.places.ROOM", 8_000)
    pages = [markup_of(page) for page in walk(client, place.get_absolute_url())]
    assert len(pages) > 2
    assert all("12 claims" in page for page in pages)
    for claim in claims:
        assert sum(page.count(f'class="claim-link" href="{claim.get_absolute_url()}"') for page in pages) == 1


@pytest.mark.parametrize("address", ["/coverage/", "/lineage/", "/timeline/", "/claims/", "/topics/areas/", "/topics/relations/"])
def test_no_page_of_a_long_list_weighs_200_kilobytes(client: Client, address: str):
    assert max(len(page.content) for page in walk(client, address)) <= 200_000


@pytest.mark.parametrize("address", ["/sources/", "/reliance/", "/actors/", "/coverage/", "/timeline/", "/map/"])
def test_a_further_page_takes_as_few_queries_as_the_first(client: Client, monkeypatch, address: str):
    for _, size, _ in LISTS:
        monkeypatch.setattr(size, 4)

    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{address}{query}").status_code == 200
        return len(captured)

    assert queries("?page=2") <= queries("") + 1  # where two kinds of things stand on it
