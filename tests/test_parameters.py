"""Every public address declares what may be asked of it, and drops nothing else in silence."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.html import escape

from profiles.models import Claim, MergedClaim
from sources.parameters import Form, Parameters
from sources.query_strings import is_tracker
from tests.browser.pages import OTHERS, PAGES, WITHDRAWN
from tests.crawling import links_of

pytestmark = pytest.mark.django_db
TRACKERS = "utm_source=mail&fbclid=IwAR0&gclid=Cj0&mc_eid=1&_ga=2.1&ref_src=twsrc%5Etfw"
SHIPPED = [address for address in [*PAGES.values(), *OTHERS] if WITHDRAWN not in address]
ONE_OF_EACH = {resolve(address.split("?")[0]).view_name: address for address in SHIPPED}
NOTICE = '<div class="notice address-notice"'


def views(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[tuple[str, object]]:
    """Yield the name and the view of every public address."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.name), pattern.callback
        elif pattern.app_name != "admin":
            yield from views(pattern.url_patterns)


def parameters_at(address: str) -> Parameters:
    parameters = resolve(address.split("?")[0]).func.parameters  # type: ignore[attr-defined]
    assert isinstance(parameters, Parameters)
    return parameters


def addresses(form: Form) -> list[str]:
    return [address.split("?")[0] for address in ONE_OF_EACH.values() if parameters_at(address).form is form]


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content, "utf-8", "replace")


@cache
def shipped(address: str) -> str:
    """Return a page of the shipped profile; each is asked for once for all tests."""
    return body(Client(), address)


def test_every_public_address_declares_its_parameters():
    assert [name for name, view in views(get_resolver().url_patterns) if not hasattr(view, "parameters")] == []


def test_no_address_takes_a_parameter_that_is_stripped_as_a_tracker():
    declared = [view.parameters for _, view in views(get_resolver().url_patterns)]  # type: ignore[attr-defined]
    assert [name for parameters in declared for name in parameters.names if is_tracker(name)] == []


@pytest.mark.parametrize("address", addresses(Form.PAGE))
def test_a_page_tells_what_it_does_not_know_and_shows_what_it_shows_without(client: Client, address: str):
    page = body(client, f"{address}?colour=%3Cred%3E")
    assert page.count(NOTICE) == 1
    assert "“<bdi>colour</bdi>” is nothing that can be asked for here. It was left out." in page
    assert [link for link in links_of(page, address) if "colour" in link] == []
    plain = re.sub(rf"\s*{NOTICE}.*?</div>", "", page, flags=re.S).replace("?colour=%3Cred%3E", "")
    assert plain.split() == shipped(address).split()


@pytest.mark.parametrize("address", addresses(Form.PAGE))
def test_a_page_that_is_asked_for_what_it_knows_has_no_notice(address: str):
    assert NOTICE not in shipped(address)


@pytest.mark.parametrize("address", addresses(Form.DATA))
def test_data_are_refused_with_a_word_why(client: Client, address: str):
    response = client.get(f"{address}?colour=red&topic=size")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "“colour” is nothing that can be asked for here.\n" in response.content.decode()
    assert "What can be asked for: " in response.content.decode()


@pytest.mark.parametrize("address", addresses(Form.FIXED))
def test_what_is_always_the_same_is_the_same(client: Client, address: str):
    assert body(client, f"{address}?v=2&v=3") == shipped(address)


@pytest.mark.parametrize("address", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
def test_trackers_change_nothing(client: Client, address: str):
    """No page, link, form or address for paper holds them."""
    assert body(client, f"{address}{'&' if '?' in address else '?'}{TRACKERS}") == shipped(address)


def test_a_redirect_leaves_trackers_behind(client: Client):
    assert client.get(f"/claims?{TRACKERS}&topic=size")["Location"] == "/claims/?topic=size"
    merged = MergedClaim.objects.select_related("into")[0]
    response = client.get(f"/claims/{merged.key}/?{TRACKERS}")
    assert (response.status_code, response["Location"]) == (301, f"/claims/{merged.into.key}/")


GIVEN_TWICE = [
    (address.split("?")[0], name)
    for address in ONE_OF_EACH.values()
    for name in parameters_at(address).names
    if parameters_at(address).form is not Form.FIXED and name not in parameters_at(address).joined
]


@pytest.mark.parametrize(("address", "name"), GIVEN_TWICE)
def test_what_is_given_twice_is_told_or_refused(client: Client, address: str, name: str):
    response = client.get(f"{address}?{name}=one&{name}=two")
    told = response.content.decode()
    assert "is given more than once, as “one” and “two”." in told
    assert response.status_code == (400 if parameters_at(address).form is Form.DATA else 200)


def test_what_is_looked_for_twice_is_looked_for_together(client: Client):
    together = client.get("/search/?q=mali&q=gold").context
    assert together["total"] == client.get("/search/?q=mali+gold").context["total"] > 0
    assert together["query"] == "mali gold"


def test_links_keep_what_was_asked_and_nothing_else(client: Client):
    page = body(client, f"/claims/?document=acled&colour=red&{TRACKERS}")
    assert [link for link in links_of(page, "/claims/") if link.startswith("/claims/?")] == ["/claims/?document=acled&page=2"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("/search/?q=mali&kind=colour", "“<bdi>kind=colour</bdi>” is not to be had here. All kinds are shown."),
        ("/search/?q=mali&kind=claims&page=99", "“<bdi>page=99</bdi>” is not to be had here. Page 1 of 1 is shown."),
        ("/search/?q=mali&page=2", "Results have pages where one kind of them is shown by itself."),
        ("/claims/?page=x", "“<bdi>page=x</bdi>” is not to be had here. Page 1 of"),
        ("/sources/acled/?claim=fighters-about-800", "No claim of this name rests on the document"),
    ],
)
def test_a_value_that_is_not_to_be_had_is_told_with_what_was_done(client: Client, query: str, told: str):
    assert told in body(client, query)


@pytest.mark.parametrize(
    "query", ["/coverage/?verdict=differ&sort=reason", "/search/?q=mali&kind=claims&page=1", "/claims/?page=2"]
)
def test_a_value_that_is_to_be_had_is_not_remarked_on(client: Client, query: str):
    assert NOTICE not in body(client, query)


def test_a_name_in_another_direction_of_writing_stays_in_its_place(client: Client):
    assert f"“<bdi>{escape('حجم')}</bdi>”" in body(client, "/claims/?حجم=1")


def test_of_very_many_names_a_few_are_told(client: Client):
    page = body(client, "/claims/?" + "&".join(f"name{number}=1" for number in range(300)))
    assert page.count("is nothing that can be asked for here") == 6
    assert "there are 300 in all" in page


def test_claims_of_a_date_say_how_many_are_undated_and_lead_to_them(client: Client):
    undated = Claim.objects.published().filter(as_of="", answers__question__topic__slug="size").distinct().count()
    assert undated > 1
    page = body(client, "/claims/?topic=size&date=2020")
    assert f"{undated} claims that match otherwise have" in page
    assert 'href="?topic=size&amp;date=undated"' in page
    response = client.get("/claims/?topic=size&date=undated")
    assert response.context["page"].paginator.count == undated
    assert "True at</span> a time that nobody gives" in response.content.decode()
    assert "that match otherwise" not in response.content.decode()


def test_claims_without_a_date_filter_say_nothing_of_undated_ones(client: Client):
    assert "match otherwise" not in body(client, "/claims/?topic=size")
