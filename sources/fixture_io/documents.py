"""Documents between their fixture files and the database: texts byte for byte, passages cut anew, citations resolved."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sources.anchoring import Anchor, Quote, find_anchor, fold_space
from sources.citations import Found, WorkName, find_citations, match_work
from sources.dates import parse_edtf
from sources.fixture_io.schema import CitationEntry, DocumentFile, InferredEntry, PassageEntry
from sources.fixture_io.yaml_files import FixtureError, FixtureFile, read_yaml
from sources.models import Citation, Document, Passage, Work
from sources.segmentation import Kind, LineRule, Markup, Segment, default_shape, segment

BEGINNING = 5  # words by which a dumped entry names its passage


@dataclass(frozen=True)
class ReadDocument:
    """A document as its files give it, checked: the entry, the text, and the passages that it is cut into."""

    source: FixtureFile
    entry: DocumentFile
    text: str
    segments: tuple[Segment, ...]

    def rule_of(self, piece: Segment) -> PassageEntry | None:
        """Return what the file says of a passage."""
        return next((rule for rule in self.entry.passages if rule.line == piece.first), None)

    def segment_at(self, anchor: Anchor) -> Segment | None:
        """Return the passage that holds a span, or None where it lies in no single one."""
        return next((piece for piece in self.segments if piece.start <= anchor.start and anchor.end <= piece.end), None)


def read_documents(folder: Path) -> list[ReadDocument]:
    """Read every document of a folder. Raise FixtureError for a text that is not what its metadata was written for."""
    return [_read(path) for path in sorted(folder.glob("*.yaml"))]


def write_document(read: ReadDocument, works: Iterable[WorkName]) -> Document:
    """Create or replace a document with its passages and citations; no evidence may rest on it while this runs.

    Raises FixtureError for a citation of a work that is not among the works, or that could be several.
    """
    entry = read.entry
    fields = {**entry.model_dump(exclude={"passages", "citations", "slug"}), "text": read.text}
    document, _ = Document.objects.update_or_create(slug=entry.slug, defaults=fields)
    document.passages.all().delete()
    passages = Passage.objects.bulk_create(_passage(document, read, piece) for piece in read.segments)
    Citation.objects.bulk_create(_citations(read, passages, list(works)))
    return document


def resolve_citations(read: ReadDocument, works: Iterable[WorkName]) -> None:
    """Find anew which works a stored document cites: for when the works have changed, and the document has not.

    Raises FixtureError as `write_document` does.
    """
    citations = Citation.objects.filter(passage__document__slug=read.entry.slug)
    passages = list(Passage.objects.filter(document__slug=read.entry.slug).order_by("number"))
    citations.delete()
    Citation.objects.bulk_create(_citations(read, passages, list(works)))


def document_entry(document: Document) -> DocumentFile:
    """Return a stored document as its fixture file gives it; only what the text's own marks do not say is listed."""
    passages = list(document.passages.prefetch_related("citations__work"))
    declared = [
        CitationEntry(quote=fold_space(citation.words), work=citation.work.key, kind=cast("Any", citation.kind))
        for passage in passages
        for citation in passage.citations.all()
        if citation.declared and citation.work
    ]
    return _entry(document, passages, declared)


def canonical_entry(read: ReadDocument) -> DocumentFile:
    """Return a read document's entry in the one form that `document_entry` gives it."""
    fields = read.entry.model_dump(exclude={"passages", "citations"})
    document = Document(**fields, text=read.text)
    declared = [entry.model_copy(update={"quote": fold_space(entry.quote)}) for entry in read.entry.citations]
    return _entry(document, [_passage(document, read, piece) for piece in read.segments], declared)


def _entry(document: Document, passages: Iterable[Passage], declared: list[CitationEntry]) -> DocumentFile:
    markup = Markup(document.markup)
    rules = (_passage_entry(document.text, markup, passage) for passage in passages)
    return DocumentFile(
        **{
            name: getattr(document, name)
            for name in DocumentFile.model_fields
            if name not in ("inferred", "passages", "citations")
        },
        inferred=[InferredEntry(**entry) for entry in document.inferred],
        passages=[rule for rule in rules if rule],
        citations=declared,
    )


def _read(path: Path) -> ReadDocument:
    source = read_yaml(path)
    entry = source.validated(DocumentFile)
    stored = path.parent / entry.file
    try:
        raw = stored.read_bytes()
        text = raw.decode("utf-8")
    except OSError as failure:
        raise source.error(f"the text {entry.file} can't be read: {failure.strerror}", "file") from failure
    except UnicodeDecodeError as failure:
        raise source.error(f"the text {entry.file} is not UTF-8: {failure.reason} at byte {failure.start}", "file") from failure
    if hashlib.sha256(raw).hexdigest() != entry.sha256:
        raise source.error(
            f"{entry.file} is not the text that this entry was written for: its SHA-256 is {hashlib.sha256(raw).hexdigest()}; "
            "put the stored text back, or give the new one an entry of its own",
            "sha256",
        )
    if path.stem != entry.slug:
        raise source.error(f"the file of {entry.slug!r} must be named {entry.slug}.yaml", "slug")
    try:
        if entry.date:
            parse_edtf(entry.date)
    except ValueError as failure:
        raise source.error(str(failure), "date") from failure
    rules = [
        LineRule(rule.line, rule.begins, rule.to, Kind(rule.kind) if rule.kind else None, rule.level) for rule in entry.passages
    ]
    try:
        return ReadDocument(source, entry, text, segment(text, Markup(entry.markup), rules))
    except ValueError as failure:
        raise source.error(str(failure), "passages") from failure


def _passage(document: Document, read: ReadDocument, piece: Segment) -> Passage:
    rule = read.rule_of(piece)
    return Passage(
        document=document,
        number=piece.number,
        start=piece.start,
        end=piece.end,
        kind=piece.kind.value,
        level=piece.level,
        path=" › ".join(piece.path),
        language=rule.language if rule else "",
        text=read.text[piece.start : piece.end],
        translation=rule.translation if rule else "",
        without_claims=rule.without_claims if rule else "",
    )


def _citations(read: ReadDocument, passages: list[Passage], works: list[WorkName]) -> list[Citation]:
    found = {passage: find_citations(passage.text, Kind(passage.kind)) for passage in passages}
    # A mention ("Reuters 2021") points into the document's own bibliography before it points anywhere else.
    whole = [one.reference for many in found.values() for one in many if one.reference and not one.reference.is_mention]
    own = [name for name in works if any(name.key in match_work(reference, works) for reference in whole)]
    citations = [
        Citation(
            passage=passage,
            work=_resolve(read, one, passage, own, works),
            start=passage.start + one.start,
            end=passage.start + one.end,
            kind=one.kind.value,
            problem=one.problem,
        )
        for passage, many in found.items()
        for one in many
    ]
    return citations + [_declared(read, passages, entry, index) for index, entry in enumerate(read.entry.citations)]


def _resolve(read: ReadDocument, found: Found, passage: Passage, own: list[WorkName], works: list[WorkName]) -> Work | None:
    if not found.reference:
        return None
    words = fold_space(passage.text[found.start : found.end])
    keys = match_work(found.reference, works)
    if found.reference.is_mention:
        keys = match_work(found.reference, own) or keys
    if len(keys) != 1:
        told = (
            f"can mean {' or '.join(keys)}"
            if keys
            else "names no work of works.yaml: add the work, or this title to its also_titled"
        )
        raise FixtureError(f"{read.source.path.name}: {passage.address}: the citation “{words[:100]}” {told}")
    return Work.objects.get(key=keys[0])


def _declared(read: ReadDocument, passages: list[Passage], entry: CitationEntry, index: int) -> Citation:
    try:
        anchor = find_anchor(Quote(entry.quote), read.text)
        work = Work.objects.get(key=entry.work)
    except ValueError as failure:
        raise read.source.error(str(failure), "citations", index, "quote") from failure
    except Work.DoesNotExist as failure:
        raise read.source.error(f"no work {entry.work!r} in works.yaml", "citations", index, "work") from failure
    piece = read.segment_at(anchor)
    if piece is None:
        raise read.source.error("the citation's words do not lie within one passage", "citations", index, "quote")
    return Citation(
        passage=passages[piece.number - 1], work=work, start=anchor.start, end=anchor.end, kind=entry.kind, declared=True
    )


def _passage_entry(text: str, markup: Markup, passage: Passage) -> PassageEntry | None:
    """Return what a file must say of a passage, or None where the text's own marks say it all."""
    start_of_line = text.rfind("\n", 0, passage.start) + 1
    first = text.count("\n", 0, passage.start) + 1
    last = text.count("\n", 0, passage.end) + 1
    kind, level = default_shape(text, start_of_line, markup)
    said: dict[str, Any] = {
        "to": last if last > first else None,
        "kind": passage.kind if passage.kind != kind.value else None,
        "level": passage.level if passage.level != level else None,
        "language": passage.language,
        "translation": passage.translation,
        "without_claims": passage.without_claims,
    }
    if not any(said.values()):
        return None
    begins = " ".join(passage.text.split()[:BEGINNING])
    return PassageEntry(line=first, begins=begins, **said)
