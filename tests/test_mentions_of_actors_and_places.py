"""On the page of an actor or a place each claim stands once, with all the questions that it answers."""

import re
from collections import Counter

import pytest
from django.test import Client

from profiles.models import Actor, Answer, Claim, Place, Question
from tests.factories import make_actor, make_answer, make_claim, make_place, make_question

pytestmark = pytest.mark.django_db
CLAIM = re.compile(r'class="claim-link"\s+href="(/claims/[^"]+/)"')


def claims_on(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    return CLAIM.findall(page[page.index("</header>") :])


@pytest.mark.parametrize("key", ["mali", "burkina-faso", "niger", "gao-region"])
def test_a_place_has_every_claim_that_mentions_it_once(client: Client, key: str):
    found = Counter(claims_on(client, f"/places/{key}/"))
    mentioning = Claim.objects.published().filter(places__key=key).distinct()
    assert found == Counter(claim.get_absolute_url() for claim in mentioning)


@pytest.mark.parametrize("key", ["is-sahel", "iyad-ag-ghali", "al-qaeda"])
def test_every_claim_that_mentions_an_actor_stands_on_its_page(client: Client, key: str):
    actor = Actor.objects.get(key=key)
    mentioning = Claim.objects.published().filter(actors=actor)
    assert {claim.get_absolute_url() for claim in mentioning} <= set(claims_on(client, actor.get_absolute_url()))


def two_answers(home_first: bool) -> tuple[Place, Claim, Question, Question]:
    """Make a claim that answers two questions, and mentions a place."""
    place = make_place()
    first, second = make_question(order=1), make_question(order=2)
    claim = make_claim(question=first if home_first else second)
    make_answer(claim, second if home_first else first)
    claim.places.add(place)
    return place, claim, first, second


@pytest.mark.parametrize("home_first", [True, False])
def test_a_claim_stands_under_its_home_and_names_the_other_question(client: Client, home_first: bool):
    place, claim, first, second = two_answers(home_first)
    home, other = (first, second) if home_first else (second, first)
    page = client.get(place.get_absolute_url()).content.decode()
    assert page.count(f">{claim.says}<") == 1
    head, also = page.index(f">{home.ask}</a></h4>"), page.index("Also answers:")
    assert head < page.index(claim.says) < also < page.index(f">{other.ask}</a>", also)
    assert f">{other.ask}</a></h4>" not in page


def test_a_claim_that_answers_what_is_asked_about_an_actor_is_not_mentioned_again(client: Client):
    actor = make_actor()
    about, elsewhere = make_question(about=actor, value_kind="text"), make_question(value_kind="text")
    claim = make_claim(question=elsewhere, value=None)
    make_answer(claim, about, value=None)
    claim.actors.add(actor)
    page = client.get(actor.get_absolute_url()).content.decode()
    assert page.count(f">{claim.says}<") == 1
    assert f">{about.ask}</a>" in page
    assert "Where else" not in page


def test_what_a_question_has_beside_the_claims_shown_is_led_to(client: Client):
    place = make_place()
    question = make_question()
    claim = make_claim(question=question)
    claim.places.add(place)
    make_claim(question=question)
    assert Answer.objects.filter(question=question).count() == 2
    page = client.get(place.get_absolute_url()).content.decode()
    assert re.search(rf'href="{question.get_absolute_url()}">All 2\s+answers</a>', page)
