"""Addresses are those that the patterns give, wherever the site begins."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix
from hypothesis import given
from hypothesis import strategies as st

from sources.addresses import address_of

SLUGS = st.from_regex(r"[-a-zA-Z0-9_]+", fullmatch=True)


@pytest.mark.parametrize("name", ["profiles:claim", "profiles:evidence", "profiles:topic", "sources:document", "sources:work"])
@given(key=SLUGS)
def test_address_is_that_of_the_pattern(name: str, key: str):
    assert address_of(name, key) == reverse(name, args=[key])


def test_address_begins_where_the_site_does():
    try:
        set_script_prefix("/reference/")
        assert address_of("profiles:claim", "fighters-about-800") == "/reference/claims/fighters-about-800/"
    finally:
        set_script_prefix("/")
    assert address_of("profiles:claim", "fighters-about-800") == "/claims/fighters-about-800/"


def test_address_of_no_pattern_is_refused():
    with pytest.raises(NoReverseMatch):
        address_of("profiles:claims", "fighters-about-800")
