"""Write checked fixture entries to the database."""

from profiles.fixture_io.reading import AnchoredQuote, Fixtures
from profiles.fixture_io.schema import (
    ActorEntry,
    ClaimEntry,
    EvidenceEntry,
    PlaceEntry,
    QuestionEntry,
    TopicFile,
    UnnamedBasis,
    WorksBasis,
)
from profiles.models import Actor, Claim, Evidence, Place, Question, Status, Topic
from profiles.origins import Basis
from profiles.publication import restore
from profiles.values import ValueKind, referred_keys
from sources.anchoring import Quote, find_anchor, fold_space
from sources.fixture_io.documents import ReadDocument, write_document
from sources.fixture_io.yaml_files import FixtureError
from sources.models import Document, Passage, Work


def write_actor(entry: ActorEntry) -> None:
    """Create or update an actor."""
    Actor.objects.update_or_create(key=entry.key, defaults=entry.model_dump(exclude={"key"}))


def write_place(entry: PlaceEntry) -> None:
    """Create or update a place; what it lies within exists by now."""
    position = entry.position
    fields = {
        **entry.model_dump(exclude={"key", "within", "position"}),
        "within": Place.objects.get(key=entry.within) if entry.within else None,
        "latitude": position.lat if position else None,
        "longitude": position.lon if position else None,
        "position_source": position.source if position else "",
    }
    Place.objects.update_or_create(key=entry.key, defaults=fields)


def write_topic(topic: TopicFile) -> None:
    """Create or update a topic, and put its questions in the file's order."""
    Topic.objects.update_or_create(slug=topic.topic, defaults={"title": topic.title, "order": topic.order})
    for order, question in enumerate(topic.questions):
        Question.objects.filter(key=question.key).update(order=order)


def write_question(fixtures: Fixtures, topic: TopicFile, entry: QuestionEntry) -> None:
    """Create or update a question with its claims; those that its file no longer has are deleted."""
    fields = {
        "topic": Topic.objects.get(slug=topic.topic),
        "about": Actor.objects.get(key=entry.about),
        "value_kind": entry.value.kind,
        "unit": entry.value.unit,
        "order": topic.questions.index(entry),
        **{name: fold_space(getattr(entry, name)) for name in ("ask", "summary", "note")},
        **{name: getattr(entry, name) for name in ("mode", "glance", "reason")},
    }
    question, _ = Question.objects.update_or_create(key=entry.key, defaults=fields)
    question.claims.exclude(key__in=[claim.key for claim in entry.claims]).delete()
    passages = {
        (p.document.slug, p.number): p for p in Passage.objects.select_related("document").defer("document__text", "text")
    }
    for order, claim in enumerate(entry.claims):
        _write_claim(fixtures, question, claim, order, passages)


def rewrite_document(read: ReadDocument) -> None:
    """Create a document, or cut it anew and anchor all of its evidence again in the text as it now is.

    Raises FixtureError for a quote that is no longer found, or no longer lies within one passage.
    """
    evidence = list(Evidence.objects.filter(passage__document__slug=read.entry.slug).select_related("claim"))
    credited = {one.pk: list(one.works.all()) for one in evidence}
    Evidence.objects.filter(pk__in=[one.pk for one in evidence]).delete()
    document = write_document(read, Work.objects.names())
    numbered = {passage.number: passage for passage in document.passages.all()}
    for one in evidence:
        try:
            anchor = find_anchor(Quote(one.quote, one.prefix, one.suffix), read.text)
        except ValueError as failure:
            raise FixtureError(f"{read.entry.slug}: the claim {one.claim.key} would lose its words: {failure}") from failure
        piece = read.segment_at(anchor)
        if piece is None:
            raise FixtureError(
                f"{read.entry.slug}: the quote of {one.claim.key} would run over more than one passage: “{one.quote}”"
            )
        one.passage, one.start, one.end = numbered[piece.number], anchor.start, anchor.end
        works = credited[one.pk]
        one.pk = None
        one.save(force_insert=True)
        one.works.set(works)


def text_is_evidence(read: ReadDocument) -> bool:
    """Whether the stored text is another one than the file's, and evidence rests on it."""
    return (
        Document.objects.filter(slug=read.entry.slug).exclude(sha256=read.entry.sha256).exists()
        and Evidence.objects.filter(passage__document__slug=read.entry.slug).exists()
    )


def _write_claim(
    fixtures: Fixtures, question: Question, entry: ClaimEntry, order: int, passages: dict[tuple[str, int], Passage]
) -> None:
    claim = Claim.objects.filter(key=entry.key).first() or Claim(key=entry.key)
    claim.question, claim.value, claim.order = question, entry.value, order
    claim.says, claim.hedge = fold_space(entry.says), fold_space(entry.hedge)
    claim.as_of, claim.credibility = entry.as_of, entry.credibility
    claim.derive_dates()
    claim.save()
    named = referred_keys(claim.typed_value())
    is_place = question.value_kind in (ValueKind.PLACE.value, ValueKind.PLACES.value)
    actors = {*entry.actors, question.about.key, *(() if is_place else named)}
    claim.actors.set(Actor.objects.filter(key__in=actors))
    claim.places.set(Place.objects.filter(key__in={*entry.places, *(named if is_place else ())}))
    claim.evidence.all().delete()
    for number, evidence in enumerate(entry.evidence):
        anchored = fixtures.anchored[entry.key, number]
        _write_evidence(claim, evidence, number, anchored, passages[evidence.document, anchored.passage])
    restore(claim, Status(entry.status), fold_space(entry.retired_because))


def _write_evidence(claim: Claim, entry: EvidenceEntry, order: int, anchored: AnchoredQuote, passage: Passage) -> None:
    basis, repeats = entry.basis, entry.repeats
    evidence = Evidence.objects.create(
        claim=claim,
        passage=passage,
        start=anchored.anchor.start,
        end=anchored.anchor.end,
        stance=entry.stance,
        basis=_basis(entry).value,
        unnamed=basis.unnamed if isinstance(basis, UnnamedBasis) else "",
        reach=basis.reach if isinstance(basis, WorksBasis) else "",
        repeats_work=Work.objects.get(key=repeats.work) if repeats and repeats.work else None,
        repeats_document=Document.objects.get(slug=repeats.document) if repeats and repeats.document else None,
        ground=repeats.ground if repeats else "",
        repeats_note=fold_space(repeats.note) if repeats else "",
        order=order,
        **{name: fold_space(getattr(entry, name)) for name in ("quote", "prefix", "suffix", "translation")},
    )
    if isinstance(basis, WorksBasis):
        evidence.works.set(Work.objects.filter(key__in=basis.works))


def _basis(entry: EvidenceEntry) -> Basis:
    if isinstance(entry.basis, str):
        return Basis(entry.basis)
    return Basis.UNNAMED if isinstance(entry.basis, UnnamedBasis) else Basis.WORKS
