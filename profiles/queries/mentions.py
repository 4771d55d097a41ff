"""Where an actor or a place is mentioned: each claim once, with all the questions that it answers."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from profiles.figures.folding import OF_CHAPTER, PLACE_ROOM, longest_open
from profiles.models import Claim, Question, Topic
from profiles.queries.answers import AnswerDetail, Reconciled


@dataclass(frozen=True)
class Mention:
    """One claim as it stands under one question, and the other questions at hand that it answers."""

    answer: AnswerDetail
    also: tuple[Question, ...]


@dataclass(frozen=True)
class MentionsOfQuestion:
    """One question, and those of its answers that stand under it."""

    reconciled: Reconciled
    mentions: tuple[Mention, ...]

    @property
    def is_partial(self) -> bool:
        """Whether the question has further answers."""
        return len(self.mentions) < len(self.reconciled.answers)


def gather_mentions(
    reconciled: Sequence[Reconciled], is_meant: Callable[[Claim], bool], shown: Collection[int] = ()
) -> list[MentionsOfQuestion]:
    """Return the claims that are meant, each once: under its home if that is at hand, else under its first question.

    A question under which none is left is not in the list: it stands among the others of its claims. Claims that are `shown`
    elsewhere (primary keys) are left out.
    """
    asked: dict[int, list[Question]] = {}
    home: dict[int, int] = {}
    for at_hand in reconciled:
        for answer in at_hand.answers:
            asked.setdefault(answer.claim.pk, []).append(at_hand.question)
            if answer.is_home:
                home[answer.claim.pk] = at_hand.question.pk
    gathered = []
    for at_hand in reconciled:
        mentions = []
        for answer in at_hand.answers:
            questions = asked[answer.claim.pk]
            stands_here = home.get(answer.claim.pk, questions[0].pk) == at_hand.question.pk
            if stands_here and answer.claim.pk not in shown and is_meant(answer.claim):
                mentions.append(Mention(answer, tuple(question for question in questions if question.pk != at_hand.question.pk)))
        if mentions:
            gathered.append(MentionsOfQuestion(at_hand, tuple(mentions)))
    return gathered


@dataclass(frozen=True)
class MentionsOfChapter:
    """One chapter, its questions with the answers that stand under them, and whether they are folded away on a long page."""

    topic: Topic
    questions: tuple[MentionsOfQuestion, ...]
    folded: bool = False

    @property
    def claim_count(self) -> int:
        """How many claims stand here."""
        return sum(len(asked.mentions) for asked in self.questions)


def by_chapter(gathered: Sequence[MentionsOfQuestion]) -> list[MentionsOfChapter]:
    """Return mentions, which are in the order of the profile, by chapter; where there are many, the longest chapters fold."""
    chapters = [
        MentionsOfChapter(topic, tuple(asked))
        for topic, asked in groupby(gathered, key=lambda asked: asked.reconciled.question.topic)
    ]
    longest = longest_open([chapter.claim_count for chapter in chapters], PLACE_ROOM, OF_CHAPTER)
    return [MentionsOfChapter(chapter.topic, chapter.questions, chapter.claim_count > longest) for chapter in chapters]
