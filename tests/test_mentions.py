"""Works that a text points to by author and date are found in every usual form, and an aside is taken for none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.citation_index import WorkIndex
from sources.citations import find_citations
from sources.mentions import find_mentions
from sources.reference_linking import WorkName
from sources.references import Reference
from sources.segmentation import Kind
from tests.properties import quick
from tests.steps import grows_linearly

WEISS = ("Weiss 2018", ("Weiss",), 2018)
JONES = ("Jones 2019", ("Jones",), 2019)
# What is written, and the words, authors and year of each citation in it.
FORMS = {
    # in brackets, with signals and places in the work
    "(Weiss 2018)": [WEISS],
    "(Weiss, 2018)": [("Weiss, 2018", ("Weiss",), 2018)],
    "[Weiss 2018]": [WEISS],
    "(Weiss\u00a02018)": [("Weiss\u00a02018", ("Weiss",), 2018)],
    "(Weiss 2018, p. 12)": [WEISS],
    "(Weiss 2018 p. 12)": [WEISS],
    "(Weiss 2018: 12)": [WEISS],
    "(Weiss 2018:12-14)": [WEISS],
    "(Weiss 2018, 12–14)": [WEISS],
    "(Weiss 2018, pp. 12, 15–17)": [WEISS],
    "(Weiss 2018, ch. 3, § 4)": [WEISS],
    "(Weiss 2018, § 4)": [WEISS],
    "(Weiss 2018, n. 4)": [WEISS],
    "(Weiss 2018, fig. 2)": [WEISS],
    "(Weiss 2018, blz. 12 e.v.)": [WEISS],
    "(Weiss 2018, hfst. 2)": [WEISS],
    "(Weiss 2018, chapitre 2)": [WEISS],
    "(Weiss 2018, annexe 3)": [WEISS],
    "(Weiss 2018, emphasis added)": [WEISS],
    "(Weiss 2018 [in Dutch])": [WEISS],
    "(see Weiss 2018)": [WEISS],
    "(see, e.g., Weiss 2018)": [WEISS],
    "(see Weiss 2018 for an overview)": [WEISS],
    "(but see Weiss 2018)": [WEISS],
    "(cf. Weiss 2018, pp. 12–14)": [WEISS],
    "(cited in Weiss 2018)": [WEISS],
    "(source: Weiss 2018)": [WEISS],
    "(zie Weiss 2018)": [WEISS],
    "(zie ook Weiss 2018)": [WEISS],
    "(zie bijv. Weiss 2018)": [WEISS],
    "(vgl. Weiss 2018)": [WEISS],
    "(geciteerd in Weiss 2018)": [WEISS],
    "(bron: Weiss 2018)": [WEISS],
    "(voir Weiss 2018)": [WEISS],
    "(voir aussi Weiss 2018, p. 3)": [WEISS],
    "(voir notamment Weiss 2018)": [WEISS],
    "(d’après Weiss 2018)": [WEISS],
    "(cité dans Weiss 2018)": [WEISS],
    # several works
    "(Weiss 2018; Jones 2019)": [WEISS, JONES],
    "(Weiss 2018, Jones 2019)": [WEISS, JONES],
    "(Weiss 2018 and Jones 2019)": [WEISS, JONES],
    "(Weiss 2018; zie ook Jones 2019, blz. 3)": [WEISS, JONES],
    "(Weiss 2018, as cited in Jones 2019)": [WEISS, JONES],
    "(Weiss 2018, 2020)": [WEISS, ("2020", ("Weiss",), 2020)],
    "(Weiss 2018; 2020)": [WEISS, ("2020", ("Weiss",), 2020)],
    "(Weiss 2018, 2020: 12; Jones 2019)": [WEISS, ("2020", ("Weiss",), 2020), JONES],
    "(Weiss 2018; idem 2019)": [WEISS, ("2019", ("Weiss",), 2019)],
    "(Weiss 2018a)": [("Weiss 2018a", ("Weiss",), 2018)],
    "(Weiss 2018a, b)": [("Weiss 2018a", ("Weiss",), 2018), ("b", ("Weiss",), 2018)],
    "(Weiss 2018a, 2018b)": [("Weiss 2018a", ("Weiss",), 2018), ("2018b", ("Weiss",), 2018)],
    # several authors
    "(Weiss & Smith 2018; Jones 2019)": [("Weiss & Smith 2018", ("Weiss", "Smith"), 2018), JONES],
    "(Weiss en Smith 2018)": [("Weiss en Smith 2018", ("Weiss", "Smith"), 2018)],
    "(Dupont et Durand 2019)": [("Dupont et Durand 2019", ("Dupont", "Durand"), 2019)],
    "(Eizenga/Williams 2020)": [("Eizenga/Williams 2020", ("Eizenga", "Williams"), 2020)],
    "(Raleigh, Nsaibia, & Dowd 2021)": [("Raleigh, Nsaibia, & Dowd 2021", ("Raleigh", "Nsaibia", "Dowd"), 2021)],
    "(Weiss et al. 2018)": [("Weiss et al. 2018", ("Weiss", "et al"), 2018)],
    "(Weiss et al., 2018)": [("Weiss et al., 2018", ("Weiss", "et al"), 2018)],
    "(Weiss, Smith et al. 2018)": [("Weiss, Smith et al. 2018", ("Weiss", "Smith", "et al"), 2018)],
    "(Weiss e.a. 2018)": [("Weiss e.a. 2018", ("Weiss", "et al"), 2018)],
    "(Weiss en anderen 2018)": [("Weiss en anderen 2018", ("Weiss", "et al"), 2018)],
    "(Weiss et coll., 2018)": [("Weiss et coll., 2018", ("Weiss", "et al"), 2018)],
    # names
    "(Caleb Weiss 2018)": [("Caleb Weiss 2018", ("Caleb Weiss",), 2018)],
    "(C. Weiss 2018)": [("C. Weiss 2018", ("C. Weiss",), 2018)],
    "(Weiss, C. 2018)": [("Weiss, C. 2018", ("C. Weiss",), 2018)],
    "(Weiss, C., & Smith, A. B. 2018)": [("Weiss, C., & Smith, A. B. 2018", ("C. Weiss", "A. B. Smith"), 2018)],
    "(van der Berg 2019)": [("van der Berg 2019", ("van der Berg",), 2019)],
    "(al-Lami 2019)": [("al-Lami 2019", ("al-Lami",), 2019)],
    "(d’Estaing 2019)": [("d’Estaing 2019", ("d’Estaing",), 2019)],
    "(’t Hart 2019)": [("’t Hart 2019", ("’t Hart",), 2019)],
    "(N’Diaye 2016)": [("N’Diaye 2016", ("N’Diaye",), 2016)],
    "(May & Smith 2018)": [("May & Smith 2018", ("May", "Smith"), 2018)],
    "(May et al. 2018)": [("May et al. 2018", ("May", "et al"), 2018)],
    "(Aminata Fall 2019)": [("Aminata Fall 2019", ("Aminata Fall",), 2019)],
    "(Theresa May 2018)": [("Theresa May 2018", ("Theresa May",), 2018)],
    "(UN 2020)": [("UN 2020", ("UN",), 2020)],
    "(G5 Sahel 2018)": [("G5 Sahel 2018", ("G5 Sahel",), 2018)],
    "(U.S. Department of State 2020)": [("U.S. Department of State 2020", ("U.S. Department of State",), 2020)],
    "(Ministry of Water and Roads 2021)": [("Ministry of Water and Roads 2021", ("Ministry of Water and Roads",), 2021)],
    "(Ministère de l’Eau et des Routes 2021)": [
        ("Ministère de l’Eau et des Routes 2021", ("Ministère de l’Eau et des Routes",), 2021)
    ],
    "(Ministerie van Water en Wegen 2021)": [("Ministerie van Water en Wegen 2021", ("Ministerie van Water en Wegen",), 2021)],
    "(Médecins sans frontières 2019)": [("Médecins sans frontières 2019", ("Médecins sans frontières",), 2019)],
    "(The Guardian 2019)": [("The Guardian 2019", ("The Guardian",), 2019)],
    "(Population Council 2019)": [("Population Council 2019", ("Population Council",), 2019)],
    "(World Vision 2019)": [("World Vision 2019", ("World Vision",), 2019)],
    "(International Crisis Group [ICG], 2020)": [
        ("International Crisis Group [ICG], 2020", ("International Crisis Group",), 2020)
    ],
    "(@MENASTREAM 2017)": [("@MENASTREAM 2017", ("@MENASTREAM",), 2017)],
    # other dates
    "(Reuters, 14 June 2021)": [("Reuters, 14 June 2021", ("Reuters",), 2021)],
    "(Reuters, June 14, 2021)": [("Reuters, June 14, 2021", ("Reuters",), 2021)],
    "(Reuters, June 2021)": [("Reuters, June 2021", ("Reuters",), 2021)],
    "(Reuters, 2021-06-14)": [("Reuters, 2021-06-14", ("Reuters",), 2021)],
    "(Le Monde, 12 août 2020)": [("Le Monde, 12 août 2020", ("Le Monde",), 2020)],
    "(Weiss, Spring 2018)": [("Weiss, Spring 2018", ("Weiss",), 2018)],
    "(Weber 1922/1978)": [("Weber 1922/1978", ("Weber",), 1978)],
    "(Fanon [1961] 2004)": [("Fanon [1961] 2004", ("Fanon",), 2004)],
    "(Weiss n.d.)": [("Weiss n.d.", ("Weiss",), None)],
    "(Weiss, forthcoming)": [("Weiss, forthcoming", ("Weiss",), None)],
    "(Weiss z.d.)": [("Weiss z.d.", ("Weiss",), None)],
    "(Weiss, s.d.)": [("Weiss, s.d.", ("Weiss",), None)],
    # the authors in the sentence
    "Weiss (2018) says": [("Weiss (2018)", ("Weiss",), 2018)],
    "Weiss (2018, p. 12) says": [("Weiss (2018, p. 12)", ("Weiss",), 2018)],
    "Weiss (2018: 12) says": [("Weiss (2018: 12)", ("Weiss",), 2018)],
    "Weiss (2018, 2020) says": [("Weiss (2018", ("Weiss",), 2018), ("2020", ("Weiss",), 2020)],
    "Weiss’s (2018) claim": [("Weiss’s (2018)", ("Weiss",), 2018)],
    "Weiss' (2018) claim": [("Weiss' (2018)", ("Weiss",), 2018)],
    "Weiss and Smith’s (2018) claim": [("Weiss and Smith’s (2018)", ("Weiss", "Smith"), 2018)],
    "Weiss et al. (2018) say": [("Weiss et al. (2018)", ("Weiss", "et al"), 2018)],
    "Weiss and colleagues (2018) say": [("Weiss and colleagues (2018)", ("Weiss", "et al"), 2018)],
    "Raleigh, Nsaibia en Dowd (2021) zeggen": [("Raleigh, Nsaibia en Dowd (2021)", ("Raleigh", "Nsaibia", "Dowd"), 2021)],
    "C. Weiss (2018) says": [("C. Weiss (2018)", ("C. Weiss",), 2018)],
    "However, Weiss (2018) says": [("Weiss (2018)", ("Weiss",), 2018)],
    "Volgens Weiss (2018) is": [("Weiss (2018)", ("Weiss",), 2018)],
    "Selon Weiss (2018), il": [("Weiss (2018)", ("Weiss",), 2018)],
    "l’étude de Weiss (2018)": [("Weiss (2018)", ("Weiss",), 2018)],
    "UN (2020) figures": [("UN (2020)", ("UN",), 2020)],
    "Ministry of Water and Roads (2021) says": [
        ("Ministry of Water and Roads (2021)", ("Ministry of Water and Roads",), 2021)
    ],
    "(as Weiss (2018) argues)": [("Weiss (2018)", ("Weiss",), 2018)],
    "(see Weiss (2018) and Jones (2019))": [("Weiss (2018)", ("Weiss",), 2018), ("Jones (2019)", ("Jones",), 2019)],
    "(see Weiss (2018) and Jones 2019)": [("Weiss (2018)", ("Weiss",), 2018), JONES],
    "(see Weiss (2018); Jones 2019)": [("Weiss (2018)", ("Weiss",), 2018), JONES],
    "Source: Weiss 2018, p. 12": [WEISS],
    "Bron: Weiss 2018": [WEISS],
    # more names, signs and signals
    "(Weiss *et al.* 2018)": [("Weiss *et al.* 2018", ("Weiss", "et al"), 2018)],
    "(**Weiss 2018**)": [WEISS],
    "(Weiss & al. 2018)": [("Weiss & al. 2018", ("Weiss", "et al"), 2018)],
    "(Van Damme 2018)": [("Van Damme 2018", ("Van Damme",), 2018)],
    "(De Bruijn 2018)": [("De Bruijn 2018", ("De Bruijn",), 2018)],
    "(Jan Pronk 2018)": [("Jan Pronk 2018", ("Jan Pronk",), 2018)],
    "(Fall & Diop 2018)": [("Fall & Diop 2018", ("Fall", "Diop"), 2018)],
    "(Dr. Weiss 2018)": [("Dr. Weiss 2018", ("Weiss",), 2018)],
    "(Weiss 2018 : 12)": [WEISS],
    "(Weiss 2018 ; Jones 2019)": [WEISS, JONES],
    "(Weiss\n2018)": [("Weiss\n2018", ("Weiss",), 2018)],
    "(Weiss,2018)": [("Weiss,2018", ("Weiss",), 2018)],
    "Weiss(2018) says": [("Weiss(2018)", ("Weiss",), 2018)],
    "(Jones, as cited in Weiss 2018)": [WEISS],
    "(Jones, geciteerd in Weiss 2018)": [WEISS],
    "(Jones, cité par Weiss 2018)": [WEISS],
    "(See Weiss 2018)": [WEISS],
    "(Zie ook: Weiss 2018)": [WEISS],
    "Voir Weiss (2018, p. 3)": [("Weiss (2018, p. 3)", ("Weiss",), 2018)],
    "Mali fell. Weiss (2018) says": [("Weiss (2018)", ("Weiss",), 2018)],
    "(Weiss 2018: 2001)": [WEISS],
    "(Weiss, Jr., 2018)": [("Weiss, Jr., 2018", ("Weiss",), 2018)],
    "Mali (Weiss (2018))": [("Weiss (2018)", ("Weiss",), 2018)],
    "(Weiss 2018b: 3, 5; cf. Jones 2019)": [("Weiss 2018b", ("Weiss",), 2018), JONES],
}  # fmt: skip


def cited(text: str, works: WorkIndex | None = None) -> list[tuple[str, tuple[str, ...], int | None]]:
    found = find_citations(text, Kind.PARAGRAPH, works)
    assert all(one.reference for one in found)
    return [(text[one.start : one.end], one.reference.authors, one.reference.year) for one in found if one.reference]


@pytest.mark.parametrize(("form", "found"), FORMS.items())
def test_a_mention_is_found_in_each_of_its_forms(form, found):
    assert cited(f"as it was told. {form}") == found


ASIDES = [
    "early 2021", "Early 2021", "eind 2017", "Eind 2017", "begin 2017", "début 2019", "fin 2019", "été 2020", "anno 2020",
    "population 2000", "Population 2000", "population: 2000", "Oct 2017", "Oct. 2017", "October 2017", "oktober 2017",
    "14 June 2021", "June 14, 2021", "FY 2020", "FY2020", "Q1 2020", "fiscal year 2020", "boekjaar 2020", "in 2017",
    "In 2017", "since 2012", "Since March 2012", "sinds 2015", "depuis 2012", "2017", "2017-2019", "2017–2019", "1970-2020",
    "c. 2018", "1,000 in 2020", "about 800 in 2020", "2000 men", "some 2000 fighters", "spring 2019", "Spring 2019",
    "maart 2017", "Mars 2017", "Updated 2022", "mid-2019", "Mid-2019", "est. 2017", "b. 1955", "founded in 2012",
    "Between March 2017 and May 2018", "JNIM was founded in 2017", "JNIM until 2020", "Ramadan 2019", "Agenda 2063",
    "the 2012 coup", "Mali 2012 coup", "S/2020/45", "Monday 2 March 2020", "5 January", "(see map)", "p. 12", "20 %",
    "in the year of the merger",
]  # fmt: skip


@pytest.mark.parametrize("aside", ASIDES)
def test_an_aside_is_no_citation(aside):
    assert cited(f"It grew ({aside}) in numbers.") == []
    assert cited(f"it grew to 800 ({aside}).") == []


EVENTS = [
    "Bah Ag Moussa (1970-2020) was",
    "the merger (March 2017)",
    "Resolution 2359 (2017)",
    "in [2017] it",
    "It fell in Mali. (2018) saw",
    "(Resolution 2359, 2017)",
    f"(JNIM {'took one town after another and ' * 8}Kidal 2012)",
]


@pytest.mark.parametrize("text", EVENTS)
def test_dates_of_events_and_lives_are_no_citations(text):
    assert cited(text) == []


PROBLEMS = {
    "(ibid., p. 12)": ("ibid., p. 12", "refers to a work that is named before it"),
    "(Weiss, op. cit.)": ("Weiss, op. cit.", "refers to a work that is named before it"),
    "(Weiss, a.w., blz. 3)": ("Weiss, a.w., blz. 3", "refers to a work that is named before it"),
    "(Weiss, p. 12)": ("Weiss, p. 12", "gives no year"),
    "he says (2018, p. 4)": ("2018, p. 4", "names no author"),
    "he says (2018a)": ("2018a", "names no author"),
}


@pytest.mark.parametrize(("text", "told"), PROBLEMS.items())
def test_what_points_to_a_work_and_says_too_little_is_told(text, told):
    [one] = find_citations(f"as told. {text}", Kind.PARAGRAPH)
    assert one.reference is None
    assert (f"as told. {text}"[one.start : one.end], one.problem) == told


@pytest.mark.parametrize("beside", ["ACLED data", "population 2000", "Annex 3"])
def test_what_stands_beside_a_mention_and_can_not_be_read_is_told(beside):
    first, second = find_citations(f"as shown (Weiss 2018; {beside}).", Kind.PARAGRAPH)
    assert first.reference is not None
    assert second.problem == "is in no form that is read" or second.reference == Reference(("population",), 2000)


def test_a_mention_in_brackets_is_one():
    assert len(find_mentions("(Weiss 2018)")) == 1


def test_title_stands_in_the_place_of_an_author_who_is_not_known():
    [one] = find_citations("as told (“Mali attack,” 2020, p. 3).", Kind.PARAGRAPH)
    assert one.reference == Reference((), 2020, "Mali attack")


KNOWN = WorkIndex(
    [
        WorkName("weiss", ("A",), ("Weiss",), 2018, given=("Caleb",)),
        WorkName("bellingcat", ("B",), ("bellingcat",), 2020, given=("",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("as Weiss 2018 shows", "Weiss 2018"),
        ("(bellingcat 2020)", "bellingcat 2020"),
        ("(the map by Weiss 2018)", "Weiss 2018"),
        ("(Weiss 2018 gives more)", "Weiss 2018"),
        ("Weiss (March 2018)", "Weiss (March 2018)"),
        ("Weiss [2018]", "Weiss [2018]"),
        ("(Weiss [2018])", "Weiss [2018]"),
    ],
)
def test_what_may_be_an_aside_is_a_citation_only_if_it_names_a_work(text, words):
    assert [found for found, _, _ in cited(f"as told {text}", KNOWN)] == [words]
    assert cited(f"as told {text}") == []


@pytest.mark.parametrize("key", ["one", "two"])
def test_an_organisation_whose_name_holds_and_is_one_author_unless_two_are_listed(key):
    [one] = find_citations("as shown (Ministry of Water and Roads 2021).", Kind.PARAGRAPH)
    authors = {"one": ("Ministry of Water and Roads",), "two": ("Ministry of Water", "Roads")}[key]
    assert one.reference is not None
    assert WorkIndex([WorkName(key, ("Wells",), authors, 2021)]).find(one.reference) == (key,)


def test_days_are_read_in_each_language():
    texts = ("(Reuters, 14 June 2021)", "(Reuters, 14 juni 2021)", "(Reuters, 14 juin 2021)", "(Reuters, June 14, 2021)")
    for text in texts:
        [one] = find_citations(text, Kind.PARAGRAPH)
        assert one.reference is not None
        assert one.reference.day == (2021, 6, 14)


SIGNS = ["(", ")", "[", "]", " ", ", ", "; ", ":", "“x”"]
WORDS = ["Weiss", "2018", "see ", "a", "p. 1", "and", "(early 2021)", "n.d.", "ibid."]


@quick
@given(text=st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=16).map("".join))
def test_every_mention_lies_in_the_text_and_is_read_or_says_why_not(text):
    for mention in find_mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert bool(mention.reference) != bool(mention.problem)
        if mention.reference and mention.reference.year:
            assert str(mention.reference.year) in text


ENTRIES = ["(Weiss 2018; ", "(Weiss 2018) ", "Weiss and ", "2018, ", "2018a, b, ", "ibid. "]
BRACKETS = ["(" * 10, "Name (2018", "(a (b (Weiss 2018))) ", "see ("]


@pytest.mark.parametrize("piece", [*ENTRIES, *BRACKETS])
def test_work_grows_with_the_length_of_a_text_and_no_faster(piece):
    assert grows_linearly(find_mentions, piece)
    assert grows_linearly(find_mentions, f"{piece})")
