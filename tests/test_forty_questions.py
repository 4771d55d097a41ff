"""Forty questions of researchers, in their own words: each is answered within three clicks of the first page, unsearched."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from profiles.models import Question, Topic, answered_topics
from sources.anchoring import fold_space
from sources.fixtures.yaml_files import read_yaml
from sources.models import Document
from tests.visible_text import VisiblePage

pytestmark = pytest.mark.django_db
FILE = Path(settings.BASE_DIR) / "tests/data/forty_questions.yaml"
ASKED: list[dict[str, Any]] = read_yaml(FILE).data["questions"]
MOST_CLICKS = 3
ALIKE = 5  # words in a row that would make a question one of ours


@pytest.fixture(scope="module")
def pages() -> dict[str, VisiblePage]:
    """Give the pages that were opened, by address."""
    return {}


def see(client: Client, pages: dict[str, VisiblePage], address: str) -> VisiblePage:
    """Open a page, once for all questions."""
    if address not in pages:
        response = client.get(address)
        assert response.status_code == 200, address
        pages[address] = VisiblePage(response.content.decode())
    return pages[address]


def runs(words: str) -> set[tuple[str, ...]]:
    """Return every run of words that would make two questions alike."""
    found = fold_space(words).casefold().strip("?").split()
    return {tuple(found[at : at + ALIKE]) for at in range(len(found) - ALIKE + 1)}


def test_there_are_forty_and_no_chapter_is_left_out(client: Client, pages: dict[str, VisiblePage]):
    assert len(ASKED) == 40
    walked = {address for asked in ASKED for address in asked["path"]}
    assert {topic.get_absolute_url() for topic in answered_topics()} <= walked
    assert len({asked["ask"] for asked in ASKED}) == 40


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["ask"])
def test_the_answer_is_within_three_clicks(client: Client, pages: dict[str, VisiblePage], asked: dict[str, Any]):
    here, clicks = "/", 0
    for address in asked["path"]:
        links = see(client, pages, here).links
        assert address in links, f"{here} does not lead to {address}"
        clicks += 1 + links[address]  # a link in a closed fold costs a click to open it
        here = address
    cost = see(client, pages, here).cost_of(asked["answer"])
    assert cost is not None, f"{here} does not say {asked['answer']!r}"
    assert clicks + cost <= MOST_CLICKS


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["ask"])
def test_the_answer_stands_in_a_document(asked: dict[str, Any]):
    assert asked["words"] in Document.objects.get(slug=asked["document"]).text


def test_no_question_is_worded_as_one_of_ours():
    ours = set().union(*(runs(question.ask) for question in Question.objects.all()))
    titles = {topic.title.casefold() for topic in Topic.objects.all()}
    assert [asked["ask"] for asked in ASKED if runs(asked["ask"]) & ours] == []
    assert not {asked["ask"].casefold() for asked in ASKED} & titles


@pytest.mark.parametrize(
    ("html", "words", "cost"),
    [
        ("<p>Some <b>words</b> here</p>", "Some words here", 0),
        ("<details><summary>More</summary><p>Some words</p></details>", "Some words", 1),
        ("<details><summary>More</summary><p>Some words</p></details>", "More", 0),
        ("<details open><summary>More</summary><p>Some words</p></details>", "Some words", 0),
        ("<details><summary>A</summary><details><summary>B</summary>Some words</details></details>", "Some words", 2),
        ("<details><summary>A</summary>Some words</details><p>Some words</p>", "Some words", 0),
        ('<p class="visually-hidden">Some words</p>', "Some words", None),
        ("<p hidden>Some words</p>", "Some words", None),
        ("<p>Some<br>\n  words</p>", "Some words", 0),
    ],
)
def test_what_is_folded_away_costs_a_click_and_what_is_hidden_is_not_seen(html: str, words: str, cost: int | None):
    assert VisiblePage(html).cost_of(words) == cost
