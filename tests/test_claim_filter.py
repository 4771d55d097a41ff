"""The claims list: every filter is a part of the address, and a malformed one gets an error in the form."""

import pytest
from django.test import Client

from profiles.models import Claim, Place
from tests.factories import make_claim, make_place

pytestmark = pytest.mark.django_db


def shown(client: Client, query: str) -> set[str]:
    """Return the keys of the claims on all pages of the list."""
    keys: set[str] = set()
    page = client.get(f"/claims/?{query}").context["page"]
    for number in page.paginator.page_range:
        keys |= {answer.claim.key for answer in client.get(f"/claims/?{query}&page={number}").context["page"]}
    return keys


def test_without_a_filter_every_published_claim_is_listed(client: Client):
    assert shown(client, "") == set(Claim.objects.published().values_list("key", flat=True))


@pytest.mark.parametrize(
    ("query", "lookup"),
    [
        ("topic=size", {"answers__question__topic__slug": "size"}),
        ("document=kennisbank", {"evidence__passage__document__slug": "kennisbank", "evidence__stance": "supports"}),
        ("actor=katiba-macina", {"actors__key": "katiba-macina"}),
        ("place=tinzaouaten", {"places__key": "tinzaouaten"}),
        ("basis=unnamed", {"evidence__basis": "unnamed"}),
        ("basis=named", {"evidence__basis": "named"}),
        (
            "topic=areas&document=acled",
            {
                "answers__question__topic__slug": "areas",
                "evidence__passage__document__slug": "acled",
                "evidence__stance": "supports",
            },
        ),
    ],
)
def test_filter_keeps_what_it_names(client: Client, query: str, lookup: dict[str, str]):
    expected = set(Claim.objects.published().filter(**lookup).values_list("key", flat=True))
    assert expected
    assert shown(client, query) == expected


def test_verdict_keeps_the_claims_of_questions_that_have_it(client: Client):
    differing = shown(client, "verdict=differ")
    assert "fighters-about-800" in differing
    assert "income-18-to-35-million-dollars" not in differing


def test_date_keeps_claims_that_can_have_held_then(client: Client):
    assert "fighters-about-800" in shown(client, "date=2020-06")
    assert "fighters-about-800" not in shown(client, "date=2019")


def test_date_leaves_out_undated_claims(client: Client):
    assert not {claim.key for claim in Claim.objects.filter(as_of="")} & shown(client, "date=2020")


@pytest.mark.parametrize(
    ("date", "words"), [("2020~", "about 2020"), ("2017-21", "spring 2017"), ("2018/", "from 2018 to an unknown date")]
)
def test_a_date_that_is_filtered_by_is_told_in_words(client: Client, date: str, words: str):
    assert ("True at", words, "") in client.get("/claims/", {"date": date}).context["filtered"]


@pytest.mark.parametrize("date", ["2017-1X", "Y1E9999999", "[" * 5000, "2017-03-02T25:00", "1/1/2017", "٢٠١٧"])
def test_what_is_no_date_gets_an_error_in_the_form_and_no_failure(client: Client, date: str):
    response = client.get("/claims/", {"date": date})
    assert response.status_code == 200
    assert "not an EDTF date" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    ["topic=bogus", "document=%00", "alone=me", "verdict=x", "actor=-", "place=%F0%9F%98%80", "date=yesterday", "basis=1"],
)
def test_malformed_filter_gets_an_error_in_the_form(client: Client, query: str):
    response = client.get(f"/claims/?{query}")
    assert response.status_code == 200
    assert response.context["filter"].form.errors
    assert "This filter can’t be read" in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999", ""])
def test_malformed_page_number_shows_a_page(client: Client, page: str):
    assert client.get(f"/claims/?page={page}").status_code == 200


def test_parameter_that_is_no_filter_is_named(client: Client):
    assert "“<bdi>docment</bdi>” is nothing that can be asked for here" in client.get("/claims/?docment=acled").content.decode()


def test_next_page_keeps_the_filter(client: Client):
    assert "?document=acled&amp;page=2" in client.get("/claims/?document=acled").content.decode()


def test_place_keeps_what_is_said_of_places_within_it(client: Client):
    region = make_place(within=make_place(within=Place.objects.get(key="mali")))
    claim = make_claim()
    claim.places.add(region)
    assert claim.key in shown(client, "place=mali")
    assert claim.key not in shown(client, "place=niger")
