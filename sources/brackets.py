"""Find the bracketed spans of a text, round and square, one within another."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 4000  # characters; a longer span is no aside
DEEPEST = 3  # brackets within brackets
_CLOSING = {"(": ")", "[": "]"}
_BRACKET = re.compile(r"[()\[\]]")


@dataclass(frozen=True, slots=True)
class BracketedSpan:
    """A bracketed span, `[start, end)` with its brackets, and the spans of those within it."""

    start: int
    end: int
    within: tuple[tuple[int, int], ...] = ()
    is_square: bool = False


def find_brackets(text: str) -> list[BracketedSpan]:
    """Return the bracketed spans of a text, in order. What nothing closes, or opens, is none.

    Spans longer than `LONGEST`, and those that hold more than `DEEPEST` brackets one within another, are left out.
    """
    found: list[tuple[int, int, tuple[tuple[int, int], ...]]] = []
    closed: list[tuple[int, int, int]] = []  # spans that stand in no other so far, with their depth
    for start, end in _pair(text):
        within: list[tuple[int, int, int]] = []
        while closed and closed[-1][0] > start:
            within.append(closed.pop())
        depth = 1 + max((deep for _, _, deep in within), default=0)
        closed.append((start, end, depth))
        if depth <= DEEPEST and end - start <= LONGEST:
            found.append((start, end, tuple((begin, stop) for begin, stop, _ in reversed(within))))
    return [BracketedSpan(start, end, within, text[start] == "[") for start, end, within in sorted(found)]


def _pair(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans, those within others first: a closing bracket takes the last of its kind that is open."""
    opened: list[int] = []
    waiting: Counter[str] = Counter()  # how many of a kind are open, so that none is looked for in vain
    for sign in _BRACKET.finditer(text):
        if sign[0] in _CLOSING:
            opened.append(sign.start())
            waiting[_CLOSING[sign[0]]] += 1
        elif waiting[sign[0]]:
            while (closing := _CLOSING[text[start := opened.pop()]]) != sign[0]:
                waiting[closing] -= 1
            waiting[closing] -= 1
            yield start, sign.end()
