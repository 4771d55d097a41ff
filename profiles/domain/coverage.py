"""Say who says what: of each question, whether each document states an answer, alone or with others, differs, or is silent."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from profiles.domain.reconciliation import Difference, Position, Verdict, VerdictKind
from profiles.domain.stacked_bars import BarPart, stack


class Says(StrEnum):
    """What a document does with a question; as it stands in an address."""

    ALONE = "alone"
    SHARED = "shared"
    DIFFERS = "differs"
    SILENT = "silent"

    @property
    def word(self) -> str:
        """What it is called on the page: for whoever does not see the marks."""
        return {Says.ALONE: "states, alone", Says.SHARED: "states, with others"}.get(self, self.value)


@dataclass(frozen=True, slots=True)
class Cell:
    """One document (by slug) on one question: what it does, and the answers (by key, in order) that it supports or disputes.

    `divided`: no other document opposes it, but its own answers exclude each other.
    """

    document: str
    says: Says
    claims: tuple[str, ...] = ()
    divided: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One question (by key, with its topic's): the verdict on its answers, and a cell for each document, in their order."""

    question: str
    topic: str
    verdict: Verdict
    cells: tuple[Cell, ...]

    @property
    def speaking(self) -> int:
        """How many documents speak."""
        return sum(cell.says is not Says.SILENT for cell in self.cells)

    def has(self, says: Says, document: str = "") -> bool:
        """Whether a document, or where none is named any of them, does this."""
        return any(cell.says is says and document in ("", cell.document) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Total:
    """How many questions a document speaks to alone, speaks to with others, differs on, and is silent on."""

    document: str
    alone: int
    shared: int
    differs: int
    silent: int

    @property
    def speaks(self) -> int:
        """How many questions it answers, in whatever way."""
        return self.alone + self.shared + self.differs

    @property
    def of(self) -> int:
        """How many questions there are."""
        return self.speaks + self.silent

    @property
    def parts(self) -> tuple[BarPart[Says], ...]:
        """Its bar; what does not occur has no part."""
        return stack(
            (
                (Says.ALONE, self.alone),
                (Says.SHARED, self.shared),
                (Says.DIFFERS, self.differs),
                (Says.SILENT, self.silent),
            )
        )


class Sort(StrEnum):
    """What the rows are grouped and ordered by."""

    CHAPTER = "chapter"
    DOCUMENTS = "documents"
    VERDICT = "verdict"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together, the name of what they share, and what each document does with them."""

    name: str
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]


NO_REASON = ""  # the name of the group of rows without a reason
_BY_VERDICT = (
    *Difference,
    *(VerdictKind.OVERLAP, VerdictKind.AGREE, VerdictKind.SINGLE_SOURCE, VerdictKind.UNANSWERED),
)


def cover(positions: Sequence[Position], verdict: Verdict, documents: Sequence[str]) -> tuple[Cell, ...]:
    """Return a cell for each document (by slug): what it does with a question that has these answers and this verdict.

    A document speaks where it supports or disputes an answer that some document gives. It differs where another one opposes it
    (`Verdict.differing`); else it states, alone or with others. Raise ValueError where a document speaks that is not given.
    """
    spoken: dict[str, list[str]] = {}
    for position in positions:
        if position.documents:
            for slug in position.documents | position.disputed_by:
                spoken.setdefault(slug, []).append(position.key)
    if unknown := set(spoken) - set(documents):
        raise ValueError(f"no such documents: {', '.join(sorted(unknown))}")
    divided = verdict.divided - verdict.differing
    return tuple(Cell(slug, _says(slug, verdict, spoken), tuple(spoken.get(slug, ())), slug in divided) for slug in documents)


def _says(slug: str, verdict: Verdict, spoken: Collection[str]) -> Says:
    if slug not in spoken:
        return Says.SILENT
    if slug in verdict.differing:
        return Says.DIFFERS
    return Says.ALONE if len(spoken) == 1 else Says.SHARED


def total(rows: Sequence[Row]) -> tuple[Total, ...]:
    """Return what each document does with some questions; nothing where there are none."""
    return tuple(_total(column) for column in zip(*(row.cells for row in rows), strict=True))


def _total(column: Sequence[Cell]) -> Total:
    counts = {says: sum(cell.says is says for cell in column) for says in Says}
    return Total(column[0].document, counts[Says.ALONE], counts[Says.SHARED], counts[Says.DIFFERS], counts[Says.SILENT])


def keep(rows: Iterable[Row], only: str = "", document: str = "") -> tuple[Row, ...]:
    """Return the rows in which a document does what is asked: one of `Says`, or "speaks"; of the one named, or of any.

    Without either all rows are returned; with a document alone, those on which it speaks.
    """
    if not only and not document:
        return tuple(rows)
    if only in ("", "speaks"):
        return tuple(row for row in rows if any(row.has(says, document) for says in Says if says is not Says.SILENT))
    return tuple(row for row in rows if row.has(Says(only), document))


def keep_verdicts(rows: Iterable[Row], verdict: str = "", reason: str = "") -> tuple[Row, ...]:
    """Return the rows with a verdict, by its kind or the kind of its difference, and those that differ for a reason."""
    if verdict:
        rows = (row for row in rows if verdict in (row.verdict.kind.value, row.verdict.finding.value))
    if reason:
        rows = (row for row in rows if row.verdict.difference and row.verdict.reason == reason)
    return tuple(rows)


def group(rows: Iterable[Row], sort: Sort) -> tuple[Group, ...]:
    """Return the rows in groups: by topic in the order given, by verdict, or (most first) by number of documents or by reason."""
    name_of: dict[Sort, Callable[[Row], str]] = {
        Sort.CHAPTER: lambda row: row.topic,
        Sort.DOCUMENTS: lambda row: str(row.speaking),
        Sort.VERDICT: lambda row: row.verdict.finding.value,
        Sort.REASON: lambda row: (row.verdict.difference and row.verdict.reason) or NO_REASON,
    }
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(name_of[sort](row), []).append(row)
    names = list(found)
    if sort is Sort.DOCUMENTS:
        names.sort(key=int, reverse=True)
    elif sort is Sort.VERDICT:
        names.sort(key=[finding.value for finding in _BY_VERDICT].index)
    elif sort is Sort.REASON:
        names.sort(key=lambda name: (name == NO_REASON, -len(found[name]), name))
    return tuple(Group(name, tuple(found[name]), total(found[name])) for name in names)
