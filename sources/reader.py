"""Compose a document for reading: its passages in order, with outline, marks, notes in the margin and citations linked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sources.anchoring import Anchor
from sources.annotations import Annotation
from sources.models import Citation, Document, Passage
from sources.rendering import Link, Mark, render_text
from sources.segmentation import Kind, Markup


@dataclass(frozen=True)
class ReaderPassage:
    """A passage as it is read: its HTML, the notes beside it, and what it cites that can't be read."""

    passage: Passage
    html: SafeString
    annotations: tuple[Annotation, ...]
    problems: tuple[Citation, ...]

    @property
    def is_current(self) -> bool:
        """Whether the reader came for words in it."""
        return any(annotation.current for annotation in self.annotations)

    @property
    def other_count(self) -> int:
        """How many notes there are besides those that the reader came for."""
        return sum(not annotation.current for annotation in self.annotations)

    @property
    def quote_translation(self) -> str:
        """The translation of the words that the reader came for."""
        return next((annotation.translation for annotation in self.annotations if annotation.current), "")


def compose(document: Document, annotations: Mapping[int, Sequence[Annotation]]) -> list[ReaderPassage]:
    """Return a document's passages ready for the page, in two queries."""
    passages = list(document.passages.prefetch_related("citations__work"))
    for passage in passages:
        passage.document = document
    return [compose_passage(passage, tuple(annotations.get(passage.pk, ()))) for passage in passages]


def compose_passage(passage: Passage, annotations: tuple[Annotation, ...]) -> ReaderPassage:
    """Return one passage (with its citations fetched) ready for the page."""
    citations = list(passage.citations.all())
    links = [
        Link(one.start - passage.start, one.end - passage.start, one.work.get_absolute_url(), str(one.work))
        for one in citations
        if one.work
    ]
    marks = [
        Mark(
            note.start - passage.start,
            note.end - passage.start,
            Anchor(note.start, note.end).fragment if note.current else "",
            note.current,
        )
        for note in annotations
    ]
    seen = {note.key: note for note in annotations}
    return ReaderPassage(
        passage=passage,
        html=render_text(passage.text, Markup(passage.document.markup), marks, links),
        annotations=tuple(seen.values()),
        problems=tuple(one for one in citations if not one.work),
    )


def outline(passages: Sequence[ReaderPassage]) -> list[Passage]:
    """Return the headings that stand in the outline: all but the document's title."""
    return [one.passage for one in passages if one.passage.kind == Kind.HEADING.value and (one.passage.level or 0) > 1]
