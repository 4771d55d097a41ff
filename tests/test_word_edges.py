"""Words, numbers and letters begin and end where a reader sees them do."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.word_edges import is_inside
from tests.properties import quick, thorough

texts = st.text(alphabet="aéß語で1٣ ’'.,-−\u00a0\u00ad\u0304\u093f\u200d¹\n😀", max_size=14)


def pieces(text: str) -> list[str]:
    """Return a text cut at every place that lies within nothing."""
    edges = [0, *(at for at in range(1, len(text)) if not is_inside(text, at)), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("about 1,800 men", ["about", " ", "1,800", " ", "men"]),
        ("1.234.567,89 euro", ["1.234.567,89", " ", "euro"]),
        ("In 2017, 500 fell.", ["In", " ", "2017", ",", " ", "500", " ", "fell", "."]),
        ("10 000\u202f000", ["10", " ", "000\u202f000"]),
        ("2017\u00a0800", ["2017", "\u00a0", "800"]),
        ("1\u00a02345", ["1", "\u00a0", "2345"]),
        ("100-500, of -800", ["100", "-", "500", ",", " ", "of", " ", "-800"]),
        ("Jama’at’s", ["Jama’at", "’s"]),
        ("the ‘emir’ of", ["the", " ", "‘", "emir", "’", " ", "of"]),
        ("Jama\u0304‘at al-Islam", ["Jama\u0304‘at", " ", "al", "-", "Islam"]),
        ("sub\u00adgroups", ["sub\u00adgroups"]),
        ("fighters¹ 10²", ["fighters", "¹", " ", "10²"]),
        ("2017年", ["2017", "年"]),
        ("कि", ["कि"]),
        ("نصرة الإسلام", ["نصرة", " ", "الإسلام"]),
    ],
)
def test_a_text_is_cut_where_its_words_and_numbers_end(text, whole):
    assert pieces(text) == whole


@quick
@given(texts)
def test_white_space_parts_words_whatever_stands_beside_it(text):
    for at in range(1, len(text)):
        if text[at] in " \n" or text[at - 1] in " \n":
            assert not is_inside(text, at) or unicodedata.category(text[at]).startswith("M") or "\u200d" in text[at - 1 : at + 1]


@thorough
@given(texts)
def test_a_mark_is_never_cut_from_its_letter_nor_a_digit_from_the_next(text):
    for at in range(1, len(text)):
        if unicodedata.category(text[at]).startswith("M") or (text[at - 1].isdecimal() and text[at].isdecimal()):
            assert is_inside(text, at)


@thorough
@given(st.text(alphabet="a1’,\u00a0\u00ad", max_size=30), st.integers(1, 30))
def test_only_what_stands_near_tells(text, at):
    near = 10
    assert is_inside(text, at) == is_inside(text[max(0, at - near) : at + near], min(at, near))


def test_the_ends_of_a_text_are_edges():
    assert [is_inside("ab", at) for at in (-1, 0, 1, 2, 3)] == [False, False, True, False, False]
