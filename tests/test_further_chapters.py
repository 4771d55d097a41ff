"""A question that is listed in a second chapter: from file to database and back, kept from a curator, checked and refused."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from profiles.curation.audit import audit_profile
from profiles.models import Question, Topic
from tests.factories import edit, empty_database, load, make_question, make_topic, write_folder
from tests.test_admin import errors_of, form_of, page

pytestmark = pytest.mark.django_db
BEFORE, LISTED = "the other fighters.\n", "  also_in: [leaders]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small fixture folder, loaded, in which the question on size is listed among the leaders too."""
    empty_database()
    folder = write_folder(tmp_path / "fixtures")
    edit(folder / "profile/size.yaml", BEFORE, BEFORE + LISTED)
    load(folder)
    return folder


def chapters_of(key: str) -> list[str]:
    """Return the further chapters of a question."""
    return [topic.slug for topic in Question.objects.get(key=key).also_in.all()]


def change_something_else(folder: Path) -> None:
    edit(folder / "works.yaml", "As cited.", "As changed.")


def test_the_further_chapters_of_a_question_are_loaded(folder):
    assert chapters_of("fighters") == ["leaders"]


def test_what_was_loaded_is_dumped_and_loads_to_the_same(folder):
    call_command("dump", "--to", str(folder))
    written = (folder / "profile/size.yaml").read_text()
    assert LISTED in written
    empty_database()
    load(folder)
    assert chapters_of("fighters") == ["leaders"]
    call_command("dump", "--to", str(folder))
    assert (folder / "profile/size.yaml").read_text() == written


def test_the_order_in_which_a_file_names_chapters_makes_no_difference(folder):
    outlook = "topic: outlook\ntitle: Outlook\norder: 90\nquestions: []\n"
    (folder / "profile/outlook.yaml").write_text(outlook, encoding="utf-8")
    edit(folder / "profile/size.yaml", "[leaders]", "[outlook, leaders]")
    load(folder)
    edit(folder / "profile/size.yaml", "[outlook, leaders]", "[leaders, outlook]")
    assert " updated" not in load(folder)[0]


def test_a_chapter_that_the_file_takes_out_is_taken_out(folder):
    edit(folder / "profile/size.yaml", LISTED, "")
    load(folder)
    assert chapters_of("fighters") == []


def test_a_curators_further_chapter_is_kept(folder):
    Question.objects.get(key="leader").also_in.add(Topic.objects.get(slug="size"))
    change_something_else(folder)
    load(folder)
    assert chapters_of("leader") == ["size"]


def test_where_both_have_changed_the_curators_choice_is_kept_and_named(folder):
    Question.objects.get(key="fighters").also_in.clear()
    edit(folder / "profile/size.yaml", "reason: different definition", "reason: different scope")
    assert "question:fighters" in load(folder)[1]
    assert chapters_of("fighters") == []


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("[finances]", "no chapter 'finances'"),
        ("[size]", "'fighters' stands in 'size' anyway"),
        ("[leaders, leaders]", "is named twice"),
    ],
)
def test_what_is_no_further_chapter_is_refused_by_file_and_line(folder, named, told):
    edit(folder / "profile/size.yaml", "[leaders]", named)
    with pytest.raises(CommandError, match=r"size\.yaml, line 12") as failure:
        load(folder)
    assert told in str(failure.value)


def test_a_chapter_that_lists_a_question_does_not_leave_the_files(folder):
    """A curator lists a question in a chapter; the files then lose it: nothing of what the curator chose goes silently."""
    empty = "topic: outlook\ntitle: Outlook\norder: 90\nquestions: []\n"
    (folder / "profile/outlook.yaml").write_text(empty, encoding="utf-8")
    load(folder)
    Question.objects.get(key="leader").also_in.add(Topic.objects.get(slug="outlook"))
    (folder / "profile/outlook.yaml").unlink()
    with pytest.raises(CommandError, match="'leader' is listed in it"):
        load(folder)


def test_the_audit_finds_a_question_that_is_listed_in_its_own_chapter():
    question = make_question()
    question.also_in.add(question.topic, make_topic())
    found = [finding for finding in audit_profile() if finding.culprit == question.key]
    assert [finding.message for finding in found] == [
        f"it is listed in {question.topic.slug} a second time, which is its own chapter"
    ]


def test_a_curator_lists_a_question_in_a_second_chapter(admin_client):
    question, other = make_question(), make_topic()
    address = page(Question, "change", question.pk)
    admin_client.post(address, form_of(admin_client, address) | {"also_in": [other.pk]})
    assert chapters_of(question.key) == [other.slug]


def test_a_curator_can_not_list_a_question_in_its_own_chapter(admin_client):
    question = make_question()
    address = page(Question, "change", question.pk)
    response = admin_client.post(address, form_of(admin_client, address) | {"also_in": [question.topic.pk]})
    assert "own chapter" in str(errors_of(response)["also_in"])
