"""manage.py find_twins: pairs of claims that may say the same, for a curator to merge or to tell apart."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from profiles.models import Claim
from profiles.queries.twins import published_twins, unmarked_twins


class Command(BaseCommand):
    """List candidates with their scores; decide nothing."""

    help = (
        "List pairs of published claims that may say the same, most alike first. Merge a pair (fixtures/merged.yaml), or mark it "
        "as distinct with a word why (fixtures/distinct.yaml, or “Distinct pairs” in the admin)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --all."""
        parser.add_argument("--all", action="store_true", help="list the pairs that are marked as distinct, too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the pairs."""
        found = published_twins() if options["all"] else unmarked_twins()
        says = dict(Claim.objects.published().values_list("key", "says"))
        for twins in found:
            self.stdout.write(f"{twins.score:5.1f}{'  the same words' if twins.same_words else ''}")
            for key in (twins.first, twins.second):
                self.stdout.write(f"       {key}: {says[key]}")
        self.stdout.write(f"{len(found)} pairs. Whether a pair says the same is for a person to say.")
