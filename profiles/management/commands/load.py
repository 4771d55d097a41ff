"""manage.py load: the fixtures into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from profiles.curation.fixtures.merging import load_fixtures
from sources.fixtures.yaml_files import FixtureError


class Command(BaseCommand):
    """Load the fixtures: all or nothing, and without losing what a curator has changed."""

    help = "Load the fixtures into the database: all or nothing, keeping what a curator has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --replace and --from."""
        parser.add_argument(
            "--replace", action="store_true", help="give up what curators changed: take the files' version of everything"
        )
        parser.add_argument("--from", dest="folder", type=Path, default=settings.FIXTURES_DIR, help="the fixture folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        try:
            outcome = load_fixtures(options["folder"], replace=options["replace"])
        except FixtureError as failure:
            raise CommandError(f"nothing was loaded: {failure}") from failure
        except (DatabaseError, OSError) as failure:
            raise CommandError(f"nothing was loaded: {' '.join(str(failure).split())}") from failure
        for name in outcome.kept:
            self.stderr.write(f"kept the curators' version of {name}: the file has changed too (load --replace takes the file's)")
        if options["verbosity"]:
            counts = (
                (outcome.added, "added"),
                (outcome.updated, "updated"),
                (outcome.deleted, "deleted"),
                (outcome.kept, "kept"),
            )
            told = [f"{len(names)} {word}" for names, word in counts if names] + [f"{outcome.unchanged} unchanged"]
            self.stdout.write(f"Fixtures: {', '.join(told)}.")
