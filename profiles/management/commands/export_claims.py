"""manage.py export_claims: the published claims as JSON lines."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from profiles.exports.claims import export_claims


class Command(BaseCommand):
    """Print one JSON object a line, for every published claim."""

    help = "Print every published claim with its evidence, one JSON object a line."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the lines."""
        for claim in export_claims():
            self.stdout.write(json.dumps(claim, ensure_ascii=False))
