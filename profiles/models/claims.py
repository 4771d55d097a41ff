"""What the documents say: claims, each said once on the whole site."""

import contextlib
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from profiles.models.actors import Actor, Place
from profiles.models.evidence import Evidence
from sources.addresses import address_of
from sources.content_model import Content
from sources.dates import parse_edtf
from sources.dates_in_words import format_time
from sources.models import validate_edtf


class Status(models.TextChoices):
    """Where a claim stands. Only curation/publication.py changes it."""

    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Reads of claims."""

    def published(self) -> "ClaimQuerySet":
        """Keep those that the public sees."""
        return self.filter(status=Status.PUBLISHED)

    def public(self) -> "ClaimQuerySet":
        """Keep those that have an address: a withdrawn claim stays visible, marked, and leaves every list."""
        return self.exclude(status=Status.DRAFT)


class Claim(Content):
    """One statement that one or more documents make. It stands alone, and answers one or more questions."""

    key = models.SlugField(
        max_length=100, unique=True, help_text="Its permanent address: /claims/…/. Never changed or used again."
    )
    says = models.TextField("statement", help_text="In our words: neutral, short, and no more than the quotes say.")
    as_of = models.CharField(
        max_length=40, blank=True, validators=[validate_edtf], help_text="When it held, as the source says: EDTF."
    )
    as_of_earliest = models.DateField(null=True, blank=True, editable=False)
    as_of_latest = models.DateField(null=True, blank=True, editable=False)
    hedge = models.CharField(max_length=100, blank=True, help_text="The source's own doubt: estimated, reportedly, believed.")
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    withdrawn_because = models.CharField(max_length=300, blank=True, help_text="Why it was withdrawn; shown on its page.")
    credibility = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1–6 of the Admiralty Code; unset is 6, “cannot be judged”, and never shown as low."
    )
    actors = models.ManyToManyField(Actor, blank=True, related_name="claims", help_text="Those that it mentions.")
    places = models.ManyToManyField(Place, blank=True, related_name="claims", help_text="Those that it mentions.")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("key",)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="claim_status_known", violation_error_message="Choose a status."
            ),
            models.CheckConstraint(
                condition=Q(credibility__isnull=True) | Q(credibility__range=(1, 6)),
                name="claim_credibility_1_to_6",
                violation_error_message="Credibility is a number from 1 to 6.",
            ),
        )
        # None by status: nearly all claims are published, and SQLite would go through them once for each question.
        indexes = (models.Index(fields=("as_of_earliest", "as_of_latest"), name="claim_by_date"),)

    def __str__(self) -> str:
        return self.says

    def get_absolute_url(self) -> str:
        """Return the claim's permanent address."""
        return address_of("profiles:claim", self.key)

    def clean(self) -> None:
        """Derive the dates to sort by."""
        with contextlib.suppress(ValidationError):  # the field's own validator says so
            self.derive_dates()

    def derive_dates(self) -> None:
        """Set the earliest and latest day that `as_of` allows. Raise ValidationError if it is not EDTF."""
        self.as_of_earliest = self.as_of_latest = None
        if self.as_of:
            validate_edtf(self.as_of)
            date = parse_edtf(self.as_of)
            self.as_of_earliest, self.as_of_latest = date.earliest, date.latest

    @cached_property
    def pieces(self) -> tuple[Evidence, ...]:
        """The words that it rests on, in order. These three are read in bulk for many claims at once (`with_claims`)."""
        pieces = tuple(self.evidence.all())
        for piece in pieces:
            piece.claim = self
        return pieces

    @cached_property
    def mentioned_actors(self) -> tuple[Actor, ...]:
        """The actors that it mentions, in order."""
        return tuple(self.actors.all())

    @cached_property
    def mentioned_places(self) -> tuple[Place, ...]:
        """The places that it mentions, in order."""
        return tuple(self.places.all())

    @property
    def when(self) -> str:
        """When it held, as it is printed: "in 2020", "on 2 March 2017", "2008–2010"."""
        return format_time(self.as_of)
