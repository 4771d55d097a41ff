"""What is asked of the group: topics and their questions."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Count, Prefetch, Q

from profiles.domain.reconciliation import Mode, Reason
from profiles.domain.value_parsing import parse_value
from profiles.domain.values import ValueKind, keys_named
from profiles.models.actors import Actor
from profiles.models.answers import LONGEST_EVENT, Answer
from sources.addresses import address_of
from sources.content_model import Content


class Topic(Content):
    """A chapter of the profile."""

    slug = models.SlugField(unique=True, help_text="Its permanent address: /topics/…/.")
    title = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(default=0, help_text="Its place among the chapters.")

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the chapter."""
        return address_of("profiles:topic", self.slug)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Reads of questions."""

    def answered(self) -> "QuestionQuerySet":
        """Keep those with a published answer."""
        return self.filter(models.Exists(Answer.objects.published().filter(question=models.OuterRef("pk"))))

    def with_answers(self) -> "QuestionQuerySet":
        """Fetch each question's published answers with all their evidence: a fixed number of queries, however many there are."""
        answers = Answer.objects.published().with_claims()
        return self.select_related("topic", "about").prefetch_related(Prefetch("answers", answers, to_attr="published_answers"))


class Question(Content):
    """What a reader asks within a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="questions")
    key = models.SlugField(max_length=100, unique=True, help_text="Its permanent address: /questions/…/.")
    ask = models.CharField("question", max_length=300, help_text="As a reader would ask it.")
    about = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="questions", help_text="The actor it asks about.")
    mode = models.CharField(
        max_length=10,
        choices=[(mode.value, mode.value) for mode in Mode],
        help_text="Exclusive: the answers compete. Cumulative: they add up.",
    )
    value_kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ValueKind])
    unit = models.CharField(max_length=50, blank=True, help_text="Of numbers: persons, US dollars a year.")
    event = models.CharField(
        max_length=LONGEST_EVENT,
        blank=True,
        help_text="Where the answers compete for the date of one event: what happened, in a few words: “Truce signed”.",
    )
    glance = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Its place among the facts on the first page.")
    summary = models.TextField(blank=True, help_text="The range of answers in our words; never a winner.")
    reason = models.CharField(
        max_length=25,
        blank=True,
        choices=[(reason.value, reason.value) for reason in Reason],
        help_text="Why the answers differ. “Incompatible” only where nothing else explains it.",
    )
    note = models.TextField(blank=True, help_text="One or two neutral sentences on the difference.")
    order = models.PositiveSmallIntegerField(default=1000, help_text="Its place in the topic.")
    also_in = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="also_asked",
        help_text="Further chapters that list it, as a link; it counts in its own alone.",
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("topic__order", "order", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(mode__in=[mode.value for mode in Mode]),
                name="question_mode_known",
                violation_error_message="A question is exclusive or cumulative.",
            ),
            models.CheckConstraint(
                condition=Q(value_kind__in=[kind.value for kind in ValueKind]),
                name="question_value_kind_known",
                violation_error_message="Choose a kind of value.",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["", *(reason.value for reason in Reason)]),
                name="question_reason_known",
                violation_error_message="Choose a reason.",
            ),
        )

    def __str__(self) -> str:
        return self.ask

    def get_absolute_url(self) -> str:
        """Return the address of the question."""
        return address_of("profiles:question", self.key)

    def named_by(self, value: Mapping[str, Any] | None) -> tuple[frozenset[str], frozenset[str]]:
        """Return the keys of the actors and of the places that an answer of this value names, the actor it is about included.

        Raises ValueError if the value is not of the question's kind.
        """
        kind = ValueKind(self.value_kind)
        actors, places = keys_named(parse_value(kind, value), kind)
        return actors | {self.about.key}, places


def answered_topics() -> models.QuerySet[Topic]:
    """Return the topics that have published claims, in the order of the profile."""
    answered = Question.objects.answered().filter(topic=models.OuterRef("pk"))
    return Topic.objects.filter(models.Exists(answered)).order_by("order", "slug")


def topics_with_counts() -> models.QuerySet[Topic, Any]:
    """Return the topics that have published claims, each with the number of its answered questions and of its claims.

    A claim counts in each chapter in which it answers a question.
    """
    published = Q(questions__answers__claim__status="published")
    return (
        Topic.objects.filter(published)
        .annotate(
            question_count=Count("questions", filter=published, distinct=True),
            claim_count=Count("questions__answers__claim", filter=published, distinct=True),
        )
        .order_by("order", "slug")
    )
