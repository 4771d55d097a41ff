"""A reference names the works that it says enough of, and no others."""

import pytest

from sources.citation_index import WorkIndex
from sources.reference_linking import WorkName, names_work, title_words
from sources.references import Reference
from tests.steps import count_steps

WORKS = (
    WorkName("eizenga", ("The Puzzle of JNIM",), ("Eizenga", "Williams"), 2020),
    WorkName("nellemann", ("World Atlas",), ("Nellemann", "Henriksen"), 2020),
    WorkName("reuters-17", ("A merger",), ("Reuters",), 2017, (2017, 3, 17)),
    WorkName("reuters-21", ("A video",), ("Reuters",), 2021, (2021, 6, 14)),
    WorkName("reuters-29", ("A source line",), ("Reuters",), 2021, (2021, 9, 29)),
)


@pytest.mark.parametrize(
    ("reference", "keys"),
    [
        (Reference(("Eizenga", "Williams"), 2020), ("eizenga",)),
        (Reference(("eizenga", "WILLIAMS"), 2020), ("eizenga",)),
        (Reference(("Eizenga",), 2020), ()),
        (Reference(("Williams", "Eizenga"), 2020), ()),
        (Reference(("Eizenga", "Williams"), 2021), ()),
        (Reference(("Eizenga", "Williams")), ()),
        (Reference(("Nellemann", "et al"), 2020), ("nellemann",)),
        (Reference(("Henriksen", "et al"), 2020), ()),
        (Reference(("Anyone",), 2020, "the puzzle, of JNIM!"), ("eizenga",)),
        (Reference(("Eizenga", "Williams"), 2020, "The Puzzle"), ()),
        (Reference(("Eizenga", "Williams"), 2019, "The Puzzle of JNIM"), ()),
        (Reference(("Reuters",), 2021), ("reuters-21", "reuters-29")),
        (Reference(("Reuters",), 2021, day=(2021, 9, 29)), ("reuters-29",)),
        (Reference(("Reuters",), 2021, day=(2021, 9, 30)), ()),
        (Reference((), 2020), ()),
    ],
)
def test_a_reference_means_the_works_that_it_names_and_no_others(reference, keys):
    assert WorkIndex(WORKS).find(reference) == keys


PERSONS = (
    WorkName("weiss", ("Attacks",), ("Weiss",), 2018, given=("Caleb",)),
    WorkName("weiss-m", ("Raids",), ("Weiss",), 2019, given=("M. A.",)),
    WorkName("dupont", ("Noyaux",), ("Dupônt", "Durand"), 2019, given=("Émile", "")),
    WorkName("berg", ("Bergen",), ("van der Berg",), 2020, given=("Jan",)),
    WorkName("guardian", ("Gold",), ("The Guardian",), 2020, given=("",)),
    WorkName("jama’at", ("Words",), ("Jama’at",), 2020, given=("",)),
    WorkName("undated", ("Sometime",), ("Weiss",), None, given=("Caleb",)),
)


@pytest.mark.parametrize(
    ("reference", "keys"),
    [
        (Reference(("Caleb Weiss",), 2018), ("weiss",)),
        (Reference(("C. Weiss",), 2018), ("weiss",)),
        (Reference(("Weiss, Caleb",), 2018), ("weiss",)),
        (Reference(("J. Weiss",), 2018), ()),
        (Reference(("Jane Weiss",), 2018), ()),
        (Reference(("Mary Weiss",), 2019), ("weiss-m",)),
        (Reference(("M. B. Weiss",), 2019), ()),
        (Reference(("New Guardian",), 2020), ()),
        (Reference(("Weiss", "et al"), 2018), ()),
        (Reference(("Dupônt", "et al"), 2019), ("dupont",)),
        (Reference(("Dupont", "Durand"), 2019), ("dupont",)),
        (Reference(("E. Dupont", "Durand"), 2019), ("dupont",)),
        (Reference(("de Weiss",), 2018), ("weiss",)),
        (Reference(("Berg",), 2020), ("berg",)),
        (Reference(("Guardian",), 2020), ("guardian",)),
        (Reference(("Jama'at",), 2020), ("jama’at",)),
        (Reference(("Weiss",), undated=True), ("undated",)),
        (Reference(("Berg",), undated=True), ()),
        (Reference(("Weiss",), 2004, original=2018), ("weiss",)),
        (Reference(("Weiss",), 2018, day=(2018, 3, 4)), ("weiss",)),
        (Reference(("Weiss",), 2017, day=(2017, 3, 4)), ()),
        (Reference(("Roads", "Weiss"), 2018, also=("Weiss",)), ("weiss",)),
    ],
)
def test_given_names_fit_and_spellings_of_a_name_are_one(reference, keys):
    assert WorkIndex(PERSONS).find(reference) == keys


def test_a_work_with_a_date_is_not_one_that_is_cited_without():
    assert not names_work(Reference(("Weiss",), undated=True), PERSONS[0])
    assert names_work(Reference(("Weiss",), undated=True), PERSONS[-1])


def test_a_name_as_it_is_written_goes_before_a_spelling_of_it():
    works = [WorkName("dupont", (), ("Dupont",), 2019), WorkName("dupônt", (), ("Dupônt",), 2019)]
    assert WorkIndex(works).find(Reference(("Dupônt",), 2019)) == ("dupônt",)
    assert WorkIndex(works).find(Reference(("Dupónt",), 2019)) == ("dupont", "dupônt")


def test_works_are_looked_up_without_going_through_all_of_them():
    def find(count: int) -> int:
        works = [WorkName(f"w{number}", (f"T {number}",), (f"A{number}",), 1900 + number % 100) for number in range(count)]
        index = WorkIndex(works)
        return count_steps(lambda: [index.find(Reference(("A7",), 0, title=f"T {number}")) for number in range(20)])

    assert find(800) == find(100)


def test_titles_are_the_same_but_for_marks_and_case():
    assert title_words("‘Mali: Quand Wagner…’") == title_words("mali quand wagner")
    assert title_words("A tale of two") != title_words("A tale of 2")
