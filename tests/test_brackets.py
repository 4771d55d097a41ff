"""Bracketed spans are found whole, one within another, and never for more work than the text is long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.brackets import DEEPEST, LONGEST, BracketedSpan, find_brackets
from tests.properties import quick
from tests.steps import grows_linearly


def spans(text: str) -> list[str]:
    return [text[bracket.start : bracket.end] for bracket in find_brackets(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a (b) c [d]", ["(b)", "[d]"]),
        ("(a (b) [c])", ["(a (b) [c])", "(b)", "[c]"]),
        ("(a", []),
        ("a)", []),
        ("(a]", []),
        ("(a [b)", ["(a [b)"]),
        ("(a [b) c]", ["(a [b)"]),
        ("((a)", ["(a)"]),
        ("()", ["()"]),
        ("", []),
    ],
)
def test_a_bracket_closes_the_last_of_its_kind_that_is_open(text: str, found: list[str]):
    assert spans(text) == found


def test_a_bracket_knows_what_it_holds():
    assert find_brackets("(a [b] (c))") == [
        BracketedSpan(0, 11, ((3, 6), (7, 10))),
        BracketedSpan(3, 6, is_square=True),
        BracketedSpan(7, 10),
    ]


def test_spans_that_are_too_long_or_too_deep_are_left_out():
    assert spans(f"({'a' * LONGEST}) (b)") == ["(b)"]
    assert len(spans("(" * (DEEPEST + 2) + ")" * (DEEPEST + 2))) == DEEPEST


@quick
@given(st.text(alphabet="()[]a ", max_size=30))
def test_spans_begin_and_end_with_brackets_of_one_kind_and_nest(text: str):
    opened: list[int] = []
    for bracket in find_brackets(text):
        assert text[bracket.start] + text[bracket.end - 1] in ("()", "[]")
        while opened and opened[-1] <= bracket.start:
            opened.pop()
        assert not opened or bracket.end <= opened[-1]
        opened.append(bracket.end)


@pytest.mark.parametrize("piece", ["(", "[(", "(a) ", "((a)", "(a [b) ", ")"])
def test_work_grows_with_the_length_of_a_text_and_no_faster(piece: str):
    assert grows_linearly(find_brackets, piece)
