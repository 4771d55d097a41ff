"""Who says what, as a table for spreadsheets: one line a question, one column a document."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from profiles.domain.coverage import Row, Says
from profiles.models import Question
from sources.models import Document

_WORDS = {Says.ALONE: "states", Says.SHARED: "states", Says.DIFFERS: "differs", Says.SILENT: "silent"}
_SPEAKING = {Says.ALONE: "answers alone", Says.SHARED: "answers with others", Says.DIFFERS: "differs"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, "CSV Injection": what a spreadsheet may take for a formula


def write_coverage(
    rows: Iterable[tuple[Question, Row]], documents: Sequence[Document], address: Callable[[str], str], *, columns: bool = True
) -> bytes:
    """Return the table as CSV (RFC 4180) in UTF-8; `address` makes a path into a whole address.

    Each of the documents has a column; without `columns`, each thing that a document does has one, with the names of those that
    do it, "; " between them.

    It begins with a byte order mark, without which spreadsheets take the text for another encoding.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(
        [
            *("topic", "question key", "question", "mode", "verdict", "difference", "reason"),
            *((plain(document.label) for document in documents) if columns else _SPEAKING.values()),
            *("documents", "url"),
        ]
    )
    labels = {document.slug: document.label for document in documents}
    for question, row in rows:
        found = (row.verdict.kind.value, row.verdict.difference or "")
        given = (question.topic.title, question.key, question.ask, question.mode, *found, question.reason)
        says = [_WORDS[cell.says] for cell in row.cells] if columns else [plain(_named(row, says, labels)) for says in _SPEAKING]
        table.writerow([*(plain(text) for text in given), *says, row.speaking, plain(address(question.get_absolute_url()))])
    return out.getvalue().encode("utf-8-sig")


def _named(row: Row, says: Says, labels: Mapping[str, str]) -> str:
    return "; ".join(labels[cell.document] for cell in row.cells if cell.says is says)


def plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before what could begin one."""
    return f"'{text}" if text.startswith(_FORMULA) else text
