"""The table of who says what as a reader asks for it: filtered, grouped, and a page of it linked to the words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify

from profiles.domain.coverage import Cell, Row, Says, Sort, Total, cover, speaking
from profiles.domain.coverage_index import NO_REASON, SPEAKS, Group, numbers_of
from profiles.domain.reconciliation import Difference, Reason, VerdictKind
from profiles.models import Answer, Evidence, Question, Stance, Topic
from profiles.queries.all_questions import all_questions
from profiles.queries.answers import Reconciled, reconcile_all
from profiles.queries.coverage_filter import DIFFERENCES, VERDICTS, CoverageForm
from profiles.queries.standings import Share, read_standings
from sources.models import Document
from sources.paging import MOST_DOCUMENTS, AddressedPage

MOST_LISTED = 24  # contradictions that the page of everything lists by name
ROWS_ON_A_PAGE = 100  # questions, a line each
MOST_IN_A_TABLE = 2_000  # questions in a table to take away; more are in several
ROOM_FOR_ANSWERS = 150  # answers side by side on a page; a question itself takes as much room as one
MOST_CARDS = 60  # differences that stand unfolded, each with its summary; one with its answers unfolded counts as three
MOST_OPEN = 24  # contradictions of which the answers stand unfolded


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
    """Those questions under one heading that stand on the page, of `count` in all, and how many of all differ in each way.

    `url` leads to their chapter, where they have one; `totals` are those of the documents that have a column.
    """

    key: str
    title: str
    url: str
    explanation: str
    is_open: bool
    lines: tuple[Line, ...]
    count: int
    totals: tuple[tuple[Document, Total], ...]
    differences: tuple[Share, ...]


@dataclass(frozen=True)
class GroupStart:
    """Where a group begins, on whichever page, and how many questions it has."""

    title: str
    url: str
    count: int


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
    """All answered questions by all documents, as asked for: as much is fetched as a page holds."""

    def __init__(self, asked: QueryDict) -> None:
        self._all = all_questions()
        self.index = self._all.index
        self.documents = list(Document.objects.only("slug", "label", "mark", "order", "language"))
        for document in self.documents:
            document.unread = document.slug in self._all.unread  # type: ignore[attr-defined]
        self.topics = {topic.slug: topic for topic in Topic.objects.all() if topic.slug in self.index.topics}
        self.form = CoverageForm(asked, list(self.topics.values()), self.documents)
        self.valid = self.form.is_valid()
        self.filtered = self.form.filtered
        self.in_topic = self.index.in_topic(self.form.asked("topic"))
        self.shown = self._kept() if self.valid else 0
        self.groups = self.index.group(self.shown, self.form.grouped_by)

    @property
    def query(self) -> str:
        """What is asked, as the query of an address; nothing that is no filter."""
        return self._query()

    @property
    def unread(self) -> list[Document]:
        """The documents with content that no curator has read: their silence is not yet checked."""
        return [document for document in self.documents if document.unread]  # type: ignore[attr-defined]

    @cached_property
    def columns(self) -> list[Document]:
        """The documents that have a column each: all, or where they are too many the one asked for and those that answer most."""
        if len(self.documents) <= MOST_DOCUMENTS:
            return self.documents
        speaks = {
            document.slug: (self.in_topic & self.index.that(None, document.slug)).bit_count() for document in self.documents
        }
        asked = self.form.asked("document")
        ranked = sorted(self.documents, key=lambda document: (document.slug != asked, -speaks[document.slug]))
        chosen = {document.pk for document in ranked[:MOST_DOCUMENTS]}
        return [document for document in self.documents if document.pk in chosen]

    @property
    def has_columns(self) -> bool:
        """Whether every document has a column; else a question names those that answer it."""
        return len(self.documents) <= MOST_DOCUMENTS

    @cached_property
    def order(self) -> list[int]:
        """The numbers of the rows asked for, group by group."""
        return [number for group in self.groups for number in numbers_of(group.rows)]

    @property
    def rows_on_a_page(self) -> int:
        """How many lines a page has: fewer where each names documents."""
        return ROWS_ON_A_PAGE if self.has_columns else ROWS_ON_A_PAGE * 3 // 5

    @property
    def weights(self) -> list[int]:
        """How much room each of the rows takes on a page, where they are shown with their answers."""
        return [1 + self._all.answers[number] for number in self.order]

    @property
    def has_answers(self) -> bool:
        """Whether questions are shown with their answers, side by side: where differences alone are asked for."""
        return self.valid and self.form.by_difference

    @cached_property
    def opens_contradictions(self) -> bool:
        """Whether the answers that contradict each other stand unfolded."""
        return self._contradicting <= MOST_OPEN

    @cached_property
    def opens_sections(self) -> bool:
        """Whether all that is shown stands unfolded: lines do, and cards where they are not too many."""
        unfolded = self._contradicting if self.opens_contradictions else 0
        return not self.has_answers or len(self.order) + 2 * unfolded <= MOST_CARDS

    @property
    def counts(self) -> tuple[Share, ...]:
        """How many questions of all differ in each way."""
        return self._all.differences(self.index.all)

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
        """The questions with contradictory answers, in the order of the profile, as many as the page of everything lists.

        Each leads to its answers side by side: among all contradictions where they stand on one page, else on its own page.
        """
        value = Difference.CONTRADICTION.value
        named = {document.slug: document for document in self.documents}
        found = numbers_of(self.index.kept(verdict=value))
        weight = sum(1 + self._all.answers[number] for number in found)
        together = f"{reverse('profiles:coverage')}?{urlencode({'verdict': value})}" if weight <= ROOM_FOR_ANSWERS else ""
        return tuple(
            Contradiction(
                question,
                f"{together}#q-{question.key}" if together else question.get_absolute_url(),
                tuple(named[cell.document] for cell in row.cells if cell.says is Says.DIFFERS or cell.divided),
            )
            for question, row in self.rows(found[:MOST_LISTED])
        )

    @cached_property
    def facets(self) -> tuple[tuple[str, tuple[Facet, ...]], ...]:
        """The totals in the chapter asked for of the documents with a column, each leading to the questions that it counts."""
        return tuple((only, self._facets(only)) for only in (SPEAKS, *(says.value for says in Says)))

    @cached_property
    def totals(self) -> tuple[tuple[Document, Total], ...]:
        """Each document with a column, with its total in the chapter asked for; none where that holds no question."""
        return self._totals(self.in_topic) if self.in_topic else ()

    def rows(self, numbers: Sequence[int]) -> list[tuple[Question, Row]]:
        """Return some of the rows and their questions: five queries. Silent documents have a cell where they have a column."""
        pks = [self._all.questions[number] for number in numbers]
        standings = read_standings(pks)
        questions = Question.objects.select_related("topic").defer("summary", "note").in_bulk(pks)
        place = {document.slug: place for place, document in enumerate(self.documents)}
        found = []
        for pk in pks:
            question, held = questions[pk], standings[pk]
            slugs = list(place) if self.has_columns else sorted(speaking(held.positions), key=place.__getitem__)
            cells = cover(held.positions, held.verdict, slugs)
            found.append((question, Row(question.key, question.topic.slug, held.verdict, cells)))
        return found

    def exports(self) -> list[tuple[str, int, int]]:
        """Return the address of each table of the rows that can be taken away, and the places of its first and its last row."""
        address = f"{reverse('profiles:coverage_csv')}?{self.query}".rstrip("?")
        count, size = len(self.order), MOST_IN_A_TABLE
        return [
            (
                f"{address}{'&' if self.query else '?'}page={first // size + 1}" if first else address,
                first + 1,
                min(first + size, count),
            )
            for first in range(0, count, size)
        ]

    def starts(self, page: AddressedPage) -> list[GroupStart]:
        """Return where each group begins: on which of the pages of which one is given."""
        found, place = [], 0
        for group in self.groups:
            key, title, _, _ = self._names_of(group)
            found.append(GroupStart(title, f"{page.url_of(page.paginator.number_of(place))}#{key}", group.count))
            place += group.count
        return found

    def sections(self, numbers: Sequence[int]) -> list[Section]:
        """Return the groups of which rows stand on a page, by the numbers of these, with what stands there of each."""
        lines = dict(zip(numbers, self._lines(numbers), strict=True))
        found = []
        for group in self.groups:
            held = tuple(lines[number] for number in numbers if group.rows >> number & 1)
            if held:
                found.append(self._section(group, held))
        return found

    def _lines(self, numbers: Sequence[int]) -> list[Line]:
        rows = self.rows(numbers)
        if self.has_answers:
            asked = Question.objects.filter(pk__in=[question.pk for question, _ in rows])
            answers = {held.question.pk: held for held in reconcile_all(asked, self.documents)}
            return [Line(question, row, (), answers[question.pk]) for question, row in rows]
        named = {document.slug: document for document in self.documents}
        words = self._words([question.pk for question, _ in rows])
        return [
            Line(
                question,
                row,
                tuple(Link(named[cell.document], cell, self._url(question, cell, words)) for cell in row.cells),
            )
            for question, row in rows
        ]

    @property
    def _contradicting(self) -> int:
        return self.index.with_verdict(self.shown, Difference.CONTRADICTION.value).bit_count()

    def _query(self, **changed: str) -> str:
        asked = {name: self.form.asked(name) for name in self.form.fields} | changed
        return urlencode({name: value for name, value in asked.items() if value})

    def _kept(self, **changed: str) -> int:
        """Return the rows asked for, but for what is changed."""
        asked = {name: self.form.asked(name) for name in self.form.fields if name != "sort"} | changed
        return self.index.kept(**asked)

    def _totals(self, rows: int) -> tuple[tuple[Document, Total], ...]:
        return tuple((document, self.index.total(rows, document.slug)) for document in self.columns)

    def _choices(self, name: str, values: Iterable[tuple[str, str, str]]) -> tuple[Choice, ...]:
        """Return a choice for each value of a filter, with its title and its finding."""
        counts = {value: self._kept(**{name: value}).bit_count() for value, _, _ in values}
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

    def _words(self, questions: Sequence[int]) -> dict[tuple[str, str], Evidence]:
        """Return the first words of each document (by slug) for or against each claim (by key) that answers some questions."""
        spoken = (
            Evidence.objects.filter(
                claim__in=Answer.objects.published().filter(question__in=questions).order_by().values("claim")
            )
            .exclude(stance=Stance.CONTEXT)
            .select_related("claim", "passage__document")
            .only("start", "end", "claim__key", "passage__document__slug")
        )
        found: dict[tuple[str, str], Evidence] = {}
        for piece in spoken:
            found.setdefault((piece.claim.key, piece.passage.document.slug), piece)
        return found

    def _facets(self, only: str) -> tuple[Facet, ...]:
        kept = {name: self.form.asked(name) for name in ("topic", "sort") if self.form.asked(name)}
        now = (self.form.asked("document"), self.form.asked("only"))
        return tuple(
            Facet(
                document,
                getattr(total, only),
                f"{reverse('profiles:coverage')}?{urlencode({**kept, 'document': document.slug, 'only': only})}",
                now == (document.slug, only),
            )
            for document, total in self.totals
        )

    def _names_of(self, group: Group) -> tuple[str, str, str, str]:
        """Return the key of a group, its title, the address of its chapter or nothing, and what explains it or nothing."""
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
        return key, title, url, explanation

    def _section(self, group: Group, lines: tuple[Line, ...]) -> Section:
        key, title, url, explanation = self._names_of(group)
        return Section(
            key=key,
            title=title,
            url=url,
            explanation=explanation,
            is_open=self.opens_sections or group.name == Difference.CONTRADICTION.value,
            lines=lines,
            count=group.count,
            totals=self._totals(group.rows),
            differences=tuple(share for share in self._all.differences(group.rows) if share.count),
        )

    def _url(self, question: Question, cell: Cell, words: dict[tuple[str, str], Evidence]) -> str:
        """Return where a document's one answer stands in its text, or its first answer among the question's."""
        if not cell.claims:
            return ""
        if len(cell.claims) == 1:
            return words[cell.claims[0], cell.document].get_absolute_url()
        return f"{question.get_absolute_url()}#{cell.claims[0]}"
