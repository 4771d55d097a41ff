"""The layers of the maps: which questions feed each, and how the years of a place are printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sources.dates import EdtfDate


@dataclass(frozen=True)
class MapLayer:
    """One layer: its key and title, the questions whose answers are its places, and what a number on it counts, as a phrase.

    `leave_out` are places, by claim, that the claim mentions and that its answer is not about. With `by_year` a place bears the
    years that the answers date instead of a number.
    """

    key: str
    title: str
    questions: tuple[str, ...]
    counted: str = ""
    by_year: bool = False
    leave_out: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class YearSpan:
    """From which year to which something is dated; the same year twice for one, `last` 9999 where it goes on."""

    first: int
    last: int

    def __str__(self) -> str:
        if self.last == _OPEN:
            return f"since {self.first}"
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


_OPEN = 9999


def year_span(date: EdtfDate) -> YearSpan | None:
    """Return the years in which a date can lie; None where nobody says when it began, or when something that is over ended."""
    if date.earliest is None or (date.latest is None and not date.end_is_open):
        return None
    return YearSpan(date.earliest.year, date.latest.year if date.latest else _OPEN)


def join_spans(spans: Iterable[YearSpan]) -> tuple[YearSpan, ...]:
    """Return spans in order, those that share a year as one."""
    joined: list[YearSpan] = []
    for span in sorted(spans):
        if joined and span.first <= joined[-1].last:
            joined[-1] = YearSpan(joined[-1].first, max(joined[-1].last, span.last))
        else:
            joined.append(span)
    return tuple(joined)
