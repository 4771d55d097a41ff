"""An address at which there is nothing: what may have been meant, whatever else fails."""

import re

import pytest
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from profiles.models import Question, Status
from profiles.search.index import MOST_SUGGESTIONS
from tests.factories import make_claim

pytestmark = pytest.mark.django_db


def suggested(client: Client, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 404
    listed = re.search(r'<ul class="founds">(.*?)</ul>', page.content.decode(), re.S)
    return re.findall(r'href="([^"]+)"', listed[1]) if listed else []


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/actors/iyad-ag-galy/", "/actors/iyad-ag-ghali/"),
        ("/claims/fighters-about-900/", "/claims/fighters-about-800/"),
        ("/questions/fighter/", "/questions/fighters/"),
        ("/topics/tactic/", "/topics/tactics/"),
        ("/places/timbuktoo/", "/places/timbuktu/"),
        ("/works/thurston/", "/works/thurston-2020/"),
        ("/sources/kennisbank/p12/", "/sources/kennisbank/"),
        ("/iyad-ag-ghali/", "/actors/iyad-ag-ghali/"),  # not in the part of the site that it is in
        ("/questions/fighters-about-800/", "/claims/fighters-about-800/"),
        ("/jnim/", "/"),  # whom the site is about has the first page
    ],
)
def test_address_that_is_nearly_right_is_led_to_its_page(client: Client, address: str, meant: str):
    assert suggested(client, address)[0] == meant


def test_suggestions_are_few(client: Client):
    assert 0 < len(suggested(client, "/mali/jnim/attacks/")) <= MOST_SUGGESTIONS


@pytest.mark.parametrize("address", ["/no/such/page/", "/wp-login.php", "/.env", "/%00%ff/", "/" + "x" * 4000, "/-/"])
def test_address_that_resembles_nothing_gets_a_plain_page(client: Client, address: str):
    assert suggested(client, address) == []
    assert "Start from here" in client.get(address).content.decode()


def test_address_of_a_file_asks_the_database_for_no_suggestions(client: Client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/mali/index.php")


def test_suggestions_take_few_queries_however_many_claims_there_are(client: Client, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get("/fighters-of-mali/")
    for _ in range(5):
        make_claim(question=Question.objects.get(key="fighters"))
    with django_assert_num_queries(9):
        client.get("/fighters-of-mali/")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_claim_that_is_not_published_is_not_suggested(client: Client, status: Status):
    make_claim(status, key="zebra-crossing", says="A zebra crossing.", question=Question.objects.get(key="fighters"))
    assert suggested(client, "/claims/zebra-crossings/") == []


def test_form_holds_the_words_of_the_address(client: Client):
    assert 'value="fighters about 900"' in client.get("/claims/fighters-about-900/").content.decode()


def test_address_is_shown_as_text(client: Client):
    page = client.get('/"><script>alert(1)</script>/').content.decode()
    assert "<script>alert" not in page


def test_head_is_answered_with_nothing(client: Client):
    response = client.head("/actors/iyad-ag-galy/")
    assert (response.status_code, response.content) == (404, b"")


def test_no_cookie_is_set(client: Client):
    assert not client.get("/actors/iyad-ag-galy/").cookies


def test_page_is_kept_out_of_search_engines(client: Client):
    assert '<meta name="robots" content="noindex">' in client.get("/no/such/page/").content.decode()


def test_page_stands_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch):
    def refuse():
        raise DatabaseError("gone")

    for name in ("cursor", "chunked_cursor"):
        monkeypatch.setattr(connection, name, refuse)
    assert suggested(client, "/iyad-ag-ghali/") == []
    assert "Start from here" in client.get("/iyad-ag-ghali/").content.decode()


def test_failure_is_told_on_a_page_that_needs_nothing_else():
    """500.html is served when anything may have failed: it takes no stylesheet, no query and no template but itself."""
    page = server_error(RequestFactory().get("/")).content.decode()
    assert "Something went wrong" in page
    assert not re.search(r"<link|<script|src=", page)
