"""The words that documents have in common, as they are stored."""

from django.db import models
from django.db.models import F, Q

from sources.anchoring import Anchor


class SharedRun(models.Model):
    """A run of words that two documents have in common, case and punctuation aside; found when documents are loaded."""

    passage = models.ForeignKey("sources.Passage", on_delete=models.CASCADE, related_name="shared_runs")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    other = models.ForeignKey("sources.Passage", on_delete=models.CASCADE, related_name="shared_runs_of_others")
    other_start = models.PositiveIntegerField()
    other_end = models.PositiveIntegerField()
    count = models.PositiveIntegerField(help_text="How many words it has.")

    class Meta:
        ordering = ("passage__document__slug", "other__document__slug", "start", "other_start", "pk")
        constraints = (
            models.UniqueConstraint(fields=("passage", "start", "end", "other", "other_start"), name="shared_run_unique"),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")) & Q(other_start__lt=F("other_end")),
                name="shared_run_not_empty",
                violation_error_message="A run holds some words.",
            ),
        )

    def __str__(self) -> str:
        left, right = (f"{passage.document.label} {passage.address}" for passage in (self.passage, self.other))
        return f"{left} and {right}: {self.words}"

    @property
    def span(self) -> Anchor:
        """Its span in the text of the first document."""
        return Anchor(self.start, self.end)

    @property
    def other_span(self) -> Anchor:
        """Its span in the text of the other document."""
        return Anchor(self.other_start, self.other_end)

    @property
    def words(self) -> str:
        """The words, as the first document has them."""
        return self.passage.words_at(self.start, self.end)
