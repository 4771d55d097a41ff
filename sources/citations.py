"""Find where a document cites works, and read what each citation says of its work.

Five forms are read: bibliography entries (APA and Chicago), parenthetical groups of whole references, author-date mentions,
references fused into running text (author, quoted title, publisher, date; with or without a surviving note number) and source
lines ("29 september 2021 | Reuters"). What looks like a citation and can't be read is returned with the problem, never dropped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sources.citation_index import WorkIndex
from sources.citation_vocabulary import UNDATED, YEAR
from sources.mentions import find_mentions
from sources.references import NOTE, NOTE_UNCLOSED, POST, Reference, day_of, read_note, read_reference
from sources.segmentation import Kind


class CitationKind(StrEnum):
    """In which form a document cites."""

    BIBLIOGRAPHY = "bibliography"
    PARENTHETICAL = "parenthetical"
    INLINE = "inline"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Found:
    """One citation: its span in the passage's text, its form, and its reference, or why it can't be read."""

    start: int
    end: int
    kind: CitationKind
    reference: Reference | None
    problem: str = ""


_SOURCE_LINE = re.compile(rf"(?P<date>\d{{1,2}} [^\W\d_]+ {YEAR})\s*\|\s*(?P<publisher>[^|\n]+)$")
_DATED = re.compile(rf"\d|{UNDATED}", re.I)
_NOTE_STARTS = re.compile(r"<sup>\d{1,3}</sup>\s*|(?<=[.!?)”\"'] )(?=[^\W\d_])")
_NOTE_ENDS = re.compile(r"[.;](?=\s|$)|$")
_DANGLING = re.compile(r"(?<=[^\W\d_][.!?])\d{1,3}(?=\s|$)")


def find_citations(text: str, kind: Kind, works: WorkIndex | None = None) -> tuple[Found, ...]:
    """Return the citations in a passage's text, in order.

    Args:
        text: The passage's words; spans are relative to it.
        kind: What the passage is.
        works: Those that can be cited. Words that may be a citation as well as an aside ("see the map of Weiss 2018") are one
            only if they name one of these.

    """
    if kind is Kind.FURNITURE:
        return ()
    if kind is Kind.REFERENCE:
        return tuple(_in_reference(text))
    return tuple(_apart([*_notes(text), *_dangling(text), *_mentions(text, works or WorkIndex())]))


def _in_reference(text: str) -> Iterator[Found]:
    """Read a passage that is a reference: a source line, a parenthetical group, or one bibliography entry."""
    if line := _SOURCE_LINE.search(text):
        reference = Reference((line["publisher"].strip(),), day=day_of(line["date"]), year=int(line["date"][-4:]))
        yield Found(line.start(), line.end(), CitationKind.INLINE, reference)
    elif text.startswith("("):
        inner = re.fullmatch(r"\((?P<group>.*?)\)?[.\s]*", text, re.S)
        start, end = inner.span("group") if inner else (1, len(text))
        for entry in re.finditer(r"[^;\s][^;]*", text[start:end]):
            yield from _entry_of_group(text, start + entry.start(), start + entry.end())
    elif _DATED.search(text):
        yield _read(text, 0, len(text), CitationKind.BIBLIOGRAPHY)


def _entry_of_group(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield what an entry of a parenthetical group cites: a whole reference, or else works by author and date."""
    whole = _read(text, start, end, CitationKind.PARENTHETICAL)
    mentions = [] if whole.reference else [mention for mention in find_mentions(f"({text[start:end]})") if not mention.tentative]
    for mention in mentions:
        at = start - 1  # of the bracket before the entry
        yield Found(at + mention.start, at + mention.end, whole.kind, mention.reference, mention.problem)
    if not mentions:
        yield whole


def _mentions(text: str, works: WorkIndex) -> Iterator[Found]:
    for mention in find_mentions(text):
        kind = CitationKind.PARENTHETICAL if mention.in_brackets else CitationKind.INLINE
        if not mention.tentative or (mention.reference and works.find(mention.reference)):
            yield Found(mention.start, mention.end, kind, mention.reference, mention.problem)


def _notes(text: str) -> Iterator[Found]:
    """Read references fused into prose: a chain of them, divided by semicolons, after a sentence or a note mark."""
    covered = 0
    for begin in _NOTE_STARTS.finditer(text):
        if begin.start() < covered:
            continue
        marked = bool(begin[0])
        at = begin.end()
        while match := _note_at(text, at, marked=marked):
            yield Found(at, match.end(), CitationKind.FOOTNOTE, read_note(match))
            covered = match.end()
            if not text.startswith("; ", covered):
                at = -1
                break
            at = covered + 2
        if at >= 0 and (marked or covered == at - 2):
            # The chain goes on, or a note mark stands there, and what follows is in no form that is read.
            stop = _NOTE_ENDS.search(text, at + 1)
            end = stop.start() if stop else len(text)
            if not text[at:end].strip():
                if covered > begin.start():
                    continue  # a semicolon at the end of a chain
                at = begin.start()  # a note mark with nothing after it
            yield Found(at, end, CitationKind.FOOTNOTE, None, "names no publication that could be identified")
            covered = end


def _note_at(text: str, at: int, *, marked: bool) -> re.Match[str] | None:
    patterns = (POST, NOTE, NOTE_UNCLOSED) if marked else (NOTE,)
    return next((match for pattern in patterns if (match := pattern.match(text, at))), None)


def _dangling(text: str) -> Iterator[Found]:
    for note in _DANGLING.finditer(text):
        problem = "is a note whose text is not in the document"
        yield Found(note.start(), note.end(), CitationKind.FOOTNOTE, None, problem)


def _read(text: str, start: int, end: int, kind: CitationKind) -> Found:
    end = start + len(text[start:end].rstrip())
    reference = read_reference(text[start:end])
    return Found(start, end, kind, reference, "" if reference else "names no publication that could be identified")


def _apart(found: list[Found]) -> Iterator[Found]:
    """Yield citations in the order of the text; of those that share words the first given, a note before a mention in it."""
    last = 0
    ranked = {one: rank for rank, one in enumerate(found)}
    for one in sorted(found, key=lambda citation: (citation.start, ranked[citation])):
        if one.start >= last:
            yield one
            last = one.end
