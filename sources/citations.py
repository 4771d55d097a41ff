"""Find where a document cites works, and read what each citation says of its work.

Five forms are read: bibliography entries (APA and Chicago), parenthetical groups of whole references, author-year mentions,
references fused into running text (author, quoted title, publisher, date; with or without a surviving note number) and source
lines ("29 september 2021 | Reuters"). What looks like a citation and can't be read is returned with the problem, never dropped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sources.mentions import YEAR, find_mentions
from sources.segmentation import Kind


class CitationKind(StrEnum):
    """In which form a document cites."""

    BIBLIOGRAPHY = "bibliography"
    PARENTHETICAL = "parenthetical"
    INLINE = "inline"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Reference:
    """What one citation says of its work. Authors are family names or organisations; what is not said is empty.

    `as_one` are the authors as written: "Ministry of Water and Roads" may be two authors, or one.
    """

    authors: tuple[str, ...] = ()
    year: int | None = None
    title: str = ""
    day: tuple[int, int, int] | None = None
    as_one: str = field(default="", compare=False)

    @property
    def is_mention(self) -> bool:
        """Whether it only points to a fuller reference elsewhere (author and year)."""
        return not self.title and not self.day


@dataclass(frozen=True, slots=True)
class Found:
    """One citation: its span in the passage's text, its form, and its reference, or why it can't be read."""

    start: int
    end: int
    kind: CitationKind
    reference: Reference | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class WorkName:
    """What a work is recognised by: its key, every title it goes by, its authors' family names, its date."""

    key: str
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    year: int | None
    day: tuple[int, int, int] | None = None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "januari"),
            ("february", "februari"),
            ("march", "maart"),
            ("april",),
            ("may", "mei"),
            ("june", "juni"),
            ("july", "juli"),
            ("august", "augustus"),
            ("september",),
            ("october", "oktober"),
            ("november",),
            ("december",),
        ),
        1,
    )
    for name in names
}
_DATE = rf"(?:\d{{1,2}} )?(?:(?:{'|'.join(_MONTHS)}) )?{YEAR}"

_SOURCE_LINE = re.compile(rf"(?P<date>\d{{1,2}} [^\W\d_]+ {YEAR})\s*\|\s*(?P<publisher>[^|\n]+)$")
_APA = re.compile(rf"(?P<authors>[^()]+?)\s*\((?P<date>[^()]*{YEAR})[a-z]?\)\.\s*(?P<rest>\S.*)", re.S)
_APA_TITLE = re.compile(r"['‘](?P<quoted>.+?)['’](?=[.,]|$)|(?P<bare>.+?)(?:\.(?:\s|$)|$)", re.S)
_CHICAGO = re.compile(rf"(?P<authors>[^“”]+?)\. (?P<year>{YEAR})\. [“\"](?P<title>.+?)[.,?]?[”\"](?:\s|$)", re.S)

# A reference fused into prose begins where a sentence, a note mark or another reference ends.
_AUTHOR = r"(?:Dr\. )?[^\W\d_][^.;:'\"<>]{0,80}?"
_NOTE = re.compile(
    rf"(?P<author>{_AUTHOR}), (?P<quote>['\"])(?P<title>.+?),(?P=quote) (?:(?P<publisher>[^.;'\"]{{2,80}}?), )?(?P<date>{_DATE})",
    re.I,
)
_NOTE_UNCLOSED = re.compile(rf"(?P<author>{_AUTHOR}), ['\"](?P<title>[^;]+?), (?P<date>{_DATE})", re.I)
_POST = re.compile(rf"(?P<site>[^\W\d_]\w*), (?P<author>@\w+), (?P<date>{_DATE})", re.I)
_NOTE_MARK = re.compile(r"<sup>\d{1,3}</sup>\s*")
_NOTE_STARTS = re.compile(r"<sup>\d{1,3}</sup>\s*|(?<=[.!?)”\"'] )(?=[^\W\d_])")
_DANGLING = re.compile(r"(?<=[^\W\d_][.!?])\d{1,3}(?=\s|$)")


def find_citations(text: str, kind: Kind) -> tuple[Found, ...]:
    """Return the citations in a passage's text, in order; `kind` is the passage's. Spans are relative to the text."""
    if kind is Kind.FURNITURE:
        return ()
    if kind is Kind.REFERENCE:
        return tuple(_in_reference(text))
    return tuple(sorted([*_mentions(text), *_notes(text), *_dangling(text)], key=lambda found: found.start))


def read_reference(words: str) -> Reference | None:
    """Return what a whole reference says of its work, or None if it is in none of the forms that are read."""
    words = words.strip().rstrip(")").strip() if words.count(")") > words.count("(") else words.strip()
    if match := _CHICAGO.match(words):
        return Reference(_families(match["authors"]), int(match["year"]), match["title"])
    if (match := _APA.match(words)) and (title := _APA_TITLE.match(match["rest"])):
        return _dated(_families(match["authors"]), match["date"], title["quoted"] or title["bare"] or "")
    for pattern in (_POST, _NOTE, _NOTE_UNCLOSED):
        if match := pattern.fullmatch(words.rstrip(".")):
            return _from_note(match)
    return None


def match_work(reference: Reference, works: Iterable[WorkName]) -> tuple[str, ...]:
    """Return the keys of the works that a reference can mean: by title and year, by author and day, or by author and year."""
    return tuple(work.key for work in works if _means(reference, work))


def title_words(title: str) -> tuple[str, ...]:
    """Return a title as its bare words, so that spellings that differ in marks and case alone are the same."""
    return tuple(re.findall(r"[^\W_]+", title.casefold()))


def family_names(author: str) -> str:
    """Return the family name of "Family, Given", or an organisation's name."""
    return author.split(",")[0].strip()


def day_of(date: str) -> tuple[int, int, int] | None:
    """Return (year, month, day) of "17 March 2017" or "29 september 2021"; None for anything less exact."""
    match = re.fullmatch(rf"(\d{{1,2}}) ([^\W\d_]+) ({YEAR})", date.strip())
    if not match or match[2].casefold() not in _MONTHS:
        return None
    return int(match[3]), _MONTHS[match[2].casefold()], int(match[1])


def _means(reference: Reference, work: WorkName) -> bool:
    same_year = reference.year is None or work.year is None or reference.year == work.year
    if reference.title:
        return same_year and title_words(reference.title) in {title_words(title) for title in work.titles}
    cited, known = _folded(reference.authors), _folded(work.authors)
    same_authors = cited == known or (bool(cited) and cited[-1] == "et al" and cited[:1] == known[:1])
    same_authors = same_authors or (bool(reference.as_one) and known == _folded((reference.as_one,)))
    if reference.day:
        return same_authors and reference.day == work.day
    return same_authors and reference.year is not None and reference.year == work.year


def _folded(authors: Sequence[str]) -> tuple[str, ...]:
    return tuple(author.casefold().strip(" .") for author in authors)


def _in_reference(text: str) -> Iterator[Found]:
    """Read a passage that is a reference: a source line, a parenthetical group, or one bibliography entry."""
    if line := _SOURCE_LINE.search(text):
        reference = Reference((line["publisher"].strip(),), day=day_of(line["date"]), year=int(line["date"][-4:]))
        yield Found(line.start(), line.end(), CitationKind.INLINE, reference)
    elif text.startswith("("):
        inner = re.fullmatch(r"\((?P<group>.*?)\)?[.\s]*", text, re.S)
        start, end = inner.span("group") if inner else (1, len(text))
        for entry in re.finditer(r"[^;\s][^;]*", text[start:end]):
            yield _read(text, start + entry.start(), start + entry.end(), CitationKind.PARENTHETICAL)
    elif any(char.isdigit() for char in text):
        yield _read(text, 0, len(text), CitationKind.BIBLIOGRAPHY)


def _mentions(text: str) -> Iterator[Found]:
    for mention in find_mentions(text):
        kind = CitationKind.PARENTHETICAL if mention.in_brackets else CitationKind.INLINE
        if mention.year is None:
            yield Found(mention.start, mention.end, kind, None, mention.problem)
        else:
            reference = Reference(_families(mention.authors, mention=True), mention.year, as_one=mention.authors)
            yield Found(mention.start, mention.end, kind, reference)


def _notes(text: str) -> Iterator[Found]:
    """Read references fused into prose: a chain of them, divided by semicolons, after a sentence or a note mark."""
    covered = 0
    for begin in _NOTE_STARTS.finditer(text):
        if begin.start() < covered:
            continue
        marked = bool(begin[0])
        at = begin.end()
        while match := _note_at(text, at, marked=marked):
            yield Found(at, match.end(), CitationKind.FOOTNOTE, _from_note(match))
            covered = match.end()
            if not text.startswith("; ", covered):
                at = -1
                break
            at = covered + 2
        if at >= 0 and (marked or covered == at - 2):
            # The chain goes on, or a note mark stands there, and what follows is in no form that is read.
            end = next((stop.start() for stop in re.finditer(r"[.;](?=\s|$)|$", text) if stop.start() > at), len(text))
            if not text[at:end].strip():
                if covered > begin.start():
                    continue  # a semicolon at the end of a chain
                at = begin.start()  # a note mark with nothing after it
            yield Found(at, end, CitationKind.FOOTNOTE, None, "names no publication that could be identified")
            covered = end


def _note_at(text: str, at: int, *, marked: bool) -> re.Match[str] | None:
    patterns = (_POST, _NOTE, _NOTE_UNCLOSED) if marked else (_NOTE,)
    return next((match for pattern in patterns if (match := pattern.match(text, at))), None)


def _dangling(text: str) -> Iterator[Found]:
    for note in _DANGLING.finditer(text):
        problem = "is a note whose text is not in the document"
        yield Found(note.start(), note.end(), CitationKind.FOOTNOTE, None, problem)


def _read(text: str, start: int, end: int, kind: CitationKind) -> Found:
    end = start + len(text[start:end].rstrip())
    reference = read_reference(text[start:end])
    return Found(start, end, kind, reference, "" if reference else "names no publication that could be identified")


def _from_note(match: re.Match[str]) -> Reference:
    named = match.groupdict()
    if "site" in named:
        return _dated((match["author"],), match["date"], "")
    return _dated(_families(match["author"], given_first=True), match["date"], match["title"])


def _dated(authors: tuple[str, ...], date: str, title: str) -> Reference:
    years = re.findall(YEAR, date)
    return Reference(authors, int(years[-1]) if years else None, title, day_of(date))


def _families(words: str, *, mention: bool = False, given_first: bool = False) -> tuple[str, ...]:
    """Return the family names in an author list: "Boeke, S.", "Lewis, David, and Ryan Mcneill", "Eizenga and Williams"."""
    words = words.strip().rstrip(".").strip()
    parts = [part.strip() for part in re.split(r"\s+(?:and|en|et|und)\s+(?!al\b)|\s*&\s*", words) if re.search(r"[^\s,]", part)]
    if mention:
        listed = [name.strip() for part in parts for name in part.split(",") if name.strip()]
        return (listed[0].split(" et al")[0], "et al") if listed and "et al" in listed[0] else tuple(listed)
    if given_first:  # "Alexander Thurston" or "Jeune Afrique": only a reader knows which of them has a family name
        return tuple(parts)
    families: list[str] = []
    for part in parts:
        names = [name.strip() for name in part.strip(" ,").split(",")]
        if len(names) == 1:  # an organisation; after others "Wendy Williams", or "Reitano T." without its comma
            name = re.sub(r"(?: \w\.)+$", "", f"{names[0]}." if re.search(r" \w$", names[0]) else names[0])
            families.append(name.split()[-1] if families else name)
        else:  # "Family, Initials" pairs
            families.extend(names[::2])
    return tuple(families)
