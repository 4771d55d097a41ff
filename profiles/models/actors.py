"""Whom and what the profile speaks of: actors and places."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sources.addresses import address_of
from sources.content_model import Content


class ActorKind(models.TextChoices):
    """What an actor is."""

    ORGANISATION = "organisation", "organisation"
    PERSON = "person", "person"
    FORCE = "force", "force"
    STATE = "state", "state"


class PlaceKind(models.TextChoices):
    """What a place is."""

    COUNTRY = "country", "country"
    REGION = "region", "region"
    LOCALITY = "locality", "locality"
    AREA = "area", "area"


class Actor(Content):
    """An organisation, person or force that the profile speaks of."""

    key = models.SlugField(max_length=100, unique=True, help_text="Its permanent address: /actors/…/.")
    name = models.CharField(max_length=200, help_text="As a document spells it.")
    kind = models.CharField(max_length=12, choices=ActorKind)
    note = models.TextField(blank=True, help_text="What a reader must know to tell it from others; from the documents only.")

    is_subject = False  # whether the site is about it; left alone, and its address leads there all the same, by a redirect

    class Meta:
        ordering = ("name", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=ActorKind.values), name="actor_kind_known", violation_error_message="Choose a kind of actor."
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the actor's page: of the one that the site is about, where that is told, the first page."""
        return reverse("profiles:home") if self.is_subject else address_of("profiles:actor", self.key)


class Place(Content):
    """A country, region, locality or wider area named in a document."""

    key = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=PlaceKind)
    within = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    latitude = models.FloatField(null=True, blank=True, help_text="Of a town, in degrees north (WGS84).")
    longitude = models.FloatField(null=True, blank=True, help_text="Of a town, in degrees east (WGS84).")
    position_source = models.CharField(
        max_length=300, blank=True, help_text="Where the position comes from, and how exact it is."
    )
    iso = models.CharField("ISO 3166", max_length=6, blank=True, help_text="3166-1 alpha-2 of a country, 3166-2 of a region.")

    class Meta:
        ordering = ("name", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=PlaceKind.values), name="place_kind_known", violation_error_message="Choose a kind of place."
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, position_source="")
                | (Q(latitude__range=(-90, 90), longitude__range=(-180, 180)) & ~Q(position_source="")),
                name="place_position_whole",
                violation_error_message="A position has a latitude, a longitude and a source.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def position(self) -> str:
        """Where it lies, in degrees; nothing where no position is known."""
        if self.latitude is None or self.longitude is None:
            return ""
        north, east = "N" if self.latitude >= 0 else "S", "E" if self.longitude >= 0 else "W"
        return f"{abs(self.latitude):g}° {north}, {abs(self.longitude):g}° {east}"

    def get_absolute_url(self) -> str:
        """Return the address of the place's page."""
        return address_of("profiles:place", self.key)
