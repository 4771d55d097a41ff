"""Find where a text points to works by author and year: "(Weiss 2018)", "(see Weiss 2018, p. 12)", "Weiss (2018) says".

In brackets, an author is a name: it begins with a capital, and is no month, season or other word of time. So "(early 2021)",
"(eind 2017)" and "(population 2000)" point to nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

YEAR = r"(?:19|20)\d\d"
_GROUP = re.compile(r"\(([^()]{4,400})\)")
_ENTRY = re.compile(r"[^;\s](?:[^;]*[^;\s])?")
_PART = r"(?:pp?|pag|blz|p[áa]g|ch|chap|hoofdstuk|para?|sec|art|no?|nr|vol|fn|§+)"
_LOCATOR = rf"(?:\s*[:,]\s*(?:{_PART}\.?\s*)?[\divxlc]+(?:\s*[-–]\s*[\divxlc]+)?)"
_YEARS = rf"{YEAR}[a-z]?(?:\s*,\s*{YEAR}[a-z]?)*"
_MENTION = re.compile(rf"(?P<authors>.+?),?\s+(?P<years>{_YEARS}){_LOCATOR}?")
_ONE_YEAR = re.compile(rf"(?P<year>{YEAR})(?P<letter>[a-z]?)")
_NARRATIVE = re.compile(rf"\((?P<year>{YEAR})(?P<letter>[a-z]?){_LOCATOR}?\)")
_POINTER = r"see(?: also| for example)?|cf|e\.g|also|compare|zie(?: ook)?|vgl|bijv|aldus|voir(?: aussi)?|siehe(?: auch)?"
_POINTERS = re.compile(rf"(?:(?:{_POINTER})[.,]?\s+)+", re.I)
_PARTICLES = frozenset(re.findall(r"\w+", "van von de der den du des la le al el bin ibn ag ten ter da di dos"))
_JOINTS = frozenset({"and", "&", "en", "et", "und"})
_NO_AUTHORS = frozenset(
    re.findall(
        r"\w+",
        """
        early mid late since until before after around about circa by in from during between spring summer autumn fall winter
        begin eind medio sinds tot voor na rond omstreeks van tijdens lente voorjaar zomer herfst najaar
        début mi fin depuis avant après vers en printemps été automne hiver anfang mitte ende seit
        january february march april may june july august september october november december
        januari februari maart mei juni juli augustus oktober
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre
        updated published accessed geraadpleegd consulté the a an het een les des this that
        """,
    )
)
_LONGEST_NARRATIVE = 120  # characters before the year in which its authors are looked for
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Mention:
    """One pointer to a work: its span, the authors as written, the year; `letter` tells works of one year apart ("2018a").

    `problem` says why an entry beside others in the same brackets can't be read; then it has no year.
    """

    start: int
    end: int
    authors: str
    year: int | None
    letter: str = ""
    in_brackets: bool = True
    problem: str = ""


def find_mentions(text: str) -> Iterator[Mention]:
    """Yield the mentions of a text, in order."""
    found = [mention for group in _GROUP.finditer(text) for mention in _in_brackets(group)]
    found += [mention for year in _NARRATIVE.finditer(text) if (mention := _before(text, year))]
    yield from sorted(found, key=lambda mention: mention.start)


def _in_brackets(group: re.Match[str]) -> list[Mention]:
    """Return the mentions in one pair of brackets, which semicolons divide."""
    read: list[Mention] = []
    unread: list[Mention] = []
    for entry in _ENTRY.finditer(group[1]):
        start = group.start(1) + entry.start()
        words = entry[0]
        pointer = _POINTERS.match(words)
        skipped = pointer.end() if pointer else 0
        match = _MENTION.fullmatch(words, skipped)
        if match and _is_author(match["authors"]):
            read += _by_year(match, start + skipped - match.start())
        else:
            unread.append(Mention(start, start + len(words), words, None, problem="is in no form that is read"))
    # Beside a mention, what can't be read may be one as well; brackets without any are an aside.
    return [*read, *unread] if read else []


def _by_year(match: re.Match[str], start: int) -> Iterator[Mention]:
    """Yield a mention for each year of an author: "Weiss 2018, 2020" names two works."""
    offset = start
    for number, year in enumerate(_ONE_YEAR.finditer(match["years"])):
        at = match.start("years") + year.start()
        begin = match.start("authors") if number == 0 else at
        yield Mention(
            offset + begin, offset + match.start("years") + year.end(), match["authors"], int(year["year"]), year["letter"]
        )


def _before(text: str, year: re.Match[str]) -> Mention | None:
    """Return the mention whose year stands in brackets after its authors, if names stand before it."""
    before = text[max(0, year.start() - _LONGEST_NARRATIVE) : year.start()]
    if not before.endswith((" ", "\u00a0")):
        return None
    names: list[re.Match[str]] = []
    for word in reversed(list(_WORD.finditer(before))):
        bare = word[0].strip(",")
        ends_a_sentence = bool(names) and word[0].endswith((".", ":", ";", "!", "?", ")", "”"))
        if ends_a_sentence or not (_is_name(bare) or bare in _PARTICLES or bare in _JOINTS or bare in ("al.", "et")):
            break
        names.append(word)
    names.reverse()
    while names and (names[0][0].casefold().strip(",") in _NO_AUTHORS or names[0][0] in _JOINTS):
        names.pop(0)
    if not names or not any(_is_name(word[0]) for word in names):
        return None
    start = year.start() - len(before) + names[0].start()
    authors = before[names[0].start() :].strip()
    return Mention(start, year.end(), authors, int(year["year"]), year["letter"], in_brackets=False)


def _is_author(words: str) -> bool:
    """Whether words in brackets before a year are names."""
    parts = [part for part in re.split(r"[\s,]+", words) if part]
    named = [part for part in parts if part not in _PARTICLES]
    return bool(named) and _is_name(named[0]) and len(words) <= 120 and not any(char.isdigit() for char in words)


def _is_name(word: str) -> bool:
    letters = word.lstrip("“‘'\"@")
    return letters[:1].isupper() and letters.casefold().strip(".,") not in _NO_AUTHORS
