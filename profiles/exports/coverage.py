"""Who says what, as a table for spreadsheets: one line a question, one column a document."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from profiles.domain.coverage import Row, Says
from profiles.models import Question
from sources.models import Document

_WORDS = {Says.ALONE: "states", Says.SHARED: "states", Says.DIFFERS: "differs", Says.SILENT: "silent"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, "CSV Injection": what a spreadsheet may take for a formula


def write_coverage(
    rows: Iterable[Row], questions: Mapping[str, Question], documents: Sequence[Document], address: Callable[[str], str]
) -> bytes:
    """Return the table as CSV (RFC 4180) in UTF-8; `address` makes a path into a whole address.

    It begins with a byte order mark, without which spreadsheets take the text for another encoding.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(
        [
            *("topic", "question key", "question", "mode", "verdict", "difference", "reason"),
            *(plain(document.label) for document in documents),
            *("documents", "url"),
        ]
    )
    for row in rows:
        question = questions[row.question]
        found = (row.verdict.kind.value, row.verdict.difference or "")
        given = (question.topic.title, question.key, question.ask, question.mode, *found, question.reason)
        says = (_WORDS[cell.says] for cell in row.cells)
        table.writerow([*(plain(text) for text in given), *says, row.speaking, plain(address(question.get_absolute_url()))])
    return out.getvalue().encode("utf-8-sig")


def plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before what could begin one."""
    return f"'{text}" if text.startswith(_FORMULA) else text
