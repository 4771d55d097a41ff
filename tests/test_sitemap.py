"""What search engines are told: every public address, and no other."""

import re
from collections import defaultdict
from html import unescape

import pytest
from django.test import Client
from django.urls import resolve, reverse

from profiles.models import Claim, Question, Status
from tests.browser.pages import PAGES
from tests.factories import home_of, make_actor, make_claim, make_place, make_question, make_topic

# Pages without arguments that are no part of the reference: a search is not a page of it, the components are for its makers.
LEFT_OUT = {"profiles:search", "profiles:components"}

pytestmark = pytest.mark.django_db


def addresses(client: Client) -> list[str]:
    found = re.findall(r"<loc>http://testserver(/[^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    assert found
    return found


def rooms() -> set[str]:
    """Return the names of the pages of which there is one: their addresses name no row."""
    matches = [resolve(address.split("?")[0]) for address in PAGES.values()]
    return {match.view_name for match in matches if "<" not in match.route}


def test_every_address_is_listed_once(client: Client):
    found = addresses(client)
    assert len(found) == len(set(found))


def test_addresses_of_every_kind_answer(client: Client):
    kinds: dict[str, list[str]] = defaultdict(list)
    for address in addresses(client):
        kinds[resolve(address).view_name].append(address)
    for listed in kinds.values():
        for address in {listed[0], listed[len(listed) // 2], listed[-1]}:
            assert client.get(address).status_code == 200, address


def test_every_page_of_which_there_is_one_is_listed(client: Client):
    listed = set(addresses(client))
    assert {name for name in rooms() if reverse(name) not in listed} == LEFT_OUT


def test_every_published_claim_and_answered_question_is_listed(client: Client):
    listed = set(addresses(client))
    assert {claim.get_absolute_url() for claim in Claim.objects.published()} <= listed
    assert {question.get_absolute_url() for question in Question.objects.answered()} <= listed


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_claim_that_is_not_published_is_not_listed_nor_what_it_alone_speaks_of(client: Client, status: Status):
    topic, actor, place = make_topic(), make_actor(), make_place()
    claim = make_claim(status, question=make_question(topic=topic, about=actor))
    claim.actors.add(actor)
    claim.places.add(place)
    listed = addresses(client)
    for one in (claim, home_of(claim), topic, actor, place):
        assert one.get_absolute_url() not in listed


def test_list_takes_as_many_queries_however_many_claims_there_are(client: Client, django_assert_num_queries):
    with django_assert_num_queries(13):
        client.get("/sitemap.xml")
    for _ in range(5):
        make_claim()
    with django_assert_num_queries(13):
        client.get("/sitemap.xml")


def test_robots_are_led_to_the_list(client: Client):
    response = client.get("/robots.txt", headers={"host": "localhost"})
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://localhost/sitemap.xml" in response.content.decode().splitlines()


def may_read(rules: list[tuple[str, str]], address: str) -> bool:
    """Return what RFC 9309 says: the longest rule that an address begins with decides."""
    matching = [(len(rule), verb == "Allow") for verb, rule in rules if re.match(re.escape(rule).replace(r"\*", ".*"), address)]
    return max(matching, default=(0, True))[1]


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/", True),
        ("/claims/", True),
        ("/claims/fighters-about-800/", True),
        ("/claims/?page=2", True),
        ("/claims/?topic=size", False),
        ("/coverage/?page=2", True),
        ("/coverage/?topic=size&page=2", False),
        ("/claims/fighters-about-800/evidence/", False),
        ("/search/?q=mali", False),
        ("/admin/", False),
        ("/sources/kennisbank/?claim=fighters-about-800", True),
        ("/static/css/site.css", True),
    ],
)
def test_robots_may_read_pages_but_no_search_and_no_filter(client: Client, address: str, allowed: bool):
    lines = client.get("/robots.txt").content.decode().splitlines()
    rules = re.findall(r"^(Allow|Disallow): (.+)$", "\n".join(lines), re.M)
    assert may_read(rules, address) is allowed


def test_robots_may_read_every_address_that_is_listed(client: Client):
    rules = re.findall(r"^(Allow|Disallow): (.+)$", client.get("/robots.txt").content.decode(), re.M)
    assert [address for address in addresses(client) if not may_read(rules, address)] == []


def test_too_many_addresses_for_one_list_are_in_several_that_an_index_names(client: Client, monkeypatch: pytest.MonkeyPatch):
    whole = addresses(client)
    monkeypatch.setattr("jnimref.sitemap.MOST_IN_A_LIST", 200)
    index = client.get("/sitemap.xml").content.decode()
    lists = re.findall(r"<loc>http://testserver(/sitemap-[^<]+)</loc>", index)
    assert any("?p=2" in one for one in lists)
    texts = [client.get(unescape(one)).content.decode() for one in lists]
    found = [re.findall(r"<loc>http://testserver(/[^<]*)</loc>", text) for text in texts]
    assert all(0 < len(held) <= 200 for held in found)
    assert sorted(address for held in found for address in held) == sorted(whole)
    assert client.get("/sitemap-nothing.xml").status_code == 404
    assert client.get("/sitemap-claims.xml?p=99").status_code == 404


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/sitemap-claims.xml"])
@pytest.mark.parametrize("verb", ["post", "put", "delete"])
def test_lists_for_robots_are_only_read(client: Client, address: str, verb: str):
    assert getattr(client, verb)(address).status_code == 405
