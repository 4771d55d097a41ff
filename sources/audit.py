"""Check what must always be true of the sources: the texts, their passages, their citations (rules 1 and 4)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Count, Q

from sources.anchoring import fold_space
from sources.models import Citation, Document, Work
from sources.segmentation import Markup, uncovered


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold (or, as a notice, that a person should know): the rule, the culprit and what is wrong."""

    rule: int
    culprit: str
    message: str
    notice: bool = False

    def __str__(self) -> str:
        return f"rule {self.rule}: {self.culprit}: {self.message}"


def audit_sources(folder: Path) -> Iterator[Finding]:
    """Yield what does not hold of the documents, against the files of a fixture folder, and of works and citations."""
    for document in Document.objects.all():
        yield from _text(document, folder / "documents" / document.file)
        yield from _passages(document)
    yield from _citations()


def _text(document: Document, file: Path) -> Iterator[Finding]:
    if hashlib.sha256(document.text.encode()).hexdigest() != document.sha256:
        yield Finding(1, document.slug, "the stored text is not the one of its SHA-256")
    if not file.is_file():
        yield Finding(1, document.slug, f"its file {document.file} is missing")
    elif hashlib.sha256(file.read_bytes()).hexdigest() != document.sha256:
        yield Finding(1, document.slug, f"the bytes of {document.file} have changed")


def _passages(document: Document) -> Iterator[Finding]:
    passages = list(document.passages.order_by("number"))
    last = 0
    for number, passage in enumerate(passages, 1):
        if passage.number != number or passage.start < last:
            yield Finding(1, f"{document.slug} {passage.address}", "it is out of order, or overlaps the passage before it")
        if passage.text != document.text[passage.start : passage.end]:
            yield Finding(1, f"{document.slug} {passage.address}", "its words are not those of the text at its span")
        last = max(last, passage.end)
    spans = sorted((passage.start, passage.end) for passage in passages)
    for rest in uncovered(document.text, spans, Markup(document.markup)):
        yield Finding(1, document.slug, f"no passage holds “{fold_space(rest)[:60]}”")


def _citations() -> Iterator[Finding]:
    for citation in Citation.objects.select_related("passage__document", "work").defer("passage__document__text"):
        where = f"{citation.passage.document.slug} {citation.passage.address}"
        if not (citation.passage.start <= citation.start and citation.end <= citation.passage.end):
            yield Finding(4, where, "a citation lies outside its passage")
        elif citation.work is None:
            words = fold_space(citation.words)[:80]
            way_out = ": give its work under `citations` in the document's file, or say under `not_citations` why it is none"
            yield Finding(4, where, f"“{words}” {citation.problem}{way_out}", notice=bool(citation.problem))
    for work in Work.objects.annotate(uses=Count("citations", filter=Q(citations__problem=""))).filter(uses=0):
        yield Finding(4, work.key, "no document cites this work")
