"""manage.py build_map: the maps' paths, labels and room for words out of the geometry and the windows of site.yaml."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from profiles.curation.fixtures.site import read_site
from profiles.figures.map.map_file import FILE, sheet_plans
from sources.fixtures.yaml_files import FixtureError, plain, read_yaml


class Command(BaseCommand):
    """Write geo/map.json, to be reviewed and committed; the same input gives the same bytes."""

    help = "Build geo/map.json of the fixtures from the GeoJSON beside it and the windows of site.yaml. Needs shapely."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --from."""
        parser.add_argument("--from", dest="folder", type=Path, default=settings.FIXTURES_DIR, help="the fixture folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build it, and say whether it changed."""
        try:
            from profiles.figures.map.build import build_map
        except ModuleNotFoundError as missing:
            raise CommandError(f"{missing.name} is not installed: `make geo` installs it") from missing
        geo = options["folder"] / "geo"
        try:
            text = build_map(geo, sheet_plans(plain(read_site(read_yaml(options["folder"] / "site.yaml")).map)))
        except FixtureError as failure:
            raise CommandError(str(failure)) from failure
        changed = not (geo / FILE).is_file() or (geo / FILE).read_text(encoding="utf-8") != text
        if changed:
            (geo / FILE).write_text(text, encoding="utf-8")
        if options["verbosity"]:
            self.stdout.write(f"{geo / FILE}: {'built anew' if changed else 'unchanged'}.")
