"""Find where a text points to works by author and date: "(Weiss 2018)", "(see Weiss 2018, p. 12)", "Weiss (2018) says".

Forms of the Chicago Manual of Style (17th ed., chapter 15), APA (7th ed., chapter 8) and Harvard, in English, Dutch and French.
In brackets, an author is a name, and no month, season or other word of time: "(early 2021)", "(eind 2017)" and "(population
2000)" point to nothing. What can be either is tentative: a citation only if there is a work that it names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sources.brackets import BracketedSpan, find_brackets
from sources.citation_vocabulary import BACK_REFERENCE, CITED_IN, LOCATOR_WORD, MONTH, MONTHS, SEASON, SIGNAL, UNDATED, YEAR
from sources.cited_authors import are_authors, authors_before, read_authors, read_title
from sources.references import Reference

_SEPARATOR = re.compile(r"\s*(?:[,;:&/]|(?:and|en|et|und|as well as|alsook|ainsi que)\b)\s*", re.I)
_ENTRY = re.compile(r"[^;\s](?:[^;]*[^;\s])?")
_SIGNALS = re.compile(rf"(?:{SIGNAL}\b[.,:]*\s*)+(?=\S)", re.I)
_CITED_IN = re.compile(rf"\b{CITED_IN}\s+", re.I)
_ORDINAL = r"(?:st|nd|rd|th|er|e|ste|de)?"
_DATE = re.compile(
    rf"""(?<![\w.–/-])(?:
      (?P<day>\d{{1,2}}){_ORDINAL}\s+(?P<month>{MONTH})\b\.?,?\s+(?P<dated>{YEAR})
    | (?P<us_month>{MONTH})\b\.?\s+(?P<us_day>\d{{1,2}}){_ORDINAL},?\s+(?P<us_dated>{YEAR})
    | (?P<iso>{YEAR}-[01]\d-[0-3]\d)
    | (?:(?:(?!may\b){MONTH}\b\.?|(?<=,\s)(?:may|{SEASON})),?\s+)?  # "May 2018" and "Fall 2018" can be authors
      (?:(?-i:c|ca|circa)\.?\s*)?(?:(?P<original>{YEAR})\s?/\s?)?(?P<year>{YEAR})
      (?P<letter>[a-z]?)(?P<letters>(?:\s?(?:,|&|and|en|et)\s?[a-z](?![\w.’']))*)
    | (?P<undated>{UNDATED})
    )(?![\w/%]|[-–]\d|[.,]\d)""",
    re.I | re.X,
)
_LETTER = re.compile(r"(?<![\w])[a-z](?!\w)")
_PLACE = r"§{0,2}\s?(?:\d+[a-z]?|[ivxlc]+)\b"
_LOCATOR = re.compile(
    rf"\s*(?:(?:[:,]\s*|\s)(?P<word>{LOCATOR_WORD}\.?\s?|§)\s*{_PLACE}|:\s*{_PLACE}|,(?!\s*{YEAR}[a-z]?\b)\s*{_PLACE})"
    rf"(?:\s*[-–,&](?!\s*{YEAR}[a-z]?\b)\s*{_PLACE})*(?:\s?(?:ff?|e\.v|sqq?|et\s+suiv)\.?)?",
    re.I,
)
_SAME = re.compile(r"(?:idem|ibid|id)\.?", re.I)  # the authors of the entry before
_BACK = re.compile(rf"(?:.*,\s*)?{BACK_REFERENCE}.*", re.I | re.S)
_PAGE_ALONE = re.compile(rf"(?P<authors>.+?),\s+{LOCATOR_WORD}\.\s*{_PLACE}.*", re.I | re.S)
_EMPHASIS = str.maketrans("*_", "  ")  # "(Weiss *et al.* 2018)"
_SOURCE = re.compile(r"\b(?:sources?|bron(?:nen)?|quelle)\s?:\s*$", re.I)
_LEAD_IN = re.compile(r"(?:[^\W\d_A-ZÀ-Þ][^\s,]*\s+)+")


@dataclass(frozen=True, slots=True)
class Mention:
    """One pointer to works: its span, what it says, whether it stands in brackets.

    `tentative` says that it is one only if there is such a work. `problem` says why it can't be read; then there is no reference.
    """

    start: int
    end: int
    reference: Reference | None
    in_brackets: bool = True
    tentative: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Authors:
    """Those of a year, or the title in their place; `start` is where they stand, for the first year that follows them."""

    names: tuple[str, ...]
    also: tuple[str, ...] = ()
    title: str = ""
    start: int | None = None
    tentative: bool = False


def find_mentions(text: str) -> list[Mention]:
    """Return the mentions of a text, in order."""
    text = text.translate(_EMPHASIS)
    brackets = find_brackets(text)
    found = [mention for bracket in brackets for mention in _in_brackets(text, bracket)]
    found += _in_running_text(text, brackets)
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def _in_brackets(text: str, bracket: BracketedSpan) -> list[Mention]:
    """Return the mentions in one pair of brackets, which semicolons divide, or those of the authors that stand before it."""
    read: list[Mention] = []
    unread: list[Mention] = []
    authors: _Authors | None = None
    before: _Authors | None = None
    for number, entry in enumerate(_ENTRY.finditer(_own_words(text, bracket))):
        start = bracket.start + 1 + entry.start()
        if number == 0 and _DATE.match(entry[0]):
            authors = before = _authors_before(text, bracket)
        mentions, authors = _in_entry(entry[0], start, authors)
        read += mentions
        if not mentions and _may_cite(entry[0]) and not _is_narrative(text, start + len(entry[0]), bracket):
            unread.append(Mention(start, start + len(entry[0]), None, problem="is in no form that is read"))
    if before:
        read = [replace(mention, in_brackets=False) for mention in read]
        if len(read) == 1:
            read = [replace(read[0], end=bracket.end)]  # "Weiss (2018, p. 12)"
    if any(mention.reference and not mention.tentative for mention in read):
        # Beside a mention, what can't be told from an aside, or can't be read, may be one as well.
        return [*(replace(mention, tentative=False) for mention in read), *unread]
    return read


def _own_words(text: str, bracket: BracketedSpan) -> str:
    """Return what a bracket holds, with blanks for brackets within it; round ones that hold a date end the entry before them."""
    parts, last = [], bracket.start + 1
    for start, end in bracket.within:
        ends = text[start] == "(" and _DATE.search(text, start + 1, end)
        parts += [text[last:start], (";" if ends else " ") * (end - start)]
        last = end
    return "".join([*parts, text[last : bracket.end - 1]])


def _may_cite(words: str) -> bool:
    """Whether words beside a mention can cite a work as well: they hold a name or a number."""
    return any(character.isupper() or character.isdigit() for character in words)


def _is_narrative(text: str, end: int, bracket: BracketedSpan) -> bool:
    """Whether words that end at a place are the authors of a date in brackets: "(see Weiss (2018); Jones 2019)"."""
    after = end + len(text[end : bracket.end]) - len(text[end : bracket.end].lstrip())
    return any(start == after for start, _ in bracket.within)


def _in_entry(words: str, start: int, authors: _Authors | None) -> tuple[list[Mention], _Authors | None]:
    """Return the mentions in words that begin at a place of the text, and the authors of the last of them, for years to come.

    `authors` are those of the years before.
    """
    found: list[Mention] = []
    at = 0
    for date in _DATE.finditer(words):
        if date.start() < at:
            continue
        phrase, signalled = _phrase(words, at, date.start())
        if phrase and not (authors and _SAME.fullmatch(words, phrase.start, phrase.stop)):
            authors = _authors_of(words[phrase.start : phrase.stop], start + phrase.start)
        locator = _LOCATOR.match(words, date.end())
        at = locator.end() if locator else date.end()
        if authors:
            tentative = authors.tentative or not (signalled or _ends(words, at))
            found += _dated(date, start, replace(authors, tentative=tentative))
            authors = replace(authors, start=None)
        elif not phrase and (date["letter"] or (locator and locator["word"])):
            found.append(Mention(start + date.start(), start + at, None, problem="names no author"))
    if not found and (problem := _problem_without_date(words)):
        found.append(Mention(start, start + len(words), None, problem=problem))
    return found, authors


def _phrase(words: str, start: int, end: int) -> tuple[slice | None, bool]:
    """Return where the authors stand between the last date and the next, and whether a signal ("see") leads to them."""
    while (separator := _SEPARATOR.match(words, start, end)) and separator.end() > start:
        start = separator.end()
    # Of "Jones, as cited in Weiss 2018" the work is Weiss's.
    signal = next(reversed([*_CITED_IN.finditer(words, start, end)]), None) or _SIGNALS.match(words, start, end)
    if signal:
        start = signal.end()
    stop = start + len(words[start:end].rstrip(" ,:–-\u00a0"))
    start += len(words[start:stop]) - len(words[start:stop].lstrip())
    return (slice(start, stop) if start < stop else None), bool(signal)


def _authors_of(phrase: str, start: int) -> _Authors | None:
    """Return the authors, or the title, that words before a year are; None where they are no such thing."""
    if title := read_title(phrase):
        return _Authors((), (), title, start, tentative=not title[:1].isupper())
    if are_authors(phrase):
        return _Authors(*read_authors(phrase), start=start)
    lead_in = _LEAD_IN.match(phrase)
    if lead_in and are_authors(phrase[lead_in.end() :]):  # "according to the report by Weiss 2018"
        return _Authors(*read_authors(phrase[lead_in.end() :]), start=start + lead_in.end(), tentative=True)
    if phrase.isalpha():  # "bellingcat 2020"; but "population 2000"
        return _Authors((phrase,), start=start, tentative=True)
    return None


def _authors_before(text: str, bracket: BracketedSpan) -> _Authors | None:
    """Return the authors before brackets in which a date stands: "Weiss (2018)"."""
    start = authors_before(text, bracket.start)
    if start is None:
        return None
    names = _authors_of(text[start : bracket.start].strip(), start)
    # "Weiss [2018]" or "Weiss (June 2018)" can also be an editor's hint, or an event with its date.
    by_month = not re.match(rf"\s*(?:{YEAR}|{UNDATED})", text[bracket.start + 1 : bracket.end], re.I)
    return names and replace(names, tentative=names.tentative or bracket.is_square or by_month)


def _dated(date: re.Match[str], start: int, authors: _Authors) -> Iterator[Mention]:
    """Yield the mentions of a date in words that begin at a place of the text: "2018a, b" are two."""
    begin = start + date.start() if authors.start is None else authors.start
    reference = Reference(
        authors.names,
        _year(date),
        authors.title,
        _day(date),
        authors.also,
        int(date["original"]) if date["original"] else None,
        undated=bool(date["undated"]),
    )
    first_end = date.start("letters") if date["letters"] else date.end()
    yield Mention(begin, start + first_end, reference, tentative=authors.tentative)
    for letter in _LETTER.finditer(date["letters"] or ""):
        at = start + date.start("letters") + letter.start()
        yield Mention(at, at + 1, reference, tentative=authors.tentative)


def _year(date: re.Match[str]) -> int | None:
    given = date["year"] or date["dated"] or date["us_dated"] or (date["iso"] or "")[:4]
    return int(given) if given else None


def _day(date: re.Match[str]) -> tuple[int, int, int] | None:
    """Return the day of a date as (year, month, day), where it gives one."""
    if date["iso"]:
        year, month, day = date["iso"].split("-")
        return int(year), int(month), int(day)
    if date["day"]:
        return int(date["dated"]), MONTHS[date["month"].casefold()], int(date["day"])
    if date["us_day"]:
        return int(date["us_dated"]), MONTHS[date["us_month"].casefold()], int(date["us_day"])
    return None


def _ends(words: str, at: int) -> bool:
    """Whether a mention can end at a place: other words do not follow without a sign or a joint between."""
    rest = words[at:]
    return not rest.strip() or not rest[0].isspace() or bool(_SEPARATOR.match(rest)) or rest.lstrip()[:1] in "[(–—"


def _problem_without_date(words: str) -> str:
    """Return what is wrong with words that point to a work and give no year, or nothing."""
    if _BACK.fullmatch(words):
        return "refers to a work that is named before it"
    by_page = _PAGE_ALONE.fullmatch(words)
    return "gives no year" if by_page and are_authors(by_page["authors"]) else ""


def _in_running_text(text: str, brackets: list[BracketedSpan]) -> Iterator[Mention]:
    """Yield the mentions without brackets: "Source: Weiss 2018". Only what names a source so is more than tentative."""
    spans = iter(brackets)
    last = 0
    bracket = next(spans, None)
    for date in _DATE.finditer(text):
        while bracket and bracket.start <= date.start():
            last = max(last, bracket.end)
            bracket = next(spans, None)
        if date.start() < last or not date["year"]:
            continue
        start = authors_before(text, date.start())
        authors = None if start is None else _authors_of(text[start : date.start()].rstrip(" ,\u00a0"), start)
        if authors and start is not None:
            sourced = bool(_SOURCE.search(text[max(0, start - 20) : start]))
            mentions = _dated(date, 0, replace(authors, tentative=not sourced or authors.tentative))
            yield from (replace(mention, in_brackets=False) for mention in mentions)
