"""A chapter's page: every question of it, the index of people and groups, questions of other chapters, and the way on."""

import re

import pytest
from django.test import Client

from profiles.models import Question, Site, Topic, answered_topics
from profiles.queries.chapter import Chapter, read_chapter
from profiles.queries.chapter_plan import plan_chapters
from sources.models import Document
from tests.factories import make_claim, make_question, make_topic
from tests.markup import markup_of
from tests.paging import walk

pytestmark = pytest.mark.django_db
CHAPTERS = ["leaders", "component-groups", "areas", "relations", "events", "size"]


def read(slug: str) -> Chapter:
    plans = plan_chapters(Site.objects.current().subject.pk)
    return read_chapter(Topic.objects.get(slug=slug), plans, list(Document.objects.without_text()))


def answered(**fields: object) -> Question:
    """Make a question with an answer, whose summary lets it fold."""
    question = make_question(summary="It is said.", **fields)
    make_claim(question=question)
    return question


@pytest.mark.parametrize("slug", CHAPTERS)
def test_every_question_of_a_chapter_stands_on_its_page_once(client: Client, slug: str):
    page = "".join(page.content.decode() for page in walk(client, f"/topics/{slug}/"))
    for question in Question.objects.answered().filter(topic__slug=slug):
        assert page.count(f'id="q-{question.key}"') == 1, question.key
        assert f'href="{question.get_absolute_url()}"' in page


@pytest.mark.parametrize("slug", CHAPTERS)
def test_every_answer_is_on_the_page_or_under_its_actor(client: Client, slug: str):
    """What folds is folded away and not left out; what the index lists stands on the pages of its questions."""
    page = "".join(page.content.decode() for page in walk(client, f"/topics/{slug}/"))
    indexed = {asked.question.key for _, entries in read(slug).index for entry in entries for asked in entry.questions}
    for question in Question.objects.answered().filter(topic__slug=slug).exclude(key__in=indexed):
        for answer in question.answers.published().select_related("claim"):
            assert f'href="{answer.claim.get_absolute_url()}"' in page, answer.claim.key


def test_questions_about_many_others_are_listed_by_actor(client: Client):
    page = markup_of(client.get("/topics/leaders/"))
    people = [entry.actor.name for entry in dict(read("leaders").index)["People"]]
    assert people == ["Iyad Ag Ghali", "Amadou Koufa", "Bah Ag Moussa", "Abdelmalek Droukdel"]
    assert '<a href="/actors/iyad-ag-ghali/">Iyad Ag Ghali</a>' in page
    assert "11 questions, 27 claims" in page


def test_an_entry_opens_with_what_the_chapter_says_of_the_actor():
    openings = {
        entry.actor.key: entry.opening.claim.key
        for slug in ("leaders", "component-groups")
        for _, entries in read(slug).index
        for entry in entries
        if entry.opening
    }
    told = Question.objects.get(key="overall-leader").answers.order_by("order").first()
    assert told is not None
    assert openings["iyad-ag-ghali"] == told.claim.key
    assert set(openings) >= {"bah-ag-moussa", "ansar-dine", "katiba-macina", "aqim", "ansarul-islam"}


def test_questions_about_the_subject_stand_in_full_beside_an_index():
    chapter, subject = read("leaders"), Site.objects.current().subject
    assert {presented.question.about_id for presented in chapter.questions} == {subject.pk}
    assert not any(
        asked.question.about_id == subject.pk for _, entries in chapter.index for one in entries for asked in one.questions
    )


def test_a_chapter_with_few_questions_about_others_has_no_index():
    assert read("origin").index == ()
    assert any(presented.question.about.key == "aqim" for presented in read("origin").questions)


@pytest.mark.parametrize(("count", "listed"), [(11, False), (12, True)])
def test_a_dozen_questions_about_others_make_an_index(count: int, listed: bool):
    topic = make_topic()
    for _ in range(count):
        answered(topic=topic)
    assert bool(read(topic.slug).index) is listed


def test_a_short_chapter_folds_nothing():
    assert not any(presented.folded for presented in read("size").questions)


def test_a_long_chapter_folds_the_longest_lists_first():
    questions = read("tactics").questions
    folded = [len(one.reconciled.answers) for one in questions if one.folded]
    shown = [len(one.reconciled.answers) for one in questions if not one.folded and one.axis is None]
    assert folded
    assert shown
    assert max(shown) < min(folded)


def test_head_verdict_and_summary_of_a_folded_question_stand(client: Client):
    pages = walk(client, "/topics/relations/")
    page = "".join(map(markup_of, pages))
    folded = [presented for page in pages for presented in page.context["chapter"].questions if presented.folded]
    assert len(folded) > 10
    for presented in folded:
        article = page[page.index(f'id="q-{presented.question.key}"') :]
        head = article[: article.index('<details class="answers-fold">')]
        assert f'data-verdict="{presented.reconciled.verdict.finding}"' in head
        assert "<h2>" in head
        assert '<p class="summary">' in head


def test_a_question_without_a_summary_does_not_fold():
    topic = make_topic()
    bare = make_question(topic=topic, value_kind="text", mode="cumulative")
    for _ in range(120):
        make_claim(question=bare, value=None)
    told = make_question(topic=topic, value_kind="text", mode="cumulative", summary="Many things are said.")
    for _ in range(120):
        make_claim(question=told, value=None)
    about = {presented.question.key: presented.folded for presented in read(topic.slug).questions}
    assert about == {bare.key: False, told.key: True}


def test_a_question_of_another_chapter_is_a_line_under_also_here(client: Client):
    question, other = answered(ask="How many are they?"), make_topic()
    answered(topic=other)
    question.also_in.add(other)
    page = markup_of(client.get(other.get_absolute_url()))
    also = page[page.index('aria-labelledby="also-here"') :]
    assert f'<a href="{question.get_absolute_url()}">How many are they?</a>' in also
    assert f'<a href="{question.topic.get_absolute_url()}#q-{question.key}">{question.topic.title}</a>' in also
    assert "single source" in also
    assert "1 question." in page


@pytest.mark.parametrize(
    ("key", "chapters"),
    [
        ("name-identifiers", ["names", "designations"]),
        ("ransom-received", ["finances", "events", "tactics"]),
        ("hostages-released-number", ["events", "finances"]),
        ("embargoed-areas", ["areas", "economic-warfare"]),
        ("kidnapping-victims", ["tactics", "finances", "targets"]),
        ("recruitment-of-groups", ["recruitment", "component-groups"]),
    ],
)
def test_what_readers_look_for_in_two_chapters_is_found_in_both(client: Client, key: str, chapters: list[str]):
    pages = {slug: "".join(page.content.decode() for page in walk(client, f"/topics/{slug}/")) for slug in chapters}
    assert [slug for slug, page in pages.items() if f'href="/questions/{key}/"' not in page] == []


def test_a_question_of_another_chapter_counts_in_its_own_alone(client: Client):
    def counts() -> list[str]:
        return re.findall(r"(\d+ questions?), (\d+ claims)", markup_of(client.get("/")))

    before = counts()
    Question.objects.get(key="fighters").also_in.add(Topic.objects.get(slug="recruitment"))
    assert counts() == before


def test_a_question_without_a_published_answer_is_listed_nowhere(client: Client):
    question, other = make_question(), make_topic()
    answered(topic=other)
    question.also_in.add(other)
    assert "Also here" not in client.get(other.get_absolute_url()).content.decode()


def test_a_question_names_the_chapters_that_list_it(client: Client):
    question, other = answered(), make_topic()
    question.also_in.add(other)
    page = markup_of(client.get(question.get_absolute_url()))
    assert f'(also listed in <a href="{other.get_absolute_url()}">{other.title}</a>)' in page


def test_the_chapters_are_walked_in_order_to_and_fro(client: Client):
    topics = list(answered_topics())
    ways = {}
    for topic in topics:
        page = markup_of(client.get(topic.get_absolute_url()))
        ways[topic.slug] = tuple(re.findall(rf'<a rel="{way}" href="/topics/([^/]+)/"', page) for way in ("prev", "next"))
    slugs = [topic.slug for topic in topics]
    expected = zip([[], *([slug] for slug in slugs)], slugs, [*([slug] for slug in slugs[1:]), []], strict=False)
    assert ways == {slug: (before, after) for before, slug, after in expected}


def test_the_page_of_a_chapter_lists_all_chapters(client: Client):
    page = client.get("/topics/size/").content.decode()
    foot = page[page.index('class="chapters-at-foot"') :]
    assert re.findall(r'<a href="(/topics/[^"]+)"', foot) == [topic.get_absolute_url() for topic in answered_topics()]


@pytest.fixture
def long_chapter(monkeypatch: pytest.MonkeyPatch) -> Topic:
    """Make a chapter of nine questions, of which three have room on a page."""
    topic = make_topic()
    for number in range(9):
        answered(topic=topic, key=f"long-{number}", order=number, ask=f"Question number {number}?")
    monkeypatch.setattr("profiles.queries.chapter_plan.ROOM", 3 * 1_500 + 3 * 1_200 + 3 * 800)
    return topic


def test_a_chapter_that_is_too_long_for_a_page_stands_on_several(client: Client, long_chapter: Topic):
    pages = walk(client, long_chapter.get_absolute_url())
    shown = [[one.question.key for one in page.context["chapter"].questions] for page in pages]
    assert shown == [[f"long-{number}" for number in range(first, first + 3)] for first in (0, 3, 6)]
    assert all("9 questions." in markup_of(page) for page in pages)


def test_a_page_of_a_chapter_leads_to_what_stands_on_its_others(client: Client, long_chapter: Topic):
    page = markup_of(client.get(f"{long_chapter.get_absolute_url()}?page=2"))
    for number, at in ((0, ""), (5, None), (8, "?page=3")):
        anchor = f"#q-long-{number}"
        address = anchor if at is None else f"{long_chapter.get_absolute_url()}{at}{anchor}"
        assert f'<a href="{address}">Question number {number}?</a>' in page


def test_a_question_that_another_chapter_lists_is_led_to_on_its_own_page(client: Client, long_chapter: Topic):
    other = make_topic()
    Question.objects.get(key="long-7").also_in.add(other)
    page = markup_of(client.get(other.get_absolute_url()))
    assert f'href="{long_chapter.get_absolute_url()}?page=3#q-long-7"' in page
