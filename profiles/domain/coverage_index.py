"""All questions as rows that are filtered, grouped and counted without a look at each: every property of rows is a set of them.

A set of rows is a whole number of which bit n stands for row n (a bitmap index: O'Neil, "Model 204 Architecture and Performance",
1987): a filter is an `and`, a count the number of bits. So what a reader can ask costs the same for hundreds of questions and for
tens of thousands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from profiles.domain.coverage import Row, Says, Sort, Total
from profiles.domain.reconciliation import Difference, VerdictKind

SPEAKS = "speaks"  # what a document does that isn't silent
NO_REASON = ""  # the name of the group of rows without a reason
_BY_VERDICT = (
    *Difference,
    *(VerdictKind.OVERLAP, VerdictKind.AGREE, VerdictKind.SINGLE_SOURCE, VerdictKind.UNANSWERED),
)
_WITHIN_ONE = ("within one", "")
Property = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together, as a set, and the name of what they share."""

    name: str
    rows: int

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.rows.bit_count()


class CoverageIndex:
    """Sets of rows by what is asked of them. Rows are numbered in the order in which they are given."""

    def __init__(self, rows: Iterable[Row], documents: Sequence[str]) -> None:
        """Take the rows; cells of silent documents may be left out. `documents` are all there are, by slug."""
        self.documents = tuple(documents)
        held: dict[Property, list[int]] = {}
        self.topics: list[str] = []  # in the order in which they come
        self.count = 0
        for number, row in enumerate(rows):
            self.count += 1
            for property_ in _properties(row, len(self.documents)):
                held.setdefault(property_, []).append(number)
            if row.topic not in self.topics[-1:]:
                self.topics += [row.topic] if row.topic not in self.topics else []
        self.all = (1 << self.count) - 1
        self._sets = {property_: _set_of(numbers) for property_, numbers in held.items()}

    def kept(self, *, topic: str = "", only: str = "", document: str = "", verdict: str = "", reason: str = "") -> int:
        """Return the rows of a topic in which a document does what is asked, with a verdict, and that differ for a reason.

        `only` is one of `Says`, or "speaks"; of the document that is named, or of any. With a document alone the rows are kept on
        which it speaks. `verdict` is the kind of a verdict, or that of its difference.
        """
        rows = self.in_topic(topic)
        if only or document:
            rows &= self.that(Says(only) if only not in ("", SPEAKS) else None, document)
        if verdict:
            rows &= self._set("verdict", verdict)
        if reason:
            rows &= self._set("reason", reason)
        return rows

    def in_topic(self, topic: str) -> int:
        """Return the rows of a topic; all of them where none is named."""
        return self._set("topic", topic) if topic else self.all

    def that(self, says: Says | None, document: str = "") -> int:
        """Return the rows in which a document, or where none is named any of them, does this; None where it speaks at all."""
        if says is Says.SILENT and document:
            return self.all & ~self._set(SPEAKS, document)
        return self._set(SPEAKS if says is None else says.value, document)

    def within_one(self, rows: int) -> int:
        """Return how many of some rows have a verdict of difference within one document."""
        return (rows & self._set(*_WITHIN_ONE)).bit_count()

    def with_verdict(self, rows: int, verdict: str) -> int:
        """Return those of some rows that have a verdict: its kind, or the kind of its difference."""
        return rows & self._set("verdict", verdict)

    def total(self, rows: int, document: str) -> Total:
        """Return what a document does with some rows."""
        alone, shared, differs = (
            (rows & self._set(says.value, document)).bit_count() for says in (Says.ALONE, Says.SHARED, Says.DIFFERS)
        )
        return Total(document, alone, shared, differs, rows.bit_count() - alone - shared - differs)

    def group(self, rows: int, sort: Sort) -> list[Group]:
        """Return rows in groups: by topic in their order, by verdict, or (most first) by number of documents or by reason."""
        groups = [Group(name, rows & self._set(sort.value, name)) for name in self._names(sort)]
        found = [group for group in groups if group.rows]
        if sort is Sort.REASON:
            found.sort(key=lambda group: (group.name == NO_REASON, -group.count, group.name))
        return found

    def _names(self, sort: Sort) -> list[str]:
        if sort is Sort.CHAPTER:
            return self.topics
        if sort is Sort.VERDICT:
            return [finding.value for finding in _BY_VERDICT]
        names = [name for kind, name in self._sets if kind == sort.value]
        return sorted(names, key=int, reverse=True) if sort is Sort.DOCUMENTS else names

    def _set(self, kind: str, name: str) -> int:
        return self._sets.get(("topic" if kind == Sort.CHAPTER.value else kind, name), 0)


def numbers_of(rows: int) -> list[int]:
    """Return the numbers of the rows of a set, in order."""
    return [number for number, bit in enumerate(reversed(f"{rows:b}")) if bit == "1"]


def _properties(row: Row, documents: int) -> Iterable[Property]:
    """Yield each property of a row once."""
    verdict = row.verdict
    yield "topic", row.topic
    yield from {("verdict", verdict.kind.value), ("verdict", verdict.finding.value)}
    yield "reason", (verdict.reason.value if verdict.difference and verdict.reason else NO_REASON)
    yield Sort.DOCUMENTS.value, str(row.speaking)
    if verdict.within_one:
        yield _WITHIN_ONE
    spoken = [cell for cell in row.cells if cell.says is not Says.SILENT]
    for cell in spoken:
        yield SPEAKS, cell.document
        yield cell.says.value, cell.document
    yield from {(cell.says.value, "") for cell in spoken}
    if spoken:
        yield SPEAKS, ""
    if len(spoken) < documents:
        yield Says.SILENT.value, ""


def _set_of(numbers: Sequence[int]) -> int:
    bits = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        bits[number // 8] |= 1 << number % 8
    return int.from_bytes(bits, "little")
