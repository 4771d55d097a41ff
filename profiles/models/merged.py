"""Keys that were merged into others: their addresses lead there for ever, and the keys are never used again."""

from django.db import models

from profiles.models.actors import Actor, Place
from profiles.models.claims import Claim
from profiles.models.questions import Question
from sources.models import MergedKey


class MergedClaim(MergedKey):
    """The key of a claim that says the same as another."""

    into = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="merged")


class MergedQuestion(MergedKey):
    """The key of a question that asks the same as another."""

    into = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="merged")


class MergedActor(MergedKey):
    """The key of an actor that is the same as another."""

    into = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="merged")


class MergedPlace(MergedKey):
    """The key of a place that is the same as another."""

    into = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="merged")
