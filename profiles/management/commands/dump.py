"""manage.py dump: the database into the fixtures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from profiles.curation.fixtures.dumping import dump_fixtures
from profiles.curation.fixtures.merging import record_folder


class Command(BaseCommand):
    """Write the database back to the fixture files, to be reviewed and committed."""

    help = "Write the database to the fixture files; loading them again gives the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --to."""
        parser.add_argument("--to", dest="folder", type=Path, default=settings.FIXTURES_DIR, help="the fixture folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Dump, and name the files that changed."""
        try:
            changed = dump_fixtures(options["folder"])
            if options["folder"] == settings.FIXTURES_DIR:
                record_folder(options["folder"])
        except (DatabaseError, OSError) as failure:
            raise CommandError(f"the dump is not whole: {' '.join(str(failure).split())}") from failure
        if options["verbosity"]:
            names = ", ".join(path.name for path in changed) or "none"
            self.stdout.write(f"Files changed: {names}.")
