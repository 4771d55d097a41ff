"""Write the database back to the fixture folder, in the one form that loading it again gives the same bytes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from profiles.fixture_io.entries import actor_entry, place_entry, topic_file
from profiles.models import Actor, Place, Topic
from sources.fixture_io.documents import document_entry
from sources.fixture_io.works import work_entry
from sources.fixture_io.yaml_files import Inline, plain, to_yaml
from sources.models import Document, Work


def dump_fixtures(folder: Path) -> list[Path]:
    """Write every fixture file into a folder. Return the files that changed; topics that are gone lose their file."""
    contents = _contents()
    stale = {path for part in ("documents", "profile") for path in (folder / part).glob("*.yaml")} - {
        folder / name for name in contents
    }
    changed = sorted(stale)
    for path in stale:
        path.unlink()
    for name, content in contents.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.new")
            fresh.write_bytes(content)
            fresh.replace(path)
            changed.append(path)
    return changed


def _contents() -> dict[str, bytes]:
    documents = list(Document.objects.all())
    files: dict[str, Any] = {f"documents/{one.slug}.yaml": plain(document_entry(one)) for one in documents}
    files["works.yaml"] = {"works": [plain(work_entry(work)) for work in _by_key(Work.objects.all())]}
    files["actors.yaml"] = {"actors": [plain(actor_entry(actor)) for actor in _by_key(Actor.objects.all())]}
    places = _by_key(Place.objects.select_related("within"))
    files["places.yaml"] = {"places": [_place(plain(place_entry(place))) for place in places]}
    for topic in Topic.objects.all():
        files[f"profile/{topic.slug}.yaml"] = _topic(plain(topic_file(topic)))
    texts = {f"documents/{one.file}": one.text.encode() for one in documents}
    return {**{name: to_yaml(data).encode() for name, data in files.items()}, **texts}


def _place(data: dict[str, Any]) -> dict[str, Any]:
    """Put a position on one line."""
    return {name: Inline(value) if name == "position" else value for name, value in data.items()}


def _by_key(entries: Iterable[Any]) -> list[Any]:
    """Return entries in the order of their keys' code points: databases sort by their own collation."""
    return sorted(entries, key=lambda entry: entry.key)


def _topic(data: dict[str, Any]) -> dict[str, Any]:
    """Put small mappings on one line: what kind of values, the values, and whom a passage credits."""
    for question in data["questions"]:
        question["value"] = Inline(question["value"])
        for claim in question["claims"]:
            if "value" in claim:
                claim["value"] = Inline(claim["value"])
            for evidence in claim.get("evidence", []):
                if isinstance(evidence["basis"], dict):
                    evidence["basis"] = Inline(evidence["basis"])
    return data
