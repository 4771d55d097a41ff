"""Turn a passage's text into safe HTML, with spans marked and citations linked. The only module that makes HTML of text.

The edges of spans are put into the text as private-use characters, which pass through Markdown and bleach unharmed. What comes of
it is a row of letters with intervals over them: Markdown's tags, links, marks. Where two of these cross, the later one is cut, so
that all of them nest; a mark that is not crossed stays in one piece, and a link to it reaches all of its words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from html import escape
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element  # it makes a tree, and reads none

import bleach
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from sources.emphasis import DEEPEST, EmphasisMark, find_emphasis
from sources.segmentation import Markup

_FIRST_EDGE = 0xF0000  # the first code point of a private-use plane; no edge is mistaken for a character of a text
# The other plane is for marks of emphasis, and for what Markdown would take away.
_OPENING = {tag: chr(0x100000 + index) for index, tag in enumerate(("em", "strong", "sup", "sub"))}
_CLOSING = {tag: chr(0x100010 + index) for index, tag in enumerate(("em", "strong", "sup", "sub"))}
_TOKEN = re.compile(f"[{''.join([*_OPENING.values(), *_CLOSING.values()])}]")
_END = chr(0x100020)
_KEPT = {
    ord(character): chr(0x100030 + index) for index, character in enumerate("\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029")
}
_RESTORED = {ord(kept): chr(character) for character, kept in _KEPT.items()} | {ord(_END): None}
_EDGES = re.compile("[\U000f0000-\U000ffffd]")
_PRIVATE = re.compile("[\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_TOKENS = re.compile(r"(<[^>]*>)|([\U000f0000-\U000ffffd])")
_ALLOWED_TAGS = frozenset({"em", "strong", "sup", "sub"})


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


class _Rank(IntEnum):
    """What stands outside what, where both hold the same words."""

    TAG = 0
    MARK = 1
    LINK = 2


@dataclass(frozen=True, slots=True)
class _Wrap:
    """A stretch of pieces of text, `[start, end)`, and the tags around it."""

    start: int
    end: int
    rank: _Rank
    opening: str
    closing: str


def render_text(
    text: str, markup: Markup, marks: Sequence[Mark] = (), links: Sequence[Link] = (), keys: Sequence[Key] = ()
) -> SafeString:
    """Return text as HTML: escaped or, for Markdown, with its inline marks; spans marked and linked; keys where they belong.

    Raises ValueError for a span outside the text, or a text that holds one of the characters used as edges.
    """
    spans: list[Mark | Link] = [*marks, *links]
    if outside := [span for span in spans if not 0 <= span.start < span.end <= len(text)]:
        raise ValueError(f"span {outside[0]} lies outside the text of {len(text)} characters")
    if misplaced := [key for key in keys if not 0 < key.at <= len(text)]:
        raise ValueError(f"key {misplaced[0]} lies outside the text of {len(text)} characters")
    if _PRIVATE.search(text):
        raise ValueError("the text holds a private-use character that marks need")
    places = sorted({place for span in spans for place in (span.start, span.end)} | {key.at for key in keys})
    edged = _with_edges(text, places, find_emphasis(text) if markup is Markup.MARKDOWN else ())
    html = _inline_markdown(edged) if markup is Markup.MARKDOWN else escape(edged, quote=False)
    pieces, tags, at = _read(html, places)
    wraps = list(tags)
    _add_links(wraps, [(at[link.start], at[link.end], link) for link in sorted(links, key=_outer_first)])
    _add_marks(wraps, [(at[mark.start], at[mark.end], mark) for mark in sorted(marks, key=_outer_first)], pieces)
    stops = [(at[key.at], key) for key in keys]
    return mark_safe("".join(_emit(pieces, wraps, stops)))  # noqa: S308 - every part is escaped or cleaned by bleach


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


def _with_edges(text: str, places: Sequence[int], emphasis: Sequence[EmphasisMark]) -> str:
    """Return the text with an edge character at each place, and a token for each mark of emphasis."""
    edges = [(place, place, chr(_FIRST_EDGE + index)) for index, place in enumerate(places)]
    tokens = [(mark.start, mark.end, (_OPENING if mark.opens else _CLOSING)[mark.tag]) for mark in emphasis]
    parts, last = [], 0
    for start, end, character in sorted([*edges, *tokens]):
        parts += [text[last : max(start, last)], character]
        last = max(end, last)
    return "".join([*parts, text[last:]])


def _inline_markdown(text: str) -> str:
    """Return a text with emphasis tokens as HTML; everything else of it is shown as it stands."""
    # What Markdown makes of white space, and of a reference to a character, is not its business here.
    shown = text.replace("&", "&amp;").translate(_KEPT)
    html = _emphasis_alone().convert(f"{_END}{shown}{_END}").translate(_RESTORED)
    return bleach.clean(html, tags=_ALLOWED_TAGS, attributes={}, strip=True)


class _EmphasisTokens(InlineProcessor):
    """Makes an element of what stands between an opening token and its closing one."""

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Return the element, and where it begins and ends; what is within is looked at in its turn."""
        depth, end = 0, match.start()
        for found in _TOKEN.finditer(data, match.start()):
            depth += 1 if found[0] in _OPENING.values() else -1
            end = found.start()
            if not depth:
                break
        element = Element(next(tag for tag, token in _OPENING.items() if token == match[0]))
        element.text = data[match.end() : end]
        return element, match.start(), end + 1


@cache
def _emphasis_alone() -> Markdown:
    """Return a Markdown that knows emphasis and nothing else: no lists, links, addresses, code or HTML."""
    converter = Markdown(output_format="html")
    registries: list[Any] = [converter.preprocessors, converter.inlinePatterns, converter.postprocessors]
    for registry in registries:
        for name in [registered.name for registered in registry._priority]:
            registry.deregister(name)
    blocks: Any = converter.parser.blockprocessors
    for name in [registered.name for registered in blocks._priority if registered.name != "paragraph"]:
        blocks.deregister(name)
    for depth in range(DEEPEST):  # what a pattern has made an element of is looked at by the patterns after it alone
        converter.inlinePatterns.register(
            _EmphasisTokens(f"[{''.join(_OPENING.values())}]", converter), f"emphasis-{depth}", -depth
        )
    return converter


def _read(html: str, places: Sequence[int]) -> tuple[list[str], list[_Wrap], dict[int, int]]:
    """Return the pieces of text between tags and edges, the tags around them, and before which piece each place stands."""
    pieces: list[str] = []
    tags: list[_Wrap] = []
    opened: list[tuple[int, str]] = []
    at: dict[int, int] = {}
    for token in _TOKENS.split(html):
        if not token:
            continue
        if _EDGES.match(token):
            at[places[ord(token) - _FIRST_EDGE]] = len(pieces)
        elif token.startswith("</"):
            start, opening = opened.pop()
            tags.append(_Wrap(start, len(pieces), _Rank.TAG, opening, token))
        elif token.startswith("<"):
            opened.append((len(pieces), token))
        else:
            pieces.append(token)
    following = len(pieces)
    for place in reversed(places):  # an edge within a mark of emphasis stands where the mark stood
        following = at.setdefault(place, following)
    return pieces, [tag for tag in tags if tag.start < tag.end], at


def _add_links(wraps: list[_Wrap], links: Iterable[tuple[int, int, Link]]) -> None:
    """Add links, none within another: of two that overlap, the second has what the first leaves."""
    last = 0
    for start, end, link in links:
        title = f' title="{escape(link.title)}"' if link.title else ""
        opening = f'<a class="citation" href="{escape(link.url)}"{title}>'
        wraps += [
            _Wrap(*part, _Rank.LINK, opening, "</a>")
            for part in _cut(max(start, last), end, [one for one in wraps if one.rank is _Rank.TAG])
        ]
        last = max(last, end)


def _add_marks(wraps: list[_Wrap], marks: Iterable[tuple[int, int, Mark]], pieces: Sequence[str]) -> None:
    """Add marks, cut where they cross what is there; the id stands on the first part, and the others say whose they are."""
    for start, end, mark in marks:
        worded = [part for part in _cut(start, end, wraps) if "".join(pieces[slice(*part)]).strip()]
        current = ' data-current=""' if mark.current else ""
        for index, part in enumerate(worded):
            name = f' {"data-of" if index else "id"}="{escape(mark.id)}"' if mark.id else ""
            wraps.append(_Wrap(*part, _Rank.MARK, f"<mark{name}{current}>", "</mark>"))


def _cut(start: int, end: int, among: Iterable[_Wrap]) -> list[tuple[int, int]]:
    """Return the parts of a stretch that cross nothing."""
    cuts = {start, end}
    for one in among:
        if start < one.start < end < one.end:
            cuts.add(one.start)
        elif one.start < start < one.end < end:
            cuts.add(one.end)
    places = sorted(cuts)
    return [(a, b) for a, b in pairwise(places) if start <= a < b <= end]


def _emit(pieces: Sequence[str], wraps: Iterable[_Wrap], stops: Iterable[tuple[int, Key]]) -> Iterator[str]:
    """Yield the HTML. What closes closes before a key stands, and a key stands in no link."""
    waiting = sorted(wraps, key=lambda one: (one.start, -one.end, one.rank), reverse=True)
    keys = sorted(stops, key=lambda stop: stop[0], reverse=True)
    opened: list[_Wrap] = []
    for index in range(len(pieces) + 1):
        while opened and opened[-1].end == index:
            yield opened.pop().closing
        while keys and keys[-1][0] <= index and not any(one.rank is _Rank.LINK for one in opened):
            key = keys.pop()[1]
            url, letter = escape(key.url), escape(key.letter)
            yield f'<a class="note-key" href="{url}" data-key="{letter}" aria-label="note {letter}"></a>'
        while waiting and waiting[-1].start == index:
            opened.append(waiting.pop())
            yield opened[-1].opening
        if index < len(pieces):
            yield pieces[index]
