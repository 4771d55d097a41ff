"""The card of the first page: a row for what every profile has, with the short answers to the questions that the site names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from profiles.domain.reconciliation import Difference, Verdict, VerdictKind
from profiles.models import Question, Site
from profiles.models.site import CardLine, CardQuestion
from profiles.queries.answers import AnswerDetail, Reconciled
from profiles.queries.footnotes import Footnotes
from profiles.queries.presentation import Presented, present
from sources.models import Document

MOST = 3  # answers of a question that are shown, unless the site says otherwise
ALL = 99  # more than any question at a glance has
_UNTOLD = (VerdictKind.SINGLE_SOURCE, VerdictKind.UNANSWERED, VerdictKind.OVERLAP)


@dataclass(frozen=True)
class ShortAnswer:
    """An answer in few words, and every claim that gives it."""

    text: str
    claims: tuple[AnswerDetail, ...]

    @property
    def language(self) -> str:
        """BCP 47 tag of the words, where they are not English; else nothing."""
        return self.claims[0].language if self.text == self.claims[0].label else ""


@dataclass(frozen=True)
class CardEntry:
    """The answers to one question in a row: those that are shown, and how many claims that answer it the card does not show."""

    asked: CardQuestion
    presented: Presented
    answers: tuple[ShortAnswer, ...]
    hidden: int

    @property
    def is_figure(self) -> bool:
        """Whether it is drawn on an axis: several figures that compete."""
        return len(self.presented.bars) > 1

    @property
    def verdict(self) -> Verdict | None:
        """How the answers stand to each other, where documents agree or differ: the rest is seen from the marks."""
        verdict = self.presented.reconciled.verdict
        return None if verdict.kind in _UNTOLD else verdict

    @property
    def is_unlike(self) -> bool:
        """Whether its lists or spellings differ, which the marks of its answers show."""
        return self.presented.reconciled.verdict.finding is Difference.UNLIKE

    @property
    def agrees(self) -> bool:
        """Whether documents agree: what they rest on then tells whether one says it after another."""
        return self.presented.reconciled.verdict.kind is VerdictKind.AGREE


@dataclass(frozen=True)
class CardRow:
    """One row: its label, and what it shows of each of its questions."""

    label: str
    entries: tuple[CardEntry, ...]


def card_lines(site: Site) -> tuple[CardLine, ...]:
    """Return what the card asks, row by row; of a site that has no card, a row for each question at a glance."""
    if site.card:
        return site.card_lines
    asked = Question.objects.answered().filter(glance__isnull=False).order_by("glance", "key")
    return tuple(CardLine(ask, (CardQuestion(key, most=ALL),)) for key, ask in asked.values_list("key", "ask"))


def lay_out_card(
    lines: Sequence[CardLine], reconciled: Mapping[str, Reconciled], documents: Sequence[Document], footnotes: Footnotes
) -> tuple[CardRow, ...]:
    """Return the rows of the card; `reconciled` are its questions by key. A question without an answer has no place in it."""
    answered = [asked for line in lines for asked in line.questions if asked.question in reconciled]
    chosen = {asked: _chosen(asked, reconciled[asked.question]) for asked in answered}
    return tuple(_rows(lines, reconciled, chosen, documents, footnotes))


def _rows(
    lines: Iterable[CardLine],
    reconciled: Mapping[str, Reconciled],
    chosen: Mapping[CardQuestion, tuple[ShortAnswer, ...]],
    documents: Sequence[Document],
    footnotes: Footnotes,
) -> Iterable[CardRow]:
    shown = {answer.claim.key for answers in chosen.values() for short in answers for answer in short.claims}
    # A question that stands in two places says at the last of them what is left.
    last = {asked.question: asked for asked in chosen}
    for line in lines:
        entries = []
        for asked in line.questions:
            if asked not in chosen:
                continue
            held = reconciled[asked.question]
            left = [answer for answer in held.answers if answer.claim.key not in shown]
            answers = tuple(
                replace(short, claims=tuple(footnotes.number(answer) for answer in short.claims)) for short in chosen[asked]
            )
            numbered = {answer.claim.pk: answer for short in answers for answer in short.claims}
            presented = present(
                replace(held, answers=tuple(numbered.get(answer.claim.pk, answer) for answer in held.answers)), documents
            )
            hidden = len(held.answers) if not answers else len(left) if last[asked.question] is asked else 0
            entries.append(CardEntry(asked, presented, answers, hidden))
        if entries:
            yield CardRow(line.label, tuple(entries))


def _chosen(asked: CardQuestion, held: Reconciled) -> tuple[ShortAnswer, ...]:
    """Return the answers that the card shows: those that have a short form; else the first, figures that compete all of them."""
    if asked.short:
        given = {answer.claim.key: answer for answer in held.answers}
        return _joined((clause.text, given[clause.claim]) for clause in asked.short if clause.claim in given)
    answers = _joined((_words(answer, held.question), answer) for answer in held.answers)
    is_figure = len(present(held, ()).bars) > 1
    return answers if is_figure else answers[: MOST if asked.most is None else asked.most]


def _joined(answers: Iterable[tuple[str, AnswerDetail]]) -> tuple[ShortAnswer, ...]:
    """Put together the claims that give one answer, in the order of the first of each."""
    claims: dict[str, list[AnswerDetail]] = {}
    for text, answer in answers:
        claims.setdefault(text, []).append(answer)
    return tuple(ShortAnswer(text, tuple(held)) for text, held in claims.items())


def _words(answer: AnswerDetail, question: Question) -> str:
    """Return an answer in few words: its value with its unit, or its statement where it has no value."""
    if answer.is_number and question.unit:
        return f"{answer.label} {question.unit}"
    return answer.label or answer.claim.says
