"""Compose a document for reading: its passages in order, with outline, marks, notes in the margin and citations linked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from sources.anchoring import Anchor
from sources.annotations import Annotation
from sources.emphasis import without_emphasis
from sources.models import Citation, Document, Passage
from sources.note_letters import Stretch, lemma, stretches
from sources.rendering import Key, Link, Mark, render_text
from sources.segmentation import Kind, Markup

_PLAIN_NOTES = 3  # annotations on a passage; where there are more they are folded
_FIRST_NOTES = 2  # annotations that stand for a stretch where the others are folded


@dataclass(frozen=True)
class Note:
    """What stands in the margin for some words: the lemma, the fragment that leads to the words, and what rests on them."""

    lemma: str
    fragment: str
    annotations: tuple[Annotation, ...]

    def where(self, *, current: bool) -> "Note":
        """Return it with those of its annotations alone that the reader came for, or did not come for."""
        return replace(self, annotations=tuple(annotation for annotation in self.annotations if annotation.current is current))


@dataclass(frozen=True)
class NoteGroup:
    """The notes on one stretch of words, under its letter; the widest words come first."""

    key: str
    id: str
    notes: tuple[Note, ...]

    @property
    def first(self) -> Note:
        """What stands for the stretch where the rest is folded."""
        return replace(self.notes[0], annotations=self.notes[0].annotations[:_FIRST_NOTES])

    @property
    def rest(self) -> tuple[Note, ...]:
        """What `first` leaves."""
        left = self.notes[0].annotations[_FIRST_NOTES:]
        return (*((replace(self.notes[0], annotations=left),) if left else ()), *self.notes[1:])

    @property
    def rest_count(self) -> int:
        """How many annotations stand in the rest."""
        return sum(len(note.annotations) for note in self.rest)

    def where(self, *, current: bool) -> "NoteGroup":
        """Return it with those of its notes alone that the reader came for, or did not come for."""
        kept = (note.where(current=current) for note in self.notes)
        return replace(self, notes=tuple(note for note in kept if note.annotations))


@dataclass(frozen=True)
class ReaderPassage:
    """A passage as it is read: its HTML, the notes beside it, and what it cites that can't be read.

    What the reader came for stands before the other notes. An id is on one group only, so that a key in the text leads to it.
    """

    passage: Passage
    html: SafeString
    current: tuple[NoteGroup, ...]
    others: tuple[NoteGroup, ...]
    problems: tuple[Citation, ...]

    @property
    def count(self) -> int:
        """How many things rest on its words, but for those that the reader came for."""
        return len({annotation.key for group in self.others for note in group.notes for annotation in note.annotations})

    @property
    def is_folded(self) -> bool:
        """Whether there are so many notes that only the first on each stretch is shown at once."""
        return sum(len(note.annotations) for group in self.others for note in group.notes) > _PLAIN_NOTES

    @property
    def translations(self) -> tuple[str, ...]:
        """The translations of the words that the reader came for."""
        came_for = (annotation for group in self.current for note in group.notes for annotation in note.annotations)
        return tuple(dict.fromkeys(annotation.translation for annotation in came_for if annotation.translation))


def compose(document: Document, annotations: Mapping[int, Sequence[Annotation]]) -> list[ReaderPassage]:
    """Return a document's passages ready for the page, in two queries."""
    passages = list(document.passages.prefetch_related("citations__work"))
    for passage in passages:
        passage.document = document
    return [_compose_passage(passage, annotations.get(passage.pk, ())) for passage in passages]


def render_passage(
    passage: Passage, spans: Mapping[Anchor, bool], keyed: Sequence[Stretch] = (), *, named: bool = False
) -> SafeString:
    """Return a passage (with its citations fetched) as HTML.

    Args:
        passage: What to render.
        spans: Of the document's text; with each, whether a reader came for its words.
        keyed: Stretches that get their letter, linked to its notes.
        named: Whether each span's fragment is the id of its mark; on a page that shows one document, not several.

    """
    return render_text(
        passage.text,
        Markup(passage.document.markup),
        [
            Mark(span.start - passage.start, span.end - passage.start, span.fragment if named else "", current)
            for span, current in spans.items()
        ],
        [
            Link(
                citation.start - passage.start, citation.end - passage.start, citation.work.get_absolute_url(), str(citation.work)
            )
            for citation in passage.citations.all()
            if citation.work
        ],
        [Key(citation.end - passage.start, citation.key, f"#{_note_id(passage, citation)}") for citation in keyed],
    )


def outline(passages: Sequence[ReaderPassage]) -> list[Passage]:
    """Return the headings that stand in the outline: all but the document's title."""
    return [
        passage.passage for passage in passages if passage.passage.kind == Kind.HEADING.value and (passage.passage.level or 0) > 1
    ]


def _compose_passage(passage: Passage, annotations: Sequence[Annotation]) -> ReaderPassage:
    by_span: dict[Anchor, list[Annotation]] = {}
    for annotation in annotations:
        by_span.setdefault(Anchor(annotation.start, annotation.end), []).append(annotation)
    found = stretches(by_span)
    groups = [_group(passage, stretch, by_span) for stretch in found]
    current = {span: any(annotation.current for annotation in resting) for span, resting in by_span.items()}
    others = tuple(group for noted in groups if (group := noted.where(current=False)).notes)
    with_id = {group.id for group in others}
    came_for = (group for noted in groups if (group := noted.where(current=True)).notes)
    return ReaderPassage(
        passage=passage,
        html=render_passage(passage, current, found, named=True),
        current=tuple(replace(group, id="") if group.id in with_id else group for group in came_for),
        others=others,
        problems=tuple(citation for citation in passage.citations.all() if not citation.work),
    )


def _group(passage: Passage, stretch: Stretch, by_span: Mapping[Anchor, Sequence[Annotation]]) -> NoteGroup:
    notes = (Note(_lemma(passage, span), span.fragment, tuple(by_span[span])) for span in stretch.spans)
    return NoteGroup(stretch.key, _note_id(passage, stretch), tuple(notes))


def _lemma(passage: Passage, span: Anchor) -> str:
    if passage.document.markup == Markup.MARKDOWN.value:
        return lemma(without_emphasis(passage.text, span.start - passage.start, span.end - passage.start))
    return lemma(passage.words_at(span.start, span.end))


def _note_id(passage: Passage, stretch: Stretch) -> str:
    """Return the id of the notes on a stretch, and so their address in the page: "p12-a"."""
    return f"{passage.address}-{stretch.key}"
