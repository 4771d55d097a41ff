"""Lay reconciled questions out for the page: the axis of their figures, who gives which answer, a claim beside its passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from profiles.answers import Answer, Reconciled, shape_answer
from profiles.axis import Axis, Bar, lay_out
from profiles.models import Claim, Evidence, Question
from profiles.reconciliation import Mode
from profiles.values import NumberValue, ValueKind, format_date
from sources.annotations import Annotation
from sources.models import Document, Passage
from sources.reader import ReaderPassage, compose_passage


@dataclass(frozen=True)
class Row:
    """One answer in the table of who gives which: its evidence by document, in the order of the documents."""

    answer: Answer
    cells: tuple[tuple[Document, tuple[Evidence, ...]], ...]


@dataclass(frozen=True)
class Presented:
    """A question ready for the page: reconciled, with an axis where its answers are numbers, and a table where they add up."""

    reconciled: Reconciled
    axis: Axis | None
    bars: tuple[tuple[Answer, Bar], ...]
    rows: tuple[Row, ...]

    @property
    def labels_suffice(self) -> bool:
        """Whether a name, an actor or a place is the whole answer; a date or a figure needs its statement beside it."""
        return self.question.value_kind in (ValueKind.NAME, ValueKind.ACTOR, ValueKind.PLACE)

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.reconciled.question


@dataclass(frozen=True)
class EvidenceInContext:
    """A piece of evidence in its whole passage, the words highlighted."""

    evidence: Evidence
    reading: ReaderPassage


def present_all(questions: Iterable[Reconciled], documents: Sequence[Document]) -> list[Presented]:
    """Return questions ready for the page."""
    return [present(one, documents) for one in questions]


def present(reconciled: Reconciled, documents: Sequence[Document]) -> Presented:
    """Return a question ready for the page."""
    numbered = [(answer, answer.value) for answer in reconciled.answers if isinstance(answer.value, NumberValue)]
    axis = lay_out([value for _, value in numbered]) if numbered and reconciled.question.mode == Mode.EXCLUSIVE.value else None
    bars = tuple((answer, bar) for (answer, _), bar in zip(numbered, axis.bars, strict=True)) if axis else ()
    is_list = reconciled.question.mode == Mode.CUMULATIVE.value and len(reconciled.answers) > 1
    rows = tuple(_row(answer, documents) for answer in reconciled.answers) if is_list else ()
    return Presented(reconciled, axis, bars, rows)


def claim_in_context(claim: Claim, question: Question) -> tuple[Answer, list[EvidenceInContext]]:
    """Return a claim as an answer, and each piece of its evidence in its passage: a fixed number of queries."""
    whole = Claim.objects.with_evidence().get(pk=claim.pk)
    answer = shape_answer(whole, question)
    ids = {one.passage_id for one in answer.evidence}
    passages = (
        Passage.objects.filter(pk__in=ids).select_related("document").defer("document__text").prefetch_related("citations__work")
    )
    by_id = {passage.pk: passage for passage in passages}
    return answer, [_in_context(one, by_id[one.passage_id]) for one in answer.evidence]


def claim_citation(claim: Claim, answer: Answer, address: str) -> str:
    """Return text to cite a claim with: the originals first, with their passages, then this page."""
    originals = []
    for document in answer.documents:
        passages = [one.passage.address for one in answer.evidence if one.passage.document_id == document.pk]
        date = f" ({format_date(document.date)})" if document.date else ""
        originals.append(f"{document.label}, “{document.title}”{date}, {', '.join(dict.fromkeys(passages))}")
    return f"“{claim.says}” {'; '.join(originals)}. In: JNIM reference, claim {claim.key}, {address}"


def _row(answer: Answer, documents: Sequence[Document]) -> Row:
    by_document: dict[int, list[Evidence]] = {}
    for one in answer.evidence:
        by_document.setdefault(one.passage.document_id, []).append(one)
    return Row(answer, tuple((document, tuple(by_document.get(document.pk, ()))) for document in documents))


def _in_context(evidence: Evidence, passage: Passage) -> EvidenceInContext:
    note = Annotation(
        key=f"{evidence.claim.key}-{evidence.pk}",
        start=evidence.start,
        end=evidence.end,
        says=evidence.claim.says,
        url=evidence.claim.get_absolute_url(),
        translation=evidence.translation,
        current=True,
    )
    return EvidenceInContext(evidence, compose_passage(passage, (note,)))
