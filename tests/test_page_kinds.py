"""The list of page kinds, on which every page is checked in a browser: that it leaves none out."""

from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.browser.pages import MOVED, OTHERS, PAGES


def names(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Yield the name of every public address, in its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield space + str(pattern.name)
        elif pattern.app_name != "admin":
            yield from names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def test_every_public_address_is_a_page_of_the_list_or_said_to_be_none():
    listed = {resolve(address.split("?")[0]).view_name for address in [*PAGES.values(), *OTHERS, *MOVED]}
    assert set(names(get_resolver().url_patterns)) == listed


@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted(OTHERS))
def test_what_is_said_to_be_no_page_is_none(client: Client, address: str):
    response = client.get(address)
    assert response.status_code in (200, 302)
    assert "<html" not in response.content.decode(errors="replace")


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "now"), MOVED.items())
def test_a_page_that_has_moved_leads_for_good_to_where_it_is_now_with_all_that_was_asked(client: Client, address: str, now: str):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, now)
    assert client.get(now).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", sorted({address.split("?")[0] for address in MOVED}))
def test_a_page_that_has_moved_answers_get_and_head_alone(client: Client, address: str, verb: str):
    assert getattr(client, verb)(address).status_code == 405
