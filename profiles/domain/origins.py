"""Count what evidence finally rests on: independent origins, not documents.

An origin is a named work where the passage credits one, or a curator shows that it repeats one; else the document itself. The
count is the fewest origins that can account for all of the evidence, so that nothing is called independent that need not be.
Where a passage does not say what it rests on, its lineage is unknown: it adds a document, never an independent origin. It does
not say so where it names a person or a body either: who spoke is known, but not through what publication the words came to the
document, and two documents that quote one minister may or may not have it from the same report. Works that are older than what
they are cited for can't be its origin; they arrive here as no works at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from profiles.domain.hitting_sets import smallest_hitting_set
from sources.wording import count_in_words, join_words


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
class Part:
    """A part of the evidence that is shown to rest on one thing: on its works, or one of them; with none, on itself.

    `own` are the documents (slugs) of it that give their own account; with neither works nor these its lineage is unknown.
    """

    documents: frozenset[str]
    works: frozenset[str]
    own: frozenset[str] = frozenset()

    @property
    def grounds(self) -> frozenset[str]:
        """What it may rest on: keys of works, or "document:<slug>"; nothing where that is unknown."""
        return self.works or frozenset(f"document:{slug}" for slug in self.own)


@dataclass(frozen=True, slots=True)
class Shared:
    """A part that two documents or more have in common, and those that have no other."""

    part: Part
    wholly: frozenset[str]


@dataclass(frozen=True)
class Origins:
    """The origins of some evidence. `count` is a lower bound; `unestablished` are the documents whose lineage is unknown.

    `unproven` says how many of the origins may be more than the fewest: none, unless the bounded search ran out of steps.
    `names` are the words for works (by key) and documents (by "document:<slug>").
    """

    origins: tuple[Origin, ...]
    documents: frozenset[str]
    parts: tuple[Part, ...] = ()
    unproven: int = 0
    names: Mapping[str, str] = field(default_factory=dict, compare=False)

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
    def shared(self) -> Shared | None:
        """What most documents surely share: evidence that is one part, or that can rest on one work alone."""
        found = [part for part in self.parts if len(part.works) != 1]
        for work in sorted({min(part.works) for part in self.parts if len(part.works) == 1}):
            resting = [part.documents for part in self.parts if part.works == {work}]
            found.append(Part(frozenset[str]().union(*resting), frozenset({work})))
        shared = [Shared(part, self._wholly_within(part)) for part in found if len(part.documents) > 1]
        return min(shared, key=lambda one: (-len(one.wholly), -len(one.part.documents), sorted(one.part.grounds)), default=None)

    @property
    def independent(self) -> int:
        """How many documents are shown to be independent of one another, or fewer: no two of them share what they may rest on.

        Documents with the fewest grounds are taken first; the most that there are would be a maximum independent set (NP-hard).
        """
        grounds: dict[str, set[str]] = {slug: set() for slug in self.documents}
        joined: dict[str, set[str]] = {slug: set() for slug in self.documents}
        for number, part in enumerate(self.parts):
            for slug in part.documents:
                grounds[slug] |= part.grounds
                joined[slug] |= part.grounds or {f"part {number}"}
        taken: set[str] = set()
        count = 0
        for slug in sorted(self.documents, key=lambda slug: (len(joined[slug]), slug)):
            if grounds[slug] and not joined[slug] & taken:
                taken |= joined[slug]
                count += 1
        return count

    @cached_property
    def is_known(self) -> bool:
        """Whether anything can be said of how the documents depend on one another."""
        return bool(_known(self))

    @cached_property
    def in_words(self) -> str:
        """How many documents there are and whether they are independent, as it stands on the page."""
        return describe(self)

    def of(self, evidence_id: int) -> Origin:
        """Return the origin of one piece of evidence."""
        return next(origin for origin in self.origins if evidence_id in origin.ids)

    def _wholly_within(self, shared: Part) -> frozenset[str]:
        """Return the documents of a part that have no other: all of their evidence surely has that origin."""
        elsewhere = [part.documents for part in self.parts if not _is_within(part, shared)]
        return shared.documents - frozenset[str]().union(*elsewhere)


def _is_within(part: Part, shared: Part) -> bool:
    """Whether a part of the evidence surely has the origin that is shared."""
    return part == shared or (len(shared.works) == 1 and part.works == shared.works)


@dataclass(frozen=True, slots=True)
class _Group:
    """Evidence that is shown to rest on the same thing, and what that can be."""

    members: tuple[Support, ...]
    works: frozenset[str]
    known: bool


def describe(origins: Origins) -> str:
    """Return in a few words how many documents there are, and whether they are known to have one origin or several.

    Of three forms: "Two independent sources"; "Two documents, same origin (Doe 2020)"; "Two documents; whether independent is
    unknown". Of three documents and more a part may be one or the other: "Three documents, two of them with the same origin
    (Doe 2020)", "Four documents, at least two of them independent". Nothing is said that need not be so.
    """
    documents = len(origins.documents)
    if documents < 2:
        return "One document" if documents else "No document"
    return _known(origins) or f"{count_in_words(documents).capitalize()} documents; whether independent is unknown"


def _known(origins: Origins) -> str:
    """Return in words what is known of how documents depend on one another; nothing where nothing is, or there is but one."""
    documents = len(origins.documents)
    if documents < 2:
        return ""
    count = count_in_words(documents).capitalize()
    independent, shared = origins.independent, origins.shared
    if independent == documents:
        return f"{count} independent sources"
    if shared and (len(shared.wholly) > 1 or shared.part.documents == origins.documents):
        name = _name(shared.part, origins.names)
        if shared.wholly == origins.documents:
            return f"{count} documents, same origin ({name})"
        if len(shared.wholly) > 1:
            return f"{count} documents, {count_in_words(len(shared.wholly))} of them with the same origin ({name})"
        return f"{count} documents, in part of the same origin ({name})"
    if independent > 1:
        return f"{count} documents, at least {count_in_words(independent)} of them independent"
    return ""


MOST_NAMED = 3  # works that a few words can name


def _name(part: Part, names: Mapping[str, str]) -> str:
    """Name what a part of the evidence rests on: its work, one of its works, or the document whose own account it is."""
    of = sorted(part.works) or sorted(f"document:{slug}" for slug in part.own)
    named = [names.get(key, key.removeprefix("document:")) for key in of]
    if not named:
        return "which they do not name"
    if len(named) == 1:
        return named[0]
    return f"one of {join_words(named)}" if len(named) <= MOST_NAMED else f"one of {count_in_words(len(named))} works"


def trace_origins(supports: Sequence[Support], names: Mapping[str, str] | None = None) -> Origins:
    """Return what the evidence rests on; `names` are the words for its works (by key) and documents (by "document:<slug>")."""
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
    unproven = len(by_work) - fewest.at_least
    return Origins(tuple(origins), documents, tuple(map(_part, groups)), unproven, names or {})


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
        if not repeated and not works_of(support):
            twin_id = own.setdefault((support.document, support.basis is Basis.OWN), support.id)
            parent[root(support.id)] = root(twin_id)
    by_root: dict[int, list[Support]] = {}
    for support in supports:
        by_root.setdefault(root(support.id), []).append(support)
    return [_group(tuple(members)) for members in by_root.values()]


def _group(members: tuple[Support, ...]) -> _Group:
    credited = [works_of(support) for support in members if works_of(support)]
    shared = frozenset.intersection(*credited) if credited else frozenset()
    works = shared or frozenset[str]().union(*credited)
    return _Group(members, works, bool(works) or any(map(_is_own, members)))


def _part(group: _Group) -> Part:
    own = frozenset(member.document for member in group.members if _is_own(member)) if not group.works else frozenset[str]()
    return Part(frozenset(member.document for member in group.members), group.works, own)


def _is_own(support: Support) -> bool:
    """Whether a document gives its own account, and is not shown to repeat another's."""
    return support.basis is Basis.OWN and not support.repeats_document


def works_of(support: Support) -> frozenset[str]:
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
