"""Values as they are printed: "about 800", "1,000–2,000", "18–35 million". Nothing is rounded."""

from collections.abc import Mapping
from decimal import Decimal

from profiles.domain.values import NameValue, NumberValue, SetValue, TieValue, Value
from sources.dates import EdtfDate
from sources.dates_in_words import format_date

MILLION = " million"


def format_value(value: Value) -> str:
    """Return a value as it is printed: "about 800", "1,000–2,000", "2017-03". Empty for text and for sets, which have pages."""
    if isinstance(value, NumberValue):
        return _format_number(value)
    if isinstance(value, EdtfDate):
        return format_date(value.text)
    return value.name if isinstance(value, NameValue) else ""


def format_named(value: Value, names: Mapping[str, str]) -> str:
    """Return a value as it is printed, actors and places by their names: "Gao, Mali", "Ansar Dine: allied with MNLA".

    `names` are by key; a key stands for what has none. A tie whose first actor is the question's begins with the tie.
    """
    if isinstance(value, SetValue):
        return ", ".join(sorted(names.get(key, key) for key in value.members))
    if isinstance(value, TieValue):
        of = f"{names.get(value.of, value.of)}: " if value.of else ""
        return f"{of}{value.tie} {names.get(value.to, value.to)}"
    return format_value(value)


def _format_number(value: NumberValue) -> str:
    low, high = (_digits(end) if end is not None else "" for end in (value.low, value.high))
    if value.low is None:
        return f"{'less than' if value.below_high else 'at most'} {high}"
    if value.high is None:
        return f"{'more than' if value.above_low else 'at least'} {low}"
    if low != high and low.endswith(MILLION) and high.endswith(MILLION):
        low = low.removesuffix(MILLION)
    return f"{'about ' if value.about else ''}{low if low == high else f'{low}–{high}'}"


def _digits(number: Decimal) -> str:
    millions = number / 1_000_000
    if millions >= 1 and millions == round(millions, 1):
        return f"{millions.normalize():,f}{MILLION}"
    return f"{number.normalize():,f}"
