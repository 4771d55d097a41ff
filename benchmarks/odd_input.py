"""How long the worst input takes: `make bench`. Each text is read once and at twice its length.

That the work is bounded is held by tests, which count steps; here it is seconds of processor time that are seen. A ratio near 2
means that the work grows with the text and no faster.
"""

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.report import Row, Section
from profiles.domain.figures_in_text import figures_in
from profiles.domain.origins import Basis, Support, trace_origins
from profiles.domain.value_parsing import parse_value
from profiles.domain.values import ValueKind
from sources.anchoring import Quote, find_anchor
from sources.citations import find_citations
from sources.dates import parse_edtf
from sources.emphasis import find_emphasis
from sources.rendering import Mark, render_text
from sources.segmentation import Kind, Markup, segment

ROUNDS = 3
CHARACTERS = 20_000


@dataclass(frozen=True)
class Case:
    """Some input by name, and what is done with it at a size; what is refused is work as well."""

    name: str
    size: int
    work: Callable[[int], Any]


def repeated(piece: str, size: int) -> str:
    """Return a text of `size` characters that says one thing again and again."""
    return (piece * (size // len(piece) + 1))[:size]


def disjoint_pairs(count: int) -> list[Support]:
    """Return evidence of which each piece credits two works that no other credits."""
    return [
        Support(number, f"claim-{number}", "document", Basis.WORKS, frozenset({f"one-{number}", f"other-{number}"}))
        for number in range(count)
    ]


def render(text: str) -> Any:
    """Render a text with a mark from its first to its last character."""
    return render_text(text, Markup.MARKDOWN, [Mark(0, len(text) - 1, "k")])


CASES = [
    Case("date of a far year: Y1E9…", 5_000, lambda size: parse_edtf("Y1E" + "9" * size)),
    Case("date of many members", 5_000, lambda size: parse_edtf("{" + repeated("2017,", size) + "2018}")),
    Case("number of many digits", 5_000, lambda size: parse_value(ValueKind.NUMBER, {"exact": "9" * size})),
    Case("emphasis without end: *a *a", CHARACTERS, lambda size: find_emphasis(repeated("*a ", size))),
    Case("emphasis, marked and rendered", CHARACTERS, lambda size: render(repeated("*a* ", size))),
    Case("citations: (Doe 2020; Doe", CHARACTERS, lambda size: find_citations(repeated("(Doe 2020; ", size), Kind.PARAGRAPH)),
    Case("quote that is nearly there", CHARACTERS, lambda size: find_anchor(Quote("a b " * 50 + "c"), repeated("a b ", size))),
    Case("figures in words", CHARACTERS, lambda size: figures_in(repeated("two hundred and six thousand ", size), "en")),
    Case("lines to segment", CHARACTERS, lambda size: segment(repeated("# a\n- b\n", size), Markup.MARKDOWN)),
    Case("origins: disjoint pairs of works", 100, lambda size: trace_origins(disjoint_pairs(size))),
]


def seconds_of(case: Case, size: int) -> float:
    """Return the median seconds of processor time that a case takes at a size."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        with suppress(ValueError):  # refused, as it may well be
            case.work(size)
        taken.append(time.process_time() - began)
    return median(taken)


def section() -> Section:
    """Measure every case."""
    gc.disable()  # what a collection takes depends on all that is held, not on the case
    rows = []
    for case in CASES:
        once, twice = (seconds_of(case, size) for size in (case.size, 2 * case.size))
        rows.append(Row(case.name, {"size": case.size, "ms": once * 1000, "twice the size ×": twice / once}))
    gc.enable()
    return Section("worst input", rows, ["a ratio near 2: the work grows with the text and no faster"])
