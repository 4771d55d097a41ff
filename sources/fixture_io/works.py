"""Works between works.yaml and the database."""

from sources.dates import parse_edtf
from sources.fixture_io.schema import WorkEntry, WorksFile
from sources.fixture_io.yaml_files import FixtureFile
from sources.models import Work


def read_works(source: FixtureFile) -> list[WorkEntry]:
    """Return the works of works.yaml. Raise FixtureError for a key that stands twice, or a date that is not EDTF."""
    entries = source.validated(WorksFile).works
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.key in seen:
            raise source.error(f"the key {entry.key!r} stands twice; keys are unique", "works", index, "key")
        seen.add(entry.key)
        if entry.date:
            try:
                parse_edtf(entry.date)
            except ValueError as failure:
                raise source.error(str(failure), "works", index, "date") from failure
    return entries


def write_work(entry: WorkEntry) -> None:
    """Create or update a work."""
    Work.objects.update_or_create(key=entry.key, defaults=entry.model_dump(exclude={"key"}))


def work_entry(work: Work) -> WorkEntry:
    """Return a work as works.yaml gives it."""
    return WorkEntry(**{name: getattr(work, name) for name in WorkEntry.model_fields})
