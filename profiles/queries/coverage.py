"""The table of who says what as a reader asks for it: read, filtered, grouped, and linked to the documents' words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from profiles.domain.coverage import Cell, Group, Row, Says, Sort, Total, cover, group, keep, total
from profiles.domain.reconciliation import Difference, VerdictKind
from profiles.models import Evidence, Question, Stance, Status, Topic
from profiles.queries.standings import all_standings
from sources.models import Document, Passage, PassageQuerySet

SPEAKS = "speaks"
ONLY = [
    ("", "all questions"),
    (SPEAKS, "those it answers"),
    (Says.ALONE.value, "those it alone answers"),
    (Says.SHARED.value, "those it answers with others"),
    (Says.DIFFERS.value, "those on which it differs"),
    (Says.SILENT.value, "those on which it is silent"),
]
SORTS = [(Sort.CHAPTER.value, "chapter"), (Sort.DOCUMENTS.value, "number of documents"), (Sort.VERDICT.value, "verdict")]
VERDICTS = {
    Difference.CONTRADICTION.value: "Contradictions",
    Difference.EXPLAINED.value: "Explained differences",
    Difference.UNLIKE.value: "Unlike lists or spellings",
    VerdictKind.OVERLAP.value: "Answers overlap",
    VerdictKind.AGREE.value: "Documents agree",
    VerdictKind.SINGLE_SOURCE.value: "Single source",
}


def unread_passages() -> PassageQuerySet:
    """Return the content that is neither evidence of a published claim nor marked as carrying none: what no curator has read."""
    used = Evidence.objects.filter(claim__status=Status.PUBLISHED).values("passage")
    return Passage.objects.content().exclude(pk__in=used).filter(without_claims="")


class CoverageForm(forms.Form):
    """What a reader can ask of the table: every choice is a part of the address."""

    topic = forms.ChoiceField(required=False, label="Chapter")
    document = forms.ChoiceField(required=False, label="Document")
    only = forms.ChoiceField(required=False, label="Questions", choices=ONLY)
    sort = forms.ChoiceField(required=False, label="Grouped by", choices=SORTS)

    def __init__(self, data: QueryDict, topics: Sequence[Topic], documents: Sequence[Document]) -> None:
        super().__init__(data, label_suffix="")
        choices = {
            "topic": [("", "every chapter"), *((topic.slug, topic.title) for topic in topics)],
            "document": [("", "any document"), *((document.slug, document.label) for document in documents)],
        }
        for name, field in self.fields.items():
            if name in choices:
                field.choices = choices[name]  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = "There is no “%(value)s” here: choose one of the list."

    def asked(self, name: str) -> str:
        """Return what is asked under a name; nothing where it can't be read."""
        return str(self.cleaned_data.get(name, ""))


@dataclass(frozen=True)
class Link:
    """One document's cell on the page: what it does, and where its words or its answers stand."""

    document: Document
    cell: Cell
    url: str


@dataclass(frozen=True)
class Line:
    """One question on the page."""

    question: Question
    row: Row
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Section:
    """Some of the questions under a heading, which leads to their chapter where they have one, with each document's total."""

    key: str
    title: str
    url: str
    lines: tuple[Line, ...]
    totals: tuple[tuple[Document, Total], ...]


@dataclass(frozen=True)
class Facet:
    """One number of a document's total, leading to the questions that it counts; `current` where it is these that are shown."""

    document: Document
    count: int
    url: str
    current: bool


class Table:
    """All answered questions by all documents, as asked for: five queries, however many there are of either."""

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

    @property
    def query(self) -> str:
        """What is asked, as the query of an address; nothing that is no filter."""
        return urlencode({name: self.form.asked(name) for name in self.form.fields if self.form.asked(name)})

    @property
    def filtered(self) -> bool:
        """Whether some questions may be left out."""
        return any(self.form.asked(name) for name in ("topic", "document", "only"))

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
        if not self.valid:
            return ()
        rows = keep(self.in_topic, self.form.asked("only"), self.form.asked("document"))
        return group(rows, self._sort)

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of all groups, in their order."""
        return tuple(row for group in self.groups for row in group.rows)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The groups ready for the page."""
        return tuple(self._section(group) for group in self.groups)

    @cached_property
    def facets(self) -> tuple[tuple[str, tuple[Facet, ...]], ...]:
        """The documents' totals in the chapter asked for, each number leading to the questions that it counts."""
        totals = total(self.in_topic)
        return tuple((only, self._facets(only, totals)) for only in (SPEAKS, *(says.value for says in Says)))

    @property
    def totals(self) -> tuple[tuple[Document, Total], ...]:
        """Each document with its total in the chapter asked for."""
        return tuple(zip(self.documents, total(self.in_topic), strict=False))

    @property
    def _sort(self) -> Sort:
        return Sort(self.form.asked("sort") or Sort.CHAPTER)

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
        key, title, url = group.name.replace(" ", "-"), group.name, ""
        if self._sort is Sort.CHAPTER:
            title, url = self.topics[group.name].title, self.topics[group.name].get_absolute_url()
        elif self._sort is Sort.DOCUMENTS:
            key = f"documents-{group.name}"
            title = "One document answers" if group.name == "1" else f"{group.name} documents answer"
        elif self._sort is Sort.VERDICT:
            title = VERDICTS[group.name]
        lines = tuple(self._line(row) for row in group.rows)
        return Section(key, title, url, lines, tuple(zip(self.documents, group.totals, strict=True)))

    def _line(self, row: Row) -> Line:
        question = self.questions[row.question]
        cells = zip(self.documents, row.cells, strict=True)
        return Line(question, row, tuple(Link(document, cell, self._url(question, cell)) for document, cell in cells))

    def _url(self, question: Question, cell: Cell) -> str:
        """Return where a document's one answer stands in its text, or its first answer among the question's."""
        if not cell.claims:
            return ""
        if len(cell.claims) == 1:
            return self._words[cell.claims[0], cell.document].get_absolute_url()
        return f"{question.get_absolute_url()}#{cell.claims[0]}"
