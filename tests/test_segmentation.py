"""Passages are in order, apart, and hold every character that is not a mark of structure."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.fixtures.documents import read_documents
from sources.segmentation import Kind, LineRule, Markup, default_shape, segment, uncovered
from tests.factories import SHIPPED
from tests.properties import quick

DOCUMENTS = {read.entry.slug: read for read in read_documents(SHIPPED / "documents")}

marks = st.sampled_from(
    ["", "# ", "## ", "###### ", "####### ", "#", "• ", "  •\u00a0", "•", "* ", "\u2028", " \t", "\u00a0", "\r"]
)
bodies = st.one_of(st.just(""), st.text(alphabet="aé#•*. \u00a0\r", max_size=8))
texts = st.lists(st.builds(str.__add__, marks, bodies), max_size=10).map("\n".join)
markups = st.sampled_from(Markup)


def rest_of(text: str, spans: list[tuple[int, int]]) -> str:
    """Return what stands outside the spans."""
    return "".join(char for at, char in enumerate(text) if not any(start <= at < end for start, end in spans))


def spans_of(text: str, markup: Markup, rules: tuple[LineRule, ...] = ()) -> list[tuple[int, int]]:
    return [(piece.start, piece.end) for piece in segment(text, markup, rules)]


@quick
@given(text=texts, markup=markups)
def test_passages_are_in_order_and_do_not_overlap(text, markup):
    edges = [edge for span in spans_of(text, markup) for edge in span]
    assert edges == sorted(edges)


@quick
@given(text=texts, markup=markups)
def test_no_passage_is_empty_or_begins_or_ends_with_white_space(text, markup):
    for start, end in spans_of(text, markup):
        assert text[start:end]
        assert text[start:end] == text[start:end].strip()


@quick
@given(text=texts, markup=markups)
def test_only_white_space_and_marks_stand_outside_the_passages(text, markup):
    marks = "#•" if markup is Markup.MARKDOWN else "•"
    assert rest_of(text, spans_of(text, markup)).strip(f"{marks} \n\r\t\u00a0\u2028") == ""


@quick
@given(text=texts, markup=markups)
def test_what_is_uncovered_agrees_with_the_cutting(text, markup):
    assert list(uncovered(text, spans_of(text, markup), markup)) == []


@quick
@given(text=texts, markup=markups)
def test_passages_are_numbered_from_one_and_know_their_line(text, markup):
    pieces = segment(text, markup)
    assert [piece.number for piece in pieces] == list(range(1, len(pieces) + 1))
    assert [piece.first for piece in pieces] == [len(re.findall(r"\r\n|\r|\n", text[: piece.start])) + 1 for piece in pieces]


@quick
@given(text=texts, markup=markups)
def test_the_default_shape_is_the_one_without_rules(text, markup):
    for piece in segment(text, markup):
        line_start = max(text.rfind("\n", 0, piece.start), text.rfind("\r", 0, piece.start)) + 1
        assert default_shape(text, line_start, markup) == (piece.kind, piece.level)


@quick
@given(data=st.data(), text=texts, markup=markups)
def test_a_passage_that_is_left_out_is_uncovered(data, text, markup):
    spans = spans_of(text, markup)
    if spans:
        left_out = data.draw(st.sampled_from(spans))
        kept = [span for span in spans if span != left_out]
        assert list(uncovered(text, kept, markup)) or not text[slice(*left_out)].strip("#• \u00a0\r")


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_every_character_of_a_shipped_document_lies_in_a_passage(slug):
    read = DOCUMENTS[slug]
    outside = rest_of(read.text, [(piece.start, piece.end) for piece in read.segments])
    assert outside.strip("#• \n\u00a0" if read.entry.markup == "markdown" else "• \n\u00a0") == ""


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_no_rule_of_a_shipped_document_goes_unused(slug):
    read = DOCUMENTS[slug]
    assert {rule.line for rule in read.entry.passages} <= {piece.first for piece in read.segments}


def test_a_line_is_a_passage_and_a_blank_one_is_none():
    assert spans_of("one\n\n \u00a0\ntwo", Markup.PLAIN) == [(0, 3), (8, 11)]


def test_a_line_of_marks_alone_is_no_passage():
    assert spans_of("•\n## \n  • \nwords", Markup.MARKDOWN) == [(11, 16)]


def test_a_bulleted_line_is_a_list_item_without_its_bullet():
    [piece] = segment("  • Boeke", Markup.PLAIN)
    assert (piece.kind, piece.start, piece.end) == (Kind.LIST_ITEM, 4, 9)


def test_a_hash_is_a_heading_in_markdown_alone():
    assert segment("## Size", Markup.MARKDOWN)[0].kind is Kind.HEADING
    assert segment("## Size", Markup.PLAIN)[0].kind is Kind.PARAGRAPH


def test_a_passage_stands_under_the_headings_above_it_but_for_the_title():
    text = "# Title\n## Areas\n### **Mali**\nhere\n## Size\nthere"
    assert [piece.path for piece in segment(text, Markup.MARKDOWN) if piece.kind is Kind.PARAGRAPH] == [
        ("Areas", "Mali"),
        ("Size",),
    ]


def test_a_heading_is_not_under_itself():
    assert [piece.path for piece in segment("## Areas\n## Size", Markup.MARKDOWN)] == [(), ()]


def test_a_rule_joins_lines_that_layout_cut_apart():
    assert spans_of("It advocates for\n\nsupport.\nMore.", Markup.PLAIN, (LineRule(1, "It advocates", to=3),)) == [
        (0, 26),
        (27, 32),
    ]


def test_a_rule_says_what_kind_a_line_is():
    [piece] = segment("top of page", Markup.PLAIN, (LineRule(1, "top", kind=Kind.FURNITURE),))
    assert piece.kind is Kind.FURNITURE


def test_a_heading_that_a_rule_makes_has_level_two_unless_said():
    [piece] = segment("Size", Markup.PLAIN, (LineRule(1, "Size", kind=Kind.HEADING),))
    assert piece.level == 2


def test_a_level_on_what_is_no_heading_ends_the_headings_above_it():
    text = "## Areas\n### Mali\n#### Figure\nMore"
    pieces = segment(text, Markup.MARKDOWN, (LineRule(3, "Figure", kind=Kind.PARAGRAPH), LineRule(4, "More", level=3)))
    assert [(piece.kind, piece.path) for piece in pieces[2:]] == [
        (Kind.PARAGRAPH, ("Areas", "Mali")),
        (Kind.PARAGRAPH, ("Areas",)),
    ]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ((LineRule(1, "Other"),), "line 1 begins “First line”, not “Other”"),
        ((LineRule(2, ""),), "line 2 is blank"),
        ((LineRule(4, "Beyond"),), "line 4: the text has 3 lines"),
        ((LineRule(0, "Before"),), "line 0: the text has 3 lines"),
        ((LineRule(1, "First", to=4),), "line 1 to 4: the text has 3 lines"),
        ((LineRule(3, "Third", to=1),), "line 3 to 1: the text has 3 lines"),
        ((LineRule(1, "First", to=3), LineRule(3, "Third")), "line 3: already part of the passage that ends on line 3"),
        ((LineRule(1, "First"), LineRule(1, "First")), "line 1: two entries speak of it"),
    ],
    ids=["another beginning", "blank", "beyond", "before", "to beyond", "backwards", "within another's", "twice"],
)
def test_a_rule_that_does_not_fit_the_text_is_refused(rules, told):
    with pytest.raises(ValueError, match=told):
        segment("First line\n\nThird line", Markup.PLAIN, rules)
