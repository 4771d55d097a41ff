"""Tell authors from other words before a year, and read them: one name, several, an organisation, or "et al."."""

import re

from sources.citation_vocabulary import (
    ARTICLES,
    CONNECTORS,
    ET_AL,
    ET_AL_LAST,
    HONORIFICS,
    JOINTS,
    MONTHS,
    OPENERS,
    ORGANISATIONS,
    PARTICLES,
    THINGS,
    TIMES,
)

LONGEST = 200  # characters of authors
_ET_AL = re.compile(rf",?\s+{ET_AL}\.?$", re.I)
_POSSESSIVE = re.compile(r"(?:[’'‘]s|(?<=[sxz])[’'])$", re.I)
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[^\W\d_]")
_JOINT = re.compile(r"\s+(?:and|en|et|und)\s+|\s*&\s*")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.I)
_PREFIX = re.compile(r"(?:al|el|ad|an|ar|as|at|az|d|l|o)[-‑’'‘]")
_CAMEL_CASE = re.compile(r"[a-z][A-Z]")
_QUOTED = re.compile(r"[“\"‘'«„]\s*(?P<title>[^“”\"«»]+?)\s*,?[”\"’'»],?")
_WORD = re.compile(r"[^\s(\[]+")
_LONGEST_BEFORE = 160  # characters before a bracket in which the authors of its year are looked for
_SHORTENED = HONORIFICS | {"st", "jr", "sr"}  # their full stops end no sentence
_ENDS_SENTENCE = (".", ":", ";", "!", "?", ")", "]", "”")


def is_name(word: str) -> bool:
    """Whether a word can be part of an author's name for its capital: "Weiss", "al-Lami", "d’Estaing", "iCasualties", "@name"."""
    letters = word.strip("“”‘’'\"«»,;:()[]")
    if letters.startswith("@"):
        return len(letters) > 1
    if not _PREFIX.sub("", letters, count=1)[:1].isupper() and not _CAMEL_CASE.match(letters):
        return False
    if _is_acronym(letters):
        return True
    parts = [part for part in re.split(r"[-‑/]", letters.casefold().strip(".")) if part]
    return bool(parts) and not all(part in TIMES or part in ARTICLES or part.isdigit() for part in parts)


def _is_acronym(word: str) -> bool:
    """Whether what would be an article is an organisation for its capitals: "UN" is no French "un"."""
    return len(word) > 1 and word.isupper() and word.casefold() in ARTICLES


def are_authors(words: str) -> bool:
    """Whether the words before a year are authors: they begin with a name, and nothing in them says when or how many."""
    if len(words) > LONGEST:
        return False
    others = _ET_AL.search(words)
    tokens = [token for token in re.split(r"[\s,/]+", words[: others.start()] if others else words) if token]
    if any(token[0].isdigit() for token in tokens):
        return False
    while len(tokens) > 1 and _is_before_name(tokens[0]):  # "The Guardian", "van der Berg"
        tokens = tokens[1:]
    if not tokens or tokens[-1] in TIMES or tokens[-1] in CONNECTORS or tokens[-1] in ARTICLES:  # "the group until 2020"
        return False
    first, is_capital = tokens[0].casefold().strip(".,"), tokens[0][0].isupper()
    if is_capital and (first in THINGS or first in MONTHS):  # "Population 2000", "May 2018"; but "Population Council"
        following = next((token for token in tokens[1:] if token not in JOINTS), "")
        return bool(others) or is_name(following)
    is_beside = bool(others) or (len(tokens) == 3 and tokens[1] in JOINTS and is_name(tokens[2]))  # "Fall & Diop"
    return is_name(tokens[0]) or (is_capital and is_beside)


def _is_before_name(word: str) -> bool:
    return word.casefold() in ARTICLES or word.casefold() in PARTICLES or word.strip("’'‘").casefold() == "t"


def read_title(words: str) -> str:
    """Return the title that stands in the place of authors: '“Mali attack”'; or nothing."""
    match = _QUOTED.fullmatch(words.strip())
    return match["title"] if match else ""


def read_authors(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the authors that are named, and a second reading where "and" may join two or stand in the name of one.

    Given names and initials stand before the family name. "et al" is the last author where others are left out.
    """
    words = _POSSESSIVE.sub("", " ".join(words.split()).strip(" ,"))
    match = _ET_AL.search(words)
    others = ("et al",) if match else ()
    listed = _POSSESSIVE.sub("", words[: match.start()] if match else words)
    several = (*_list_names(listed), *others)
    one = (listed, *others)
    if several == one:
        return several, ()
    return (one, several) if _is_organisation(listed) else (several, one)


def authors_before(text: str, end: int) -> int | None:
    """Return where the authors begin that stand just before a place, or None where no name does."""
    before = text[max(0, end - _LONGEST_BEFORE) : end]
    if not before or not (before[-1].isspace() or before[-1].isalpha() or before[-1] in ".,"):
        return None
    names: list[re.Match[str]] = []
    for word in reversed(list(_WORD.finditer(before))):
        if _ends_sentence(word[0]) or not _belongs(word[0]):
            break
        names.append(word)
        if before[word.start() - 1 : word.start()] in ("(", "["):
            break
    names.reverse()
    while names and _leads_in(names[0][0]):
        names.pop(0)
    if not names or not any(is_name(word[0]) for word in names):
        return None
    quotes = len(names[0][0]) - len(names[0][0].lstrip('“"‘«'))
    return end - len(before) + names[0].start() + quotes


def _belongs(word: str) -> bool:
    bare = word.strip(',“”‘"')
    known = any(bare in words for words in (PARTICLES, JOINTS, CONNECTORS)) or bare.casefold() in ET_AL_LAST
    return known or is_name(bare) or bare[:1].isupper()


def _leads_in(word: str) -> bool:
    bare = word.strip(",").casefold().strip(".")
    return not _is_acronym(word.strip(",")) and any(
        bare in words for words in (OPENERS, JOINTS, CONNECTORS, HONORIFICS, TIMES, ARTICLES)
    )


def _ends_sentence(word: str) -> bool:
    is_short = _INITIALS.fullmatch(word) or word.casefold() in ET_AL_LAST or word.casefold().strip(".") in _SHORTENED
    return not is_short and word.endswith(_ENDS_SENTENCE)


def _list_names(words: str) -> list[str]:
    """Return the names between commas and joints, each with its initials before it."""
    names: list[str] = []
    for part in re.split(r"\s*,\s*|\s*/\s*", _JOINT.sub(", ", words)):
        if _SUFFIX.fullmatch(part) and names:
            continue
        if names and _INITIALS.fullmatch(part.replace(" ", "")):
            names[-1] = f"{part} {names[-1]}"
        elif name := _bare(part):
            names.append(name)
    return names


def _bare(name: str) -> str:
    """Return a name without honorifics and quotation marks, with initials that follow it before it: "T. Reitano"."""
    words = name.strip(' “”"').split()
    while len(words) > 1 and words[0].casefold().strip(".") in HONORIFICS:
        words.pop(0)
    initials = words[-1] if len(words) > 1 and re.fullmatch(r"(?:[A-Z]\.?){1,3}", words[-1]) else ""
    if initials and (initials.endswith(".") or (len(initials) < 3 and len(words) == 2 and not words[0].isupper())):
        words = [initials, *words[:-1]]
    return " ".join(words)


def _is_organisation(words: str) -> bool:
    """Whether "and" stands in the name of one organisation: "Ministry of Water and Roads"."""
    tokens = words.casefold().split()
    heads = [index for index, token in enumerate(tokens) if token in ORGANISATIONS]
    joints = [index for index, token in enumerate(tokens) if token in JOINTS]
    connected = any(token in CONNECTORS - JOINTS or token in PARTICLES for token in tokens[: joints[0]]) if joints else False
    return bool(joints and heads and heads[0] < joints[0] and connected and not any(index > joints[-1] for index in heads))
