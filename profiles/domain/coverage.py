"""Say who says what: of each question, whether each document states an answer, alone or with others, differs, or is silent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from profiles.domain.reconciliation import Position, Verdict
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


def speaking(positions: Sequence[Position]) -> set[str]:
    """Return the documents (by slug) that support or dispute an answer that some document gives."""
    return {slug for position in positions if position.documents for slug in position.documents | position.disputed_by}


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
