"""The reconciled profile: what is asked of the group, what the documents answer, and the exact words that carry each answer."""

import contextlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.urls import reverse

from profiles.origins import Basis, Support
from profiles.reconciliation import Mode
from profiles.values import Value, ValueKind, format_date, parse_value, referred_keys
from sources.anchoring import Anchor
from sources.dates import parse_edtf
from sources.models import Document, Passage, Work, validate_edtf


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


class Status(models.TextChoices):
    """Where a claim stands. Only profiles/publication.py changes it."""

    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"
    RETIRED = "retired", "retired"


class Stance(models.TextChoices):
    """What evidence does to its claim."""

    SUPPORTS = "supports", "supports"
    DISPUTES = "disputes", "disputes"
    CONTEXT = "context", "context"


class Reason(models.TextChoices):
    """Why answers differ, as a curator sees it."""

    DATE = "different date", "different date"
    SCOPE = "different scope", "different scope"
    DEFINITION = "different definition", "different definition"
    ORIGIN = "different origin", "different origin"
    SPELLING = "spelling or translation", "spelling or translation"
    INCOMPATIBLE = "incompatible", "incompatible"
    UNEXPLAINED = "unexplained", "unexplained"


class Reach(models.TextChoices):
    """How far the citation that credits a work reaches."""

    SENTENCE = "sentence", "for the sentence"
    PARAGRAPH = "paragraph", "for the paragraph"
    SECTION = "section", "for the section"


class Ground(models.TextChoices):
    """How a curator knows that words repeat others."""

    CITED = "cited", "cited"
    VERBATIM = "verbatim", "word for word"
    TRANSLATED = "translated", "in translation"


class Actor(models.Model):
    """An organisation, person or force that the profile speaks of."""

    key = models.SlugField(max_length=100, unique=True, help_text="Its permanent address: /actors/…/.")
    name = models.CharField(max_length=200, help_text="As a document spells it.")
    kind = models.CharField(max_length=12, choices=ActorKind)
    note = models.TextField(blank=True, help_text="What a reader must know to tell it from others; from the documents only.")

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
        """Return the address of the actor's page."""
        return reverse("profiles:actor", args=[self.key])


class Place(models.Model):
    """A country, region, locality or wider area named in a document."""

    key = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=PlaceKind)
    within = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    iso = models.CharField("ISO 3166", max_length=6, blank=True, help_text="3166-1 alpha-2 of a country, 3166-2 of a region.")

    class Meta:
        ordering = ("name", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=PlaceKind.values), name="place_kind_known", violation_error_message="Choose a kind of place."
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the claims that mention the place."""
        return f"{reverse('profiles:claims')}?place={self.key}"


class Topic(models.Model):
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
        return reverse("profiles:topic", args=[self.slug])


class QuestionQuerySet(models.QuerySet["Question"]):
    """Reads of questions."""

    def answered(self) -> "QuestionQuerySet":
        """Keep those with a published claim."""
        return self.filter(models.Exists(Claim.objects.published().filter(question=models.OuterRef("pk"))))

    def with_answers(self) -> "QuestionQuerySet":
        """Fetch each question's published claims with all their evidence: a fixed number of queries, however many there are."""
        claims = Claim.objects.published().with_evidence()
        return self.select_related("topic", "about").prefetch_related(Prefetch("claims", claims, to_attr="published_claims"))


class Question(models.Model):
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
    glance = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Its place among the facts on the first page.")
    summary = models.TextField(blank=True, help_text="The range of answers in our words; never a winner.")
    reason = models.CharField(
        max_length=25, blank=True, choices=Reason, help_text="Why the answers differ. “Incompatible” only where nothing else explains it."
    )
    note = models.TextField(blank=True, help_text="One or two neutral sentences on the difference.")
    order = models.PositiveSmallIntegerField(default=1000, help_text="Its place in the topic.")

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
                condition=Q(reason__in=["", *Reason.values]), name="question_reason_known", violation_error_message="Choose a reason."
            ),
        )

    def __str__(self) -> str:
        return self.ask

    def get_absolute_url(self) -> str:
        """Return the address of the question."""
        return reverse("profiles:question", args=[self.key])

    def named_by(self, value: Mapping[str, Any] | None) -> tuple[frozenset[str], frozenset[str]]:
        """Return the keys of the actors and of the places that an answer of this value names, the actor it is about included.

        Raises ValueError if the value is not of the question's kind.
        """
        kind = ValueKind(self.value_kind)
        keys, about = referred_keys(parse_value(kind, value)), frozenset((self.about.key,))
        return (about, keys) if kind in (ValueKind.PLACE, ValueKind.PLACES) else (about | keys, frozenset())


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Reads of claims."""

    def published(self) -> "ClaimQuerySet":
        """Keep those that the public sees."""
        return self.filter(status=Status.PUBLISHED)

    def public(self) -> "ClaimQuerySet":
        """Keep those that have an address: a retired claim stays visible, marked, and leaves every list."""
        return self.exclude(status=Status.DRAFT)

    def with_evidence(self) -> "ClaimQuerySet":
        """Fetch each claim's evidence, with passages, documents and credited works, and the actors and places it mentions."""
        return self.prefetch_related(Prefetch("evidence", Evidence.objects.with_sources()), "actors", "places")


class Claim(models.Model):
    """One answer to one question, as one or more documents give it."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="claims")
    key = models.SlugField(max_length=100, unique=True, help_text="Its permanent address: /claims/…/. Never changed or used again.")
    says = models.TextField("statement", help_text="In our words: neutral, short, and no more than the quotes say.")
    value = models.JSONField(
        null=True, blank=True, help_text="{about: 800}, {from: 1000, to: 2000}, {date: “2017-03”}, …; none for text. See fixtures/README.md."
    )
    as_of = models.CharField(max_length=40, blank=True, validators=[validate_edtf], help_text="When it held, as the source says: EDTF.")
    as_of_earliest = models.DateField(null=True, blank=True, editable=False)
    as_of_latest = models.DateField(null=True, blank=True, editable=False)
    hedge = models.CharField(max_length=100, blank=True, help_text="The source's own doubt: estimated, reportedly, believed.")
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    retired_because = models.CharField(max_length=300, blank=True, help_text="Why it was withdrawn; shown on its page.")
    credibility = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1–6 of the Admiralty Code; unset is 6, “cannot be judged”, and never shown as low."
    )
    actors = models.ManyToManyField(Actor, blank=True, related_name="claims", help_text="Those that it mentions.")
    places = models.ManyToManyField(Place, blank=True, related_name="claims", help_text="Those that it mentions.")
    order = models.PositiveSmallIntegerField(default=1000, help_text="Its place in the question.")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("question__topic__order", "question__order", "question__key", "order", "key")
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

    def __str__(self) -> str:
        return self.says

    def get_absolute_url(self) -> str:
        """Return the claim's permanent address."""
        return reverse("profiles:claim", args=[self.key])

    def clean(self) -> None:
        """Refuse a value that is not of the question's kind, and derive the dates to sort by."""
        try:
            self.typed_value()
        except ValueError as failure:
            raise ValidationError({"value": str(failure)}) from failure
        except Question.DoesNotExist:
            pass  # the form says so itself
        with contextlib.suppress(ValidationError):  # the field's own validator says so
            self.derive_dates()

    def typed_value(self) -> Value:
        """Return the value as reconciliation compares it. Raise ValueError if it is not of the question's kind."""
        return parse_value(ValueKind(self.question.value_kind), self.value)

    def derive_dates(self) -> None:
        """Set the earliest and latest day that `as_of` allows. Raise ValidationError if it is not EDTF."""
        self.as_of_earliest = self.as_of_latest = None
        if self.as_of:
            validate_edtf(self.as_of)
            date = parse_edtf(self.as_of)
            self.as_of_earliest, self.as_of_latest = date.earliest, date.latest

    @property
    def as_of_words(self) -> str:
        """When it held, as it is printed."""
        return format_date(self.as_of)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Reads of evidence."""

    def supporting(self) -> "EvidenceQuerySet":
        """Keep what supports its claim."""
        return self.filter(stance=Stance.SUPPORTS)

    def with_sources(self) -> "EvidenceQuerySet":
        """Fetch passages, documents (without their long texts) and credited works."""
        return (
            self.select_related("passage__document", "repeats_work", "repeats_document")
            .defer("passage__document__text", "repeats_document__text", "passage__translation")
            .prefetch_related("works")
        )


class Evidence(models.Model):
    """The only bridge between the two halves: a claim rests on this exact span of this passage."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="evidence")
    start = models.PositiveIntegerField(editable=False)
    end = models.PositiveIntegerField(editable=False)
    quote = models.TextField(help_text="The exact words, as short as carries the claim. White space alone may differ.")
    prefix = models.CharField(max_length=200, blank=True, help_text="The words just before, where the quote stands there twice.")
    suffix = models.CharField(max_length=200, blank=True, help_text="The words just after, where the quote stands there twice.")
    translation = models.TextField(blank=True, help_text="The quote in English, our own, where it is not English.")
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.SUPPORTS)
    basis = models.CharField(
        max_length=7,
        choices=[
            (Basis.NONE.value, "nobody"),
            (Basis.OWN.value, "its own account"),
            (Basis.UNNAMED.value, "an unnamed origin"),
            (Basis.WORKS.value, "named works"),
        ],
        default=Basis.NONE.value,
        help_text="Whom the passage itself credits.",
    )
    unnamed = models.CharField(max_length=200, blank=True, help_text="The unnamed origin in the passage's words: “Experts believe”.")
    works = models.ManyToManyField(Work, blank=True, related_name="evidence", help_text="The named works that the passage credits.")
    reach = models.CharField(max_length=9, choices=Reach, blank=True, help_text="How far the citation of those works reaches.")
    repeats_work = models.ForeignKey(Work, on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by")
    repeats_document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by")
    ground = models.CharField(max_length=10, choices=Ground, blank=True, help_text="How we know that it repeats them.")
    repeats_note = models.TextField(blank=True, help_text="What shows it.")
    order = models.PositiveSmallIntegerField(default=1000)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("claim", "order", "pk")
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="evidence_span_not_empty", violation_error_message="A quote holds some words."
            ),
            models.UniqueConstraint(
                fields=("claim", "passage", "start", "end"),
                name="evidence_span_unique",
                violation_error_message="These words are already evidence for this claim.",
            ),
            models.CheckConstraint(
                condition=Q(stance__in=Stance.values), name="evidence_stance_known", violation_error_message="Choose a stance."
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.UNNAMED.value) ^ Q(unnamed=""),
                name="evidence_unnamed_origin_in_words",
                violation_error_message="Give the unnamed origin in the passage's words, with the basis “an unnamed origin”.",
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.WORKS.value) ^ Q(reach=""),
                name="evidence_works_have_reach",
                violation_error_message="Say how far the citation reaches, with the basis “named works”.",
            ),
            models.CheckConstraint(
                condition=Q(repeats_work__isnull=True) | Q(repeats_document__isnull=True),
                name="evidence_repeats_one",
                violation_error_message="Words repeat a work or a document: choose one.",
            ),
            models.CheckConstraint(
                condition=Q(repeats_work__isnull=True, repeats_document__isnull=True, ground="")
                | (~Q(ground="") & (Q(repeats_work__isnull=False) | Q(repeats_document__isnull=False))),
                name="evidence_repeat_has_ground",
                violation_error_message="Say what is repeated and on what ground we know it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.passage.document.label} {self.passage.address}: “{self.quote[:60]}”"

    def get_absolute_url(self) -> str:
        """Return the address of the words in the reader, highlighted in their context."""
        return f"{self.passage.document.get_absolute_url()}?claim={self.claim.key}#{self.claim.key}"

    @property
    def words(self) -> str:
        """The document's words at the span."""
        return self.passage.words_at(self.start, self.end)

    @property
    def span(self) -> Anchor:
        """Its span in the document's text."""
        return Anchor(self.start, self.end)

    @property
    def credit(self) -> str:
        """Whom the passage credits, as a phrase that follows "it"."""
        match Basis(self.basis):
            case Basis.OWN:
                return "gives its own account"
            case Basis.UNNAMED:
                return f"credits an unnamed origin, “{self.unnamed}”"
            case Basis.WORKS:
                return f"credits {'; '.join(str(work) for work in self.works.all())}, cited {self.get_reach_display()}"
            case Basis.NONE:
                return "names no source"

    def as_support(self) -> Support:
        """Return what origins are traced from."""
        return Support(
            id=self.pk,
            claim=self.claim.key,
            document=self.passage.document.slug,
            basis=Basis(self.basis),
            works=frozenset(work.key for work in self.works.all()),
            repeats_work=self.repeats_work.key if self.repeats_work else "",
            repeats_document=self.repeats_document.slug if self.repeats_document else "",
        )


class LoadedEntry(models.Model):
    """What a fixture entry was when it was loaded: tells a curator's change from a change of the file."""

    name = models.CharField(max_length=220, unique=True, help_text="kind:key")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "loaded entries"

    def __str__(self) -> str:
        return self.name


def topics_with_counts() -> models.QuerySet[Topic, Any]:
    """Return the topics that have published claims, each with the number of its answered questions and claims."""
    published = Q(questions__claims__status=Status.PUBLISHED)
    return (
        Topic.objects.filter(published)
        .annotate(
            question_count=Count("questions", filter=published, distinct=True),
            claim_count=Count("questions__claims", filter=published, distinct=True),
        )
        .order_by("order", "slug")
    )
