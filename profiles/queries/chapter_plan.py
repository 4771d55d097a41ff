"""What stands on which page of a chapter: planned for all chapters once a revision, from little of each question."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.db.models import Count, Q

from profiles.domain.reconciliation import Mode
from profiles.domain.values import ValueKind
from profiles.models import ActorKind, Question, Status
from sources.models import Document
from sources.paging import MOST_DOCUMENTS, starts_of_pages
from sources.revision import once_a_revision

INDEX_FROM = 12  # questions about other actors: a chapter with as many lists them by actor
HEADINGS = {
    ActorKind.PERSON: "People",
    ActorKind.ORGANISATION: "Groups",
    ActorKind.FORCE: "Forces",
    ActorKind.STATE: "States",
}
# What the parts of a chapter take, in bytes of HTML, as those of the shipped profile do.
ROOM = 212_000  # what is planned to take so much takes nine tenths of it, and stays under 200,000 with the head and the foot
OF_QUESTION, OF_ANSWER, OF_FIGURE, OF_EVIDENCE, OF_CELL, OF_ACTOR, OF_LINE = 1_500, 700, 500, 800, 190, 1_500, 450


class Part(Enum):
    """How something stands in a chapter."""

    IN_FULL = "a question with its answers"
    ACTOR = "an actor, with a line for each question about it"
    ALSO = "a line for a question of another chapter"


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands on one page together: one question (primary key), or all those about one actor, and how much room it takes."""

    part: Part
    questions: tuple[int, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class ChapterPlan:
    """A chapter in order, and at which of its units its pages begin."""

    units: tuple[Unit, ...]
    starts: tuple[int, ...]

    def page_of(self, question: int) -> int:
        """Return the number of the page on which a question of the chapter stands; 1 where it stands on none."""
        place = next((place for place, unit in enumerate(self.units) if question in unit.questions), 0)
        return sum(start <= place for start in self.starts) or 1


NOTHING = ChapterPlan((), ())  # of a chapter without a published answer


@dataclass(frozen=True, slots=True)
class _Asked:
    pk: int
    about: int
    kind: str
    weight: int


@once_a_revision
def plan_chapters(subject: int) -> Mapping[int, ChapterPlan]:
    """Return the plan of every chapter, by its primary key, of a site about an actor (its primary key): three queries."""
    columns = min(Document.objects.count(), MOST_DOCUMENTS)
    published = Q(answers__claim__status=Status.PUBLISHED)
    asked = Question.objects.answered().annotate(
        answer_count=Count("answers", filter=published, distinct=True),
        evidence_count=Count("answers__claim__evidence", filter=published),
    )
    own: dict[int, list[_Asked]] = {}
    chapter_of: dict[int, int] = {}
    for pk, topic, about, kind, mode, value_kind, answers, evidence in asked.values_list(
        "pk", "topic", "about", "about__kind", "mode", "value_kind", "answer_count", "evidence_count"
    ):
        cells = columns * answers if mode == Mode.CUMULATIVE.value else 0
        figures = answers if value_kind == ValueKind.NUMBER.value else 0
        weight = OF_QUESTION + OF_ANSWER * answers + OF_FIGURE * figures + OF_EVIDENCE * evidence + OF_CELL * cells
        own.setdefault(topic, []).append(_Asked(pk, about, kind, weight))
        chapter_of[pk] = topic
    lent: dict[int, list[int]] = {}
    for question, topic in (
        Question.objects.filter(also_in__isnull=False).values_list("pk", "also_in").order_by(*Question._meta.ordering or ())
    ):
        if question in chapter_of and chapter_of[question] != topic:
            lent.setdefault(topic, []).append(question)
    return {topic: _plan(own.get(topic, []), lent.get(topic, []), subject) for topic in {*own, *lent}}


def _plan(own: list[_Asked], lent: list[int], subject: int) -> ChapterPlan:
    others = [asked for asked in own if asked.about != subject]
    indexed = others if len(others) >= INDEX_FROM else []
    units = [Unit(Part.IN_FULL, (asked.pk,), asked.weight) for asked in own if not indexed or asked.about == subject]
    by_actor: dict[tuple[str, int], list[int]] = {}
    for asked in indexed:
        by_actor.setdefault((asked.kind, asked.about), []).append(asked.pk)
    for heading in HEADINGS:
        for (kind, _), questions in by_actor.items():
            if kind == heading:
                units.append(Unit(Part.ACTOR, tuple(questions), OF_ACTOR + OF_LINE * len(questions)))
    units += [Unit(Part.ALSO, (question,), OF_LINE) for question in lent]
    return ChapterPlan(tuple(units), tuple(starts_of_pages((unit.weight for unit in units), ROOM)))
