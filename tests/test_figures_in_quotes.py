"""A number of a value stands in a quote, in digits or in words, or it is named."""

from decimal import Decimal
from typing import Any

import pytest

from profiles.domain.figures_in_quotes import QuotedWords, unfounded_figures
from profiles.domain.value_parsing import parse_value
from profiles.domain.values import ValueKind


def unfounded(data: dict[str, Any], *quotes: str, unit: str = "persons", language: str = "en") -> list[Decimal]:
    value = parse_value(ValueKind.NUMBER, data)
    return list(unfounded_figures(value, [QuotedWords(quote, language) for quote in quotes], unit))


@pytest.mark.parametrize(
    ("data", "quote", "language"),
    [
        ({"from": 1000, "to": 2000}, "JNIM is estimated to have between 1,000 and 2,000 fighters.", "en"),
        ({"from": 1000, "to": 2000, "about": True}, "around 1000 – 2000 active fighters", "en"),
        ({"from": 18_000_000, "to": 35_000_000}, "tussen de $18 en $35 miljoen verdienen", "nl"),
        ({"at_least": 5}, "minstens vijf aanslagen", "nl"),
        ({"exact": 2}, "Beide zijn in oktober 2020 vrijgelaten.", "nl"),
        ({"more_than": 20}, "dates back more than two decades", "en"),
        ({"more_than": 34_000_000}, "upwards of 34 million USD per year", "en"),
    ],
)
def test_a_number_that_a_quote_states_is_founded(data, quote, language):
    assert unfounded(data, quote, language=language) == []


def test_each_number_that_no_quote_states_is_named():
    assert unfounded({"from": 100, "to": 1000}, "between 1,000 and 2,000 fighters") == [100]
    assert unfounded({"from": 5, "to": 6}, "between 1,000 and 2,000 fighters") == [5, 6]
    assert unfounded({"exact": 5}) == [5]


@pytest.mark.parametrize(
    ("number", "quote"),
    [
        (800, "1,800 members"),
        (35, "35 million dollars"),
        (1, "1,000 members"),
        (100, "several hundred members"),
        (200, "these hundreds of jihadists"),
        (66, "66,000 members"),
        (23, "M23"),
    ],
)
def test_a_number_within_another_is_not_founded(number, quote):
    assert unfounded({"exact": number}, quote) == [number]


def test_numbers_may_stand_in_different_quotes():
    assert unfounded({"from": 100, "to": 1000}, "at least 100", "at most a thousand") == []


@pytest.mark.parametrize(("number", "founded"), [(66, True), (67, True), (66.7, True), (66.6, True), (65, False), (68, False)])
def test_a_part_founds_a_share_that_is_rounded_up_or_down(number, founded):
    quote = "nearly two-thirds of the violence in the Sahel"
    assert (unfounded({"about": number}, quote, unit="per cent") == []) is founded
    assert unfounded({"about": number}, quote, unit="persons") != []


def test_half_is_fifty_per_cent_and_a_half():
    assert unfounded({"exact": 50}, "half of its activity", unit="per cent of its activity") == []
    assert unfounded({"exact": 0.5}, "half a year", unit="years") == []
    assert unfounded({"exact": 50}, "half of the fighters", unit="persons") == [50]


def test_a_unit_may_hold_a_scale():
    assert unfounded({"exact": 30}, "a ransom of €30 million", unit="million euros") == []
    assert unfounded({"exact": 30}, "a ransom of €30 million", unit="euros") == [30]


def test_only_numbers_are_compared():
    date = parse_value(ValueKind.DATE, {"date": "2017"})
    assert unfounded_figures(date, []) == ()
