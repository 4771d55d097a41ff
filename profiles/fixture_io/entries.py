"""The profile in the one form that its files have: from the database, and from files as written by hand."""

from typing import Any, Literal, cast

from profiles.fixture_io.schema import (
    ActorEntry,
    ClaimEntry,
    EvidenceEntry,
    PlaceEntry,
    PositionEntry,
    QuestionEntry,
    RepeatsEntry,
    TopicFile,
    UnnamedBasis,
    ValueKindEntry,
    WorksBasis,
)
from profiles.models import Actor, Claim, Evidence, Place, Question, Topic
from profiles.origins import Basis
from profiles.values import ValueKind, parse_value, referred_keys
from sources.anchoring import fold_space

# The order in which a value's keys are written; a database may keep them in another.
VALUE_KEYS = (
    "exact", "of", "relation", "from", "to", "about", "at_least", "more_than", "at_most", "less_than",
    "date", "name", "language", "form", "actor", "actors", "place", "places",
)  # fmt: skip


def question_entry(question: Question) -> QuestionEntry:
    """Return a stored question, with all its claims, as its file gives it."""
    claims = question.claims.prefetch_related(
        "actors",
        "places",
        "evidence__passage__document",
        "evidence__works",
        "evidence__repeats_work",
        "evidence__repeats_document",
    )
    entry = QuestionEntry(
        key=question.key,
        ask=question.ask,
        about=question.about.key,
        mode=cast("Any", question.mode),
        glance=question.glance,
        value=ValueKindEntry(kind=cast("Any", question.value_kind), unit=question.unit),
        summary=question.summary,
        reason=cast("Any", question.reason),
        note=question.note,
        claims=[_claim_entry(claim) for claim in claims],
    )
    return canonical_question(entry)


def canonical_question(entry: QuestionEntry) -> QuestionEntry:
    """Return a question's entry with white space folded, keys in order, and what the values themselves name left out."""
    claims = [_canonical_claim(claim, entry) for claim in entry.claims]
    return entry.model_copy(update={**_folded(entry, "ask", "summary", "note"), "claims": claims})


def topic_outline(topic: Topic) -> dict[str, Any]:
    """Return a stored topic without its questions' contents: its title, place, and the order of its questions."""
    keys = list(topic.questions.order_by("order", "key").values_list("key", flat=True))
    return {"topic": topic.slug, "title": topic.title, "order": topic.order, "questions": keys}


def file_outline(topic: TopicFile) -> dict[str, Any]:
    """Return the same of a topic's file."""
    keys = [question.key for question in topic.questions]
    return {"topic": topic.topic, "title": topic.title, "order": topic.order, "questions": keys}


def topic_file(topic: Topic) -> TopicFile:
    """Return a stored topic as its file gives it."""
    questions = topic.questions.select_related("about").order_by("order", "key")
    return TopicFile(topic=topic.slug, title=topic.title, order=topic.order, questions=[question_entry(one) for one in questions])


def actor_entry(actor: Actor) -> ActorEntry:
    """Return a stored actor as actors.yaml gives it."""
    return ActorEntry(key=actor.key, name=actor.name, kind=cast("Any", actor.kind), note=actor.note)


def place_entry(place: Place) -> PlaceEntry:
    """Return a stored place as places.yaml gives it."""
    position = None
    if place.latitude is not None and place.longitude is not None:
        position = PositionEntry(lat=place.latitude, lon=place.longitude, source=place.position_source)
    return PlaceEntry(
        key=place.key,
        name=place.name,
        kind=cast("Any", place.kind),
        within=place.within.key if place.within else None,
        iso=place.iso,
        position=position,
    )


def _claim_entry(claim: Claim) -> ClaimEntry:
    return ClaimEntry(
        key=claim.key,
        says=claim.says,
        value=claim.value,
        as_of=claim.as_of,
        hedge=claim.hedge,
        status=cast("Any", claim.status),
        retired_because=claim.retired_because,
        credibility=claim.credibility,
        actors=[actor.key for actor in claim.actors.all()],
        places=[place.key for place in claim.places.all()],
        evidence=[_evidence_entry(evidence) for evidence in claim.evidence.all()],
    )


def _evidence_entry(evidence: Evidence) -> EvidenceEntry:
    basis: Literal["none", "own"] | UnnamedBasis | WorksBasis
    match Basis(evidence.basis):
        case Basis.UNNAMED:
            basis = UnnamedBasis(unnamed=evidence.unnamed)
        case Basis.WORKS:
            keys = [work.key for work in evidence.works.all()]
            basis = WorksBasis.model_validate({"works": keys, "for": evidence.reach})
        case Basis.NONE | Basis.OWN as plain:
            basis = "own" if plain is Basis.OWN else "none"
    repeats = None
    if evidence.ground:
        repeats = RepeatsEntry(
            work=evidence.repeats_work.key if evidence.repeats_work else None,
            document=evidence.repeats_document.slug if evidence.repeats_document else None,
            ground=cast("Any", evidence.ground),
            note=evidence.repeats_note,
        )
    return EvidenceEntry(
        document=evidence.passage.document.slug,
        quote=evidence.quote,
        prefix=evidence.prefix,
        suffix=evidence.suffix,
        translation=evidence.translation,
        stance=cast("Any", evidence.stance),
        basis=basis,
        repeats=repeats,
    )


def _canonical_claim(claim: ClaimEntry, question: QuestionEntry) -> ClaimEntry:
    kind = ValueKind(question.value.kind)
    named = referred_keys(parse_value(kind, claim.value))
    places_named = named if kind in (ValueKind.PLACE, ValueKind.PLACES) else frozenset()
    actors_named = (named - places_named) | {question.about}
    return claim.model_copy(
        update={
            **_folded(claim, "says", "hedge", "retired_because"),
            "value": {key: claim.value[key] for key in VALUE_KEYS if key in claim.value} if claim.value else None,
            "actors": sorted(set(claim.actors) - actors_named),
            "places": sorted(set(claim.places) - places_named),
            "evidence": [_canonical_evidence(evidence) for evidence in claim.evidence],
        }
    )


def _canonical_evidence(evidence: EvidenceEntry) -> EvidenceEntry:
    basis, repeats = evidence.basis, evidence.repeats
    if isinstance(basis, WorksBasis):
        basis = basis.model_copy(update={"works": sorted(set(basis.works))})
    if repeats:
        repeats = repeats.model_copy(update=_folded(repeats, "note"))
    return evidence.model_copy(
        update={**_folded(evidence, "quote", "prefix", "suffix", "translation"), "basis": basis, "repeats": repeats}
    )


def _folded(entry: Any, *names: str) -> dict[str, str]:
    return {name: fold_space(getattr(entry, name)) for name in names}
