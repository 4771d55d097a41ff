"""Bring the database to what the fixtures say, without losing what a curator has changed: all of it, or nothing."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import ProtectedError

from profiles.fixture_io.entries import actor_entry, canonical_question, file_outline, place_entry, question_entry, topic_outline
from profiles.fixture_io.reading import Fixtures, folder_digest, read_fixtures
from profiles.fixture_io.writing import (
    rewrite_document,
    text_is_evidence,
    write_actor,
    write_place,
    write_question,
    write_topic,
)
from profiles.models import Actor, Claim, LoadedEntry, Place, Question, Topic
from sources.fixture_io.documents import ReadDocument, canonical_entry, document_entry, resolve_citations
from sources.fixture_io.works import work_entry, write_work
from sources.fixture_io.yaml_files import Entry, FixtureError, plain
from sources.models import Document, Work

FOLDER = "folder"  # the name under which the digest of all files is kept


@dataclass
class Outcome:
    """What a load did, by the names of entries ("question:fighters")."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # a curator's version, where the file has changed too
    unchanged: int = 0


@dataclass(frozen=True)
class _Unit:
    """An entry of a file: its name, the digest of its one form, and how it is written."""

    name: str
    digest: str
    write: Callable[[], None]
    resolve: Callable[[], None] | None = None  # find anew which works it cites, where only these have changed


def load_fixtures(folder: Path, *, replace: bool = False) -> Outcome:
    """Load a fixture folder in one transaction. With `replace`, all curated content gives way to the files'.

    Raises FixtureError, naming file, line or key; then nothing has been written.
    """
    digest = folder_digest(folder)
    if not replace and LoadedEntry.objects.filter(name=FOLDER, digest=digest).exists():
        return Outcome(unchanged=LoadedEntry.objects.count() - 1)
    fixtures = read_fixtures(folder)
    try:
        with transaction.atomic():
            outcome = _replace(fixtures) if replace else _merge(fixtures)
            _record({FOLDER: digest})
    except ObjectDoesNotExist as failure:
        raise FixtureError(
            f"the files refer to what a curator has deleted: {failure} `load --replace` brings it back"
        ) from failure
    return outcome


def record_folder(folder: Path) -> None:
    """Note that the database and a folder hold the same: after a dump into it."""
    with transaction.atomic():
        LoadedEntry.objects.all().delete()
        _record({**_stored(), FOLDER: folder_digest(folder)})


def _replace(fixtures: Fixtures) -> Outcome:
    Claim.objects.all().delete()
    for model in (Question, Topic, Document, Work, Actor):
        model.objects.all().delete()
    Place.objects.update(within=None)
    Place.objects.all().delete()
    LoadedEntry.objects.all().delete()
    return _merge(fixtures)


def _merge(fixtures: Fixtures) -> Outcome:
    outcome = Outcome()
    stored, loaded = _stored(), dict(LoadedEntry.objects.values_list("name", "digest"))
    units = list(_units(fixtures))
    written: dict[str, str] = {}
    for unit in units:
        have, had = stored.get(unit.name), loaded.get(unit.name)
        if have == unit.digest:
            outcome.unchanged += 1
            written[unit.name] = unit.digest
            if unit.resolve and any(name.startswith("work:") for name in (*outcome.added, *outcome.updated)):
                unit.resolve()
        elif have is None and had is None:
            outcome.added.append(unit.name)
            written[unit.name] = unit.digest
            unit.write()
        elif have == had:
            outcome.updated.append(unit.name)
            written[unit.name] = unit.digest
            unit.write()
        elif unit.digest == had:
            outcome.unchanged += 1  # only a curator has changed it
        else:
            outcome.kept.append(unit.name)
    gone = sorted(set(loaded) - {unit.name for unit in units} - {FOLDER}, key=_deletion_order)
    outcome.kept += [name for name in gone if stored.get(name) not in (None, loaded[name])]
    outcome.deleted += [name for name in gone if name not in outcome.kept]
    Place.objects.filter(key__in=[name.removeprefix("place:") for name in outcome.deleted]).update(within=None)
    for name in outcome.deleted:
        _delete(name)
    _record(written)
    return outcome


def _units(fixtures: Fixtures) -> Iterator[_Unit]:
    """Yield every entry of the files, each after those that it refers to."""
    for work in fixtures.works:
        yield _Unit(f"work:{work.key}", _digest(work), partial(write_work, work))
    for slug, read in fixtures.documents.items():
        digest, write, resolve = _digest(canonical_entry(read)), partial(_write_document, read), partial(_resolve_citations, read)
        yield _Unit(f"document:{slug}", digest, write, resolve)
    for actor in fixtures.actors:
        yield _Unit(f"actor:{actor.key}", _digest(actor), partial(write_actor, actor))
    for place in fixtures.places:
        yield _Unit(f"place:{place.key}", _digest(place), partial(write_place, place))
    for _, topic in fixtures.topics:
        yield _Unit(f"topic:{topic.topic}", _digest(file_outline(topic)), partial(write_topic, topic))
    for topic, question in fixtures.questions():
        yield _Unit(
            f"question:{question.key}",
            _digest([topic.topic, plain(canonical_question(question))]),
            partial(write_question, fixtures, topic, question),
        )


def _stored() -> dict[str, str]:
    """Return the digest of every entry as the database now holds it."""
    digests = {f"work:{work.key}": _digest(work_entry(work)) for work in Work.objects.all()}
    digests |= {f"document:{document.slug}": _digest(document_entry(document)) for document in Document.objects.all()}
    digests |= {f"actor:{actor.key}": _digest(actor_entry(actor)) for actor in Actor.objects.all()}
    digests |= {f"place:{place.key}": _digest(place_entry(place)) for place in Place.objects.select_related("within")}
    digests |= {f"topic:{topic.slug}": _digest(topic_outline(topic)) for topic in Topic.objects.all()}
    for question in Question.objects.select_related("topic", "about"):
        digests[f"question:{question.key}"] = _digest([question.topic.slug, plain(question_entry(question))])
    return digests


def _write_document(read: ReadDocument) -> None:
    if text_is_evidence(read):
        raise read.source.error(
            f"{read.entry.file} replaces a text that claims rest on; nothing was loaded. Take the claims back first, or run "
            "`load --replace`, which anchors every quote again in the new text",
            "sha256",
        )
    rewrite_document(read)


def _resolve_citations(read: ReadDocument) -> None:
    resolve_citations(read, Work.objects.names())


def _deletion_order(name: str) -> tuple[int, str]:
    """Put what rests on others before what it rests on."""
    return ("question", "topic", "document", "work", "place", "actor").index(name.partition(":")[0]), name


def _delete(name: str) -> None:
    kind, _, key = name.partition(":")
    model, by = {
        "work": (Work, "key"),
        "document": (Document, "slug"),
        "actor": (Actor, "key"),
        "place": (Place, "key"),
        "topic": (Topic, "slug"),
        "question": (Question, "key"),
    }[kind]
    try:
        if model is Question:
            Claim.objects.filter(question__key=key).delete()
        model.objects.filter(**{by: key}).delete()  # type: ignore[attr-defined]
    except ProtectedError as failure:
        raise FixtureError(f"{name} is gone from the files, but {len(failure.protected_objects)} others rest on it") from failure
    LoadedEntry.objects.filter(name=name).delete()


def _record(digests: dict[str, str]) -> None:
    LoadedEntry.objects.bulk_create(
        [LoadedEntry(name=name, digest=digest) for name, digest in digests.items()],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["digest"],
    )


def _digest(entry: Entry | Any) -> str:
    data = plain(entry) if isinstance(entry, Entry) else entry
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
