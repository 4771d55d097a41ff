"""`manage.py snapshot DIR`."""

import logging
import os
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from jnimref.static_site.addresses import LinkForm
from jnimref.static_site.crawl import NotWhole
from jnimref.static_site.folder import Refused
from jnimref.static_site.write import Written, write_snapshot


class Command(BaseCommand):
    help = (
        "Write the whole public site into a folder as static files, with compressed twins (.gz, .br), in the place of a former "
        "snapshot; whole or not at all. SITE_URL says where it will be read. benchmarks/nginx.conf serves it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="the folder; what is in its place must be a snapshot, or empty")
        parser.add_argument(
            "--relative", action="store_true", help="link from page to page: opens from any sub-folder, and from a disk"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("DEBUG=1 is for work on the site: a snapshot is made without it")
        if not settings.SITE_URL:
            self.stderr.write("SITE_URL is not set: canonical addresses, citations and the sitemap name this machine")
        began = time.monotonic()
        logging.getLogger("django.request").setLevel(logging.ERROR)  # the page for wrong addresses is asked for as one
        form = LinkForm.RELATIVE if options["relative"] else LinkForm.ROOTED
        folder = Path(options["folder"])
        try:
            written = write_snapshot(folder, form, _today())
        except (NotWhole, Refused, ValueError) as failure:
            raise CommandError(str(failure)) from None
        except OSError as failure:
            raise CommandError(f"can't write {failure.filename or folder}: {failure.strerror}") from None
        except DatabaseError:  # its own words may hold a piece of DATABASE_URL
            advice = "the database does not answer, or lacks tables: run `python -m jnimref.launch --prepare`"
            raise CommandError(advice) from None
        if options["verbosity"]:
            self._tell(folder, written, time.monotonic() - began)

    def _tell(self, folder: Path, written: Written, seconds: float) -> None:
        summary = written.summary
        self.stdout.write(
            f"Revision {summary.revision} in {folder}, {summary.form.value}, in {seconds:.0f} s: {written.pages:,} pages, "
            f"{written.redirects:,} redirects, {written.files:,} files of {written.bytes / 1e6:.1f} MB "
            f"({written.bytes_sent / 1e6:.1f} MB by brotli); the search reads {len(summary.search.script) / 1000:.0f} kB."
        )
        self.stdout.write("Left out:")
        for one in summary.left_out:
            self.stdout.write(f"- {one.what}. {one.instead}")


def _today() -> date:
    """Return the day on which the snapshot is written, or the one that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    moment = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(moment), UTC) if moment else datetime.now(UTC)).date()
