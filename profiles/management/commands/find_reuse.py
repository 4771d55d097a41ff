"""manage.py find_reuse: sentences that may repeat one another, for a curator to decide."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from profiles.models import Evidence
from sources.languages import is_english
from sources.models import Passage
from sources.reuse import Sentence, find_reuse, sentences_of, unmarked


class Command(BaseCommand):
    """List candidates with their scores; decide nothing."""

    help = "List sentences of different documents that may repeat one another, most alike first. A person decides."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --unmarked."""
        parser.add_argument(
            "--unmarked", action="store_true", help="leave out pairs of passages that a curator has marked as repeats"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the candidates."""
        candidates = find_reuse(_sentences())
        if options["unmarked"]:
            candidates = unmarked(candidates, _marked())
        for candidate in candidates:
            run = f", {len(candidate.run.split())} words in a row: “{candidate.run}”" if candidate.run else ""
            self.stdout.write(f"{candidate.score:5.1f}{run}")
            for sentence in (candidate.left, candidate.right):
                told = " (our translation)" if sentence.translated else ""
                self.stdout.write(f"       {sentence.document} {sentence.address}{told}: {sentence.words}")
        self.stdout.write(f"{len(candidates)} candidates. What repeats what is for a person to say.")


def _sentences() -> list[Sentence]:
    """Return the content of every document in English: as it stands, or in our translation."""
    passages = Passage.objects.content().select_related("document").defer("document__text")
    return [
        Sentence(passage.document.slug, passage.address, words, translated=foreign)
        for passage in passages
        for foreign in (not is_english(passage.lang),)
        for words in sentences_of(passage.translation if foreign else passage.text)
    ]


def _marked() -> frozenset[frozenset[str]]:
    """Return the pairs of passages, of one claim, of which one is marked as repeating the other's document or a common work."""
    pairs: set[frozenset[str]] = set()
    marked = Evidence.objects.exclude(ground="").select_related("passage__document")
    for piece in marked.defer("passage__document__text"):
        for other in Evidence.objects.filter(claim=piece.claim_id).exclude(pk=piece.pk).select_related("passage__document"):
            names = (f"{evidence.passage.document.slug} {evidence.passage.address}" for evidence in (piece, other))
            pairs.add(frozenset(names))
    return frozenset(pairs)
