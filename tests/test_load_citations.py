"""A citation that can't be told is kept with what is wrong; a curator says what it means, or that it is none."""

import pytest
from django.core.management import CommandError

from sources.models import LONGEST_PROBLEM, Citation, Passage
from tests.factories import edit, empty_database, load, seal, write_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """Return a small fixture folder that has been loaded into an otherwise empty database."""
    empty_database()
    write_folder(tmp_path / "fixtures")
    load(tmp_path / "fixtures")
    return tmp_path / "fixtures"


def told_of_citations() -> dict[str, str]:
    """Return what is wrong with citations, by their words."""
    return {citation.words: citation.problem for citation in Citation.objects.filter(work=None)}


def test_a_citation_of_a_work_that_is_not_listed_is_kept_and_told(tmp_path):
    empty_database()
    write_folder(tmp_path)
    edit(tmp_path / "documents/alpha.txt", "(Doe 2020)", "(Roe 2021)")
    seal(tmp_path, "alpha")
    edit(tmp_path / "profile/size.yaml", "{works: [doe-2020], for: sentence}", "none")
    load(tmp_path)
    assert told_of_citations() == {"Roe 2021": "names no publication in the bibliography"}


DECLARED = "citations:\n- quote: Doe 2020\n  work: doe-2020-b\n  kind: parenthetical\n"
DISMISSED = "not_citations:\n- quote: Operation 2019\n  why: The name of an operation.\n"
TWO_DOES = "works:\n- key: doe-2020-b\n  kind: book\n  authors: ['Doe, John']\n  title: More\n  date: '2020'\n"


def test_a_citation_that_can_mean_two_works_is_kept_and_told(folder):
    edit(folder / "works.yaml", "works:\n", TWO_DOES)
    load(folder)
    assert told_of_citations() == {"Doe 2020": "can mean doe-2020 and doe-2020-b"}


@pytest.fixture
def folder_of_many(folder):
    """Return the folder with thirty more works of the same author and year, whose keys are as long as keys can be."""
    keys = [f"doe-2020-{number:02}-{'x' * 88}" for number in range(30)]
    entry = "- key: {}\n  kind: book\n  authors: ['Doe, John']\n  title: More {}\n  date: '2020'\n"
    edit(folder / "works.yaml", "works:\n", "works:\n" + "".join(entry.format(key, key) for key in keys))
    return folder, keys


def test_however_many_works_a_citation_can_mean_all_are_told(folder_of_many):
    folder, keys = folder_of_many
    assert {len(key) for key in keys} == {100}
    load(folder)
    problem = told_of_citations()["Doe 2020"]
    assert all(key in problem for key in [*keys, "doe-2020"])


def test_a_long_problem_is_short_beside_its_passage_and_whole_on_a_click(folder_of_many, client):
    folder, keys = folder_of_many
    load(folder)
    page = client.get("/sources/alpha/").content.decode()
    summary, _, whole = page.partition("<summary>Not linked: “Doe 2020”")[2].partition("</summary>")
    assert (keys[0] in summary, keys[-1] in summary) == (True, False)
    assert len(summary) <= LONGEST_PROBLEM + 10
    assert all(key in whole for key in keys)


def test_a_passage_stands_under_headings_of_any_length(folder):
    heading = "Heading " * 100
    words = "The group has between 1,000 and 2,000 fighters (Doe 2020).\nIt is led by the emir.\n"
    text = f"# Title\n## {heading}\n### {heading}\n{words}"
    (folder / "documents/alpha.txt").write_text(text, encoding="utf-8")
    entry = folder / "documents/alpha.yaml"
    entry.write_text(entry.read_text().partition("passages:")[0] + "markup: markdown\n")
    seal(folder, "alpha")
    load(folder, "--replace")
    assert Passage.objects.get(text__startswith="It is led").path == f"{heading.strip()} › {heading.strip()}"


def test_a_curator_says_which_of_two_works_a_citation_means(folder):
    edit(folder / "works.yaml", "works:\n", TWO_DOES)
    edit(folder / "documents/alpha.yaml", "passages:\n", f"{DECLARED}passages:\n")
    load(folder)
    assert list(Citation.objects.values_list("work__key", "declared")) == [("doe-2020-b", True)]


def test_a_curator_says_that_words_are_no_citation(folder):
    edit(folder / "documents/alpha.txt", "It is led by the emir.", "It is led (Operation 2019) by the emir.")
    seal(folder, "alpha")
    edit(folder / "profile/leaders.yaml", "quote: It is led by the emir.", "quote: It is led (Operation 2019) by the emir.")
    load(folder, "--replace")
    assert "Operation 2019" in told_of_citations()
    edit(folder / "documents/alpha.yaml", "passages:\n", f"{DISMISSED}passages:\n")
    load(folder)
    assert told_of_citations() == {}


def test_words_said_to_be_no_citation_that_are_not_there_are_refused(folder):
    edit(folder / "documents/alpha.yaml", "passages:\n", "not_citations:\n- quote: Roe 1999\n  why: It is none.\npassages:\n")
    with pytest.raises(CommandError, match=r"alpha\.yaml, line \d+: not found in the text: “Roe 1999”"):
        load(folder)


def test_a_work_whose_citation_no_longer_names_it_is_told(folder):
    edit(folder / "works.yaml", "['Doe, Jane']", "['Roe, Jane']")
    load(folder)
    assert told_of_citations() == {"Doe 2020": "names no publication in the bibliography"}


def test_a_citation_is_resolved_anew_when_the_works_change(folder):
    other = "works:\n- key: doe-other-2020\n  kind: book\n  authors: ['Doe, John']\n  title: Other\n  date: '2020'\n"
    edit(folder / "works.yaml", "['Doe, Jane']", "['Roe, Jane']")
    edit(folder / "works.yaml", "works:\n", other)
    load(folder)
    assert list(Citation.objects.values_list("work__key", flat=True)) == ["doe-other-2020"]
