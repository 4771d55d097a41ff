"""A mapping is parsed as a value of its question's kind, digit by digit, or refused with what to write."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from profiles.domain.value_parsing import check_unit, parse_value
from profiles.domain.value_words import format_value
from profiles.domain.values import NameForm, NameValue, NumberValue, Relation, SetValue, Tie, TieValue, ValueKind, compare
from sources.fixtures.plain_yaml import PlainYamlError, read_plain_yaml
from sources.fixtures.yaml_files import to_yaml_line
from tests.properties import quick


def number(data: dict[str, Any]) -> NumberValue:
    value = parse_value(ValueKind.NUMBER, data)
    assert isinstance(value, NumberValue)
    return value


def refusal(kind: str, data: Any) -> str:
    with pytest.raises(ValueError, match=r"\w") as failure:
        parse_value(ValueKind(kind), data)
    return str(failure.value)


def written(text: str) -> str:
    """Return why a number as it is written in a value can't be read."""
    with pytest.raises((PlainYamlError, ValueError)) as failure:
        number(read_plain_yaml(f"{{about: {text}}}").data)  # type: ignore[union-attr]
    return str(failure.value)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ({"exact": 5}, NumberValue(Decimal(5), Decimal(5))),
        ({"about": 2.5}, NumberValue(Decimal("2.5"), Decimal("2.5"), about=True)),
        ({"from": 1, "to": 2}, NumberValue(Decimal(1), Decimal(2))),
        ({"from": 1, "to": 2, "about": True}, NumberValue(Decimal(1), Decimal(2), about=True)),
        ({"at_least": 5}, NumberValue(Decimal(5), None)),
        ({"more_than": 5}, NumberValue(Decimal(5), None, above_low=True)),
        ({"at_most": 5}, NumberValue(None, Decimal(5))),
        ({"less_than": 5}, NumberValue(None, Decimal(5), below_high=True)),
    ],
)
def test_a_number_has_seven_forms(data, value):
    assert number(data) == value


def test_every_other_kind_has_one_form():
    assert parse_value(ValueKind.NAME, {"name": "GSIM", "language": "fr", "form": "abbreviation"}) == NameValue(
        "GSIM", "fr", NameForm.ABBREVIATION
    )
    assert parse_value(ValueKind.ACTOR, {"actor": "a"}) == SetValue(frozenset("a"))
    assert parse_value(ValueKind.PLACES, {"places": ["a", "b"]}) == SetValue(frozenset("ab"))
    assert parse_value(ValueKind.RELATION, {"relation": "led by", "to": "a"}) == TieValue(Tie.LED_BY, "a")
    assert parse_value(ValueKind.DATE, {"date": "2017-03"}).text == "2017-03"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("number", {"exact": "5"}),
        ("number", {"exact": True}),
        ("number", {"exact": float("nan")}),
        ("number", {"exact": float("inf")}),
        ("number", {"exact": None}),
        ("number", {"exact": [5]}),
        ("number", {"exact": 5, "about": 5}),
        ("number", {"about": True}),
        ("number", {"about": False, "from": 1, "to": 2}),
        ("number", {"about": 5, "from": 1, "to": 2}),
        ("number", {"from": 1}),
        ("number", {"to": 2}),
        ("number", {"from": 2, "to": 1}),
        ("number", {"at_least": 1, "at_most": 2}),
        ("number", {"number": 5}),
        ("number", {}),
        ("number", None),
        ("date", {"date": 2017}),
        ("date", {"date": "March 2017"}),
        ("date", {"date": "2017", "about": True}),
        ("date", {"exact": 5}),
        ("name", {"language": "fr"}),
        ("name", {"name": " "}),
        ("name", {"name": 5}),
        ("name", {"name": "JNIM", "form": "nickname"}),
        ("name", {"name": "JNIM", "form": ["spelling"]}),
        ("name", {"name": "JNIM", "spelling": "JNIM"}),
        ("actor", {"actor": ["jnim"]}),
        ("actor", {"actors": ["jnim"]}),
        ("actors", {"actors": []}),
        ("actors", {"actors": "jnim"}),
        ("actors", {"actors": ["jnim", "jnim"]}),
        ("actors", {"actors": ["jnim", 5]}),
        ("actors", {"places": ["mali"]}),
        ("place", {"place": None}),
        ("places", {"place": "mali"}),
        ("relation", {"relation": "rival of"}),
        ("relation", {"to": "isgs"}),
        ("relation", {"relation": "rival of", "to": ""}),
        ("relation", {"relation": "rival of", "to": ["isgs"]}),
        ("relation", {"relation": "rival of", "to": "isgs", "of": None}),
        ("relation", {"relation": "rival of", "to": "isgs", "with": "isgs"}),
        ("relation", {"relation": "dislikes", "to": "isgs"}),
        ("relation", {"relation": ["rival of"], "to": "isgs"}),
        ("text", {"text": "anything"}),
        ("number", ["exact", 5]),
        ("number", {"exact": -5}),
        ("number", {"from": -5, "to": 5}),
        ("number", {"exact": 10**15}),
        ("number", {"exact": 10**5000}),
        ("number", {"exact": 0.0000001}),
        ("number", {"exact": 123456789.1234567}),
        ("number", {"exact": 1.234}),
        ("number", {"exact": Decimal("1.000")}),
        ("number", {"exact": Decimal("1E+999999")}),
        ("number", {"exact": Decimal("1E-999999")}),
        ("date", {"date": "2017" + 5000 * "0"}),
        ("name", {"name": "x" * 301}),
        ("name", {"name": "x\0"}),
        ("name", {"name": "x\ud800"}),
        ("name", {"name": "x\x07"}),
        ("name", {"name": "JNIM", "language": False}),
        ("name", {"name": "JNIM", "language": "French"}),
        ("name", {"name": "JNIM", "language": "fr\n"}),
        ("name", {"name": "JNIM", "form": None}),
        ("actor", {"actor": "Not a key"}),
        ("actor", {"actor": "x" * 101}),
        ("actor", {"actor": "key\n"}),
        ("actors", {"actors": [f"actor-{index}" for index in range(101)]}),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_refused(kind, data):
    with pytest.raises(ValueError, match=r"\w"):
        parse_value(ValueKind(kind), data)


@pytest.mark.parametrize(
    ("kind", "data", "told"),
    [
        ("number", {"number": 5}, "not a number: {'number': 5}; write exact, about, from and to, at_least, more_than, at_most"),
        ("number", {"from": 5}, "not a number: {'from': 5}; 'to' is missing: write exact, about"),
        ("number", {"exact": 5, "about": 5}, "'about' has no place in it: write exact"),
        ("number", {"exact": "5"}, "not a number: '5'; write an integer or a plain decimal, without quotes: 1000, 2.5"),
        ("number", {"exact": -5}, "a number is never negative: -5"),
        ("number", {"exact": 10**5000}, "a number has at most 15 digits"),
        ("number", {"about": 1.234}, "1.234 can be read as a thousand and as a decimal: write 1234, or fewer decimals"),
        ("number", {"from": 2000, "to": 1000}, "a range runs upwards, not from 2000 to 1000"),
        ("date", {"date": "March 2017"}, "not an EDTF date: 'March 2017'"),
        ("date", {"about": 2017}, "write date, as in {date: 2017-03}"),
        ("name", {"language": "fr"}, "'name' is missing: write name and, where they are known, language and form"),
        ("name", {"name": "GSIM", "language": "French"}, "not a language: 'French'; write a BCP 47 tag: nl, en, fr, ar-Latn"),
        (
            "name",
            {"name": "GSIM", "form": "nickname"},
            "not a form of name: 'nickname'; choose full name, spelling",
        ),
        ("name", {"name": "x\0"}, "it holds U+0000 (NUL) after “x”, which has no place in a text"),
        ("actor", {"actors": ["a"]}, "not an actor: {'actors': ['a']}; "),
        ("actors", {"actors": ["a", "a"]}, "'a' stands twice; keep one"),
        ("actors", {"actors": ["A"]}, "not a key: 'A'; a key has lower case, digits and single hyphens"),
        ("relation", {"relation": "dislikes", "to": "a"}, "not a kind of relation: 'dislikes'; choose succeeded by, merged into"),
        ("text", {"exact": 5}, "a question of kind text takes no value, not {'exact': 5}"),
        ("place", None, "a value of kind place is missing"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(kind, data, told):
    assert told in refusal(kind, data)


def test_a_refusal_is_short_however_long_the_value_is():
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    for data in ({"name": 5000 * "a"}, {"name": deep}, {word: word for word in map(str, range(5000))}):
        assert len(refusal("name", data)) < 300


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1.000", "write no zeros at its end"),
        ("1.234", "can be read as a thousand"),
        ("010", "in more than one way"),
        ("0x20", "in more than one way"),
        ("1e5", "in more than one way"),
        (".inf", "in more than one way"),
        ("1:30", "not a number: '1:30'"),
        ("1_000", "not a number: '1_000'"),
        ("yes", "not a number: 'yes'"),
        ("-5", "never negative"),
        (5000 * "9", "at most 15 digits"),
        (5000 * "[", "lists and mappings stand within each other"),
    ],
)
def test_a_number_that_could_be_read_as_another_is_refused(text, told):
    assert told in written(text)


@quick
@given(st.decimals(0, 10**8, places=6).map(lambda number: f"{number:f}".rstrip("0").rstrip(".") or "0"))
def test_a_number_is_kept_as_it_was_typed(text):
    assume(not re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text))  # those can be read as a thousand
    read = read_plain_yaml(f"{{about: {text}}}")
    assert read is not None
    assert to_yaml_line(read.data) == f"{{about: {text}}}"
    assert f"{number(read.data).low:f}" == text


def test_a_language_that_looks_like_a_refusal_is_one():
    read = read_plain_yaml("{name: Gruppen, language: no}")
    assert read is not None
    assert parse_value(ValueKind.NAME, read.data) == NameValue("Gruppen", "no")


@pytest.mark.parametrize("unit", ["per cent", "percent", "per cent of its total activity", "%", "Per cent"])
def test_a_share_is_at_most_the_whole(unit):
    check_unit(number({"from": 0, "to": 100}), unit)
    for data in ({"about": 100.5}, {"from": 90, "to": 101}, {"at_most": 800}):
        with pytest.raises(ValueError, match="more than the whole"):
            check_unit(number(data), unit)


@pytest.mark.parametrize("unit", ["persons", "", "US dollars a year", "per cent more than a year before", "percentage points"])
def test_what_is_no_share_may_be_more_than_a_hundred(unit):
    check_unit(number({"about": 800}), unit)
    check_unit(parse_value(ValueKind.DATE, {"date": "2017"}), unit)


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
)
NUMBER_KEYS = ["exact", "about", "from", "to", "at_least", "more_than", "at_most", "less_than"]
OTHER_KEYS = ["date", "name", "language", "form", "actor", "actors", "place", "places", "relation", "of"]
keys = st.sampled_from([*NUMBER_KEYS, *OTHER_KEYS])


@quick
@given(kind=st.sampled_from(ValueKind), data=st.dictionaries(keys, anything, max_size=3))
def test_any_mapping_is_parsed_or_refused_and_a_parsed_one_can_be_printed(kind: ValueKind, data: dict[str, Any]):
    try:
        value = parse_value(kind, data)
    except ValueError:
        return
    assert compare(value, value) is (Relation.DISJOINT if kind is ValueKind.TEXT else Relation.SAME)
    assert bool(format_value(value)) == (kind in (ValueKind.NUMBER, ValueKind.DATE, ValueKind.NAME))
