"""The way through: what the header offers on every page, and what it costs."""

import re

import pytest
from django.db import DatabaseError
from django.test import Client

from profiles.models import Topic, topics_with_counts
from tests.factories import make_topic
from tests.markup import markup_of

pytestmark = pytest.mark.django_db
PAGES = ["/", "/topics/size/", "/questions/fighters/", "/claims/", "/sources/kennisbank/", "/search/", "/no/such/page/"]


def header_of(client: Client, address: str) -> str:
    """Return the markup of a page's header."""
    page = markup_of(client.get(address))
    return page[page.index('<header class="site-header">') : page.index("</header>")]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_to_every_chapter(client: Client, address: str):
    chapters = re.findall(r'<a href="(/topics/[^"]+)"', header_of(client, address))
    assert chapters == [topic.get_absolute_url() for topic in topics_with_counts()]
    assert len(chapters) == 19


def test_a_chapter_without_claims_is_no_chapter_of_the_menu(client: Client):
    empty = make_topic()
    assert empty.get_absolute_url() not in header_of(client, "/")


@pytest.mark.parametrize(
    "words",
    [
        "People and groups",
        "Map",
        "Timeline",
        "Sources",
        "Method",
        "About",
        "Who says what",
        "Contradictions",
        "Figures side by side",
        "Every claim",
        "What changed over time",
        "Who repeats whom",
    ],
)
def test_every_page_leads_to_the_other_ways_in(client: Client, words: str):
    """Once in the row of a wide screen, once in the menu of a narrow one, which hide each other."""
    assert len(re.findall(rf">{words}</a>", header_of(client, "/claims/"))) == 2


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/topics/size/", ['<summary aria-current="true">Chapters', '<a href="/topics/size/" aria-current="page">Size']),
        ("/questions/fighters/", ['<summary aria-current="true">Chapters', '<a href="/topics/size/" aria-current="true">Size']),
        ("/reliance/", ['<summary aria-current="true">Compare', 'aria-current="page">How much rests on what']),
        ("/developments/", ['<summary aria-current="true">Compare', 'aria-current="true">What changed over time']),
        ("/repeats/", ['<summary aria-current="true">Compare', 'aria-current="page">Who repeats whom']),
        ("/actors/", ['aria-current="page">People and groups']),
        ("/works/", ['aria-current="true">Sources']),
    ],
)
def test_the_header_marks_where_the_reader_is(client: Client, address: str, marked: list[str]):
    header = header_of(client, address)
    assert [words for words in marked if words not in header] == []
    current = {re.sub(r"\s+", " ", words) for words in re.findall(r'aria-current="\w+">([^<]+)<', header)}
    assert len(current) == len(marked)


def test_the_header_stands_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("profiles.site.answered_topics", fail)
    assert "Chapters" not in header_of(client, "/claims/")
    assert Topic.objects.exists()


def test_contradictions_are_asked_of_the_table_of_who_says_what(client: Client):
    [address] = set(re.findall(r'<a href="([^"]+)">Contradictions</a>', header_of(client, "/")))
    page = markup_of(client.get(address))
    assert "can’t be read" not in page
    assert "address-notice" not in page
    assert "contradiction" in page
