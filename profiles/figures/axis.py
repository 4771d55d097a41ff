"""Lay numbers and ranges out on one axis, in per cent of its width. Nothing is averaged; what is unbounded runs to the edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from profiles.domain.value_words import MILLION, format_value
from profiles.domain.values import NumberValue

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis: where (per cent) and its number in words."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class ValueBar:
    """One value on the axis: where it begins and how long it is (per cent); a single number has no length."""

    start: float
    length: float
    label: str
    about: bool
    open_end: bool

    @property
    def is_point(self) -> bool:
        """Whether it is a single number."""
        return self.length == 0


@dataclass(frozen=True, slots=True)
class Axis:
    """The ticks, one bar for each value in the order given, and guides: every end of a bar, so that a gap or a touch is seen."""

    ticks: tuple[Tick, ...]
    bars: tuple[ValueBar, ...]
    guides: tuple[float, ...] = ()


def make_axis(values: Sequence[NumberValue]) -> Axis:
    """Return the axis of some values, from zero to a round number not below the highest. Raise ValueError if there are none."""
    if not values:
        raise ValueError("no values to lay out")
    highest = max(end for value in values for end in (value.low, value.high) if end is not None)
    top, step = _round_up(max(highest, Decimal(1)))
    if any(value.high is None and value.low == top for value in values):
        top += step  # what has no upper bound is no point at the edge
    numbers = [step * index for index in range(int(top / step) + 1)]
    ticks = tuple(Tick(_per_cent(number, top), _tick_label(number, top)) for number in numbers)
    return Axis(ticks, tuple(_bar(value, top) for value in values), _guides(values, top))


def _round_up(highest: Decimal) -> tuple[Decimal, Decimal]:
    """Return a round number not below the highest, and the step of its ticks."""
    magnitude = Decimal(10) ** (highest.adjusted() - 1)
    for scale in (magnitude, magnitude * 10):
        for factor in _STEPS:
            step = factor * scale
            count = (highest / step).to_integral_value(ROUND_CEILING)
            if count <= _MOST_TICKS:
                return step * count, step
    raise AssertionError("unreachable: ten times the magnitude always serves")


def _tick_label(number: Decimal, top: Decimal) -> str:
    """Return a tick's number; where they are millions, only the last says so, for they stand close together."""
    label = format_value(NumberValue(number, number))
    return label if number == top else label.removesuffix(MILLION)


def _bar(value: NumberValue, top: Decimal) -> ValueBar:
    start = _per_cent(value.low or Decimal(0), top)
    end = _per_cent(value.high if value.high is not None else top, top)
    return ValueBar(start, round(end - start, 3), format_value(value), value.about, value.high is None)


def _guides(values: Sequence[NumberValue], top: Decimal) -> tuple[float, ...]:
    """Return where values begin and end, once each; where there is one value alone, there is nothing to compare it with."""
    if len(values) == 1:
        return ()
    ends = {end for value in values for end in (value.low, value.high) if end is not None}
    return tuple(_per_cent(end, top) for end in sorted(ends))


def _per_cent(number: Decimal, top: Decimal) -> float:
    return round(float(number / top * 100), 3)
