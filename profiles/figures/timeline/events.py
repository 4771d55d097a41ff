"""What stands on the timeline: events that the documents date, and how things stood at a time.

Nothing is chosen by hand. An **event** is
- what a question with dates for answers asks after: one event, with every date that is given to it, where the answers compete; an
  event for each answer where they add up; a question that the site says asks for a period, such as the one that a map covers,
  dates no event;
- one claim of a list in words, or of those who did something, that the documents date; unless it is said to hold on from then, or
  the same words already give that date to an event of the first kind, and of the same actor.
**How things stood** is every other claim with a date: figures, names, places, typed ties (the lineage draws them), what holds
since a date, what competing answers in words say of a time, the period that a map covers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Q

from profiles.domain.reconciliation import Mode, Verdict
from profiles.domain.short_names import short_actor_name
from profiles.domain.values import ValueKind, keys_named
from profiles.figures.timeline.scale import (
    DateBar,
    DateSpan,
    Ruler,
    heading_of,
    lay_on_ruler,
    machine_date,
    order_of,
    read_span,
)
from profiles.models import Actor, Answer, Place, Question, Site, Stance
from profiles.queries.answers import AnswerDetail, Reconciled, reconcile_all
from sources.dates import EdtfDate
from sources.dates_in_words import format_event, format_time
from sources.models import Document
from sources.wording import shorten


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
LABEL_LETTERS = 33  # of a label that is made of names; one that a curator writes has its own limit


@dataclass(frozen=True, slots=True)
class Told:
    """Where a claim says that something happened, and with whom: names, the group's own left out."""

    places: tuple[str, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedWords:
    """Words of a document that give an event its date: whom the question is about, their passage and span, the date as EDTF."""

    about: int
    passage: int
    start: int
    end: int
    date: str


@dataclass(frozen=True)
class DatedClaim:
    """One date that documents give: the claim as an answer, the date as EDTF, and its place on the event's ruler."""

    answer: AnswerDetail
    text: str
    bar: DateBar
    is_state: bool

    @property
    def span(self) -> DateSpan:
        """The days that it can mean."""
        return read_span(self.text)

    @property
    def words(self) -> str:
        """When it happened, or when it held, in words."""
        return format_time(self.text) if self.is_state else format_event(self.text)

    @property
    def machine(self) -> str:
        """The date as HTML's time element takes it, or nothing."""
        return machine_date(self.text)


@dataclass(frozen=True)
class TimelineItem:
    """One event, with every date that is given to it; or one claim that tells how things stood."""

    key: str
    kind: EventKind
    reconciled: Reconciled
    dates: tuple[DatedClaim, ...]
    ruler: Ruler
    subject: int  # the primary key of the actor that the site is about, which labels leave out

    @property
    def question(self) -> Question:
        """The question that it answers."""
        return self.reconciled.question

    @property
    def is_state(self) -> bool:
        """Whether it tells how things stood, and no event."""
        return self.kind is EventKind.STATE

    @property
    def is_rival(self) -> bool:
        """Whether it is given several dates, whatever the verdict on them."""
        return len(self.dates) > 1

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on its dates; on one answer of several that add up there is none."""
        return self.reconciled.verdict if self.question.mode == Mode.EXCLUSIVE.value else None

    @property
    def heading(self) -> str:
        """The year or the decade that it stands under in a list."""
        return heading_of(self.dates[0].text)

    @property
    def lane(self) -> str:
        """The part of the picture that it stands in: its kind, or for how things stood its chapter."""
        return self.question.topic.title if self.kind is EventKind.STATE else self.kind.words

    @property
    def label(self) -> str:
        """What happened, in a few words, for the picture; where no curator says so, whom or where it befell."""
        if event := self.question.event or self.dates[0].answer.event:
            return event
        told = [
            Told(
                tuple(place.name for place in _narrowest(date.answer.claim.mentioned_places)),
                tuple(short_actor_name(actor.name) for actor in date.answer.claim.mentioned_actors if actor.pk != self.subject),
            )
            for date in self.dates
        ]
        about = "" if self.question.about.pk == self.subject else short_actor_name(self.question.about.name)
        words = self.question.ask if self.is_rival else self.dates[0].answer.claim.says
        return shorten(label_of(about, self.question.ask, told) or words, LABEL_LETTERS)

    @property
    def actors(self) -> list[Actor]:
        """Those that it speaks of, beside the group itself; none where they are too many to be of use."""
        found = {
            actor.pk: actor for date in self.dates for actor in date.answer.claim.mentioned_actors if actor.pk != self.subject
        }
        return list(found.values()) if len(found) <= _MOST_NAMES else []

    @property
    def places(self) -> list[Place]:
        """Where it was; none where they are too many to be of use."""
        found = {place.pk: place for date in self.dates for place in date.answer.claim.mentioned_places}
        return list(found.values()) if len(found) <= _MOST_NAMES else []

    def speaks(self, document: Document) -> bool:
        """Whether a document gives or disputes one of its dates."""
        return any(
            piece.passage.document_id == document.pk and piece.stance != Stance.CONTEXT
            for date in self.dates
            for piece in date.answer.evidence
        )


_MOST_NAMES = 4


def all_entries(documents: Sequence[Document], site: Site) -> list[TimelineItem]:
    """Return everything that is dated, by time: as many queries as it takes to reconcile one question."""
    dated = Q(value_kind=ValueKind.DATE.value) | Q(answers__in=Answer.objects.published().exclude(claim__as_of=""))
    return entries_among(reconcile_all(Question.objects.answered().filter(dated).distinct(), documents), site)


def entries_among(reconciled: Sequence[Reconciled], site: Site) -> list[TimelineItem]:
    """Return what is dated among some questions, by time."""
    told = _words_that_date(reconciled, site)
    entries = _once_a_claim(entry for asked in reconciled for entry in entries_of(asked, site, told))
    return sorted(entries, key=lambda entry: (*order_of(entry.dates[0].span), entry.key))


def entries_on(actor: Actor, reconciled: Sequence[Reconciled], site: Site) -> list[TimelineItem]:
    """Return an actor's events and dated ties among some questions, by time, each with the dates of claims on the actor alone.

    A claim is on an actor if it answers a question about it, if it mentions it under a question that names it, or if its value
    does. What merely mentions it ("a month before his death") dates no event of its.
    """
    name = short_actor_name(actor.name)
    on_it = {answer.claim.pk for asked in reconciled for answer in asked.answers if _is_on(actor, name, asked, answer)}
    kept = []
    for entry in entries_among(reconciled, site):
        dates = tuple(date for date in entry.dates if date.answer.claim.pk in on_it)
        if dates and (not entry.is_state or entry.question.value_kind == ValueKind.RELATION.value):
            kept.append(replace(entry, dates=dates))
    return kept


def _is_on(actor: Actor, name: str, asked: Reconciled, answer: AnswerDetail) -> bool:
    named, _ = keys_named(answer.value, ValueKind(asked.question.value_kind))
    if asked.question.about_id == actor.pk or actor.key in named:
        return True
    return name in asked.question.ask and actor in answer.claim.mentioned_actors


def _once_a_claim(entries: Iterable[TimelineItem]) -> list[TimelineItem]:
    """Leave out what a claim tells again: a state beside its event, and a date beside the same date."""
    ranked = sorted(entries, key=lambda entry: entry.is_state)
    told: set[tuple[str, str]] = set()
    claims: set[str] = set()
    kept = []
    for entry in ranked:
        dates = {(date.answer.claim.key, date.text) for date in entry.dates}
        if not (dates <= told or (entry.is_state and entry.dates[0].answer.claim.key in claims)):
            kept.append(entry)
        told |= dates
        claims |= {key for key, _ in dates}
    return kept


def entries_of(reconciled: Reconciled, site: Site, told: Sequence[DatedWords] = ()) -> list[TimelineItem]:
    """Return what stands on the timeline of one question; `told` are the words that questions for a date rest on."""
    question = reconciled.question
    dated = _dated_answers(reconciled)
    if dates_events(question.key, question.value_kind, site):
        groups = (
            [(question.key, dated)]
            if question.mode == Mode.EXCLUSIVE.value
            else [(answer.claim.key, [(answer, text)]) for answer, text in dated]
        )
        return [_entry(key, kind_of(question, site), reconciled, site, group) for key, group in groups if group]
    return [
        _entry(
            answer.claim.key,
            kind_of(question, site)
            if tells_event(question, text) and not _is_told(answer, question, text, told)
            else EventKind.STATE,
            reconciled,
            site,
            [(answer, text)],
        )
        for answer, text in dated
    ]


def dates_events(question: str, value_kind: str, site: Site) -> bool:
    """Whether the answers to a question, by its key, are dates of events: not if it asks for a period."""
    return value_kind == ValueKind.DATE.value and question not in site.periods


def tells_event(question: Question, date: str) -> bool:
    """Whether one dated claim under a question that does not ask for dates tells an event, and not how things stood."""
    span = read_span(date)
    return question.mode == Mode.CUMULATIVE.value and question.value_kind in _TELLING and bool(span.first and span.last)


def kind_of(question: Question, site: Site) -> EventKind:
    """Return the kind of the events that a question dates."""
    return kind_named(question.key, question.topic.slug, site)


def kind_named(question: str, topic: str, site: Site) -> EventKind:
    """Return the kind of events that the site names for a question, or else for its chapter, by their keys."""
    return EventKind(site.question_kinds.get(question) or site.event_kinds.get(topic, EventKind.OTHER))


def label_of(about: str, ask: str, told: Sequence[Told]) -> str:
    """Return whom or where an event befell.

    That is whom the question is about, if not the group itself; else whom it names; else the places that every claim mentions, or
    those of each together; else the actors likewise; else nothing.
    """
    named = [name for account in told for name in account.actors if name in ask]
    if about or named:
        return about or named[0]
    for names in ([account.places for account in told], [account.actors for account in told]):
        shared = [name for name in names[0] if all(name in others for others in names)]
        if all(names):
            return join_names(shared or [name for given in names for name in given])
    return ""


def join_names(names: Iterable[str], longest: int = LABEL_LETTERS) -> str:
    """Return names as a label: as many as have room, and how many more there are."""
    first, *more = dict.fromkeys(names)
    label = first
    for place, name in enumerate(more):
        if len(label) + len(name) + 2 > longest:
            return f"{label} and {len(more) - place} more"
        label = f"{label}, {name}"
    return label


def _narrowest(places: Iterable[Place]) -> list[Place]:
    """Leave out the places within which another of them lies."""
    places = list(places)
    wider = {place.within_id for place in places}
    return [place for place in places if place.pk not in wider]


def date_of(answer: AnswerDetail) -> str:
    """Return the date of a claim as EDTF: its value, or else when it held; nothing if that names no day to place it by."""
    text = answer.value.text if isinstance(answer.value, EdtfDate) else answer.claim.as_of
    try:
        read_span(text)
    except ValueError:
        return ""
    return text


def _dated_answers(reconciled: Reconciled) -> list[tuple[AnswerDetail, str]]:
    return [(answer, text) for answer in reconciled.answers if (text := date_of(answer))]


def _words_that_date(reconciled: Iterable[Reconciled], site: Site) -> list[DatedWords]:
    """Return the words that give an event its date."""
    return [
        DatedWords(question.question.about_id, piece.passage_id, piece.start, piece.end, text)
        for question in reconciled
        if dates_events(question.question.key, question.question.value_kind, site)
        for answer, text in _dated_answers(question)
        for piece in answer.evidence
    ]


def _is_told(answer: AnswerDetail, question: Question, date: str, told: Iterable[DatedWords]) -> bool:
    """Whether words that a claim rests on already give the same date to an event of the same actor."""
    return any(
        question.about_id == words.about
        and piece.passage_id == words.passage
        and piece.start < words.end
        and words.start < piece.end
        and date == words.date
        for piece in answer.evidence
        for words in told
    )


def _entry(
    key: str, kind: EventKind, reconciled: Reconciled, site: Site, dated: Iterable[tuple[AnswerDetail, str]]
) -> TimelineItem:
    given = sorted(dated, key=lambda pair: order_of(read_span(pair[1])))
    ruler = lay_on_ruler([read_span(text) for _, text in given])
    is_state = kind is EventKind.STATE
    dates = tuple(DatedClaim(answer, text, bar, is_state) for (answer, text), bar in zip(given, ruler.bars, strict=True))
    return TimelineItem(key, kind, reconciled, dates, ruler, site.subject.pk)
