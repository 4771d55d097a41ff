"""manage.py audit: what must always be true."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from profiles.curation.audit import audit_profile
from profiles.curation.page_audit import audit_pages
from sources.audit import audit_sources


class Command(BaseCommand):
    """Check what is in the database, print what fails, and exit non-zero if anything does."""

    help = "Check that every rule holds of what is in the database; exit non-zero, naming the culprits, if one does not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --from and --without-pages."""
        parser.add_argument(
            "--from", dest="folder", type=Path, default=settings.FIXTURES_DIR, help="the folder of the stored texts"
        )
        parser.add_argument(
            "--without-pages", dest="pages", action="store_false", help="leave out rule 11: don't render a page of every kind"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print findings and notices."""
        findings = [*audit_sources(options["folder"]), *audit_profile(), *(audit_pages() if options["pages"] else ())]
        failures = [finding for finding in findings if not finding.notice]
        for finding in findings:
            if finding.notice:
                self.stdout.write(f"note, {finding}")
        for failure in failures:
            self.stderr.write(str(failure))
        if failures:
            raise CommandError(f"{len(failures)} findings: the rules do not hold")
        self.stdout.write("Audit: every rule holds.")
