"""A value is printed with its doubt, and nothing of it is rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.value_parsing import parse_value
from profiles.domain.value_words import format_named, format_value
from profiles.domain.values import NumberValue, ValueKind
from tests.properties import quick


@pytest.mark.parametrize(
    ("data", "printed"),
    [
        ({"exact": 800}, "800"),
        ({"about": 800}, "about 800"),
        ({"from": 1000, "to": 2000}, "1,000–2,000"),
        ({"from": 1000, "to": 2000, "about": True}, "about 1,000–2,000"),
        ({"from": 18000000, "to": 35000000}, "18–35 million"),
        ({"from": 500000, "to": 1000000}, "500,000–1 million"),
        ({"about": 1500000}, "about 1.5 million"),
        ({"exact": 1234567}, "1,234,567"),
        ({"from": 5, "to": 5}, "5"),
        ({"at_least": 5}, "at least 5"),
        ({"more_than": 64}, "more than 64"),
        ({"at_most": 5}, "at most 5"),
        ({"less_than": 5}, "less than 5"),
        ({"exact": 0}, "0"),
        ({"exact": 0.5}, "0.5"),
    ],
)
def test_a_number_is_printed_with_its_doubt(data, printed):
    assert format_value(parse_value(ValueKind.NUMBER, data)) == printed


@quick
@given(
    number=st.one_of(
        st.integers(0, 10**9).map(Decimal),
        st.integers(0, 10**4).map(lambda tenths: Decimal(tenths * 10**5)),
        st.decimals(0, 1000, places=2),
    )
)
def test_printing_a_number_rounds_nothing(number):
    digits, _, million = format_value(NumberValue(number, number)).partition(" ")
    assert Decimal(digits.replace(",", "")) * (1_000_000 if million else 1) == number


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("places", {"places": ["mali", "gao"]}, "Gao, Mali"),
        ("actor", {"actor": "nobody"}, "nobody"),  # who has no name is called by the key
        ("relation", {"relation": "allied with", "to": "mnla"}, "allied with MNLA"),
        ("relation", {"of": "ansar-dine", "relation": "allied with", "to": "mnla"}, "Ansar Dine: allied with MNLA"),
        ("number", {"about": 800}, "about 800"),
    ],
)
def test_actors_and_places_are_printed_by_their_names(kind, data, words):
    names = {"mali": "Mali", "gao": "Gao", "mnla": "MNLA", "ansar-dine": "Ansar Dine"}
    assert format_named(parse_value(ValueKind(kind), data), names) == words
