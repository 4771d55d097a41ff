"""Who says what on all questions, computed once a revision: sets of questions by all that a reader can ask of them."""

from dataclasses import dataclass

from profiles.domain.coverage import Row, cover, speaking
from profiles.domain.coverage_index import CoverageIndex
from profiles.domain.reconciliation import Difference
from profiles.models import Answer, Evidence, Question, Status
from profiles.queries.standings import Share, read_standings
from sources.models import Document, Passage, PassageQuerySet
from sources.revision import once_a_revision


def unread_passages() -> PassageQuerySet:
    """Return the content that is neither evidence of a published claim nor marked as carrying none: what no curator has read."""
    used = Evidence.objects.filter(claim__status=Status.PUBLISHED).values("passage")
    return Passage.objects.content().exclude(pk__in=used).filter(without_claims="")


@dataclass(frozen=True)
class AllQuestions:
    """What is computed from all questions: their primary keys in the order of the profile, sets of them by what they share.

    `answers` counts those to each question, `unread` are the documents (by slug) with content that no curator has read.
    """

    questions: tuple[int, ...]
    answers: tuple[int, ...]
    index: CoverageIndex
    unread: frozenset[str]

    def differences(self, rows: int) -> tuple[Share, ...]:
        """Return how many of some rows differ in each way."""
        counts = ((kind, self.index.with_verdict(rows, kind.value).bit_count()) for kind in Difference)
        return tuple(Share(kind, count, 0, 0) for kind, count in counts)


@once_a_revision
def all_questions() -> AllQuestions:
    """Return who says what on all questions: six queries."""
    standings = read_standings()
    asked = list(Question.objects.filter(pk__in=Answer.objects.published().values("question")).values_list("pk", "topic__slug"))
    slugs = list(Document.objects.values_list("slug", flat=True))
    rows = []
    for pk, topic in asked:
        held = standings[pk]
        rows.append(Row("", topic, held.verdict, cover(held.positions, held.verdict, sorted(speaking(held.positions)))))
    return AllQuestions(
        questions=tuple(pk for pk, _ in asked),
        answers=tuple(len(standings[pk].positions) for pk, _ in asked),
        index=CoverageIndex(rows, slugs),
        unread=frozenset(unread_passages().order_by().values_list("document__slug", flat=True).distinct()),
    )
