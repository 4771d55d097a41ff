"""A whole reference is read in each of its forms: who wrote it, when, and its title."""

import pytest

from sources.references import Reference, day_of, family_name, given_name, read_reference


def test_an_author_list_of_commas_alone_names_nobody():
    assert read_reference("Doe & , \u00a0 , (2020). The Group.") == Reference(("Doe",), 2020, "The Group")


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("Boeke, S. (2021). Pathways? Perspectives. Den Haag: ICCT.", Reference(("Boeke",), 2021, "Pathways? Perspectives")),
        ("Doe, J. & Roe, R. (2020). 'The Puzzle'. Brief, 38.", Reference(("Doe", "Roe"), 2020, "The Puzzle")),
        ("Shaw, M. &\u00a0Reitano T. (2020). Atlas. Oslo.", Reference(("Shaw", "Reitano"), 2020, "Atlas")),
        ("Reuters. (17 March 2017). 'A merger'. Geraadpleegd", Reference(("Reuters",), 2017, "A merger", (2017, 3, 17))),
        ("Lewis, David, and Ryan Mcneill. 2019. “Gold.” Reuters.", Reference(("Lewis", "Mcneill"), 2019, "Gold")),
        ("BBC News. 2014. “France Sets up.” BBC News.", Reference(("BBC News",), 2014, "France Sets up")),
        ("Twitter, @MENASTREAM, 17 November 2017", Reference(("@MENASTREAM",), 2017, "", (2017, 11, 17))),
        ("Thurston, A. (2020). Jihadists. Cambridge).", Reference(("Thurston",), 2020, "Jihadists")),
        ("Weiss, C. (n.d.). The group. Press.", Reference(("Weiss",), None, "The group")),
        ("Weiss, Caleb. 2018a. “Gold.” Press.", Reference(("Weiss",), 2018, "Gold")),
        ("something else, 2020", None),
        ("", None),
    ],
)
def test_a_whole_reference_is_read_in_each_form(words, reference):
    assert read_reference(words) == reference


def test_the_family_name_stands_before_the_comma():
    assert (family_name("Eizenga, Daniel"), given_name("Eizenga, Daniel")) == ("Eizenga", "Daniel")
    assert (family_name("Stanford University"), given_name("Stanford University")) == ("Stanford University", "")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("29 september 2021", (2021, 9, 29)),
        ("17 March 2017", (2017, 3, 17)),
        ("March 2017", None),
        ("2017", None),
        ("29 sept 2021", (2021, 9, 29)),
        ("12 août 2020", (2020, 8, 12)),
        ("99 foo 2021", None),
    ],
)
def test_only_an_exact_day_is_a_day(words, day):
    assert day_of(words) == day
