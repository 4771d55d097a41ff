"""Counts as a stacked bar: the parts of a whole, end to end, each with its place in per cent of the bar's length."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class BarPart(Generic[Kind]):
    """How many are of one kind, and where its part of the bar begins and how long it is, in per cent."""

    kind: Kind
    count: int
    start: float
    length: float


def stack(counts: Iterable[tuple[Kind, int]], of: int | None = None) -> tuple[BarPart[Kind], ...]:
    """Return counts as the parts of a bar, in their order; a kind that does not occur has none.

    The bar stands for `of`, or else for all that is counted. Raise ValueError for a bar that is shorter than its parts.
    """
    held = [(kind, count) for kind, count in counts if count]
    counted = sum(count for _, count in held)
    whole = counted if of is None else of
    if counted > whole:
        raise ValueError(f"{counted} do not fit on a bar of {whole}")
    parts: list[BarPart[Kind]] = []
    before = 0
    for kind, count in held:
        parts.append(BarPart(kind, count, round(before / whole * 100, 2), round(count / whole * 100, 2)))
        before += count
    return tuple(parts)
