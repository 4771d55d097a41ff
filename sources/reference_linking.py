"""Tell whether a reference names a work: by title, by authors and day, or by authors and year.

Authors are compared as they are written, and only where that finds no work without regard to accents, articles and particles
before a name ("de Weiss" in "le rapport de Weiss (2018)"). A given name or initials must fit the work's.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sources.citation_vocabulary import ARTICLES, PARTICLES
from sources.references import Reference

ET_AL = "et al"  # the last of a reference's authors where others are left out
_APOSTROPHES = str.maketrans("’‘ʼ`´‑", "'''''-")


@dataclass(frozen=True, slots=True)
class WorkName:
    """What a work is recognised by: its key, every title it goes by, its authors' family names, its date.

    `given` are the authors' given names or initials, in the same order; an organisation's is empty. Without any none is compared.
    """

    key: str
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    year: int | None
    day: tuple[int, int, int] | None = None
    given: tuple[str, ...] = ()


def names_work(reference: Reference, work: WorkName, *, loosely: bool = False) -> bool:
    """Whether a reference can mean a work; `loosely` leaves accents and particles before names out of account."""
    if reference.title:
        same_year = reference.year is None or work.year is None or reference.year == work.year
        return same_year and title_words(reference.title) in {title_words(title) for title in work.titles}
    if not _same_date(reference, work):
        return False
    return any(_same_authors(authors, work, loosely=loosely) for authors in (reference.authors, reference.also) if authors)


def title_words(title: str) -> tuple[str, ...]:
    """Return a title as its bare words, so that spellings that differ in marks and case alone are the same."""
    return tuple(re.findall(r"[^\W_]+", title.casefold()))


def _same_date(reference: Reference, work: WorkName) -> bool:
    if reference.undated:
        return work.year is None
    if reference.day and work.day:
        return reference.day == work.day
    return reference.year is not None and work.year in (reference.year, reference.original)


def _same_authors(cited: Sequence[str], work: WorkName, *, loosely: bool) -> bool:
    if cited[-1] == ET_AL:
        cited = cited[:-1]
        if not len(cited) < len(work.authors):
            return False
    elif len(cited) != len(work.authors):
        return False
    given = work.given or ("",) * len(work.authors)
    return all(
        _same_author(name, family, first, loosely=loosely)
        for name, family, first in zip(cited, work.authors, given, strict=False)  # "et al." leaves out the others
    )


def _same_author(cited: str, family: str, given: str, *, loosely: bool) -> bool:
    before_comma, _, after_comma = cited.partition(",")  # "Weiss, Caleb" is cited as a list gives it
    cited = f"{after_comma} {before_comma}" if after_comma else cited
    cited_words, family_words = _words(cited, loosely=loosely), _words(family, loosely=loosely)
    if cited_words == family_words:
        return bool(cited_words)
    before = len(cited_words) - len(family_words)
    return bool(given and before > 0 and cited_words[before:] == family_words) and _given_fits(
        " ".join(cited_words[:before]), given
    )


def _given_fits(cited: str, given: str) -> bool:
    """Whether given names as cited can be a work's: each is the same, or the initial of the other."""
    pairs = list(zip(_given_names(cited), _given_names(given), strict=False))
    return bool(pairs) and all(one == other or (1 in (len(one), len(other)) and one[0] == other[0]) for one, other in pairs)


def _given_names(words: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", _plain(words))


def _words(name: str, *, loosely: bool) -> list[str]:
    """Return the words of a name as they are compared."""
    words = (_plain(name) if loosely else _folded(name)).split()
    while loosely and len(words) > 1 and (words[0] in PARTICLES or words[0] in ARTICLES):
        words = words[1:]
    return words


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).translate(_APOSTROPHES).casefold().strip(" .")


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", _folded(name))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
