"""Addresses of the profile, for search engines: what is published, and no search or filter."""

from collections.abc import Iterable

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from profiles.models import Actor, Claim, Place, Question, Site, Status, topics_with_counts
from profiles.queries.repeats import who_repeats_whom
from sources.sitemaps import Keyed, Lists


class Rooms(Lists):
    """The pages of which there is one, by the names of their addresses."""

    def items(self) -> list[str]:
        """Return the names."""
        names = ["home", "map", "timeline", "developments", "lineage", "figures", "coverage", "reliance", "repeats"]
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


class Repeats(Sitemap):  # type: ignore[type-arg]  # it takes no type when it runs
    """Two documents that have something in common, and a document with a work that it repeats."""

    def __init__(self) -> None:
        self._held: list[tuple[str, str, str]] | None = None

    def items(self) -> list[tuple[str, str, str]]:
        """Return the name of each page's address, and what completes it: they are read once."""
        if self._held is None:
            overview = who_repeats_whom()
            self._held = [("profiles:repeats_between", pair.left.slug, pair.right.slug) for pair in overview.pairs.values()]
            self._held += [("profiles:repeats_of_work", one.document.slug, one.work.key) for one in overview.repeating]
        return self._held

    def location(self, item: tuple[str, str, str]) -> str:
        """Return the address of a page."""
        name, *of = item
        return reverse(name, args=of)


SITEMAPS = {
    "rooms": Rooms,
    "repeats": Repeats,
    "topics": Topics,
    "questions": Questions,
    "claims": Claims,
    "actors": Actors,
    "places": Places,
}
