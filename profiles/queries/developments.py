"""What changed over time: answers by the time for which they hold, and what the documents say of change.

The site names the headings: questions whose dated answers stand there, and single claims that tell of a change. What has no date
is never placed in time: a claim that tells of a change stands apart, other answers are counted. Questions under no heading whose
answers are of several times are listed, so that nothing depends on what a curator has thought of.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from profiles.figures.timeline.dated import dated_questions
from profiles.figures.timeline.events import date_of
from profiles.figures.timeline.plan import dates_events, tells_event
from profiles.figures.timeline.scale import DateBar, DateSpan, Ruler, lay_on_ruler, machine_date, order_of, read_span
from profiles.models import Answer, Question, Site
from profiles.queries.answers import AnswerDetail, Reconciled, reconcile_all
from sources.dates_in_words import format_date, format_event
from sources.models import Document
from sources.revision import once_a_revision

MOST_TIMES = 12  # of a question, named beside it
MOST_STATEMENTS = 50  # dated ones under a heading, and as many that tell of a change without a date
MOST_QUESTIONS = 12  # of a heading with more statements, named with what is left


@dataclass(frozen=True, slots=True)
class UndatedAnswers:
    """How many answers to a question have no date, and stand nowhere under its heading."""

    question: Question
    count: int


@dataclass(frozen=True)
class DatedStatement:
    """A claim at a time: the date as EDTF, and its place on the ruler that all of them share."""

    answer: AnswerDetail
    text: str
    bar: DateBar
    is_state: bool

    @property
    def words(self) -> str:
        """When it held, or when it happened, in words."""
        return format_date(self.text) if self.is_state else format_event(self.text)

    @property
    def machine(self) -> str:
        """The date as HTML's time element takes it, or nothing."""
        return machine_date(self.text)


@dataclass(frozen=True)
class Development:
    """One heading: what is dated, and what tells of a change without a date.

    `earlier` counts what is left out because it was over before the time that a reader asks from, `more` what the heading has no
    room for; `questions` are where that stands.
    """

    title: str
    dated: tuple[DatedStatement, ...]
    changes: tuple[AnswerDetail, ...]
    undated: tuple[UndatedAnswers, ...]
    earlier: int
    more: int
    questions: tuple[Question, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return heading_anchor(self.title)

    @property
    def undated_count(self) -> int:
        """How many answers have no date, and are only counted."""
        return sum(one.count for one in self.undated)


@dataclass(frozen=True, slots=True)
class SeveralTimes:
    """A question (primary key) under no heading whose answers are of several times, with these as EDTF."""

    question: int
    times: tuple[str, ...]

    @property
    def in_words(self) -> tuple[str, ...]:
        """The times, as many as have room, and how many more there are."""
        told = tuple(format_date(text) for text in self.times[:MOST_TIMES])
        left = len(self.times) - len(told)
        return (*told, f"and {left} more") if left else told


@dataclass(frozen=True)
class Developments:
    """The headings, with the ruler of all their dates; None where there are none."""

    headings: tuple[Development, ...]
    ruler: Ruler | None


@dataclass(frozen=True, slots=True)
class _Dated:
    """An answer at a time, before it has its place on the ruler."""

    answer: AnswerDetail
    text: str
    span: DateSpan
    is_state: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading before its dates have their places."""

    title: str
    dated: list[_Dated]
    changes: tuple[AnswerDetail, ...]
    undated: tuple[UndatedAnswers, ...]
    earlier: int
    more: int
    questions: tuple[Question, ...]


@once_a_revision
def weigh_headings(site: Site) -> tuple[int, ...]:
    """Return how many statements stand under each of the site's headings at most, in its order."""
    dated = {asked.key: len(asked.answers) for asked in dated_questions()}
    return tuple(
        min(sum(dated.get(key, 0) for key in heading.get("questions", ())), MOST_STATEMENTS)
        + min(len(heading.get("claims", ())), MOST_STATEMENTS)
        for heading in site.developments
    )


def heading_anchor(title: str) -> str:
    """Return the place of a heading on its page."""
    return slugify(title)


def developments(
    documents: Sequence[Document], site: Site, since: datetime.date | None = None, chosen: Collection[int] | None = None
) -> Developments:
    """Return what changed under the site's headings, from a day on if one is given: the queries of one question.

    `chosen` are the places of the headings in the site's list; all of them unless given.
    """
    listing = [heading for place, heading in enumerate(site.developments) if chosen is None or place in chosen]
    listed = {key for heading in listing for key in heading.get("questions", ())}
    claims = {change["claim"] for heading in listing for change in heading.get("claims", ())}
    wanted = Q(key__in=listed) | Q(answers__in=Answer.objects.published().filter(claim__key__in=claims, home=True))
    asked = {
        reconciled.question.key: reconciled
        for reconciled in reconcile_all(Question.objects.answered().filter(wanted).distinct(), documents)
    }
    homes = {
        answer.claim.key: (reconciled, answer) for reconciled in asked.values() for answer in reconciled.answers if answer.is_home
    }
    headings = [_heading(heading, asked, homes, site, since) for heading in listing]
    spans = [one.span for heading in headings for one in heading.dated]
    ruler = lay_on_ruler(spans) if spans else None
    bars = iter(ruler.bars if ruler else ())
    return Developments(
        headings=tuple(
            Development(
                title=heading.title,
                dated=tuple(DatedStatement(one.answer, one.text, next(bars), one.is_state) for one in heading.dated),
                changes=heading.changes,
                undated=heading.undated,
                earlier=heading.earlier,
                more=heading.more,
                questions=heading.questions,
            )
            for heading in headings
        ),
        ruler=ruler,
    )


def _heading(
    heading: Mapping[str, Any],
    asked: Mapping[str, Reconciled],
    homes: Mapping[str, tuple[Reconciled, AnswerDetail]],
    site: Site,
    since: datetime.date | None,
) -> _Heading:
    questions = [asked[key] for key in heading.get("questions", ()) if key in asked]
    dated: dict[str, _Dated] = {}  # by claim: each stands once under a heading
    for reconciled in questions:
        for answer in reconciled.answers:
            if text := date_of(answer):
                dated.setdefault(answer.claim.key, _at(answer, text, reconciled, site))
    changes: dict[str, AnswerDetail] = {}
    for change in heading.get("claims", ()):
        if change["claim"] not in homes:  # it is not published
            continue
        reconciled, answer = homes[change["claim"]]
        if text := date_of(answer) or change.get("as_of", ""):
            dated.setdefault(answer.claim.key, _at(answer, text, reconciled, site))
        elif answer.claim.key not in dated:
            changes[answer.claim.key] = answer
    shown = {*changes, *dated}
    kept = [one for one in dated.values() if _holds_since(one.span, since)]
    told = tuple(changes.values())
    more = max(len(kept) - MOST_STATEMENTS, 0) + max(len(told) - MOST_STATEMENTS, 0)
    undated = tuple(_undated(questions, shown))
    return _Heading(
        title=heading["title"],
        dated=sorted(kept, key=lambda one: order_of(one.span))[:MOST_STATEMENTS],
        changes=told[:MOST_STATEMENTS],
        undated=undated if len(undated) <= MOST_QUESTIONS else (),
        earlier=len(dated) - len(kept),
        more=more + (sum(one.count for one in undated) if len(undated) > MOST_QUESTIONS else 0),
        questions=tuple(reconciled.question for reconciled in questions[:MOST_QUESTIONS]),
    )


def _undated(questions: Iterable[Reconciled], shown: set[str]) -> Iterable[UndatedAnswers]:
    """Yield the questions of a heading that have answers without a date which stand nowhere under it."""
    for reconciled in questions:
        count = sum(not date_of(answer) and answer.claim.key not in shown for answer in reconciled.answers)
        if count:
            yield UndatedAnswers(reconciled.question, count)


@once_a_revision
def questions_of_several_times(site: Site) -> tuple[SeveralTimes, ...]:
    """Return the questions under no heading whose answers are of several times; mere lists of events stand on the timeline."""
    listed = {key for heading in site.developments for key in heading.get("questions", ())}
    found = []
    for asked in dated_questions():
        if asked.key in listed or dates_events(asked.key, asked.value_kind, site):
            continue
        dates = {answer.text for answer in asked.answers}
        times = sorted(dates, key=lambda text: order_of(read_span(text)))
        if len(times) > 1 and not all(tells_event(asked.mode, asked.value_kind, text) for text in times):
            found.append(SeveralTimes(asked.pk, tuple(times)))
    return tuple(found)


def of_several_times_since(site: Site, since: datetime.date | None) -> list[SeveralTimes]:
    """Return those of the questions of which an answer can hold on a day or later; all of them without a day."""
    found = questions_of_several_times(site)
    return [one for one in found if since is None or any(_holds_since(read_span(text), since) for text in one.times)]


def _at(answer: AnswerDetail, text: str, reconciled: Reconciled, site: Site) -> _Dated:
    question = reconciled.question
    is_event = dates_events(question.key, question.value_kind, site) or (
        text == answer.claim.as_of and tells_event(question.mode, question.value_kind, text)
    )
    return _Dated(answer, text, read_span(text), not is_event)


def _holds_since(span: DateSpan, since: datetime.date | None) -> bool:
    """Whether what a date means can have been on a day or later: what has no end that is known of can."""
    return since is None or span.last is None or span.last >= since
