"""The addresses that are measured, as JSON: `python -m benchmarks.addresses`, of the database of the environment."""

import json
from collections.abc import Iterator

SEARCHED = 3  # words


def addresses() -> Iterator[tuple[str, str]]:
    """Give a name and an address for each kind of page, the heaviest of its kind where one can be told."""
    from django.db.models import Count
    from django.db.models.functions import Length
    from django.urls import reverse
    from django.utils.http import urlencode

    from profiles.models import Actor, Claim, Place, Question, Topic
    from sources.models import Document

    yield "health", reverse("healthz")
    yield "first page", reverse("profiles:home")
    yield "chapter", Topic.objects.annotate(size=Count("questions__answers")).order_by("-size", "pk")[0].get_absolute_url()
    claim = Claim.objects.published().annotate(size=Count("evidence")).order_by("-size", "pk")[0]
    yield "claim", claim.get_absolute_url()
    yield "question", Question.objects.annotate(size=Count("answers")).order_by("-size", "pk")[0].get_absolute_url()
    yield "reader", Document.objects.order_by(Length("text").desc(), "pk")[0].get_absolute_url()
    yield "map", reverse("profiles:map")
    # The longest words of a title find much, and are words of whatever the site is about.
    words = sorted({word for name in Place.objects.values_list("name", flat=True)[:SEARCHED] for word in name.split()}, key=len)
    yield "search", f"{reverse('profiles:search')}?{urlencode({'q': words[-1]})}"
    yield "not found", f"{claim.get_absolute_url().rstrip('/')}-and-nothing/"
    yield "actor", Actor.objects.annotate(size=Count("claims")).order_by("-size", "pk")[1].get_absolute_url()
    yield "place", Place.objects.annotate(size=Count("claims")).order_by("-size", "pk")[0].get_absolute_url()
    names = (
        "about",
        "method",
        "claims",
        "actors",
        "coverage",
        "timeline",
        "developments",
        "lineage",
        "figures",
        "reliance",
        "repeats",
    )
    for name in (*(f"profiles:{name}" for name in names), "sources:documents", "sources:works", "sitemap"):
        yield name.split(":")[-1], reverse(name)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(dict(addresses())))
