"""Turn a passage's text into safe HTML, with spans marked and citations linked. The only module that makes HTML of text.

The edges of spans are put into the text as private-use characters, which pass through Markdown and bleach unharmed; the HTML that
comes of it is then walked, and each stretch of text between tags and edges is wrapped by itself, so that marks may overlap each
other and Markdown's own tags without ever being badly nested.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import bleach
import markdown
from django.utils.safestring import SafeString, mark_safe

from sources.segmentation import Markup

_FIRST_EDGE = 0xF0000  # the first code point of a private-use plane; no edge is mistaken for a character of a text
_EDGES = re.compile("[\U000f0000-\U000ffffd]")
_TOKENS = re.compile(r"(<[^>]*>)|([\U000f0000-\U000ffffd])")
_ALLOWED_TAGS = frozenset({"em", "strong", "sup", "sub", "code"})


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


def render_text(text: str, markup: Markup, marks: Sequence[Mark] = (), links: Sequence[Link] = ()) -> SafeString:
    """Return text as HTML: escaped or, for Markdown, with its inline marks; spans marked and linked.

    Raises ValueError for a span outside the text, or a text that holds one of the characters used as edges.
    """
    spans: list[Mark | Link] = [*marks, *links]
    if outside := [span for span in spans if not 0 <= span.start < span.end <= len(text)]:
        raise ValueError(f"span {outside[0]} lies outside the text of {len(text)} characters")
    if _EDGES.search(text):
        raise ValueError("the text holds a private-use character that marks need")
    edged, changes = _with_edges(text, spans)
    html = _inline_markdown(edged) if markup is Markup.MARKDOWN else escape(edged, quote=False)
    return mark_safe("".join(_wrapped(html, spans, changes)))  # noqa: S308 - every part is escaped or cleaned by bleach


def _with_edges(text: str, spans: Sequence[Mark | Link]) -> tuple[str, dict[str, set[int]]]:
    """Return the text with an edge character wherever spans begin or end, and which spans (by index) change at each."""
    places = sorted({place for span in spans for place in (span.start, span.end)})
    edges = {place: chr(_FIRST_EDGE + index) for index, place in enumerate(places)}
    pieces, last = [], 0
    for place in places:
        pieces += [text[last:place], edges[place]]
        last = place
    changes = {
        edge: {index for index, span in enumerate(spans) if place in (span.start, span.end)} for place, edge in edges.items()
    }
    return "".join([*pieces, text[last:]]), changes


def _inline_markdown(text: str) -> str:
    html = markdown.markdown(text, output_format="html")
    return bleach.clean(html, tags=_ALLOWED_TAGS, attributes={}, strip=True)


def _wrapped(html: str, spans: Sequence[Mark | Link], changes: dict[str, set[int]]) -> Iterator[str]:
    """Yield the HTML with each stretch of text wrapped in what covers it; an id stands on its first stretch only."""
    active: set[int] = set()
    named: set[str] = set()
    for piece in _TOKENS.split(html):
        if not piece:
            continue
        if piece in changes:
            active ^= changes[piece]  # a span opens at its first edge and closes at its second
        elif piece.startswith("<") or not active or not piece.strip():
            yield piece
        else:
            covering = [spans[index] for index in sorted(active)]
            yield _wrap(
                piece, [span for span in covering if isinstance(span, Mark)], [s for s in covering if isinstance(s, Link)], named
            )


def _wrap(words: str, marks: Sequence[Mark], links: Sequence[Link], named: set[str]) -> str:
    for link in links[:1]:
        title = f' title="{escape(link.title)}"' if link.title else ""
        words = f'<a class="citation" href="{escape(link.url)}"{title}>{words}</a>'
    if marks:
        fresh = [mark.id for mark in marks if mark.id and mark.id not in named][:1]
        named.update(fresh)
        identity = f' id="{escape(fresh[0])}"' if fresh else ""
        current = ' data-current=""' if any(mark.current for mark in marks) else ""
        words = f"<mark{identity}{current}>{words}</mark>"
    return words
