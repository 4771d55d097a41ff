"""How many words are looked for, and which are left out."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from profiles.search.bounds import bound_terms
from profiles.search.matching import parse_query
from tests.markup import markup_of


def words(query: str) -> tuple[list[str], list[str]]:
    kept, left_out = bound_terms(parse_query(query))
    return [term.words for term in kept], list(left_out)


def test_very_common_words_are_left_out():
    assert words("the gold of Mali") == (["gold", "Mali"], ["the", "of"])
    assert words("het goud van l'or") == (["goud", "l'or"], ["het", "van"])


@pytest.mark.parametrize("query", ["the", "of the", '"the"'])
def test_common_words_are_looked_for_where_nothing_else_is(query: str):
    kept, left_out = words(query)
    assert kept
    assert left_out == []


def test_a_phrase_is_looked_for_whole():
    assert words('"state of the art" of') == (["state of the art"], ["of"])


def test_at_most_eight_words_are_looked_for():
    kept, left_out = words("alpha beta gamma delta epsilon zeta eta theta iota kappa")
    assert (len(kept), left_out) == (8, ["iota", "kappa"])


@pytest.mark.django_db
def test_what_is_not_looked_for_is_said(client: Client):
    page = markup_of(client.get("/search/?q=the+gold"))
    assert "Not looked for: “<bdi>the</bdi>”" in page
    assert "Not looked for" not in markup_of(client.get("/search/?q=gold"))


@pytest.mark.django_db
def test_words_that_are_nowhere_together_are_not_sought_one_by_one(client: Client):
    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/search/?q={query}").context["total"] == 0
        return len(captured)

    assert queries("unicorn") == queries("unicorn+dragon+gryphon+chimera+hydra+kraken+yeti+manticore")
