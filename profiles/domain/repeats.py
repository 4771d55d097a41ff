"""Say which claims two documents make from the same text or the same work, and which claims repeat a work."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from profiles.domain.origins import Support, twins, works_of


class Bond(StrEnum):
    """What binds the evidence of two documents for one claim."""

    SAME_TEXT = "same text"  # a curator has marked the one as the other's words, or as their translation
    SAME_WORK = "same work"  # both credit a work, or are shown to repeat it


@dataclass(frozen=True, slots=True)
class Link:
    """One claim (by key) for which two documents have bound evidence: its ids on either side, and the works that bind it."""

    claim: str
    bond: Bond
    left: frozenset[int]
    right: frozenset[int]
    works: frozenset[str] = frozenset()


Pair = tuple[str, str]  # two documents, by slug, the lesser first


def bind_documents(supports: Iterable[Support]) -> dict[Pair, tuple[Link, ...]]:
    """Return what binds every two documents, claim by claim; `left` are the ids of the lesser slug's evidence.

    A claim is bound by its text where a curator says so, else by works that both may rest on.
    """
    found: dict[Pair, list[Link]] = {}
    for claim, held in _by_claim(supports).items():
        documents = sorted({support.document for support in held})
        for left, right in combinations(documents, 2):
            sides = [[support for support in held if support.document == slug] for slug in (left, right)]
            if link := _same_text(claim, *sides) or _same_work(claim, *sides):
                found.setdefault((left, right), []).append(link)
    return {pair: tuple(links) for pair, links in found.items()}


def repeated_works(supports: Iterable[Support]) -> dict[tuple[str, str], tuple[Support, ...]]:
    """Return the evidence that is shown to repeat a work, by its document (slug) and the work (key)."""
    found: dict[tuple[str, str], list[Support]] = {}
    for support in supports:
        if support.repeats_work:
            found.setdefault((support.document, support.repeats_work), []).append(support)
    return {of: tuple(held) for of, held in found.items()}


def _by_claim(supports: Iterable[Support]) -> dict[str, list[Support]]:
    by_claim: dict[str, list[Support]] = {}
    for support in supports:
        by_claim.setdefault(support.claim, []).append(support)
    return by_claim


def _same_text(claim: str, left: list[Support], right: list[Support]) -> Link | None:
    pairs = {(mine.id, theirs.id) for mine in left for theirs in twins(mine, right)}
    pairs |= {(mine.id, theirs.id) for theirs in right for mine in twins(theirs, left)}
    if not pairs:
        return None
    return Link(claim, Bond.SAME_TEXT, frozenset(mine for mine, _ in pairs), frozenset(theirs for _, theirs in pairs))


def _same_work(claim: str, left: list[Support], right: list[Support]) -> Link | None:
    pairs = [(mine, theirs) for mine in left for theirs in right if works_of(mine) & works_of(theirs)]
    if not pairs:
        return None
    works = frozenset[str]().union(*(works_of(mine) & works_of(theirs) for mine, theirs in pairs))
    ids = frozenset(mine.id for mine, _ in pairs), frozenset(theirs.id for _, theirs in pairs)
    return Link(claim, Bond.SAME_WORK, *ids, works)
