"""The subset of YAML 1.2 that fixtures and value fields are written in: what a word is, and what is refused."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.fixtures.plain_yaml import PlainYamlError, plain_decimal, read_plain_yaml
from tests.properties import quick, thorough


def read(text: str, **limits: int) -> Any:
    found = read_plain_yaml(text, **limits)
    return found.data if found else None


def refusal(text: str, **limits: int) -> str:
    with pytest.raises(PlainYamlError) as failure:
        read(text, **limits)
    return f"{failure.value.line}: {failure.value}"


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "off", "y", "N", "1:30", "12:30:45", "2017-03-02", "2017-13-45", "1_000", "0b11", "=", "<<", "1,000"],
)
def test_words_that_yaml_1_1_took_for_something_else_are_words(word):
    assert read(f"value: {word}") == {"value": word}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-10", -10),
        ("999999999999999", 999999999999999),
        ("0.5", 0.5),
        ("-8.002", -8.002),
        ("0.000001", 0.000001),
        ("'10'", "10"),
        ('"no"', "no"),
    ],
)
def test_what_is_no_string_is_one_of_four_things(text, value):
    found = read(f"value: {text}")["value"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "word",
    [
        *("010", "-010", "0x20", "0o10", "1e5", "1.5e3", ".inf", "-.Inf", ".NaN", "+5", "-0", "00", ".5", "5.", "01.5"),
        *("1.000", "5.0", "0.12345678901234567", "1234567890123456", "123456789012345678.5", 5000 * "9", f"0.{5000 * '1'}"),
    ],
)
def test_a_number_that_is_not_read_everywhere_as_it_is_written_is_refused_with_its_line(word):
    assert refusal(f"a: 1\nb: {word}").startswith("2: ")
    assert read(f"b: '{word}'") == {"b": word}


def test_a_decimal_with_zeros_at_its_end_is_refused_with_what_to_write():
    assert refusal("about: 1.000").startswith("1: '1.000' is not kept as it is written: write no zeros at its end")


@quick
@given(st.decimals(-(10**9), 10**9, places=6, allow_nan=False))
def test_a_decimal_keeps_every_digit(number):
    text = f"{number:f}".rstrip("0").rstrip(".")
    if text not in ("-0", ""):
        assert plain_decimal(float(read(f"a: {text}")["a"])) == text


@pytest.mark.parametrize("key", ["no", "010", "1", "true", "2017-03-02", "~"])
def test_a_key_is_a_word(key):
    assert read(f"{key}: a") == {key: "a"}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_five_thousand_levels_are_refused(opening):
    assert "more than 20 lists and mappings" in refusal(5000 * opening)


def test_as_many_levels_as_are_allowed_are_read():
    assert read("[[[1]]]", deepest=3) == [[[1]]]
    assert "more than 2 lists and mappings" in refusal("[[[]]]", deepest=2)


def test_a_text_that_is_too_long_is_refused():
    assert read("a: bc", largest=5) == {"a": "bc"}
    assert refusal("a: bcd", largest=5) == "None: it is longer than 5 characters; divide it"


def test_names_for_other_values_are_refused_before_they_multiply():
    bombs = "".join(
        f"{name}: &{name} [{', '.join(9 * [f'*{former}'])}]\n" for former, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refusal(f"a: &a [x, x, x]\n{bombs}").startswith("1: anchors and aliases")


@pytest.mark.parametrize(
    ("escape", "name"),
    [
        ("\\0", "U+0000 (NUL)"),
        ("\\x07", "U+0007 (a control character)"),
        ("\\ud800", "U+D800 (a lone surrogate)"),
        ("\\uFFFF", "U+FFFF (no character)"),
        ("\\e", "U+001B (ESCAPE)"),
    ],
)
def test_an_escape_gives_no_character_that_could_not_stand_there(escape, name):
    assert refusal(f'a: 1\nb: "x{escape}"') == f"2: the character {name} can't stand in it"
    assert name in refusal(f'"x{escape}": a')


@pytest.mark.parametrize(
    ("character", "name"),
    [("\0", "NUL"), ("\x07", "a control character"), ("\ud800", "a lone surrogate"), ("\uffff", "no character")],
)
def test_a_character_that_can_not_stand_in_a_text_is_refused_by_name(character, name):
    assert refusal(f"a: 1\nb: x{character}") == f"2: not YAML: the character U+{ord(character):04X} ({name}) can't stand in it"


@pytest.mark.parametrize("text", ["", "# a comment", "---\n"])
def test_a_text_may_hold_nothing(text):
    assert read(text) is None


@thorough
@given(st.text(alphabet="ab:- \n[]{}?,&*!|>'\"#%@`<~0129.exno\\é\t", max_size=40))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(PlainYamlError):
        read(text)
