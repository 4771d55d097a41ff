"""Read a whole reference, as a reference list, a bracket or a note gives it: authors, year or day, title.

Four forms are read: APA ("Boeke, S. (2021). Pathways"), Chicago ("Daniel, Serge. 2012. “Junta.”"), notes fused into prose ("Caleb
Weiss, 'Interview,' Line of Steel, 21 July 2020") and posts ("Twitter, @name, 17 November 2017").
"""

import re
from dataclasses import dataclass, field

from sources.citation_vocabulary import MONTH, MONTHS, UNDATED, YEAR

LONGEST_TITLE = 400  # characters of a note's title, beyond which its end is looked for no further


@dataclass(frozen=True, slots=True)
class Reference:
    """What one citation says of its work. Authors are family names or organisations; what is not said is empty.

    `also` is a second reading of the authors where "and" may join two of them or stand in the name of one; `original` is the year
    of a reprint's original; `undated` says that the work is cited as having no date.
    """

    authors: tuple[str, ...] = ()
    year: int | None = None
    title: str = ""
    day: tuple[int, int, int] | None = None
    also: tuple[str, ...] = field(default=(), compare=False)
    original: int | None = None
    undated: bool = False

    @property
    def is_mention(self) -> bool:
        """Whether it only points to a fuller reference elsewhere (author and year)."""
        return not self.title and not self.day


_DATE = rf"(?:\d{{1,2}} )?(?:{MONTH} )?{YEAR}"
_DAY = re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{MONTH})\.? (?P<year>{YEAR})", re.I)
_APA = re.compile(rf"(?P<authors>[^()]+)\((?P<date>[^()]*(?:{YEAR}|{UNDATED}))[a-z]?\)\.\s*(?P<rest>\S.*)", re.S)
_APA_TITLE = re.compile(r"['‘](?P<quoted>.+?)['’](?=[.,]|$)|(?P<bare>.+?)(?:\.(?:\s|$)|$)", re.S)
_CHICAGO = re.compile(rf"(?P<authors>[^“”]+?)\. (?P<year>{YEAR})[a-z]?\. [“\"](?P<title>.+?)[.,?]?[”\"](?:\s|$)", re.S)

# A reference fused into prose begins where a sentence, a note mark or another reference ends.
_AUTHOR = r"(?:Dr\. )?[^\W\d_][^.;:'\"<>]{0,80}?"
_TITLE = rf"{{1,{LONGEST_TITLE}}}?"
NOTE = re.compile(
    rf"(?P<author>{_AUTHOR}), (?P<quote>['\"])(?P<title>.{_TITLE}),(?P=quote) "
    rf"(?:(?P<publisher>[^.;'\"]{{2,80}}?), )?(?P<date>{_DATE})",
    re.I,
)
NOTE_UNCLOSED = re.compile(rf"(?P<author>{_AUTHOR}), ['\"](?P<title>[^;]{_TITLE}), (?P<date>{_DATE})", re.I)
POST = re.compile(rf"(?P<site>[^\W\d_]\w*), (?P<author>@\w+), (?P<date>{_DATE})", re.I)


def read_reference(words: str) -> Reference | None:
    """Return what a whole reference says of its work, or None if it is in none of the forms that are read."""
    words = words.strip().rstrip(")").strip() if words.count(")") > words.count("(") else words.strip()
    if match := _CHICAGO.match(words):
        return Reference(list_families(match["authors"]), int(match["year"]), match["title"])
    if (match := _APA.match(words)) and (title := _APA_TITLE.match(match["rest"])):
        return _dated(list_families(match["authors"]), match["date"], title["quoted"] or title["bare"] or "")
    for pattern in (POST, NOTE, NOTE_UNCLOSED):
        if match := pattern.fullmatch(words.rstrip(".")):
            return read_note(match)
    return None


def read_note(match: re.Match[str]) -> Reference:
    """Return what a match of `NOTE`, `NOTE_UNCLOSED` or `POST` says of its work."""
    if "site" in match.groupdict():
        return _dated((match["author"],), match["date"], "")
    # "Alexander Thurston" or "Jeune Afrique": only a reader knows which of them has a family name
    return _dated(tuple(_split_joints(match["author"])), match["date"], match["title"])


def day_of(date: str) -> tuple[int, int, int] | None:
    """Return (year, month, day) of "17 March 2017" or "29 september 2021"; None for anything less exact."""
    match = _DAY.fullmatch(date.strip())
    return (int(match["year"]), MONTHS[match["month"].casefold()], int(match["day"])) if match else None


def list_families(words: str) -> tuple[str, ...]:
    """Return the family names in an author list: "Boeke, S.", "Lewis, David, and Ryan Mcneill", "Eizenga and Williams"."""
    families: list[str] = []
    for part in _split_joints(words):
        names = [name.strip() for name in part.strip(" ,").split(",")]
        if len(names) == 1:  # an organisation; after others "Wendy Williams", or "Reitano T." without its comma
            name = re.sub(r"(?: \w\.)+$", "", f"{names[0]}." if re.search(r" \w$", names[0]) else names[0])
            families.append(name.split()[-1] if families else name)
        else:  # "Family, Initials" pairs
            families.extend(names[::2])
    return tuple(families)


def family_name(author: str) -> str:
    """Return the family name of "Family, Given", or an organisation's name."""
    return author.split(",")[0].strip()


def given_name(author: str) -> str:
    """Return the given name or initials of "Family, Given"; an organisation has none."""
    return author.partition(",")[2].strip()


def _split_joints(words: str) -> list[str]:
    """Return the parts of an author list between "and" in any language, or "&"."""
    words = words.strip().rstrip(".").strip()
    parts = re.split(r"\s+(?:and|en|et|und)\s+(?!al\b)|\s*&\s*", words)
    return [part.strip() for part in parts if re.search(r"[^\s,]", part)]


def _dated(authors: tuple[str, ...], date: str, title: str) -> Reference:
    years = re.findall(YEAR, date)
    return Reference(authors, int(years[-1]) if years else None, title, day_of(date))
