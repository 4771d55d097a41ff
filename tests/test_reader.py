"""The reader: the stored words and no other, each note keyed to the words it stands on."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.models import Claim, Evidence, Status
from sources.annotations import Annotation
from sources.models import Document, Passage
from sources.reader import compose
from tests.factories import make_claim, make_document

SHIPPED = ("acled", "afrique-ouest", "globalsecurity", "group-overview", "kennisbank")
TEXT = "The group was founded in 2017. It is estimated to have about 800 members in all.\n"

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """Reads a page of the reader: the words of each passage, every id, and the links of the margin."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: dict[str, str] = {}
        self.ids: Counter[str] = Counter()
        self.lemmas: list[str] = []
        self.keys: list[str] = []
        self.marks: set[str] = set()
        self._passage, self._depth, self._tag = "", 0, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids.update([given["id"]] if given.get("id") else [])
        kind = given.get("class") or ""
        if kind == "passage":
            self._passage = given["id"]
        elif kind == "lemma":
            self.lemmas.append(given["href"].removeprefix("#"))
        elif kind == "note-key":
            self.keys.append(given["href"].removeprefix("#"))
        elif tag == "mark" and given.get("id"):
            self.marks.add(given["id"])
        if self._passage and self._passage not in self.words and (kind == "words" or tag in ("h1", "h2", "h3", "h4")):
            self.words[self._passage], self._tag, self._depth = "", tag, 1
        elif self._depth and tag == self._tag:
            self._depth += 1

    def handle_endtag(self, tag):
        if tag == self._tag and self._depth:
            self._depth -= 1

    def handle_data(self, data):
        if self._depth:
            self.words[self._passage] += data


def read(client: Client, address: str) -> Page:
    return Page(client.get(address).content.decode())


def compose_one(*spans: tuple[int, int], current: tuple[int, int] | None = None, text: str = TEXT, **fields):
    """Compose the only passage of a document with a note on each span."""
    document = make_document(text, **fields)
    passage = document.passages.get()
    notes = [
        Annotation(f"claim-{number}", start, end, f"Statement {number}.", f"/{number}/", current=(start, end) == current)
        for number, (start, end) in enumerate(spans)
    ]
    return compose(document, {passage.pk: notes})[0]


@pytest.mark.parametrize("slug", SHIPPED)
@pytest.mark.parametrize("claim", ["", "fighters-about-800"])
def test_the_reader_shows_the_stored_words_and_no_other(client: Client, slug: str, claim: str):
    """Letter by letter; of Markdown, all but its marks of emphasis and of raised figures."""
    document = Document.objects.get(slug=slug)
    shown = read(client, f"{document.get_absolute_url()}?claim={claim}").words
    stored = {
        passage.address: re.sub(r"\*+|</?sup>", "", passage.text) if document.markup == "markdown" else passage.text
        for passage in document.passages.all()
    }
    assert shown == stored


@pytest.mark.parametrize("slug", SHIPPED)
def test_every_id_stands_once(client: Client, slug: str):
    assert {name for name, times in read(client, f"/sources/{slug}/").ids.items() if times > 1} == set()


@pytest.mark.parametrize("slug", SHIPPED)
def test_every_note_leads_to_its_words(client: Client, slug: str):
    page = read(client, f"/sources/{slug}/")
    rests = Evidence.objects.filter(passage__document__slug=slug, claim__status=Status.PUBLISHED)
    assert set(page.lemmas) == {one.span.fragment for one in rests}
    assert set(page.lemmas) == page.marks


@pytest.mark.parametrize("slug", SHIPPED)
def test_every_letter_in_the_text_leads_to_its_notes(client: Client, slug: str):
    page = read(client, f"/sources/{slug}/")
    assert page.keys
    assert [key for key in page.keys if page.ids[key] != 1] == []


def test_letters_lead_to_notes_where_a_reader_came_for_a_claim(client: Client):
    for claim in Claim.objects.filter(answers__question__topic__slug="size"):
        for evidence in claim.evidence.all():
            page = read(client, evidence.get_absolute_url())
            assert [key for key in page.keys if page.ids[key] != 1] == []


def test_every_claim_on_a_document_is_in_its_margin(client: Client):
    for document in Document.objects.all():
        page = client.get(document.get_absolute_url()).content.decode()
        for key in Claim.objects.published().filter(evidence__passage__document=document).values_list("key", flat=True):
            assert f'class="claim-link" href="/claims/{key}/"' in page


def test_notes_that_share_words_share_a_letter():
    reading = compose_one((0, 29), (4, 9), (31, 79))
    assert [(group.key, [note.lemma for note in group.notes]) for group in reading.others] == [
        ("a", ["The group … in 2017", "group"]),
        ("b", ["It is … in all"]),
    ]


def test_notes_on_the_same_words_share_a_lemma():
    (group,) = compose_one((0, 29), (0, 29)).others
    assert [len(note.annotations) for note in group.notes] == [2]


def test_lemma_of_markdown_is_its_words():
    (group,) = compose_one((0, 29), text="**The group** is <sup>1</sup>.\n", markup="markdown").others
    assert group.notes[0].lemma == "The group is 1"


def test_lemma_of_markdown_keeps_the_signs_that_are_no_marks():
    (group,) = compose_one((0, 24), text="**5*3*2** in __init__.py it\n", markup="markdown").others
    assert group.notes[0].lemma == "5*3*2 in __init__.py"


@pytest.mark.parametrize(("markup", "title"), [("plain", "# The *size* of 5*3"), ("markdown", "The size of 5*3")])
def test_title_of_a_heading_is_its_words_without_marks_of_emphasis(markup: str, title: str):
    passage = make_document("# The *size* of 5*3\n", markup=markup).passages.get()
    assert passage.title == title


@pytest.mark.parametrize("markup", ["plain", "markdown"])
def test_any_character_that_a_text_may_hold_is_shown(client: Client, markup: str):
    text = "Private \U000f0000, \U0010fffd and \ue000; no mark: __init__.py, 5*3*2.\n"
    document = make_document(text, markup=markup)
    assert read(client, document.get_absolute_url()).words == {"p1": text.strip()}


def test_few_notes_are_not_folded():
    assert not compose_one((0, 9), (0, 29), (31, 79)).is_folded


LONG = "word " * 70  # as high as three notes of a few words each


def test_as_many_notes_stand_beside_a_passage_as_it_is_high_the_first_on_each_stretch_first():
    reading = compose_one((0, 4), (0, 4), (0, 4), (0, 4), (5, 9), (10, 14), text=LONG)
    assert reading.is_folded
    assert [(group.key, len(group.annotations)) for group in reading.beside] == [("a", 1), ("b", 1), ("c", 1)]
    assert [(group.key, group.id, len(group.annotations)) for group in reading.more] == [("a", "", 3)]
    assert reading.more_count == 3


def test_a_short_passage_has_one_note_beside_it():
    reading = compose_one((0, 29), (31, 79), (4, 9))
    assert [len(group.annotations) for group in reading.beside] == [1]
    assert reading.more_count == 2


def test_one_note_is_not_folded_away_by_itself():
    assert compose_one((0, 29), (31, 79)).more == ()


def test_notes_have_less_room_where_a_reader_came_for_one():
    spans = ((0, 4), (5, 9), (10, 14), (15, 19), (20, 24))
    reading = compose_one(*spans, current=(0, 4), text=LONG)
    assert [group.key for group in (*reading.current, *reading.beside)] == ["a", "b", "c"]
    assert [group.id for group in reading.more] == ["p1-d", "p1-e"]


@settings(max_examples=25)
@given(starts=st.lists(st.integers(0, 11), min_size=1, max_size=9), length=st.integers(12, 200))
def test_what_stands_beside_and_what_is_more_are_all_there_is(starts: list[int], length: int):
    spans = [(5 * start, 5 * start + 4) for start in starts]
    reading = compose_one(*spans, text="word " * length)
    held = [one for group in (*reading.beside, *reading.more) for one in group.annotations]
    assert sorted(one.key for one in held) == sorted(f"claim-{number}" for number in range(len(spans)))
    ids = [group.id for group in (*reading.beside, *reading.more) if group.id]
    assert sorted(ids) == sorted(group.id for group in reading.others)


def test_what_a_reader_came_for_stands_before_the_other_notes():
    reading = compose_one((0, 29), (4, 9), (31, 79), current=(4, 9))
    assert [note.lemma for group in reading.current for note in group.notes] == ["group"]
    assert [note.lemma for group in reading.others for note in group.notes] == ["The group … in 2017", "It is … in all"]
    assert reading.count == 2


def test_letter_leads_to_what_a_reader_came_for_where_nothing_else_is_under_it():
    reading = compose_one((0, 29), (31, 79), current=(31, 79))
    assert [group.id for group in (*reading.current, *reading.others)] == ["p1-b", "p1-a"]


def test_letter_stands_for_one_group_where_there_is_more_under_it():
    reading = compose_one((0, 29), (4, 9), current=(4, 9))
    assert [group.id for group in (*reading.current, *reading.others)] == ["", "p1-a"]


def test_citation_that_cannot_be_read_is_a_problem_of_its_passage():
    passage = Passage.objects.filter(citations__work=None, citations__isnull=False).select_related("document").first()
    assert passage is not None
    reading = next(one for one in compose(passage.document, {}) if one.passage.pk == passage.pk)
    assert reading.problems


def test_retired_claim_that_a_reader_came_for_is_in_the_margin(client: Client):
    document = make_document()
    claim = make_claim(Status.WITHDRAWN, document=document)
    page = client.get(f"{document.get_absolute_url()}?claim={claim.key}").content.decode()
    assert re.search(rf'data-current="">\s*<li id="p2-a">.*{re.escape(claim.says)}', page, re.S)


def test_words_that_a_reader_came_for_are_translated_beneath_them(client: Client):
    page = client.get("/sources/kennisbank/?claim=fighters-about-800").content.decode()
    shown = re.search(r'<p class="translation" lang="en">.*?</p>', page, re.DOTALL)
    assert shown
    assert "The size of the organisation is estimated, as of 2020, at about 800 members." in shown[0]
