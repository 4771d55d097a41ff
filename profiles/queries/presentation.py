"""Lay reconciled questions out for the page: the axis of their figures, the forms of a name, and who gives which answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from profiles.domain.reconciliation import Mode
from profiles.domain.values import NumberValue, ValueKind
from profiles.figures.axis import Axis, ValueBar, make_axis
from profiles.models import Evidence, Question
from profiles.queries.answers import AnswerDetail, Reconciled
from profiles.queries.spellings import Spelling, spellings_of
from sources.models import Document
from sources.paging import MOST_DOCUMENTS

MARK_STEP = 14.0  # pixels from one mark to the next


@dataclass(frozen=True)
class Row:
    """One answer in the table of who gives which: its evidence by document, in the order of the documents."""

    answer: AnswerDetail
    cells: tuple[tuple[Document, tuple[Evidence, ...]], ...]


@dataclass(frozen=True)
class Drawn:
    """One figure on the axis: its answer, its bar, and its documents' marks: each one's number, and pixels from its start."""

    answer: AnswerDetail
    bar: ValueBar
    marks: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Presented:
    """A question ready for the page: reconciled, with an axis for numbers, a table of forms for names, one for what adds up.

    `columns` are the documents of that table.
    """

    reconciled: Reconciled
    axis: Axis | None
    bars: tuple[Drawn, ...]
    rows: tuple[Row, ...]
    columns: tuple[Document, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    folded: bool = False  # whether its answers are folded away on a long page

    @property
    def labels_suffice(self) -> bool:
        """Whether an actor or a place is the whole answer; a date or a figure needs its statement beside it."""
        return self.question.value_kind in (ValueKind.ACTOR, ValueKind.PLACE)

    @property
    def names_places(self) -> bool:
        """Whether the forms are those of places, so that a reader has to be told of which."""
        return bool(self.spellings) and all(spelling.of for spelling in self.spellings)

    @property
    def tells_languages(self) -> bool:
        """Whether the language of any form is stated."""
        return any(spelling.language for spelling in self.spellings)

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.reconciled.question


def present_all(questions: Iterable[Reconciled], documents: Sequence[Document]) -> list[Presented]:
    """Return questions ready for the page, their answers numbered through for the footnotes of the page on paper."""
    numbers = count(1)
    return [
        present(
            replace(question, answers=tuple(replace(answer, footnote=next(numbers)) for answer in question.answers)), documents
        )
        for question in questions
    ]


def present(reconciled: Reconciled, documents: Sequence[Document]) -> Presented:
    """Return a question ready for the page."""
    numbered = [(answer, answer.value) for answer in reconciled.answers if isinstance(answer.value, NumberValue)]
    axis = make_axis([value for _, value in numbered]) if numbered and reconciled.question.mode == Mode.EXCLUSIVE.value else None
    bars = tuple(_drawn(answer, bar) for (answer, _), bar in zip(numbered, axis.bars, strict=True)) if axis else ()
    spellings = spellings_of(reconciled)
    is_list = reconciled.question.mode == Mode.CUMULATIVE.value and len(reconciled.answers) > 1 and not spellings
    columns = _columns(reconciled, documents) if is_list else ()
    rows = tuple(_row(answer, columns) for answer in reconciled.answers) if columns else ()
    return Presented(reconciled, axis, bars, rows, columns, spellings)


def _columns(reconciled: Reconciled, documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the documents with a column in the table of who gives which: all, or where they are too many those with an answer.

    None where these are too many as well.
    """
    if len(documents) <= MOST_DOCUMENTS:
        return tuple(documents)
    silent = {document.pk for document in reconciled.silent}
    speaking = tuple(document for document in documents if document.pk not in silent)
    return speaking if len(speaking) <= MOST_DOCUMENTS else ()


def _drawn(answer: AnswerDetail, bar: ValueBar) -> Drawn:
    """Return a figure with its marks side by side: around a point, and from the start of a range."""
    first = -MARK_STEP * (len(answer.documents) - 1) / 2 if bar.is_point else MARK_STEP / 2
    return Drawn(
        answer, bar, tuple((document.mark, first + MARK_STEP * place) for place, document in enumerate(answer.documents))
    )


def _row(answer: AnswerDetail, documents: Sequence[Document]) -> Row:
    by_document: dict[int, list[Evidence]] = {}
    for piece in answer.evidence:
        by_document.setdefault(piece.passage.document_id, []).append(piece)
    return Row(answer, tuple((document, tuple(by_document.get(document.pk, ()))) for document in documents))
