"""Compose a document for reading: its passages in order, with outline, marks, notes in the margin and citations linked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from django.utils.safestring import SafeString

from sources.anchoring import Anchor
from sources.annotations import Annotation
from sources.emphasis import without_emphasis
from sources.models import Citation, Document, Passage
from sources.note_letters import Stretch, lemma, stretches
from sources.rendering import Key, Link, Mark, render_text
from sources.segmentation import Kind, Markup

_PLAIN_NOTES = 3  # annotations on a passage; where there are more, a narrow screen folds them all
_LEMMA = 80  # letters of a passage are as high as a lemma beside them; a statement is about as high as as many letters as it has


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
    def annotations(self) -> tuple[Annotation, ...]:
        """All that rests on the stretch."""
        return tuple(annotation for note in self.notes for annotation in note.annotations)

    def where(self, *, current: bool) -> "NoteGroup":
        """Return it with those of its notes alone that the reader came for, or did not come for."""
        kept = (note.where(current=current) for note in self.notes)
        return replace(self, notes=tuple(note for note in kept if note.annotations))

    def only(self, annotations: Collection[Annotation]) -> "NoteGroup":
        """Return it with these of its annotations alone."""
        kept = (replace(note, annotations=tuple(one for one in note.annotations if one in annotations)) for note in self.notes)
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
        return len({annotation.key for group in self.others for annotation in group.annotations})

    @cached_property
    def is_folded(self) -> bool:
        """Whether there are so many notes that a narrow screen shows none of them at once."""
        return sum(len(group.annotations) for group in self.others) > _PLAIN_NOTES

    @cached_property
    def beside(self) -> tuple[NoteGroup, ...]:
        """Those of the others that stand beside the passage at once: as many as it is high, the first on each stretch first."""
        shown = self._shown
        return tuple(kept for group in self.others if (kept := group.only(shown)).notes)

    @cached_property
    def more(self) -> tuple[NoteGroup, ...]:
        """Those of the others that `beside` leaves. The id of a stretch is on its first group alone."""
        with_id, shown = {group.id for group in self.beside}, self._shown
        left = (group.only([one for one in group.annotations if one not in shown]) for group in self.others)
        return tuple(replace(group, id="") if group.id in with_id else group for group in left if group.notes)

    @property
    def more_count(self) -> int:
        """How many notes stand in `more`."""
        return sum(len(group.annotations) for group in self.more)

    @property
    def translations(self) -> tuple[str, ...]:
        """The translations of the words that the reader came for."""
        came_for = (annotation for group in self.current for annotation in group.annotations)
        return tuple(dict.fromkeys(annotation.translation for annotation in came_for if annotation.translation))

    @cached_property
    def _shown(self) -> tuple[Annotation, ...]:
        room = len(self.passage.text) - sum(_height(one) for group in self.current for one in group.annotations)
        first = [group.annotations[0] for group in self.others]
        in_order = [*first, *(one for group in self.others for one in group.annotations[1:])]
        heights = accumulate(_height(one) for one in in_order)
        fitting = max(sum(height <= room for height in heights), 0 if self.current else 1)
        return tuple(in_order if len(in_order) <= fitting + 1 else in_order[:fitting])


def _height(annotation: Annotation) -> int:
    """Return about how many letters of a passage are as high as an annotation beside them."""
    return _LEMMA + len(annotation.says)


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
