"""Addresses of the profile, for search engines: what is published, and no search or filter."""

from collections.abc import Iterable

from profiles.models import Actor, Claim, Place, Question, Site, Status, topics_with_counts
from sources.sitemaps import Keyed, Lists


class Rooms(Lists):
    """The pages of which there is one, by the names of their addresses."""

    def items(self) -> list[str]:
        """Return the names."""
        names = ["home", "map", "timeline", "developments", "lineage", "figures", "coverage", "reliance"]
        return [f"profiles:{name}" for name in (*names, "claims", "actors", "about", "method")]


class Topics(Keyed):
    """The chapters."""

    name = "profiles:topic"

    def keys(self) -> Iterable[str]:
        """Return the slugs of those that hold a published claim."""
        return topics_with_counts().values_list("slug", flat=True)


class Questions(Keyed):
    """The questions."""

    name = "profiles:question"

    def keys(self) -> Iterable[str]:
        """Return the keys of those with a published answer."""
        return Question.objects.answered().values_list("key", flat=True)


class Claims(Keyed):
    """The claims."""

    name = "profiles:claim"

    def keys(self) -> Iterable[str]:
        """Return the keys of those that are published."""
        return Claim.objects.published().values_list("key", flat=True)


class Actors(Keyed):
    """The actors."""

    name = "profiles:actor"

    def keys(self) -> Iterable[str]:
        """Return the keys of those that a published claim mentions, but for the one that the site is about."""
        others = Actor.objects.exclude(pk__in=Site.objects.values("subject"))
        return others.filter(claims__status=Status.PUBLISHED).distinct().values_list("key", flat=True)


class Places(Keyed):
    """The places."""

    name = "profiles:place"

    def keys(self) -> Iterable[str]:
        """Return the keys of those that a published claim mentions."""
        return Place.objects.filter(claims__status=Status.PUBLISHED).distinct().values_list("key", flat=True)


SITEMAPS = {
    "rooms": Rooms,
    "topics": Topics,
    "questions": Questions,
    "claims": Claims,
    "actors": Actors,
    "places": Places,
}
