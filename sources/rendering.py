"""Turn a passage's text into safe HTML, with spans marked and citations linked. The only module that makes HTML of text.

A text is a row of letters with intervals over them: emphasis, links, marks. It is written from one edge of an interval to the
next, each stretch of letters escaped, and every tag is one of ours: no HTML of a text is read, so there is none to clean. Where
intervals cross, the one of lower precedence is cut, so that all of them nest; a mark that is not crossed stays in one piece, and
a link to it reaches all of its words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from sources.emphasis import EmphasisMark, find_emphasis
from sources.segmentation import Markup


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark: `[start, end)` in code points of the text, an id for the first of them, whether a reader came for them."""

    start: int
    end: int
    id: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words to link: `[start, end)`, the address, and what a link to it is called."""

    start: int
    end: int
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A note's key, after the words that end at a place: its letter and the address of the note. It adds no text."""

    at: int
    letter: str
    url: str


class _Kind(IntEnum):
    """What an interval is. Of two that cross, the one of the later kind is cut; of one kind, the one of the later order."""

    EMPHASIS = 0
    LINK = 1
    MARK = 2


_OUTSIDE = {_Kind.EMPHASIS: 0, _Kind.MARK: 1, _Kind.LINK: 2}  # what stands outside what, around the same words


@dataclass(slots=True)
class _Interval:
    """A stretch of the text, `[start, end)`, and the tags around it: `first` opens it, and `further` its parts after a cut."""

    start: int
    end: int
    kind: _Kind
    order: int
    first: str
    further: str
    closing: str
    worded: bool = False  # whether a part with words has been written

    @property
    def precedence(self) -> tuple[int, int]:
        """What is cut where two cross: the greater."""
        return self.kind, self.order

    @property
    def nesting(self) -> tuple[int, int, int]:
        """What stands outside where two begin together: the lesser, which is the longer."""
        return -self.end, _OUTSIDE[self.kind], self.order


@dataclass(slots=True)
class _Part:
    """The open part of an interval: which of the written pieces is for its start tag, and whether words have followed."""

    interval: _Interval
    piece: int
    worded: bool = False


def render_text(
    text: str, markup: Markup, marks: Sequence[Mark] = (), links: Sequence[Link] = (), keys: Sequence[Key] = ()
) -> SafeString:
    """Return text as HTML: escaped, for Markdown with its emphasis; spans marked and linked; keys where they belong.

    Raises ValueError for a span or a key outside the text.
    """
    spans: list[Mark | Link] = [*marks, *links]
    if outside := [span for span in spans if not 0 <= span.start < span.end <= len(text)]:
        raise ValueError(f"span {outside[0]} lies outside the text of {len(text)} characters")
    if misplaced := [key for key in keys if not 0 < key.at <= len(text)]:
        raise ValueError(f"key {misplaced[0]} lies outside the text of {len(text)} characters")
    emphasis = find_emphasis(text) if markup is Markup.MARKDOWN else ()
    intervals = [*_of_emphasis(emphasis), *_of_links(links), *_of_marks(marks)]
    writer = _Writer(intervals, keys)
    signs_begin, signs_end = {mark.start for mark in emphasis}, {mark.end for mark in emphasis}
    edges = {0, len(text), *signs_begin, *signs_end, *(key.at for key in keys)}
    edges.update(edge for interval in intervals for edge in (interval.start, interval.end))
    shown = True
    for start, end in pairwise(sorted(edges)):
        writer.pass_edge(start)
        shown = start not in signs_begin and (shown or start in signs_end)
        if shown:
            writer.write(text[start:end])
    writer.pass_edge(len(text))
    return mark_safe("".join(writer.pieces))  # noqa: S308 - every stretch of text is escaped, and every tag is ours


def _of_emphasis(marks: Iterable[EmphasisMark]) -> Iterator[_Interval]:
    opened: list[EmphasisMark] = []
    for mark in marks:
        if mark.opens:
            opened.append(mark)
        else:
            start, tag = opened.pop().end, f"<{mark.tag}>"
            yield _Interval(start, mark.start, _Kind.EMPHASIS, start, tag, tag, f"</{mark.tag}>")


def _of_links(links: Iterable[Link]) -> Iterator[_Interval]:
    """Yield an interval for each link, none within another: of two that overlap, the second has what the first leaves."""
    last = 0
    for order, link in enumerate(sorted(links, key=_outer_first)):
        title = f' title="{escape(link.title)}"' if link.title else ""
        tag = f'<a class="citation" href="{escape(link.url)}"{title}>'
        if (start := max(link.start, last)) < link.end:
            yield _Interval(start, link.end, _Kind.LINK, order, tag, tag, "</a>")
            last = link.end


def _of_marks(marks: Iterable[Mark]) -> Iterator[_Interval]:
    """Yield an interval for each mark; the id stands on its first part, and the others say whose they are."""
    for order, mark in enumerate(sorted(marks, key=_outer_first)):
        first, further = (f' {name}="{escape(mark.id)}"' if mark.id else "" for name in ("id", "data-of"))
        current = ' data-current=""' if mark.current else ""
        tags = f"<mark{first}{current}>", f"<mark{further}{current}>", "</mark>"
        yield _Interval(mark.start, mark.end, _Kind.MARK, order, *tags)


def render_span(text: str, markup: Markup, start: int, end: int) -> SafeString:
    """Return the words at `[start, end)` of a text as HTML, with the emphasis that the whole text gives them.

    A quote can begin or end between two marks of emphasis: it has the part of the emphasis that lies within it, and no sign.
    Raises ValueError for a span outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {(start, end)} lies outside the text of {len(text)} characters")
    marks = find_emphasis(text) if markup is Markup.MARKDOWN else ()
    tags: list[str] = []
    parts: list[str] = []
    at = 0
    for mark in marks:
        parts.append(_emphasised(text[max(at, start) : min(mark.start, end)], tags))
        at = mark.end
        if mark.opens:
            tags.append(mark.tag)
        else:
            tags.pop()
    parts.append(_emphasised(text[max(at, start) : end], tags))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped, and tags are those of emphasis


def _emphasised(words: str, tags: Sequence[str]) -> str:
    """Return words as HTML within these tags, the outermost first; nothing for no words."""
    if not words:
        return ""
    opening, closing = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
    return f"{opening}{escape(words, quote=False)}{closing}"


def _outer_first(span: Mark | Link) -> tuple[int, int]:
    return span.start, -span.end


class _Writer:
    """Writes HTML from edge to edge. What is open is a stack; to close what lies deeper, what lies over it is cut."""

    def __init__(self, intervals: Iterable[_Interval], keys: Iterable[Key]) -> None:
        self.pieces: list[str] = []
        self._open: list[_Part] = []
        self._waiting = sorted(intervals, key=lambda interval: interval.start, reverse=True)
        self._keys = sorted(keys, key=lambda key: key.at, reverse=True)

    def write(self, text: str) -> None:
        """Write a stretch of text within which no interval begins or ends."""
        self.pieces.append(escape(text, quote=False))
        if text.strip():
            for part in self._open:
                part.worded = True

    def pass_edge(self, at: int) -> None:
        """Close what ends at an edge, write its keys, but for those in a link, and open what begins there."""
        ended = next((depth for depth, part in enumerate(self._open) if part.interval.end <= at), len(self._open))
        opening = [interval for interval in self._close(ended) if interval.end > at]
        while self._keys and self._keys[-1].at <= at and not any(part.interval.kind is _Kind.LINK for part in self._open):
            self._write_key(self._keys.pop())
        while self._waiting and self._waiting[-1].start == at:
            opening.append(self._waiting.pop())
        for interval in sorted(opening, key=lambda interval: interval.nesting):
            self._begin(interval)

    def _begin(self, interval: _Interval) -> None:
        """Open an interval. What ends before it does either holds it, and will cut it, or is cut by it and opened anew within."""
        depth = len(self._open)
        for below in reversed(range(len(self._open))):
            other = self._open[below].interval
            if other.end < interval.end:
                if other.precedence < interval.precedence:
                    break
                depth = below
        for following in sorted([interval, *self._close(depth)], key=lambda interval: interval.nesting):
            self._open.append(_Part(following, len(self.pieces)))
            self.pieces.append("")

    def _close(self, depth: int) -> list[_Interval]:
        """Close all parts from a depth of the stack on, and return their intervals; around no words, no tags are written."""
        closed: list[_Interval] = []
        while len(self._open) > depth:
            part = self._open.pop()
            closed.append(part.interval)
            if part.worded:
                self.pieces[part.piece] = part.interval.further if part.interval.worded else part.interval.first
                self.pieces.append(part.interval.closing)
                part.interval.worded = True
        return closed

    def _write_key(self, key: Key) -> None:
        url, letter = escape(key.url), escape(key.letter)
        self.pieces.append(f'<a class="note-key" href="{url}" data-key="{letter}" aria-label="note {letter}"></a>')
