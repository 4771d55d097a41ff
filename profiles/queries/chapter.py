"""Shape a chapter for its page: its questions in full, those about others by actor, and those that other chapters lend it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from profiles.domain.values import SetValue, TieValue, Value, ValueKind
from profiles.figures.folding import ACTOR, CHAPTER_ROOM, LINE, OF_QUESTION, longest_open
from profiles.models import Actor, ActorKind, Question, Topic
from profiles.queries.answers import AnswerDetail, Reconciled, reconcile_all
from profiles.queries.presentation import Presented, present_all
from profiles.queries.standings import Share, count_differences
from sources.models import Document

INDEX_FROM = 12  # questions about other actors: a chapter with as many lists them by actor
HEADINGS = {
    ActorKind.PERSON: "People",
    ActorKind.ORGANISATION: "Groups",
    ActorKind.FORCE: "Forces",
    ActorKind.STATE: "States",
}


@dataclass(frozen=True)
class ActorEntry:
    """An actor in the index of a chapter: what the chapter says first of it, and the questions that it asks about it."""

    actor: Actor
    opening: AnswerDetail | None
    questions: tuple[Reconciled, ...]

    @property
    def claim_count(self) -> int:
        """How many claims answer its questions."""
        return len({answer.claim.pk for asked in self.questions for answer in asked.answers})

    @property
    def differences(self) -> tuple[Share, ...]:
        """How many of its questions differ, by kind of difference; those that do not occur left out."""
        return tuple(share for share in count_differences(asked.verdict for asked in self.questions) if share.count)


@dataclass(frozen=True)
class Chapter:
    """A chapter as its page shows it."""

    questions: tuple[Presented, ...]
    index: tuple[tuple[str, tuple[ActorEntry, ...]], ...]  # headings by kind of actor, and the actors under each
    also: tuple[Reconciled, ...]  # questions of other chapters that are listed here
    question_count: int
    differences: tuple[Share, ...]


def read_chapter(topic: Topic, subject: Actor, documents: Sequence[Document]) -> Chapter:
    """Return a chapter of the site on a subject: the same number of queries, however much it holds."""
    asked = Question.objects.answered().filter(Q(topic=topic) | Q(pk__in=topic.also_asked.values("pk")))
    reconciled = reconcile_all(asked, documents)
    own = [asked for asked in reconciled if asked.question.topic_id == topic.pk]
    others = [asked for asked in own if asked.question.about_id != subject.pk]
    indexed = others if len(others) >= INDEX_FROM else []
    shown = [asked for asked in own if asked not in indexed]
    also = tuple(asked for asked in reconciled if asked.question.topic_id != topic.pk)
    actors = {asked.question.about_id for asked in indexed}
    room = CHAPTER_ROOM - ACTOR * len(actors) - LINE * (len(indexed) + len(also))
    longest = longest_open([len(asked.answers) for asked in shown], room, OF_QUESTION)
    return Chapter(
        questions=tuple(_fold(one, longest) for one in present_all(shown, documents)),
        index=_index(indexed, own),
        also=also,
        question_count=len(own),
        differences=count_differences(asked.verdict for asked in own),
    )


def _fold(presented: Presented, longest: int) -> Presented:
    """Return a question with its answers folded where they are too many; never figures on an axis, nor what has no summary."""
    foldable = presented.axis is None and presented.question.summary
    return replace(presented, folded=bool(foldable and len(presented.reconciled.answers) > longest))


def _index(indexed: Sequence[Reconciled], own: Sequence[Reconciled]) -> tuple[tuple[str, tuple[ActorEntry, ...]], ...]:
    """Return the actors that questions are about, by kind, each in the order in which the chapter comes to it."""
    asked_about: dict[Actor, list[Reconciled]] = {}
    for asked in indexed:
        asked_about.setdefault(asked.question.about, []).append(asked)
    entries = [ActorEntry(actor, _opening(actor, asked, own), tuple(asked)) for actor, asked in asked_about.items()]
    return tuple(
        (heading, held) for kind, heading in HEADINGS.items() if (held := tuple(one for one in entries if one.actor.kind == kind))
    )


def _opening(actor: Actor, asked: Sequence[Reconciled], own: Sequence[Reconciled]) -> AnswerDetail | None:
    """Return the chapter's first answer that is this actor, or its tie; else the first to a question on more than its names."""
    for at_hand in own:
        for answer in at_hand.answers:
            if _is_of(answer.value, at_hand.question, actor):
                return answer
    told = sorted(asked, key=lambda at_hand: at_hand.question.value_kind == ValueKind.NAME)
    return next((answer for at_hand in told for answer in at_hand.answers), None)


def _is_of(value: Value, question: Question, actor: Actor) -> bool:
    if isinstance(value, TieValue):
        return (value.of or question.about.key) == actor.key
    is_actor = question.value_kind in (ValueKind.ACTOR, ValueKind.ACTORS)
    return is_actor and isinstance(value, SetValue) and value.members == {actor.key}
