"""Decide what stands on the timeline: events that the documents date, and how things stood at a time.

Nothing is chosen by hand. An **event** is
- what a question with dates for answers asks after: one event, with every date that is given to it, where the answers compete; an
  event for each answer where they add up; a question that the site says asks for a period, such as the one that a map covers,
  dates no event;
- one claim of a list in words, or of those who did something, that the documents date; unless it is said to hold on from then, or
  the same words already give that date to an event of the first kind, and of the same actor.
**How things stood** is every other claim with a date: figures, names, places, typed ties (the lineage draws them), what holds
since a date, what competing answers in words say of a time, the period that a map covers.

It is decided from little of each dated answer, so that all of them can be looked at for a page that shows a few.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from profiles.domain.reconciliation import Mode
from profiles.domain.values import ValueKind
from profiles.figures.timeline.scale import DateSpan, heading_of, order_of, read_span
from profiles.models import Site


class EventKind(StrEnum):
    """What a dated event is, in a reader's words. The site says which: of a question, or else of its chapter."""

    ORIGINS = "origins"
    LEADERS = "leaders"
    EXPANSION = "expansion"
    ATTACKS = "attacks"
    HOSTAGES = "hostages"
    RELATIONS = "relations"
    DESIGNATIONS = "designations"
    OPERATIONS = "operations"
    OTHER = "other"
    STATE = "state"

    @property
    def words(self) -> str:
        """Its name on the page."""
        return _WORDS[self]


_WORDS = {
    EventKind.ORIGINS: "Origins and mergers",
    EventKind.LEADERS: "Leaders",
    EventKind.EXPANSION: "Areas and expansion",
    EventKind.ATTACKS: "War and attacks",
    EventKind.HOSTAGES: "Hostages",
    EventKind.RELATIONS: "Relations with other groups",
    EventKind.DESIGNATIONS: "Designations",
    EventKind.OPERATIONS: "Operations and measures against it",
    EventKind.OTHER: "Other events",
    EventKind.STATE: "How things stood at a time",
}
_TELLING = {ValueKind.TEXT.value, ValueKind.ACTOR.value, ValueKind.ACTORS.value}


@dataclass(frozen=True, slots=True)
class DatedAnswer:
    """An answer with a date, as EDTF: its claim's key, the words it rests on (passage, start, end), the documents that speak."""

    claim: str
    text: str
    words: tuple[tuple[int, int, int], ...]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class DatedQuestion:
    """A question (primary key and key) with the dated ones of its answers, in order, and what decides how they are read."""

    pk: int
    key: str
    topic: str
    about: int
    mode: str
    value_kind: str
    answers: tuple[DatedAnswer, ...]


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """One entry of the timeline: its key, its kind, the question that it answers, and its dates in the order of time."""

    key: str
    kind: EventKind
    question: int
    dates: tuple[DatedAnswer, ...]

    @property
    def is_state(self) -> bool:
        """Whether it tells how things stood, and no event."""
        return self.kind is EventKind.STATE

    @property
    def heading(self) -> str:
        """The year or the decade that it stands under in a list."""
        return heading_of(self.dates[0].text)

    @property
    def spans(self) -> list[DateSpan]:
        """The days that its dates can mean."""
        return [read_span(date.text) for date in self.dates]

    def speaks(self, document: str) -> bool:
        """Whether a document (by slug) gives or disputes one of its dates."""
        return any(document in date.documents for date in self.dates)


def plan_entries(questions: Sequence[DatedQuestion], site: Site) -> list[PlannedEntry]:
    """Return what is dated among some questions, by time."""
    told = _words_that_date(questions, site)
    entries = _once_a_claim(entry for asked in questions for entry in _entries_of(asked, site, told))
    return sorted(entries, key=lambda entry: (*order_of(read_span(entry.dates[0].text)), entry.key))


def dates_events(question: str, value_kind: str, site: Site) -> bool:
    """Whether the answers to a question, by its key, are dates of events: not if it asks for a period."""
    return value_kind == ValueKind.DATE.value and question not in site.periods


def tells_event(mode: str, value_kind: str, date: str) -> bool:
    """Whether one dated claim under a question that does not ask for dates tells an event, and not how things stood."""
    span = read_span(date)
    return mode == Mode.CUMULATIVE.value and value_kind in _TELLING and bool(span.first and span.last)


def kind_named(question: str, topic: str, site: Site) -> EventKind:
    """Return the kind of events that the site names for a question, or else for its chapter, by their keys."""
    return EventKind(site.question_kinds.get(question) or site.event_kinds.get(topic, EventKind.OTHER))


def placed(text: str) -> str:
    """Return a date as EDTF, or nothing if it names no day to place it by."""
    try:
        read_span(text)
    except ValueError:
        return ""
    return text


_Told = Mapping[tuple[int, int, str], Sequence[tuple[int, int]]]  # of whom, in which passage, with which date: spans


def _words_that_date(questions: Iterable[DatedQuestion], site: Site) -> _Told:
    """Return the words that give an event its date."""
    told: dict[tuple[int, int, str], list[tuple[int, int]]] = {}
    for asked in questions:
        if dates_events(asked.key, asked.value_kind, site):
            for answer in asked.answers:
                for passage, start, end in answer.words:
                    told.setdefault((asked.about, passage, answer.text), []).append((start, end))
    return told


def _entries_of(asked: DatedQuestion, site: Site, told: _Told) -> list[PlannedEntry]:
    kind = kind_named(asked.key, asked.topic, site)
    dated = sorted(asked.answers, key=lambda answer: order_of(read_span(answer.text)))
    if dates_events(asked.key, asked.value_kind, site):
        if asked.mode == Mode.EXCLUSIVE.value:
            return [PlannedEntry(asked.key, kind, asked.pk, tuple(dated))] if dated else []
        return [PlannedEntry(answer.claim, kind, asked.pk, (answer,)) for answer in asked.answers]
    return [
        PlannedEntry(
            answer.claim,
            kind
            if tells_event(asked.mode, asked.value_kind, answer.text) and not _is_told(answer, asked.about, told)
            else EventKind.STATE,
            asked.pk,
            (answer,),
        )
        for answer in asked.answers
    ]


def _is_told(answer: DatedAnswer, about: int, told: _Told) -> bool:
    """Whether words that a claim rests on already give the same date to an event of the same actor."""
    return any(
        start < other_end and other_start < end
        for passage, start, end in answer.words
        for other_start, other_end in told.get((about, passage, answer.text), ())
    )


def _once_a_claim(entries: Iterable[PlannedEntry]) -> list[PlannedEntry]:
    """Leave out what a claim tells again: a state beside its event, and a date beside the same date."""
    ranked = sorted(entries, key=lambda entry: entry.is_state)
    told: set[tuple[str, str]] = set()
    claims: set[str] = set()
    kept = []
    for entry in ranked:
        dates = {(date.claim, date.text) for date in entry.dates}
        if not (dates <= told or (entry.is_state and entry.dates[0].claim in claims)):
            kept.append(entry)
        told |= dates
        claims |= {key for key, _ in dates}
    return kept
