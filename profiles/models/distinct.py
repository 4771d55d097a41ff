"""Pairs of claims that look alike, and that a curator found to say different things."""

from django.db import models
from django.db.models import F, Q

from profiles.models.claims import Claim
from sources.content_model import Content


class DistinctPair(Content):
    """Two claims that find_twins lists, and why they are not one. `first` has the smaller key."""

    first = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="distinct_before")
    second = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="distinct_after")
    why = models.CharField(max_length=200, help_text="What tells them apart: another actor, place, date or figure.")

    class Meta:
        ordering = ("first__key", "second__key")
        constraints = (
            models.UniqueConstraint(
                fields=("first", "second"), name="distinct_pair_once", violation_error_message="This pair is already marked."
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="distinct_pair_of_two",
                violation_error_message="A claim can't be told apart from itself.",
            ),
            models.CheckConstraint(
                condition=~Q(why=""), name="distinct_pair_has_why", violation_error_message="Say what tells the two apart."
            ),
        )

    def __str__(self) -> str:
        return f"{self.first.key} / {self.second.key}"
