"""Shape a chapter for its page: its questions in full, those about others by actor, and those that other chapters lend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from profiles.domain.values import SetValue, TieValue, Value, ValueKind
from profiles.figures.folding import ACTOR, CHAPTER_ROOM, LINE, OF_QUESTION, longest_open
from profiles.models import Actor, Question, Topic
from profiles.queries.all_questions import all_questions
from profiles.queries.answers import AnswerDetail, Reconciled, reconcile_all
from profiles.queries.chapter_plan import HEADINGS, ChapterPlan, Part, Unit
from profiles.queries.presentation import Presented, present_all
from profiles.queries.standings import Share, count_differences
from sources.models import Document
from sources.paging import AddressedPage

MOST_LISTED = 60  # questions and actors that the outline of a chapter on several pages names


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
class LentQuestion:
    """A question of another chapter, and the address at which it stands there."""

    reconciled: Reconciled
    url: str


@dataclass(frozen=True)
class Chapter:
    """What stands of a chapter on a page. The counts are those of the whole chapter."""

    questions: tuple[Presented, ...]
    index: tuple[tuple[str, tuple[ActorEntry, ...]], ...]  # headings by kind of actor, and the actors under each
    also: tuple[LentQuestion, ...]  # questions of other chapters that are listed here
    question_count: int
    differences: tuple[Share, ...]


def read_chapter(
    topic: Topic, plans: Mapping[int, ChapterPlan], documents: Sequence[Document], units: Sequence[Unit] | None = None
) -> Chapter:
    """Return some units of a chapter, or all of it: the same number of queries, however much it holds."""
    units = plans[topic.pk].units if units is None else units
    asked = Question.objects.answered().filter(pk__in=[pk for unit in units for pk in unit.questions])
    reconciled = {asked.question.pk: asked for asked in reconcile_all(asked, documents)}
    shown, indexed, also = (
        [reconciled[pk] for unit in units if unit.part is part for pk in unit.questions if pk in reconciled] for part in Part
    )
    room = CHAPTER_ROOM - ACTOR * sum(unit.part is Part.ACTOR for unit in units) - LINE * (len(indexed) + len(also))
    longest = longest_open([len(asked.answers) for asked in shown], room, OF_QUESTION)
    everything = all_questions()
    own = everything.index.in_topic(topic.slug)
    return Chapter(
        questions=tuple(_fold(one, longest) for one in present_all(shown, documents)),
        index=_index(indexed, [asked for asked in reconciled.values() if asked.question.topic_id == topic.pk]),
        also=tuple(_lent(asked, plans) for asked in also),
        question_count=own.bit_count(),
        differences=everything.differences(own),
    )


def stands_elsewhere(plan: ChapterPlan, page: AddressedPage) -> list[tuple[str, str]]:
    """Return the questions and actors that stand on other pages of a chapter, with their addresses; one query if there are any.

    None where they are too many for a list.
    """
    if not page.is_one_of_many or len(plan.units) > MOST_LISTED:
        return []
    here = page.entries
    others = [(place, unit) for place, unit in enumerate(plan.units) if unit not in here and unit.part is not Part.ALSO]
    asked = Question.objects.select_related("about").only("key", "ask", "about__key", "about__name")
    found = asked.in_bulk([unit.questions[0] for _, unit in others])
    listed = []
    for place, unit in others:
        question = found[unit.questions[0]]
        is_actor = unit.part is Part.ACTOR
        anchor = f"about-{question.about.key}" if is_actor else f"q-{question.key}"
        url = f"{page.url_of(page.paginator.number_of(place))}#{anchor}"
        listed.append((question.about.name if is_actor else question.ask, url))
    return listed


def _lent(asked: Reconciled, plans: Mapping[int, ChapterPlan]) -> LentQuestion:
    """Return a question of another chapter with its place there, on whichever page."""
    number = plans[asked.question.topic_id].page_of(asked.question.pk)
    page = f"?page={number}" if number > 1 else ""
    return LentQuestion(asked, f"{asked.question.topic.get_absolute_url()}{page}#q-{asked.question.key}")


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
