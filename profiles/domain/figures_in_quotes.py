"""Compare the figures of a typed value with those in its quotes: each stands in one of them, or a curator says why not."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from profiles.domain.figures_in_text import Figures, figures_in
from profiles.domain.number_words import Role, meanings_of
from profiles.domain.value_parsing import is_share
from profiles.domain.values import NumberValue, Value


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """The words of a document that support a claim, in their own language (a BCP 47 tag; empty where it is unknown)."""

    words: str
    language: str = ""


def unfounded_figures(value: Value, quotes: Iterable[QuotedWords], unit: str = "") -> tuple[Decimal, ...]:
    """Return the numbers of a value that stand in none of the quotes, in digits or in words; only a number has any.

    A share ("per cent", "per cent of …") may stand there as a part: two thirds are 66 or 67 per cent. Where the unit holds a
    scale ("million euros"), the quotes are read with it. Dates are not compared.
    """
    if not isinstance(value, NumberValue):
        return ()
    numbers = dict.fromkeys(number for number in (value.low, value.high) if number is not None)
    stated = [figures_in(quote.words, quote.language) for quote in quotes]
    return tuple(number for number in numbers if not any(_states(figures, number, unit) for figures in stated))


def _states(figures: Figures, number: Decimal, unit: str) -> bool:
    if Fraction(number) * _scale_of(unit) in figures.numbers:
        return True
    if is_share(unit):
        return any(number in _percentages(part, number) for part in figures.parts)
    return Fraction(number) in figures.parts


def _percentages(part: Fraction, like: Decimal) -> tuple[Decimal, Decimal]:
    """Return a part as a percentage, rounded down and up to as many decimals as another number has."""
    places = max(0, -int(like.as_tuple().exponent))
    exact = part * 100 * 10**places
    return Decimal(math.floor(exact)).scaleb(-places), Decimal(math.ceil(exact)).scaleb(-places)


def _scale_of(unit: str) -> Fraction:
    """Return what the words of a unit multiply by: a million for "million euros"."""
    scale = Fraction(1)
    for word in unit.lower().split():
        scale *= next((meaning.worth for meaning in meanings_of(word, "en") if meaning.role is Role.SCALE), 1)
    return scale
