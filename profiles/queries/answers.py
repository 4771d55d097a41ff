"""Shape a question for the page: its answers side by side, what reconciliation finds, what they rest on, who is silent."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from profiles.domain.origins import Origin, Origins, trace_origins
from profiles.domain.place_hierarchy import PlaceHierarchy
from profiles.domain.reconciliation import Position, Verdict
from profiles.domain.value_words import format_named
from profiles.domain.values import NameValue, NumberValue, Value
from profiles.models import Answer, Claim, Evidence, Question, QuestionQuerySet, Stance
from profiles.queries.positions import find_verdict, place_hierarchy
from sources.dates import parse_edtf
from sources.languages import is_english
from sources.models import Document, in_order
from sources.paging import MOST_DOCUMENTS
from sources.revision import Kept

MOST_KEPT = 1_500  # answers that are kept in memory, of about twelve kilobytes each


@dataclass(frozen=True)
class Saying:
    """One piece of evidence as a label: with the passage's address where the same document speaks twice."""

    evidence: Evidence
    address: str


@dataclass(frozen=True)
class AnswerDetail:
    """One claim as an answer: how its value is printed, the documents that support it, and what these rest on."""

    claim: Claim
    label: str
    value: Value
    evidence: tuple[Evidence, ...]
    documents: tuple[Document, ...]
    trace: Callable[[], Origins] = field(compare=False, repr=False)  # of its origins: done once, however often it is copied
    disputed: bool
    event: str = ""  # what happened, in a few words, where it dates an event of its own
    is_home: bool = False  # whether the claim chiefly belongs to this question
    footnote: int = 0  # its number among the footnotes of a page on paper; 0 where the page has none

    @property
    def origins(self) -> Origins:
        """What it rests on."""
        return self.trace()

    @property
    def sayings(self) -> tuple[Saying, ...]:
        """Who supports or disputes it, in order."""
        spoken = [piece for piece in self.evidence if piece.stance != Stance.CONTEXT]
        voices = Counter(piece.passage.document_id for piece in spoken)
        return tuple(Saying(piece, piece.passage.address if voices[piece.passage.document_id] > 1 else "") for piece in spoken)

    @property
    def language(self) -> str:
        """BCP 47 tag of its label, where that is a name that is not English; else nothing."""
        return self.value.language if isinstance(self.value, NameValue) and not is_english(self.value.language) else ""

    @property
    def is_number(self) -> bool:
        """Whether it can be drawn on an axis."""
        return isinstance(self.value, NumberValue)


@dataclass(frozen=True)
class Reconciled:
    """A question with its answers and the verdict on them."""

    question: Question
    answers: tuple[AnswerDetail, ...]
    verdict: Verdict
    silent: tuple[Document, ...]
    trace: Callable[[], Origins] = field(compare=False, repr=False)

    @property
    def origins(self) -> Origins:
        """What all of its answers rest on."""
        return self.trace()

    @property
    def names_silent(self) -> bool:
        """Whether the silent documents are few enough to be named."""
        return len(self.silent) <= MOST_DOCUMENTS


_KEPT = Kept[int, Reconciled](MOST_KEPT)


def reconcile_question(question: Question, documents: Sequence[Document]) -> Reconciled:
    """Return a question (fetched `with_answers`) reconciled; `documents` are all there are, to tell which are silent."""
    return _reconcile(question, documents, place_hierarchy([question.value_kind]))


def reconcile_all(questions: QuestionQuerySet, documents: Sequence[Document]) -> list[Reconciled]:
    """Reconcile questions, with all that a page needs fetched: the same number of queries, however many there are.

    `documents` are all there are. A question stands in its chapter, on the pages of actors and places, on the map, …: what one of
    these has read is at hand for the others, as long as the revision is the same.
    """
    wanted = list(questions.values_list("pk", flat=True))
    found = {pk: kept for pk in wanted if (kept := _KEPT.get(pk))}
    if len(found) < len(wanted):
        fetched = list(Question.objects.filter(pk__in=set(wanted) - found.keys()).with_answers())
        places = place_hierarchy(question.value_kind for question in fetched)
        for question in fetched:
            found[question.pk] = _reconcile(question, documents, places)
            _KEPT.put(question.pk, found[question.pk], 1 + len(found[question.pk].answers))
    return [found[pk] for pk in wanted]


def _reconcile(question: Question, documents: Sequence[Document], places: PlaceHierarchy) -> Reconciled:
    answers = tuple(shape_answer(answer, question) for answer in question.published_answers)  # type: ignore[attr-defined]
    positions = [position_of(answer) for answer in answers]
    heard = {piece.passage.document_id for answer in answers for piece in answer.evidence if piece.stance != Stance.CONTEXT}
    return Reconciled(
        question=question,
        answers=answers,
        verdict=find_verdict(positions, question.mode, question.reason, question.value_kind, places),
        silent=tuple(document for document in documents if document.pk not in heard),
        trace=cache(lambda: origins_of(piece for answer in answers for piece in answer.evidence)),
    )


def shape_answer(answer: Answer, question: Question) -> AnswerDetail:
    """Return one answer (fetched `with_claims`) to a question as it is shown."""
    answer.question = question  # saves a query an answer: the typed value asks for its kind
    claim = answer.claim
    evidence = claim.pieces
    value = answer.shown_value()
    return AnswerDetail(
        claim=claim,
        label=_label(claim, value),
        value=value,
        evidence=evidence,
        documents=_documents(piece for piece in evidence if piece.stance == Stance.SUPPORTS),
        trace=cache(lambda: origins_of(evidence)),
        disputed=any(piece.stance == Stance.DISPUTES for piece in evidence),
        event=answer.event,
        is_home=answer.home,
    )


def position_of(answer: AnswerDetail) -> Position:
    """Return an answer as reconciliation takes it."""
    return Position(
        key=answer.claim.key,
        label=answer.label,
        value=answer.value,
        documents=frozenset(document.slug for document in answer.documents),
        disputed_by=frozenset(piece.passage.document.slug for piece in answer.evidence if piece.stance == Stance.DISPUTES),
        as_of=parse_edtf(answer.claim.as_of) if answer.claim.as_of else None,
    )


def origins_of(evidence: Iterable[Evidence]) -> Origins:
    """Return what evidence rests on, as far as it supports; its works and documents are named as in a sentence: "Doe 2020"."""
    supporting = [piece for piece in evidence if piece.stance == Stance.SUPPORTS]
    documents = {piece.passage.document_id: piece.passage.document for piece in supporting}
    names: dict[str, str] = {}
    if len(documents) > 1:  # of one document nothing is said that names what it rests on
        works = {work.pk: work for piece in supporting for work in (*piece.credited_works, piece.repeats_work) if work}
        names = {work.key: work.name_and_year for work in works.values()}
        names |= {f"document:{document.slug}": document.label for document in documents.values()}
    return trace_origins([piece.support for piece in supporting], names)


def origin_name(origin: Origin) -> str:
    """Return an origin's stable name: a work's key, works it can be joined by "|", or "document:<slug>"."""
    return "|".join(sorted(origin.works)) if origin.works else origin.name


def _label(claim: Claim, value: Value) -> str:
    named = {actor.key: actor.name for actor in claim.mentioned_actors} | {
        place.key: place.name for place in claim.mentioned_places
    }
    return format_named(value, named)


def _documents(evidence: Iterable[Evidence]) -> tuple[Document, ...]:
    found = {piece.passage.document.pk: piece.passage.document for piece in evidence}
    return tuple(in_order(found.values()))
