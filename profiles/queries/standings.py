"""The verdict on every question at once, from a few columns: for pages that list questions without their answers."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from profiles.domain.reconciliation import Difference, Position, Verdict, VerdictKind
from profiles.domain.stacked_bars import BarPart, stack
from profiles.models import Answer, Evidence, Stance, Status, Topic
from profiles.models.answers import shown_value
from profiles.queries.positions import find_verdict, place_hierarchy
from sources.dates import parse_edtf
from sources.revision import once_a_revision


@dataclass(frozen=True, slots=True)
class Standing:
    """The answers to one question, in order and without labels, the verdict on them, and its chapter (primary key)."""

    positions: tuple[Position, ...]
    verdict: Verdict
    topic: int


@once_a_revision
def all_verdicts() -> Mapping[int, Verdict]:
    """Return the verdict on each question with a published claim, by the question's primary key. Details carry no labels."""
    return {question: standing.verdict for question, standing in read_standings().items()}


def read_standings(questions: Collection[int] | None = None) -> dict[int, Standing]:
    """Return the answers to each question with a published claim and the verdict on them, by the question's primary key.

    Of the questions that are given, or of all: three queries either way.
    """
    voices: dict[tuple[int, str], set[str]] = {}
    spoken = Evidence.objects.filter(claim__status=Status.PUBLISHED).order_by()
    rows = Answer.objects.published().order_by("order", "claim__key")
    if questions is not None:
        rows = rows.filter(question__in=questions)
        spoken = spoken.filter(claim__in=Answer.objects.filter(question__in=questions).order_by().values("claim"))
    for claim, stance, document in spoken.values_list("claim_id", "stance", "passage__document__slug"):
        voices.setdefault((claim, stance), set()).add(document)
    positions: dict[int, list[Position]] = {}
    asked: dict[int, tuple[str, str, str]] = {}
    topics: dict[int, int] = {}
    for pk, key, value, as_of, question, topic, mode, reason, kind in rows.values_list(
        *("claim_id", "claim__key", "value", "claim__as_of"),
        *("question_id", "question__topic", "question__mode", "question__reason", "question__value_kind"),
    ):
        asked[question], topics[question] = (mode, reason, kind), topic
        positions.setdefault(question, []).append(
            Position(
                key=key,
                label="",
                value=shown_value(kind, value),
                documents=frozenset(voices.get((pk, Stance.SUPPORTS.value), ())),
                disputed_by=frozenset(voices.get((pk, Stance.DISPUTES.value), ())),
                as_of=parse_edtf(as_of) if as_of else None,
            )
        )
    places = place_hierarchy(kind for _, _, kind in asked.values())
    return {
        question: Standing(tuple(held), find_verdict(held, *asked[question], places), topics[question])
        for question, held in positions.items()
    }


_COUNTED: dict[VerdictKind | Difference, tuple[str, str]] = {
    VerdictKind.AGREE: ("agreement", "agreements"),
    VerdictKind.OVERLAP: ("overlap", "overlaps"),
    Difference.CONTRADICTION: ("contradiction", "contradictions"),
    Difference.EXPLAINED: ("explained difference", "explained differences"),
    Difference.UNLIKE: ("unlike list or spelling", "unlike lists or spellings"),
    VerdictKind.SINGLE_SOURCE: ("from a single source", "from a single source"),
    VerdictKind.UNANSWERED: ("unanswered", "unanswered"),
}


@dataclass(frozen=True, slots=True)
class Share(BarPart[VerdictKind | Difference]):
    """How many questions have one finding, and where their part of a bar lies."""

    @property
    def words(self) -> str:
        """What it counts, as it stands after the number."""
        return _COUNTED[self.kind][self.count != 1]


def count_differences(verdicts: Iterable[Verdict]) -> tuple[Share, ...]:
    """Return how many verdicts are of each kind of difference, contradictions first; those that do not occur included."""
    counts = Counter(verdict.difference for verdict in verdicts)
    return tuple(Share(difference, counts[difference], 0, 0) for difference in Difference)


def shares(verdicts: Iterable[Verdict]) -> tuple[Share, ...]:
    """Return how verdicts fall, as parts of one bar: agreement first, single sources last; what does not occur is left out."""
    counts = Counter(verdict.finding for verdict in verdicts)
    return tuple(
        Share(part.kind, part.count, part.start, part.length) for part in stack((kind, counts[kind]) for kind in _COUNTED)
    )


@dataclass(frozen=True, slots=True)
class ChapterSummary:
    """A chapter with the numbers of its answered questions and of their claims, and how the verdicts fall as parts of one bar."""

    topic: Topic
    question_count: int
    claim_count: int
    parts: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the profile counts: claims that answer, those of them that one document alone supports, questions, differences.

    `chapters` has the numbers of answered questions and of their claims, and the parts of the bar, by a chapter's primary key.
    """

    claims: int
    single_claims: int
    questions: int
    differences: tuple[Share, ...]
    chapters: Mapping[int, tuple[int, int, tuple[Share, ...]]]


@once_a_revision
def count_all() -> Totals:
    """Return what the profile counts. A claim counts in each chapter in which it answers."""
    standings = read_standings().values()
    documents = {position.key: position.documents for standing in standings for position in standing.positions}
    by_topic: dict[int, list[Standing]] = {}
    for standing in standings:
        by_topic.setdefault(standing.topic, []).append(standing)
    return Totals(
        claims=len(documents),
        single_claims=sum(len(supporting) == 1 for supporting in documents.values()),
        questions=len(standings),
        differences=count_differences(standing.verdict for standing in standings),
        chapters={
            topic: (
                len(held),
                len({position.key for standing in held for position in standing.positions}),
                shares(standing.verdict for standing in held),
            )
            for topic, held in by_topic.items()
        },
    )


def summarise_chapters(topics: Iterable[Topic]) -> tuple[ChapterSummary, ...]:
    """Return chapters, in the order given."""
    counted = count_all().chapters
    return tuple(ChapterSummary(topic, *counted.get(topic.pk, (0, 0, ()))) for topic in topics)
