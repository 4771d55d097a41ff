"""Read the whole fixture folder and check that everything in it holds together, before anything is written."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from profiles.fixture_io.schema import (
    ActorEntry,
    ActorsFile,
    ClaimEntry,
    EvidenceEntry,
    PlaceEntry,
    PlacesFile,
    QuestionEntry,
    TopicFile,
    WorksBasis,
)
from profiles.values import ValueKind, parse_value, referred_keys
from sources.anchoring import Anchor, Quote, find_anchor
from sources.dates import parse_edtf
from sources.fixture_io.documents import ReadDocument, read_documents
from sources.fixture_io.schema import WorkEntry
from sources.fixture_io.works import read_works
from sources.fixture_io.yaml_files import FixtureError, FixtureFile, read_yaml
from sources.segmentation import Kind

At = tuple[str | int, ...]


@dataclass(frozen=True)
class AnchoredQuote:
    """Where a quote stands: its span, and the number of the passage that holds it."""

    anchor: Anchor
    passage: int


@dataclass
class Fixtures:
    """All that the fixture folder says, checked."""

    works: list[WorkEntry]
    documents: dict[str, ReadDocument]
    actors: list[ActorEntry]
    places: list[PlaceEntry]
    topics: list[tuple[FixtureFile, TopicFile]]
    anchored: dict[tuple[str, int], AnchoredQuote] = field(default_factory=dict)  # by claim key and index of the evidence

    def questions(self) -> Iterator[tuple[TopicFile, QuestionEntry]]:
        """Yield every question with its topic."""
        for _, topic in self.topics:
            for question in topic.questions:
                yield topic, question


def read_fixtures(folder: Path) -> Fixtures:
    """Read and check a fixture folder. Raise FixtureError, naming file, line or key, for whatever does not hold."""
    if not folder.is_dir():
        raise FixtureError(f"{folder} is not a folder of fixtures")
    actors_file, places_file = read_yaml(folder / "actors.yaml"), read_yaml(folder / "places.yaml")
    fixtures = Fixtures(
        works=read_works(read_yaml(folder / "works.yaml")),
        documents={read.entry.slug: read for read in read_documents(folder / "documents")},
        actors=actors_file.validated(ActorsFile).actors,
        places=places_file.validated(PlacesFile).places,
        topics=[(source, source.validated(TopicFile)) for source in map(read_yaml, sorted((folder / "profile").glob("*.yaml")))],
    )
    _check_keys(actors_file, "actors", fixtures.actors)
    _check_keys(places_file, "places", fixtures.places)
    fixtures.places = _wider_first(places_file, fixtures.places)
    _check_topics(fixtures)
    return fixtures


def folder_digest(folder: Path) -> str:
    """Return a digest of every file that `read_fixtures` reads: the same folder, the same digest."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("**/*.yaml"), *folder.glob("documents/*.txt")]):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _check_keys(source: FixtureFile, name: str, entries: Sequence[ActorEntry | PlaceEntry]) -> None:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.key in seen:
            raise source.error(f"the key {entry.key!r} stands twice; keys are unique", name, index, "key")
        seen.add(entry.key)


def _wider_first(source: FixtureFile, places: list[PlaceEntry]) -> list[PlaceEntry]:
    """Return the places so that each stands after the one that it lies within."""
    index = {place.key: number for number, place in enumerate(places)}
    within = {place.key: {place.within} if place.within else set() for place in places}
    for key, wider in within.items():
        if missing := wider - set(index):
            raise source.error(f"no place {missing.pop()!r} for {key!r} to lie within", "places", index[key], "within")
    try:
        return [places[index[key]] for key in TopologicalSorter(within).static_order()]
    except CycleError as failure:
        raise source.error(f"places lie within each other: {', '.join(failure.args[1])}", "places") from failure


def _check_topics(fixtures: Fixtures) -> None:
    places: dict[tuple[str, str], str] = {}
    for source, topic in fixtures.topics:
        if source.path.stem != topic.topic:
            raise source.error(f"the file of the topic {topic.topic!r} must be named {topic.topic}.yaml", "topic")
        for q, question in enumerate(topic.questions):
            at: At = ("questions", q)
            _claim_key(source, places, "question", question.key, (*at, "key"))
            _check_question(fixtures, source, question, at)
            for c, claim in enumerate(question.claims):
                _claim_key(source, places, "claim", claim.key, (*at, "claims", c, "key"))
                _check_claim(fixtures, source, question, claim, (*at, "claims", c))


def _claim_key(source: FixtureFile, seen: dict[tuple[str, str], str], kind: str, key: str, at: At) -> None:
    if (kind, key) in seen:
        raise source.error(f"the {kind} key {key!r} also stands in {seen[kind, key]}; keys are unique across all files", *at)
    seen[kind, key] = source.path.name


def _check_question(fixtures: Fixtures, source: FixtureFile, question: QuestionEntry, at: At) -> None:
    if question.about not in {actor.key for actor in fixtures.actors}:
        raise source.error(f"no actor {question.about!r} in actors.yaml", *at, "about")
    if question.value.unit and question.value.kind != ValueKind.NUMBER.value:
        raise source.error("only numbers have a unit", *at, "value")


def _check_claim(fixtures: Fixtures, source: FixtureFile, question: QuestionEntry, claim: ClaimEntry, at: At) -> None:
    kind = ValueKind(question.value.kind)
    try:
        value = parse_value(kind, claim.value)
    except ValueError as failure:
        raise source.error(f"{claim.key}: {failure}", *at, "value") from failure
    try:
        if claim.as_of:
            parse_edtf(claim.as_of)
    except ValueError as failure:
        raise source.error(f"{claim.key}: {failure}", *at, "as_of") from failure
    actors, places = {actor.key for actor in fixtures.actors}, {place.key for place in fixtures.places}
    known = places if kind in (ValueKind.PLACE, ValueKind.PLACES) else actors
    _check_known(source, "actor or place", sorted(referred_keys(value)), known, (*at, "value"))
    _check_known(source, "actor", claim.actors, actors, (*at, "actors"))
    _check_known(source, "place", claim.places, places, (*at, "places"))
    if claim.status == "published" and not any(evidence.stance == "supports" for evidence in claim.evidence):
        raise source.error(f"{claim.key} is published, but no evidence supports it", *at)
    if claim.status == "retired" and not claim.retired_because:
        raise source.error(f"{claim.key} is retired, but does not say why: add retired_because", *at)
    seen: set[tuple[str, Anchor]] = set()
    for e, evidence in enumerate(claim.evidence):
        anchored = _anchor(fixtures, source, claim, evidence, (*at, "evidence", e))
        if (evidence.document, anchored.anchor) in seen:
            raise source.error(f"{claim.key}: these words are already evidence for this claim", *at, "evidence", e, "quote")
        seen.add((evidence.document, anchored.anchor))
        fixtures.anchored[claim.key, e] = anchored


def _check_known(source: FixtureFile, what: str, keys: Collection[str], known: Collection[str], at: At) -> None:
    if unknown := [key for key in keys if key not in known]:
        raise source.error(f"no {what} {unknown[0]!r}: add it to actors.yaml or places.yaml, or mend the key", *at)


def _anchor(fixtures: Fixtures, source: FixtureFile, claim: ClaimEntry, evidence: EvidenceEntry, at: At) -> AnchoredQuote:
    read = fixtures.documents.get(evidence.document)
    if read is None:
        raise source.error(f"{claim.key}: no document {evidence.document!r}", *at, "document")
    works = {work.key for work in fixtures.works}
    credited = evidence.basis.works if isinstance(evidence.basis, WorksBasis) else []
    _check_known(source, "work", credited, works, (*at, "basis"))
    if repeats := evidence.repeats:
        _check_known(source, "work", [repeats.work] if repeats.work else [], works, (*at, "repeats"))
        others = {other.document for other in claim.evidence if other is not evidence}
        if repeats.document and repeats.document not in others:
            message = f"{claim.key}: {repeats.document!r} is repeated, but has no evidence for this claim"
            raise source.error(message, *at, "repeats", "document")
    try:
        anchor = find_anchor(Quote(evidence.quote, evidence.prefix, evidence.suffix), read.text)
    except ValueError as failure:
        raise source.error(f"{claim.key}: {evidence.document}: {failure}", *at, "quote") from failure
    piece = read.segment_at(anchor)
    if piece is None:
        raise source.error(f"{claim.key}: the quote runs over more than one passage of {evidence.document}", *at, "quote")
    if piece.kind is Kind.FURNITURE:
        raise source.error(f"{claim.key}: p{piece.number} of {evidence.document} is page furniture, not evidence", *at, "quote")
    return AnchoredQuote(anchor, piece.number)
