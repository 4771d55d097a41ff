"""Cut a document's text into passages: whole paragraphs, headings, list items, references and furniture.

A line that is not blank is a passage, unless a rule joins it to others that page layout cut off from it. Marks that only carry
structure (Markdown's `# `, a bullet) stay outside the passage's span; every other non-blank character lies in exactly one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sources.anchoring import fold_space
from sources.characters import BYTE_ORDER_MARK
from sources.emphasis import without_emphasis


class Kind(StrEnum):
    """What a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    REFERENCE = "reference"
    FURNITURE = "furniture"


class Markup(StrEnum):
    """How a document marks structure."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class LineRule:
    """What a curator says of the passage that begins on a line (from 1). `begins` is checked against its first words.

    `level` is a heading's; on other passages it says that headings of that level, and deeper ones, end before it.
    """

    line: int
    begins: str
    to: int | None = None
    kind: Kind | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One passage: `[start, end)` in code points, on lines `first` to `last`, under the headings of `path`."""

    number: int
    start: int
    end: int
    first: int
    last: int
    kind: Kind
    level: int | None
    path: tuple[str, ...]


_BULLET = re.compile(r"\s*•\s*")
_MARKDOWN_HEADING = re.compile(r"\s*(#{1,6})\s+")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def segment(text: str, markup: Markup, rules: Sequence[LineRule] = ()) -> tuple[Segment, ...]:
    """Return the passages of text, in order.

    Raises ValueError, naming the line, for a rule whose line is blank, beyond the text or within another's, or does not begin
    as the rule says.
    """
    spans = line_spans(text)
    by_line = _rules_by_line(rules, text, spans)
    segments: list[Segment] = []
    headings: list[tuple[int, str]] = []
    covered = 0
    for line, (begin, stop) in enumerate(spans, 1):
        rule = by_line.get(line)
        if line <= covered:
            if rule:
                raise ValueError(f"line {line}: already part of the passage that ends on line {covered}")
            continue
        kind, level, start = _default(text, begin, stop, markup)
        if not text[start:stop].strip():  # blank, or a mark with nothing after it
            if rule:
                raise ValueError(f"line {line} is blank: it can't be a passage")
            continue
        last = rule.to if rule and rule.to else line
        covered = last
        end = start + len(text[start : spans[last - 1][1]].rstrip())
        if rule:
            kind = rule.kind or kind
            level = rule.level or (level or 2 if kind is Kind.HEADING else None)
            _check_beginning(rule, text[start:end])
        if level is not None:
            headings = [(above, title) for above, title in headings if above < level]
        path = tuple(title for above, title in headings if above > 1)
        segments.append(Segment(len(segments) + 1, start, end, line, last, kind, level, path))
        if kind is Kind.HEADING and level is not None:
            words = text[start:end]
            headings.append((level, fold_space(without_emphasis(words) if markup is Markup.MARKDOWN else words)))
    return tuple(segments)


def default_shape(text: str, start_of_line: int, markup: Markup) -> tuple[Kind, int | None]:
    """Return the kind and heading level that the line beginning here has where no rule speaks of it."""
    found = _LINE_BREAK.search(text, start_of_line)
    kind, level, _ = _default(text, start_of_line, found.start() if found else len(text), markup)
    return kind, level


def line_spans(text: str) -> list[tuple[int, int]]:
    """Return the span of each line, without its break (a line feed, a carriage return, or both) and a byte order mark."""
    spans, start = [], int(text.startswith(BYTE_ORDER_MARK))
    for found in _LINE_BREAK.finditer(text):
        spans.append((start, found.start()))
        start = found.end()
    return [*spans, (start, len(text))]


def uncovered(text: str, spans: Sequence[tuple[int, int]], markup: Markup) -> Iterator[str]:
    """Yield each stretch of text outside the spans (in order) that is neither white space nor a structural mark."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for line in _LINE_BREAK.split(text[start:end].removeprefix(BYTE_ORDER_MARK) if start == 0 else text[start:end]):
            rest = _MARKDOWN_HEADING.sub("", f"{line} ") if markup is Markup.MARKDOWN else line
            if rest := _BULLET.sub("", rest).strip():
                yield rest


def _rules_by_line(rules: Sequence[LineRule], text: str, spans: list[tuple[int, int]]) -> dict[int, LineRule]:
    by_line: dict[int, LineRule] = {}
    for rule in rules:
        if not 1 <= rule.line <= len(spans) or not rule.line <= (rule.to or rule.line) <= len(spans):
            raise ValueError(f"line {rule.line}{f' to {rule.to}' if rule.to else ''}: the text has {len(spans)} lines")
        if rule.line in by_line:
            raise ValueError(f"line {rule.line}: two entries speak of it; keep one")
        by_line[rule.line] = rule
    return by_line


def _default(text: str, start: int, end: int, markup: Markup) -> tuple[Kind, int | None, int]:
    """Return the kind, level and first code point of the passage on one line, from its marks alone."""
    line = text[start:end]
    if markup is Markup.MARKDOWN and (mark := _MARKDOWN_HEADING.match(line)):
        return Kind.HEADING, len(mark[1]), start + mark.end()
    if mark := _BULLET.match(line):
        return Kind.LIST_ITEM, None, start + mark.end()
    return Kind.PARAGRAPH, None, start + len(line) - len(line.lstrip())


def _check_beginning(rule: LineRule, words: str) -> None:
    if not fold_space(words).startswith(fold_space(rule.begins)):
        raise ValueError(f"line {rule.line} begins “{fold_space(words)[:60]}”, not “{fold_space(rule.begins)}”")
