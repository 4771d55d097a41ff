"""Count what evidence finally rests on: independent origins, not documents.

An origin is a named work where the passage credits one, or a curator shows that it repeats one; else the document itself. The
count is the fewest origins that can account for all of the evidence, so that nothing is called independent that need not be.
Where a passage does not say what it rests on, its lineage is unknown: it adds a document, never an independent origin. It does
not say so where it names a person or a body either: who spoke is known, but not through what publication the words came to the
document, and two documents that quote one minister may or may not have it from the same report. Works that are older than what
they are cited for can't be its origin; they arrive here as no works at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from profiles.domain.hitting_sets import smallest_hitting_set


class Basis(StrEnum):
    """Whom a passage itself credits."""

    NONE = "none"
    OWN = "own"
    NAMED = "named"
    UNNAMED = "unnamed"
    WORKS = "works"


@dataclass(frozen=True, slots=True)
class Support:
    """One piece of evidence: an id, its claim's key, its document's slug, whom it credits and what it repeats (keys, slugs).

    `works` are those that can be its origin.
    """

    id: int
    claim: str
    document: str
    basis: Basis
    works: frozenset[str] = frozenset()
    repeats_work: str = ""
    repeats_document: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What some of the evidence rests on: the evidence's ids, their documents, and the works it can be (none: the document)."""

    name: str
    ids: frozenset[int]
    documents: frozenset[str]
    works: frozenset[str]
    established: bool


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of some evidence. `count` is a lower bound; `unestablished` are the documents whose lineage is unknown.

    `unproven` says how many of the origins may be more than the fewest: none, unless the bounded search ran out of steps.
    """

    origins: tuple[Origin, ...]
    documents: frozenset[str]
    unproven: int = 0

    @property
    def count(self) -> int:
        """How many origins are shown to be independent: at least one where there is evidence."""
        return max(sum(origin.established for origin in self.origins) - self.unproven, 1) if self.origins else 0

    @property
    def unestablished(self) -> frozenset[str]:
        """The documents that rest on nothing known."""
        known = frozenset(slug for origin in self.origins if origin.established for slug in origin.documents)
        return self.documents - known

    @property
    def in_words(self) -> str:
        """How many documents and origins there are, as it stands on the page."""
        return describe(self)

    def of(self, evidence_id: int) -> Origin:
        """Return the origin of one piece of evidence."""
        return next(origin for origin in self.origins if evidence_id in origin.ids)


@dataclass(frozen=True, slots=True)
class _Group:
    """Evidence that is shown to rest on the same thing, and what that can be."""

    members: tuple[Support, ...]
    works: frozenset[str]
    known: bool


def describe(origins: Origins) -> str:
    """Return in a few words how many documents there are and how many origins stand behind them; nothing unknown is counted."""
    documents = len(origins.documents)
    established = sum(origin.established for origin in origins.origins) - origins.unproven
    at_least = "at least " if origins.unproven else ""
    if documents < 2:
        return "1 document" if documents else "no document"
    if len(origins.origins) == 1:
        return f"{documents} documents, 1 origin"
    unknown = len(origins.unestablished)
    if not unknown:
        return f"{documents} documents, {at_least}{established} independent origins"
    if not established:
        return f"{documents} documents, independence not established"
    known = documents - unknown
    counted = f"{at_least}{established} origin{'s' if established > 1 else ''}"
    return f"{documents} documents: {known} rest{'s' if known == 1 else ''} on {counted}, {unknown} of unknown origin"


def trace_origins(supports: Sequence[Support]) -> Origins:
    """Return what the evidence rests on."""
    groups = _groups(supports)
    citing = [group for group in groups if group.works]
    fewest = smallest_hitting_set(group.works for group in citing)
    by_work: dict[str, list[_Group]] = {}
    for group in citing:
        by_work.setdefault(min(group.works & fewest.chosen), []).append(group)
    origins = [_origin(work, by_work[work]) for work in sorted(by_work)]
    origins += [
        _origin(f"document:{min(support.document for support in group.members)}", [group]) for group in groups if not group.works
    ]
    documents = frozenset(support.document for support in supports)
    return Origins(tuple(origins), documents, unproven=len(by_work) - fewest.at_least)


def twins(support: Support, supports: Iterable[Support]) -> tuple[Support, ...]:
    """Return the evidence that a piece of evidence repeats: that of the document it names, for the same claim."""
    return tuple(
        other
        for other in supports
        if support.repeats_document and (other.claim, other.document) == (support.claim, support.repeats_document)
    )


def carriers(supports: Sequence[Support]) -> tuple[frozenset[str], ...]:
    """Return, for each part of the evidence that is shown to rest on one thing, the works that this can be.

    Evidence that is shown to repeat other evidence is one part with it. Several works: any of them may carry it, and the texts do
    not tell which. None: it rests on the document itself, or on nothing known.
    """
    return tuple(group.works for group in _groups(supports))


def _groups(supports: Sequence[Support]) -> list[_Group]:
    """Join evidence of one document on its own account, and evidence that a curator marks as the same words again."""
    parent = {support.id: support.id for support in supports}

    def root(node: int) -> int:
        while parent[node] != node:
            node = parent[node]
        return node

    own: dict[tuple[str, bool], int] = {}
    for support in supports:
        repeated = twins(support, supports)
        for twin in repeated:
            parent[root(support.id)] = root(twin.id)
        if not repeated and not _works(support):
            twin_id = own.setdefault((support.document, support.basis is Basis.OWN), support.id)
            parent[root(support.id)] = root(twin_id)
    by_root: dict[int, list[Support]] = {}
    for support in supports:
        by_root.setdefault(root(support.id), []).append(support)
    return [_group(tuple(members)) for members in by_root.values()]


def _group(members: tuple[Support, ...]) -> _Group:
    credited = [_works(support) for support in members if _works(support)]
    shared = frozenset.intersection(*credited) if credited else frozenset()
    works = shared or frozenset[str]().union(*credited)
    return _Group(
        members, works, bool(works) or any(support.basis is Basis.OWN and not support.repeats_document for support in members)
    )


def _works(support: Support) -> frozenset[str]:
    """Return the works that a piece of evidence can rest on, as far as it is known."""
    if support.repeats_work:
        return frozenset({support.repeats_work})
    return support.works if support.basis is Basis.WORKS else frozenset()


def _origin(name: str, groups: Sequence[_Group]) -> Origin:
    members = [support for group in groups for support in group.members]
    shared = frozenset.intersection(*(group.works for group in groups))
    return Origin(
        name=name,
        ids=frozenset(support.id for support in members),
        documents=frozenset(support.document for support in members),
        works=shared or frozenset[str]().union(*(group.works for group in groups)),
        established=all(group.known for group in groups),
    )
