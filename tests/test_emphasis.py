"""Which signs of a Markdown text are marks of emphasis: what is plainly meant as one, and no letter of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.emphasis import DEEPEST, EmphasisMark, find_emphasis, without_emphasis
from tests.properties import quick, thorough
from tests.steps import grows_linearly

# Texts, and what is left of them where their marks are left out.
WORDS = {
    "*one* and **two** and ***three***": "one and two and three",
    "_one_ and __two__ and ___three___": "one and two and three",
    "**Dynamics of *one* war**": "Dynamics of one war",
    "_*both*_ and *_both_* and **_both_**": "both and both and both",
    "*one*, (*two*), “*three*”: *four*.": "one, (two), “three”: four.",
    "l’*Express* and l’_Express_, _Le Monde_’s and *Le Monde*'s": "l’Express and l’Express, Le Monde’s and Le Monde's",
    "*JNIM*-affiliated and _JNIM_-affiliated, then—_so_—on": "JNIM-affiliated and JNIM-affiliated, then—so—on",
    "told.<sup>12</sup> H<sub>2</sub>O": "told.12 H2O",
    "*a <sup>1</sup> b*": "a 1 b",
    # signs of the text
    "__init__.py": "__init__.py",
    "package/__init__.py and os.__file__": "package/__init__.py and os.__file__",
    "call __init__() or __getitem__[0]": "call __init__() or __getitem__[0]",
    "a_x_b, file_x_, _x_y": "a_x_b, file_x_, _x_y",
    "__init__.py, os.__file__ and _x_y_": "__init__.py, os.__file__ and _x_y_",
    "snake_case_name and _private": "snake_case_name and _private",
    "https://example.org/_next_/page_of_x": "https://example.org/_next_/page_of_x",
    "a@_b_.org": "a@_b_.org",
    "5*3*2 and 5 * 3 * 2": "5*3*2 and 5 * 3 * 2",
    "Jama*at*, *Jama*at": "Jama*at*, *Jama*at",
    "Jama\u0304*at*": "Jama\u0304*at*",
    "*.py and *.txt": "*.py and *.txt",
    "`*one*` and `__init__` and ``a ` *b*``": "`*one*` and `__init__` and ``a ` b``",
    "`*one* with no end": "`one with no end",
    "\\*one\\* and \\_two\\_": "\\*one\\* and \\_two\\_",
    "****one**** ____two____": "****one**** ____two____",
    "**one*, *two**": "one*, *two",
    "*one": "*one",
    "one*": "one*",
    "* one *": "* one *",
    "<sup>open, </sub>, <sup></sup>": "<sup>open, </sub>, <sup></sup>",
    "**strong and *half**": "strong and *half",
    "**unclosed and *half*": "**unclosed and half",
    "*": "*",
    "": "",
}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_marks_are_left_out_and_signs_of_the_text_stay(text: str, words: str):
    assert without_emphasis(text) == words


def test_each_mark_has_its_signs_and_the_tag_that_it_opens_or_closes():
    assert find_emphasis("a **b** <sup>1</sup>") == (
        EmphasisMark(2, 4, "strong", opens=True),
        EmphasisMark(5, 7, "strong", opens=False),
        EmphasisMark(8, 13, "sup", opens=True),
        EmphasisMark(14, 20, "sup", opens=False),
    )


def test_three_signs_are_strong():
    assert [mark.tag for mark in find_emphasis("***a*** ___b___ *c*")] == ["strong"] * 4 + ["em"] * 2


@pytest.mark.parametrize(
    ("start", "end", "words"), [(0, 9, "one two"), (2, 8, "ne tw"), (4, 10, " two"), (5, 9, "two"), (6, 6, ""), (0, 5, "one ")]
)
def test_words_of_a_part_are_those_that_the_whole_text_shows_there(start: int, end: int, words: str):
    assert without_emphasis("*one _two_*", start, end) == words


# Words and phrases with what is shown of them, put together as writers do.
PLAIN = ["one", "2017.", "__init__.py", "snake_case", "_private", "5*3*2", "a_x_b", "(two)", "`*.py`", "3", "x.__y__"]
TOKENS = st.sampled_from([(word, word) for word in PLAIN])
PHRASES = st.recursive(
    TOKENS | st.lists(TOKENS, min_size=1, max_size=3).map(lambda words: tuple(map(" ".join, zip(*words, strict=True)))),
    lambda inner: st.tuples(st.sampled_from(["<sup>", "<sub>"]), inner).map(
        lambda drawn: (f"{drawn[0]}{drawn[1][0]}{drawn[0].replace('<', '</')}", drawn[1][1])
    ),
    max_leaves=3,
)
SIGNS = st.sampled_from(["*", "**", "***", "_", "__", "___"])
EMPHASISED = st.tuples(SIGNS, st.sampled_from(["one", "two words", "É.", "(x)"])).map(
    lambda drawn: (f"{drawn[0]}{drawn[1]}{drawn[0]}", drawn[1])
)


@thorough
@given(st.lists(PHRASES | EMPHASISED, max_size=8))
def test_what_is_shown_of_a_text_is_all_but_the_marks_that_its_writer_set(phrases: list[tuple[str, str]]):
    text, shown = (" ".join(phrase[side] for phrase in phrases) for side in (0, 1))
    assert without_emphasis(text) == shown


MIXED = st.text(st.one_of(st.sampled_from("*_`\\ .a/<>"), st.sampled_from("é1\u0304\n")), max_size=30)


@thorough
@given(MIXED)
def test_marks_are_signs_alone_and_nest(text: str):
    opened: list[EmphasisMark] = []
    last = 0
    for mark in find_emphasis(text):
        assert last <= mark.start < mark.end <= len(text)
        last = mark.end
        if mark.opens:
            opened.append(mark)
            assert text[mark.start : mark.end] in {"*", "**", "***", "_", "__", "___", "<sup>", "<sub>"}
        else:
            assert text[mark.start : mark.end] == text[opened[-1].start : opened[-1].end].replace("<", "</")
            assert opened.pop().tag == mark.tag
    assert not opened


@quick
@given(MIXED)
def test_no_mark_stands_within_a_word(text: str):
    for mark in find_emphasis(text):
        before, after = text[: mark.start].rstrip("*_"), text[mark.end :].lstrip("*_")
        if text[mark.start] != "<":
            assert not (before[-1:].isalnum() and after[:1].isalnum())


def test_marks_beyond_the_deepest_are_signs_of_the_text():
    text = "*a _b " * DEEPEST + "c" + "_ b* a" * DEEPEST
    marks = find_emphasis(text)
    assert len(marks) == 2 * DEEPEST
    assert marks[0].start == 0


PIECES = ["*a* ", "_a_ ", "*a ", "**a *b ", "*_", "_a", "a_", "<sup>", "<sup>1</sup>", "`a", "`*a*` ", "*a* _b"]


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_with_the_length_of_a_text_and_no_faster(piece: str):
    assert grows_linearly(find_emphasis, piece)
