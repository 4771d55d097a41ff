"""The table of who says what as a reader asks for it: filtered, grouped, and linked to the documents' words or answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify

from profiles.domain.coverage import NO_REASON, Cell, Group, Row, Says, Sort, Total, cover, group, keep, keep_verdicts, total
from profiles.domain.reconciliation import Difference, Reason, VerdictKind
from profiles.models import Evidence, Question, Stance, Status
from profiles.queries.answers import Reconciled, reconcile_all
from profiles.queries.coverage_filter import DIFFERENCES, SPEAKS, VERDICTS, CoverageForm
from profiles.queries.standings import Share, all_standings, count_differences
from sources.models import Document, Passage, PassageQuerySet

MOST_LISTED = 24  # contradictions that the page of everything lists by name
MOST_LINES = 150  # questions whose lines stand unfolded
MOST_CARDS = 60  # differences that stand unfolded, each with its summary; one with its answers unfolded counts as three
MOST_OPEN = 24  # contradictions of which the answers stand unfolded


def unread_passages() -> PassageQuerySet:
    """Return the content that is neither evidence of a published claim nor marked as carrying none: what no curator has read."""
    used = Evidence.objects.filter(claim__status=Status.PUBLISHED).values("passage")
    return Passage.objects.content().exclude(pk__in=used).filter(without_claims="")


@dataclass(frozen=True)
class Link:
    """One document's cell on the page: what it does, and where its words or its answers stand."""

    document: Document
    cell: Cell
    url: str


@dataclass(frozen=True)
class Line:
    """One question on the page: with a cell for each document, or with its answers."""

    question: Question
    row: Row
    links: tuple[Link, ...]
    answers: Reconciled | None = None


@dataclass(frozen=True)
class Section:
    """Some of the questions under a heading, with each document's total and how many differ in each way.

    `url` leads to their chapter, where they have one.
    """

    key: str
    title: str
    url: str
    explanation: str
    is_open: bool
    lines: tuple[Line, ...]
    totals: tuple[tuple[Document, Total], ...]
    differences: tuple[Share, ...]


@dataclass(frozen=True)
class Choice:
    """A value of a filter beside what else is asked for: how many questions it leaves, and their address.

    `finding` is the kind of difference that it stands for, or nothing; `length` its bar in per cent of the longest.
    """

    title: str
    url: str
    count: int
    current: bool
    finding: str = ""
    length: float = 0


@dataclass(frozen=True)
class Contradiction:
    """A question on which documents contradict each other or themselves, where its answers stand, and who is on which side."""

    question: Question
    url: str
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class Facet:
    """One number of a document's total, leading to the questions that it counts; `current` where it is these that are shown."""

    document: Document
    count: int
    url: str
    current: bool


class Table:
    """All answered questions by all documents, as asked for: a fixed number of queries, however many there are of either."""

    def __init__(self, asked: QueryDict) -> None:
        unread = Exists(unread_passages().filter(document=OuterRef("pk")))
        self.documents = list(Document.objects.without_text().annotate(unread=unread))
        slugs = [document.slug for document in self.documents]
        questions = list(Question.objects.answered().select_related("topic").defer("summary", "note"))
        standings = all_standings()
        self.questions = {question.key: question for question in questions}
        self.topics = {question.topic.slug: question.topic for question in questions}
        self.rows = tuple(
            Row(question.key, question.topic.slug, held.verdict, cover(held.positions, held.verdict, slugs))
            for question, held in ((question, standings[question.pk]) for question in questions)
        )
        self.form = CoverageForm(asked, list(self.topics.values()), self.documents)
        self.valid = self.form.is_valid()
        self.filtered = self.form.filtered

    @property
    def query(self) -> str:
        """What is asked, as the query of an address; nothing that is no filter."""
        return self._query()

    @property
    def unread(self) -> list[Document]:
        """The documents with content that no curator has read: their silence is not yet checked."""
        return [document for document in self.documents if document.unread]  # type: ignore[attr-defined]

    @cached_property
    def in_topic(self) -> tuple[Row, ...]:
        """The rows of the chapter asked for, or of all."""
        topic = self.form.asked("topic")
        return tuple(row for row in self.rows if topic in ("", row.topic))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The rows asked for, in the order asked for; none where the form can't be read."""
        return group(self._kept(), self.form.grouped_by) if self.valid else ()

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of all groups, in their order."""
        return tuple(row for group in self.groups for row in group.rows)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The groups ready for the page."""
        return tuple(self._section(group) for group in self.groups)

    @property
    def has_answers(self) -> bool:
        """Whether questions are shown with their answers, side by side: where differences alone are asked for."""
        return self.valid and self.form.by_difference

    @cached_property
    def opens_contradictions(self) -> bool:
        """Whether the answers that contradict each other stand unfolded."""
        return len(keep_verdicts(self.shown, Difference.CONTRADICTION.value)) <= MOST_OPEN

    @cached_property
    def opens_sections(self) -> bool:
        """Whether all that is shown stands unfolded: where it is not too long for one page."""
        if not self.has_answers:
            return len(self.shown) <= MOST_LINES
        unfolded = keep_verdicts(self.shown, Difference.CONTRADICTION.value) if self.opens_contradictions else ()
        return len(self.shown) + 2 * len(unfolded) <= MOST_CARDS

    @property
    def counts(self) -> tuple[Share, ...]:
        """How many questions of all differ in each way."""
        return count_differences(row.verdict for row in self.rows)

    @cached_property
    def kinds(self) -> tuple[Choice, ...]:
        """The kinds of difference, and all of them together first, each with what else is asked for."""
        titles = {VerdictKind.DIFFER.value: "All differences", **{kind.value: title for kind, (title, _) in DIFFERENCES.items()}}
        findings = {kind.value for kind in DIFFERENCES}
        return self._choices("verdict", [(value, title, value if value in findings else "") for value, title in titles.items()])

    @cached_property
    def reasons(self) -> tuple[Choice, ...]:
        """The reasons for differences, the most frequent first; without those that no question has."""
        choices = self._choices("reason", [(reason.value, reason.value.capitalize(), "") for reason in Reason])
        return tuple(sorted((choice for choice in choices if choice.count), key=lambda choice: (-choice.count, choice.title)))

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The questions with contradictory answers, in the order of the profile, as many as the page of everything lists."""
        value = Difference.CONTRADICTION.value
        url = f"{reverse('profiles:coverage')}?{urlencode({'verdict': value})}"
        return tuple(
            Contradiction(
                self.questions[row.question],
                f"{url}#q-{row.question}",
                tuple(
                    document
                    for document, cell in zip(self.documents, row.cells, strict=True)
                    if cell.says is Says.DIFFERS or cell.divided
                ),
            )
            for row in keep_verdicts(self.rows, value)[:MOST_LISTED]
        )

    @cached_property
    def facets(self) -> tuple[tuple[str, tuple[Facet, ...]], ...]:
        """The documents' totals in the chapter asked for, each number leading to the questions that it counts."""
        totals = total(self.in_topic)
        return tuple((only, self._facets(only, totals)) for only in (SPEAKS, *(says.value for says in Says)))

    @property
    def totals(self) -> tuple[tuple[Document, Total], ...]:
        """Each document with its total in the chapter asked for."""
        return tuple(zip(self.documents, total(self.in_topic), strict=False))

    def _query(self, **changed: str) -> str:
        asked = {name: self.form.asked(name) for name in self.form.fields} | changed
        return urlencode({name: value for name, value in asked.items() if value})

    def _kept(self, **changed: str) -> tuple[Row, ...]:
        """Return the rows asked for, but for what is changed."""
        asked = {name: self.form.asked(name) for name in self.form.fields} | changed
        rows = keep(self.in_topic, asked["only"], asked["document"])
        return keep_verdicts(rows, asked["verdict"], asked["reason"])

    def _choices(self, name: str, values: Iterable[tuple[str, str, str]]) -> tuple[Choice, ...]:
        """Return a choice for each value of a filter, with its title and its finding."""
        counts = {value: len(self._kept(**{name: value})) for value, _, _ in values}
        most = max(counts.values(), default=0) or 1
        return tuple(
            Choice(
                title,
                f"{reverse('profiles:coverage')}?{self._query(**{name: value})}",
                counts[value],
                self.form.asked(name) == value,
                finding,
                round(counts[value] / most * 100, 2),
            )
            for value, title, finding in values
        )

    @cached_property
    def _answers(self) -> dict[str, Reconciled]:
        """The questions shown with their answers, by their keys; none where answers are not shown."""
        if not self.has_answers:
            return {}
        asked = Question.objects.filter(key__in=[row.question for row in self.shown])
        return {held.question.key: held for held in reconcile_all(asked, self.documents)}

    @cached_property
    def _words(self) -> dict[tuple[str, str], Evidence]:
        """The first words of each document (by slug) for or against each claim (by key)."""
        spoken = (
            Evidence.objects.filter(claim__status=Status.PUBLISHED)
            .exclude(stance=Stance.CONTEXT)
            .select_related("claim", "passage__document")
            .only("start", "end", "claim__key", "passage__document__slug")
        )
        found: dict[tuple[str, str], Evidence] = {}
        for piece in spoken:
            found.setdefault((piece.claim.key, piece.passage.document.slug), piece)
        return found

    def _facets(self, only: str, totals: Sequence[Total]) -> tuple[Facet, ...]:
        kept = {name: self.form.asked(name) for name in ("topic", "sort") if self.form.asked(name)}
        now = (self.form.asked("document"), self.form.asked("only"))
        return tuple(
            Facet(
                document,
                getattr(total, only),
                f"{reverse('profiles:coverage')}?{urlencode({**kept, 'document': document.slug, 'only': only})}",
                now == (document.slug, only),
            )
            for document, total in zip(self.documents, totals, strict=False)
        )

    def _section(self, group: Group) -> Section:
        key, title, url, explanation = slugify(group.name), group.name.capitalize(), "", ""
        if self.form.grouped_by is Sort.CHAPTER:
            title, url = self.topics[group.name].title, self.topics[group.name].get_absolute_url()
        elif self.form.grouped_by is Sort.DOCUMENTS:
            key = f"documents-{group.name}"
            title = "One document answers" if group.name == "1" else f"{group.name} documents answer"
        elif self.form.grouped_by is Sort.VERDICT:
            title = dict(VERDICTS)[group.name]
            explanation = next((words for kind, (_, words) in DIFFERENCES.items() if kind.value == group.name), "")
        elif group.name == NO_REASON:
            key, title = "no-reason", "No reason given"
        return Section(
            key=key,
            title=title,
            url=url,
            explanation=explanation,
            is_open=self.opens_sections or group.name == Difference.CONTRADICTION.value,
            lines=tuple(self._line(row) for row in group.rows),
            totals=tuple(zip(self.documents, group.totals, strict=True)),
            differences=tuple(share for share in count_differences(row.verdict for row in group.rows) if share.count),
        )

    def _line(self, row: Row) -> Line:
        question = self.questions[row.question]
        if self.has_answers:
            return Line(question, row, (), self._answers[row.question])
        cells = zip(self.documents, row.cells, strict=True)
        return Line(question, row, tuple(Link(document, cell, self._url(question, cell)) for document, cell in cells))

    def _url(self, question: Question, cell: Cell) -> str:
        """Return where a document's one answer stands in its text, or its first answer among the question's."""
        if not cell.claims:
            return ""
        if len(cell.claims) == 1:
            return self._words[cell.claims[0], cell.document].get_absolute_url()
        return f"{question.get_absolute_url()}#{cell.claims[0]}"
