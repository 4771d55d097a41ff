"""Every citation of the five documents is found and resolved; what can't be read is told, and nothing else is taken for one."""

from collections import Counter
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.citations import CitationKind, Found, find_citations
from sources.models import Citation, Document, Work
from sources.references import Reference
from sources.segmentation import Kind
from tests.properties import quick, thorough
from tests.steps import grows_linearly

EXPECTED = {
    "kennisbank": {
        ("parenthetical", "eizenga-williams-2020"): 2,
        ("parenthetical", "ivey-2018"): 1,
        ("parenthetical", "raleigh-nsaibia-dowd-2021"): 2,
        ("parenthetical", "reuters-2017"): 1,
        ("parenthetical", "thompson-2021"): 4,
        ("parenthetical", "nellemann-2020"): 1,
        ("parenthetical", "thurston-2020"): 1,
        ("parenthetical", "boeke-2021"): 2,
        ("inline", "reuters-2021-09-29"): 1,
        ("bibliography", "boeke-2021"): 1,
        ("bibliography", "eizenga-williams-2020"): 1,
        ("bibliography", "ivey-2018"): 1,
        ("bibliography", "nellemann-2020"): 1,
        ("bibliography", "raleigh-nsaibia-dowd-2021"): 1,
        ("bibliography", "reuters-2017"): 1,
        ("bibliography", "thompson-2021"): 1,
        ("bibliography", "thurston-2020"): 1,
    },
    "globalsecurity": {},
    "afrique-ouest": {},
    "acled": {
        ("footnote", "thurston-2020"): 1,
        ("footnote", "weiss-2020"): 1,
        ("footnote", "nsaibia-raleigh-2021"): 1,
        ("footnote", "lyammouri-2022"): 1,
        ("footnote", "menastream-2017"): 1,
        ("footnote", "jeune-afrique-2022"): 1,
        ("footnote", "le-figaro-2022"): 1,
        ("footnote", "baudais-2020"): 1,
        ("inline", "acled-gitoc-report"): 1,
    },
    "group-overview": {
        ("parenthetical", "eizenga-williams-2020"): 2,
        ("parenthetical", "stanford-2018"): 1,
        ("parenthetical", "lewis-mcneill-2019"): 1,
        ("parenthetical", "reuters-2021"): 1,
        ("parenthetical", "macdougall-2021"): 1,
        ("parenthetical", "weiss-2018"): 1,
        ("parenthetical", "cristiani-2017"): 1,
        ("parenthetical", "daniel-2012"): 1,
        ("parenthetical", "bbc-2014"): 1,
        ("bibliography", "bbc-2014"): 1,
        ("bibliography", "cristiani-2017"): 1,
        ("bibliography", "daniel-2012"): 1,
        ("bibliography", "eizenga-williams-2020"): 1,
        ("bibliography", "lewis-mcneill-2019"): 1,
        ("bibliography", "macdougall-2021"): 1,
        ("bibliography", "reuters-2021"): 1,
        ("bibliography", "stanford-2018"): 1,
        ("bibliography", "weiss-2018"): 1,
    },
}
UNREAD = {
    "acled": ["monitoring and review of JNIM media and propaganda materials"],
    "afrique-ouest": ["1"],
}

MARKS = ["(", ")", ". ", "; ", ", ", " & ", " and ", "&", "'", '"', "“", "”", "’", "‘", " | ", "\u00a0", " ", "\n", ".1", "?12"]
PARTS = ["2020", " 1999", "(2021).", "17 March 2017", "99 foo 2021", "Boeke", "S.", "Reuters", "et al", "'Title,'", "Dr. "]
NOTES = ["<sup>4</sup>", "Twitter, @x, ", "Ann Doe, 'Title,' 2020"]
pieces = st.sampled_from([*MARKS, *PARTS, *NOTES])
texts = st.one_of(st.lists(pieces, max_size=14).map("".join), st.text(max_size=40))


def found(text: str, kind: Kind = Kind.PARAGRAPH) -> list[tuple[str, Reference | None]]:
    return [(text[one.start : one.end], one.reference) for one in find_citations(text, kind)]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", EXPECTED)
def test_every_citation_of_a_document_is_found_and_resolved(slug):
    citations = Citation.objects.filter(passage__document__slug=slug, work__isnull=False)
    assert Counter(citations.values_list("kind", "work__key")) == EXPECTED[slug]


@pytest.mark.django_db
def test_the_expected_citations_are_those_of_all_documents():
    assert set(Document.objects.values_list("slug", flat=True)) == set(EXPECTED)


@pytest.mark.django_db
def test_every_work_is_cited():
    assert set(Work.objects.values_list("key", flat=True)) == {work for cited in EXPECTED.values() for _, work in cited}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", EXPECTED)
def test_what_can_not_be_read_is_kept_with_its_problem(slug):
    unread = Citation.objects.filter(passage__document__slug=slug, work=None)
    assert [citation.words for citation in unread] == UNREAD.get(slug, [])
    assert all(citation.problem for citation in unread)


@pytest.mark.django_db
def test_only_what_no_parser_could_find_is_declared():
    assert [citation.words for citation in Citation.objects.filter(declared=True)] == ["joint report by ACLED and GI-TOC"]


@thorough
@given(text=texts, kind=st.sampled_from(Kind))
def test_any_text_is_read_and_every_citation_holds_words_of_it(text, kind):
    for one in find_citations(text, kind):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()


@quick
@given(text=texts, kind=st.sampled_from(Kind))
def test_no_words_are_two_citations(text, kind):
    spans = [(one.start, one.end) for one in find_citations(text, kind)]
    assert len(spans) == len(set(spans))
    assert spans == sorted(spans)


@quick
@given(text=texts, kind=st.sampled_from(Kind))
def test_a_citation_has_a_reference_or_a_problem_and_not_both(text, kind):
    assert all(bool(one.reference) != bool(one.problem) for one in find_citations(text, kind))


@quick
@given(text=texts)
def test_furniture_cites_nothing(text):
    assert find_citations(text, Kind.FURNITURE) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bah Ag Moussa (1970-2020) was een Malinese jihadist",
        "Jama’at Nusrat al-Islam wal-Muslimin (JNIM) (QDe.159) has described itself",
        "overall leader Iyad Ag Ghali (QDi.316). Koufa called",
        "(Internationale) relaties",
        "the Macina Liberation Front (FLM) has been by far the most active",
        "between 2017 and 2018 (see map below). In the second half",
        "(*see graph below*)",
        "March 2017 - September 2023",
        "south of routes nationales 16 and 20 in Mali. In two major attacks",
        'called it “a major success in the fight against terrorism". It came on 13 November 2020',
        "Updated: Oct 28, 2022",
        "in de jaren '80 actief in opstanden; in 1988 richtte hij '...' op",
        "the merger (March 2017) of four groups",
        "Works Cited (MLA-style)",
        "an alliance such as the 'big tent' one, it says, in 2021",
        "estimated at 1.5 million, or 3.000 a day.",
    ],
)
def test_what_only_looks_like_a_citation_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["Literatuur", "References", "Geen informatie beschikbaar"])
def test_a_reference_passage_without_a_figure_cites_nothing(text):
    assert found(text, Kind.REFERENCE) == []


def test_mentions_in_one_pair_of_brackets_are_separate_citations():
    assert found("as seen before (Eizenga and Williams 2020; Nellemann et al., 2020).") == [
        ("Eizenga and Williams 2020", Reference(("Eizenga", "Williams"), 2020)),
        ("Nellemann et al., 2020", Reference(("Nellemann", "et al"), 2020)),
    ]


def test_references_in_one_pair_of_brackets_are_separate_citations():
    text = "(Boeke, S. (2021). Pathways?\u00a0Den Haag: ICCT; Ivey, K. (2018). JNIM: The Threat.\u00a0Monitor, 17)."
    assert [words.split(",")[0] for words, _ in found(text, Kind.REFERENCE)] == ["Boeke", "Ivey"]


def test_a_reference_fused_into_prose_ends_where_its_date_does():
    text = 'It did so. Caleb Weiss, "Translation of an Interview," Line of Steel, 21 July 2020 Since then, it has.'
    reference = Reference(("Caleb Weiss",), 2020, "Translation of an Interview", (2020, 7, 21))
    assert found(text) == [('Caleb Weiss, "Translation of an Interview," Line of Steel, 21 July 2020', reference)]


def test_fused_references_in_a_chain_are_separate_citations():
    text = "It did so. Ann Doe, 'One,' Press, 2020; Jan Roe, 'Two,' Press, 2021 Since then."
    assert [reference and reference.title for _, reference in found(text)] == ["One", "Two"]


def test_the_unread_end_of_a_chain_is_told():
    text = "<sup>5</sup>Jeune Afrique, 'Mali: quand Wagner devient la cible, 10 November 2022; monitoring and review."
    first, second = find_citations(text, Kind.PARAGRAPH)
    assert first.reference is not None
    assert (text[second.start : second.end], second.reference, bool(second.problem)) == ("monitoring and review", None, True)


@pytest.mark.parametrize("text", ["It remains open. <sup>4</sup>", "It remains open. <sup>4</sup> "])
def test_a_note_mark_without_words_is_told_by_its_mark(text):
    [one] = find_citations(text, Kind.PARAGRAPH)
    assert (text[one.start : one.end].strip(), one.reference, bool(one.problem)) == ("<sup>4</sup>", None, True)


def test_a_note_number_that_dangles_is_told():
    assert find_citations("seem to remain open.1", Kind.PARAGRAPH) == (
        Found(20, 21, CitationKind.FOOTNOTE, None, "is a note whose text is not in the document"),
    )


@pytest.mark.parametrize("text", ["Weiss, C. (n.d.). The group.", "Weiss, C. (z.d.). De groep. Press."])
def test_a_reference_without_a_date_is_read(text):
    [one] = find_citations(text, Kind.REFERENCE)
    assert (one.reference and one.reference.authors, one.end) == (("Weiss",), len(text))


def test_a_group_of_mentions_that_is_marked_as_a_reference_is_read():
    text = "(Weiss 2018, p. 3; Jones & Doe 2019; Boeke, S. (2021). Pathways. ICCT)."
    assert [(words, reference and reference.authors) for words, reference in found(text, Kind.REFERENCE)] == [
        ("Weiss 2018", ("Weiss",)),
        ("Jones & Doe 2019", ("Jones", "Doe")),
        ("Boeke, S. (2021). Pathways. ICCT", ("Boeke",)),
    ]


def test_a_mention_within_a_fused_reference_is_no_citation_of_its_own():
    text = "<sup>5</sup>Ann Doe, 'As Weiss (2018) says,' Press, 2020"
    assert [reference and reference.title for _, reference in found(text)] == ["As Weiss (2018) says"]


@quick
@given(text=texts, kind=st.sampled_from(Kind))
def test_citations_share_no_words(text, kind):
    spans = [(one.start, one.end) for one in find_citations(text, kind)]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("piece", ["A. B, 'x ", "A, 'a,' ", "<sup>1</sup> ", "(Weiss 2018) ", "Ann Doe, 'T,' 2020; "])
def test_work_grows_with_the_length_of_a_text_and_no_faster(piece):
    assert grows_linearly(partial(find_citations, kind=Kind.PARAGRAPH), piece)


def test_a_bibliography_entry_in_no_known_form_is_told():
    [one] = find_citations("An unpublished manuscript of 2019", Kind.REFERENCE)
    assert (one.reference, one.kind, bool(one.problem)) == (None, CitationKind.BIBLIOGRAPHY, True)
