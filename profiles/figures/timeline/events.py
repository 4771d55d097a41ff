"""The entries of the timeline with all that a page shows of them; plan.py decides which there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from profiles.domain.reconciliation import Mode, Verdict
from profiles.domain.short_names import short_actor_name
from profiles.domain.values import ValueKind, keys_named
from profiles.figures.timeline.plan import DatedAnswer, DatedQuestion, EventKind, PlannedEntry, placed, plan_entries
from profiles.figures.timeline.scale import (
    DateBar,
    DateSpan,
    Ruler,
    heading_of,
    lay_on_ruler,
    machine_date,
    read_span,
)
from profiles.models import Actor, Place, Question, Site, Stance
from profiles.queries.answers import AnswerDetail, Reconciled
from sources.dates import EdtfDate
from sources.dates_in_words import format_event, format_time
from sources.wording import shorten

LABEL_LETTERS = 33  # of a label that is made of names; one that a curator writes has its own limit


@dataclass(frozen=True, slots=True)
class Told:
    """Where a claim says that something happened, and with whom: names, the group's own left out."""

    places: tuple[str, ...]
    actors: tuple[str, ...]


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


_MOST_NAMES = 4


def entries_among(reconciled: Sequence[Reconciled], site: Site) -> list[TimelineItem]:
    """Return what is dated among some questions, by time."""
    return show_entries(plan_entries([_dated_question(asked) for asked in reconciled], site), reconciled, site)


def show_entries(planned: Iterable[PlannedEntry], reconciled: Iterable[Reconciled], site: Site) -> list[TimelineItem]:
    """Return planned entries with their questions, which are among those that are given."""
    by_pk = {asked.question.pk: asked for asked in reconciled}
    answers = {pk: {answer.claim.key: answer for answer in asked.answers} for pk, asked in by_pk.items()}
    return [
        _entry(
            entry,
            by_pk[entry.question],
            [(answers[entry.question][date.claim], date.text) for date in entry.dates],
            site,
        )
        for entry in planned
    ]


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
    return placed(answer.value.text if isinstance(answer.value, EdtfDate) else answer.claim.as_of)


def _dated_question(asked: Reconciled) -> DatedQuestion:
    question = asked.question
    dated = [(answer, text) for answer in asked.answers if (text := date_of(answer))]
    return DatedQuestion(
        question.pk,
        question.key,
        question.topic.slug,
        question.about_id,
        question.mode,
        question.value_kind,
        tuple(_dated_answer(answer, text) for answer, text in dated),
    )


def _dated_answer(answer: AnswerDetail, text: str) -> DatedAnswer:
    spoken = frozenset(piece.passage.document.slug for piece in answer.evidence if piece.stance != Stance.CONTEXT)
    words = tuple((piece.passage_id, piece.start, piece.end) for piece in answer.evidence)
    return DatedAnswer(answer.claim.key, text, words, spoken)


def _entry(planned: PlannedEntry, asked: Reconciled, given: Sequence[tuple[AnswerDetail, str]], site: Site) -> TimelineItem:
    ruler = lay_on_ruler([read_span(text) for _, text in given])
    dates = tuple(DatedClaim(answer, text, bar, planned.is_state) for (answer, text), bar in zip(given, ruler.bars, strict=True))
    return TimelineItem(planned.key, planned.kind, asked, dates, ruler, site.subject.pk)
