"""Events on one small axis.

For the first page the key events: how the groups came together, and where they spread to, with one query. For an actor's page its
own, among the questions that the page has at hand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from profiles.domain.reconciliation import Mode
from profiles.domain.short_names import short_actor_name
from profiles.domain.values import ValueKind
from profiles.figures.timeline.events import LABEL_LETTERS, TimelineItem, Told, label_of
from profiles.figures.timeline.layout import Chart, Dated, DrawnRow, Event, lay_out_events, name_of
from profiles.figures.timeline.picture import WIDTH
from profiles.figures.timeline.plan import dates_events, kind_named
from profiles.figures.timeline.scale import DateBar, DateSpan, Scale, draw, make_scale, order_of, read_span
from profiles.models import Actor, Answer, Site, Stance
from profiles.queries.answers import AnswerDetail
from sources.addresses import address_of
from sources.anchoring import Anchor
from sources.dates_in_words import format_event
from sources.marks import mark_style_of
from sources.revision import once_a_revision
from sources.wording import shorten

MOST_EVENTS = 16
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True, order=True)
class DateSource:
    """A document that gives a date: its place among the documents, its label and mark, and the address of its exact words."""

    order: int
    label: str
    mark: int
    url: str

    @property
    def mark_style(self) -> int:
        """The style of its mark."""
        return mark_style_of(self.mark)


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """One key event in one row: every date that is given to it, and the address of its claim, or question if it has several."""

    label: str
    title: str
    words: tuple[str, ...]
    name: str
    address: str
    is_claim: bool
    row: DrawnRow
    bars: tuple[DateBar, ...]
    sayings: tuple[DateSource, ...]


@dataclass(frozen=True, slots=True)
class StripLane:
    """One kind of key event: its name, where that stands, and its events."""

    name: str
    baseline: int
    events: tuple[KeyEvent, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The small picture."""

    chart: Chart
    lanes: tuple[StripLane, ...]


def key_events(site: Site) -> Strip | None:
    """Return the dated events of the chapters and years that the site names, as a small picture; None if there are none.

    Where they are more than MOST_EVENTS, those that most documents date.
    """
    return _key_events(site) if site.key_events else None


@once_a_revision
def _key_events(site: Site) -> Strip | None:
    events: dict[str, list[_Told]] = {}
    for account in _fetch(site):
        events.setdefault(account.question if account.mode == Mode.EXCLUSIVE.value else account.key, []).append(account)
    if not events:
        return None
    voices = {key: len({saying.order for account in told for saying in account.sayings}) for key, told in events.items()}
    kept = {*sorted(events, key=lambda key: -voices[key])[:MOST_EVENTS]}
    events = {key: told for key, told in events.items() if key in kept}
    by_kind = sorted(events.items(), key=lambda item: site.key_events.index(item[1][0].topic))
    scale = make_scale([account.span for told in events.values() for account in told], width=WIDTH, turn=site.turn)
    chart = lay_out_events([_event(key, told, site) for key, told in by_kind], scale)
    lanes = (
        StripLane(lane.name, lane.baseline, tuple(_drawn(events[block.key], block.rows[0], scale) for block in lane.blocks))
        for lane in chart.lanes
    )
    return Strip(chart, tuple(lanes))


def draw_strip(actor: Actor, entries: Sequence[TimelineItem], site: Site) -> Strip | None:
    """Return what is dated of an actor, in the order of time, as a small picture, each entry in one row; None if nothing is."""
    if not entries:
        return None
    by_key = {entry.key: entry for entry in entries}
    scale = make_scale([date.span for entry in entries for date in entry.dates], width=WIDTH, turn=site.turn)
    chart = lay_out_events([_event_of(entry, actor) for entry in entries], scale)
    lanes = (
        StripLane(lane.name, lane.baseline, tuple(_drawn_of(by_key[block.key], block.rows[0], scale) for block in lane.blocks))
        for lane in chart.lanes
    )
    return Strip(chart, tuple(lanes))


def _event_of(entry: TimelineItem, actor: Actor) -> Event:
    """Return an event in one row, as long as all its dates together; a label that says only whose page it is gives way."""
    marks = dict.fromkeys(document.mark for date in entry.dates for document in date.answer.documents)
    title = shorten(_IN_BRACKETS.sub("", _title_of(entry)), LABEL_LETTERS)
    label = title if entry.label == shorten(short_actor_name(actor.name), LABEL_LETTERS) else entry.label
    return Event(entry.key, entry.lane, label, (Dated(entry.key, _hull([date.span for date in entry.dates]), tuple(marks)),))


def _title_of(entry: TimelineItem) -> str:
    return entry.question.ask if entry.is_rival else entry.dates[0].answer.claim.says


def _drawn_of(entry: TimelineItem, row: DrawnRow, scale: Scale) -> KeyEvent:
    words = tuple(dict.fromkeys(date.words for date in entry.dates))
    sayings = dict.fromkeys(saying for date in entry.dates for saying in _sayings_of(date.answer))
    labels = ", ".join(dict.fromkeys(saying.label for saying in sayings))
    title = _title_of(entry)
    return KeyEvent(
        label=row.label,
        title=title,
        words=words,
        name=name_of(row.label, f"{title} {'; '.join(words)}. {labels}"),
        address=entry.question.get_absolute_url() if entry.is_rival else entry.dates[0].answer.claim.get_absolute_url(),
        is_claim=not entry.is_rival,
        row=row,
        bars=tuple(draw(date.span, scale) for date in entry.dates),
        sayings=tuple(sayings),
    )


def _sayings_of(answer: AnswerDetail) -> list[DateSource]:
    """Return the documents that support an answer, each once, at the first of its words there."""
    spoken = [piece for piece in answer.evidence if piece.stance == Stance.SUPPORTS]
    first = {piece.passage.document: piece for piece in reversed(spoken)}
    return [
        DateSource(document.order, document.label, document.mark, first[document].get_absolute_url())
        for document in answer.documents
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """One claim that dates a key event, as it is fetched: its date as EDTF, who gives it, its question."""

    key: str
    says: str
    text: str
    sayings: tuple[DateSource, ...]
    places: tuple[str, ...]
    question: str
    ask: str
    mode: str
    topic: str
    about: str
    event: str

    @property
    def span(self) -> DateSpan:
        """The days that the date can mean."""
        return read_span(self.text)


def _fetch(site: Site) -> Iterable[_Told]:
    """Return the claims that date key events; the rows of the one query are claim by document by place."""
    rows = (
        Answer.objects.published()
        .filter(
            question__value_kind=ValueKind.DATE.value,
            question__topic__slug__in=site.key_events,
            claim__evidence__stance=Stance.SUPPORTS.value,
        )
        .order_by(
            "question__order",
            "question__key",
            "order",
            "claim__key",
            "claim__evidence__passage__document__order",
            "claim__places__name",
        )
        .values(
            "claim__key",
            "claim__says",
            "value",
            "event",
            "question__key",
            "question__ask",
            "question__event",
            "question__mode",
            "question__topic__slug",
            "question__about__key",
            "question__about__name",
            "claim__evidence__passage__document__order",
            "claim__evidence__passage__document__label",
            "claim__evidence__passage__document__mark",
            "claim__evidence__passage__document__slug",
            "claim__evidence__start",
            "claim__evidence__end",
            "claim__places__name",
        )
    )
    answers: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        if dates_events(row["question__key"], ValueKind.DATE.value, site):
            answers.setdefault((row["question__key"], row["claim__key"]), []).append(row)
    return [told for group in answers.values() if (told := _told(group, site)).span.start.year >= site.turn]


def _told(rows: list[Mapping[str, Any]], site: Site) -> _Told:
    row = rows[0]
    return _Told(
        key=row["claim__key"],
        says=row["claim__says"],
        text=row["value"]["date"],
        sayings=tuple(dict.fromkeys(_saying(each) for each in rows)),
        places=tuple(dict.fromkeys(each["claim__places__name"] for each in rows if each["claim__places__name"])),
        question=row["question__key"],
        ask=row["question__ask"],
        mode=row["question__mode"],
        topic=row["question__topic__slug"],
        about="" if row["question__about__key"] == site.subject.key else short_actor_name(row["question__about__name"]),
        event=row["question__event"] or row["event"],
    )


def _saying(row: Mapping[str, Any]) -> DateSource:
    reader = address_of("sources:document", row["claim__evidence__passage__document__slug"])
    words = Anchor(row["claim__evidence__start"], row["claim__evidence__end"]).fragment
    return DateSource(
        order=row["claim__evidence__passage__document__order"],
        label=row["claim__evidence__passage__document__label"],
        mark=row["claim__evidence__passage__document__mark"],
        url=f"{reader}?claim={row['claim__key']}#{words}",
    )


def _event(key: str, told: list[_Told], site: Site) -> Event:
    """Return one event in one row, as long as all its dates together."""
    hull = _hull([account.span for account in told])
    marks = dict.fromkeys(saying.mark for saying in sorted({saying for account in told for saying in account.sayings}))
    return Event(
        key,
        kind_named(told[0].question, told[0].topic, site).words,
        _label(told),
        (Dated(key, hull, tuple(marks)),),
    )


def _hull(spans: Sequence[DateSpan]) -> DateSpan:
    """Return the span from the first day of some spans to their last."""
    return DateSpan(min(span.start for span in spans), max(span.end for span in spans))


def _drawn(told: list[_Told], row: DrawnRow, scale: Scale) -> KeyEvent:
    dates = sorted({account.text: account.span for account in told}.items(), key=lambda item: order_of(item[1]))
    words = tuple(format_event(text) for text, _ in dates)
    sayings = tuple(sorted({saying for account in told for saying in account.sayings}))
    labels = ", ".join(dict.fromkeys(saying.label for saying in sayings))
    several = len(told) > 1
    title = told[0].ask if several else told[0].says
    return KeyEvent(
        label=_label(told),
        title=title,
        words=words,
        name=name_of(row.label, f"{title} {'; '.join(words)}. {labels}"),
        address=address_of("profiles:question", told[0].question) if several else address_of("profiles:claim", told[0].key),
        is_claim=not several,
        row=row,
        bars=tuple(draw(span, scale) for _, span in dates),
        sayings=sayings,
    )


def _label(told: list[_Told]) -> str:
    first = told[0]
    if first.event:
        return first.event
    words = first.ask if len(told) > 1 else first.says
    return shorten(label_of(first.about, first.ask, [Told(account.places, ()) for account in told]) or words, LABEL_LETTERS)
