"""The verdict on every question at once, from four columns of two tables: for pages that list questions without their answers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from profiles.domain.reconciliation import Mode, Position, Verdict, VerdictKind, reconcile
from profiles.domain.stacked_bars import BarPart, stack
from profiles.models import Answer, Evidence, Question, QuestionQuerySet, Stance, Status
from profiles.models.answers import shown_value


@dataclass(frozen=True, slots=True)
class Standing:
    """The answers to one question, in order and without labels, and the verdict on them."""

    positions: tuple[Position, ...]
    verdict: Verdict


def all_verdicts() -> dict[int, Verdict]:
    """Return the verdict on each question with a published claim, by the question's primary key. Details carry no labels."""
    return {question: standing.verdict for question, standing in all_standings().items()}


def all_standings() -> dict[int, Standing]:
    """Return the answers to each question with a published claim and the verdict on them, by the question's primary key."""
    voices: dict[tuple[int, str], set[str]] = {}
    spoken = Evidence.objects.filter(claim__status=Status.PUBLISHED).order_by()
    for claim, stance, document in spoken.values_list("claim_id", "stance", "passage__document__slug"):
        voices.setdefault((claim, stance), set()).add(document)
    positions: dict[int, list[Position]] = {}
    modes: dict[int, Mode] = {}
    rows = Answer.objects.published().order_by("order", "claim__key")
    for pk, key, value, question, mode, kind in rows.values_list(
        "claim_id", "claim__key", "value", "question_id", "question__mode", "question__value_kind"
    ):
        modes[question] = Mode(mode)
        positions.setdefault(question, []).append(
            Position(
                key=key,
                label="",
                value=shown_value(kind, value),
                documents=frozenset(voices.get((pk, Stance.SUPPORTS.value), ())),
                disputed_by=frozenset(voices.get((pk, Stance.DISPUTES.value), ())),
            )
        )
    return {question: Standing(tuple(held), reconcile(held, modes[question])) for question, held in positions.items()}


def differing(verdicts: Mapping[int, Verdict]) -> QuestionQuerySet:
    """Return the questions on which the documents differ."""
    return Question.objects.filter(pk__in=[pk for pk, verdict in verdicts.items() if verdict.kind is VerdictKind.DIFFER])


def shares(verdicts: Iterable[Verdict]) -> tuple[BarPart[VerdictKind], ...]:
    """Return how verdicts fall, as parts of one bar in the order of the kinds; kinds that do not occur are left out."""
    counts = Counter(verdict.kind for verdict in verdicts)
    return stack((kind, counts[kind]) for kind in VerdictKind)
