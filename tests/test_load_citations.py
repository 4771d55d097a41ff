"""A citation that can't be told is kept with what is wrong; a curator says what it means, or that it is none."""

import pytest
from django.core.management import CommandError

from sources.models import Citation
from tests.factories import edit, empty_database, load, seal, write_folder

pytestmark = pytest.mark.django_db

PASSAGES = "passages:\n"


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


def test_a_curator_says_which_of_two_works_a_citation_means(folder):
    edit(folder / "works.yaml", "works:\n", TWO_DOES)
    edit(
        folder / "documents/alpha.yaml",
        "passages:\n",
        "citations:\n- quote: Doe 2020\n  work: doe-2020-b\n  kind: parenthetical\npassages:\n",
    )
    load(folder)
    assert list(Citation.objects.values_list("work__key", "declared")) == [("doe-2020-b", True)]


def test_a_curator_says_that_words_are_no_citation(folder):
    edit(folder / "documents/alpha.txt", "It is led by the emir.", "It is led (Operation 2019) by the emir.")
    seal(folder, "alpha")
    edit(folder / "profile/leaders.yaml", "quote: It is led by the emir.", "quote: It is led (Operation 2019) by the emir.")
    load(folder, "--replace")
    assert "Operation 2019" in told_of_citations()
    edit(
        folder / "documents/alpha.yaml",
        "passages:\n",
        "not_citations:\n- quote: Operation 2019\n  why: The name of an operation.\npassages:\n",
    )
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
