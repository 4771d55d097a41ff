"""Count what evidence finally rests on: independent origins, not documents.

An origin is a named work where the passage credits one, or a curator shows that it repeats one; else the document itself. The
count is the fewest origins that can account for all of the evidence, so that nothing is called independent that need not be.
Where a passage does not say what it rests on, its lineage is unknown: it adds a document, never an independent origin.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations


class Basis(StrEnum):
    """Whom a passage itself credits."""

    NONE = "none"
    OWN = "own"
    UNNAMED = "unnamed"
    WORKS = "works"


@dataclass(frozen=True, slots=True)
class Support:
    """One piece of evidence: an id, its claim's key, its document's slug, whom it credits and what it repeats (keys, slugs)."""

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
    """The origins of some evidence. `count` is a lower bound; `unestablished` are the documents whose lineage is unknown."""

    origins: tuple[Origin, ...]
    documents: frozenset[str]

    @property
    def count(self) -> int:
        """How many origins are shown to be independent: at least one where there is evidence."""
        return max(sum(origin.established for origin in self.origins), 1) if self.origins else 0

    @property
    def unestablished(self) -> frozenset[str]:
        """The documents that rest on nothing known."""
        known = frozenset(slug for origin in self.origins if origin.established for slug in origin.documents)
        return self.documents - known

    @property
    def independence_open(self) -> bool:
        """Whether some document could be a further origin, or the same again: the texts do not tell."""
        return bool(self.unestablished) and len(self.documents) > 1

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
    documents, established = len(origins.documents), sum(origin.established for origin in origins.origins)
    if documents < 2:
        return "1 document" if documents else "no document"
    if len(origins.origins) == 1:
        return f"{documents} documents, 1 origin"
    unknown = len(origins.unestablished)
    if not unknown:
        return f"{documents} documents, {established} independent origins"
    if not established:
        return f"{documents} documents, independence not established"
    known = documents - unknown
    counted = f"{established} origin{'s' if established > 1 else ''}"
    return f"{documents} documents: {known} rest{'s' if known == 1 else ''} on {counted}, {unknown} of unknown origin"


def trace_origins(supports: Sequence[Support]) -> Origins:
    """Return what the evidence rests on."""
    groups = _groups(supports)
    citing = [group for group in groups if group.works]
    chosen = _fewest(group.works for group in citing)
    origins = [_origin(work, [group for group in citing if min(group.works & chosen) == work]) for work in sorted(chosen)]
    origins += [
        _origin(f"document:{min(support.document for support in group.members)}", [group]) for group in groups if not group.works
    ]
    return Origins(tuple(origins), frozenset(support.document for support in supports))


def twins(support: Support, supports: Iterable[Support]) -> tuple[Support, ...]:
    """Return the evidence that a piece of evidence repeats: that of the document it names, for the same claim."""
    return tuple(
        one
        for one in supports
        if support.repeats_document and (one.claim, one.document) == (support.claim, support.repeats_document)
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


def _fewest(candidates: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return a smallest set of works that holds one of each candidate set; the first in alphabetical order where several do."""
    sets = set(candidates)
    certain = frozenset(work for one in sets if len(one) == 1 for work in one)
    open_sets = [one for one in sets if not one & certain]
    works = sorted(frozenset[str]().union(*open_sets))
    for size in range(len(works) + 1):
        for chosen in combinations(works, size):
            if all(one & set(chosen) for one in open_sets):
                return certain | frozenset(chosen)
    return certain  # pragma: no cover - the set of all works always serves


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
