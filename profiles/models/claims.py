"""What the documents answer: claims, each with the exact words that carry it."""

import contextlib

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse

from profiles.domain.origins import Basis, Support
from profiles.domain.value_parsing import check_unit, parse_value
from profiles.domain.values import Value, ValueKind, format_time
from profiles.models.actors import Actor, Place
from profiles.models.questions import Question
from sources.anchoring import Anchor
from sources.dates import parse_edtf
from sources.models import Document, Passage, Work, validate_edtf


class Status(models.TextChoices):
    """Where a claim stands. Only profiles/curation/publication.py changes it."""

    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"
    RETIRED = "retired", "retired"


class Stance(models.TextChoices):
    """What evidence does to its claim."""

    SUPPORTS = "supports", "supports"
    DISPUTES = "disputes", "disputes"
    CONTEXT = "context", "context"


class Reach(models.TextChoices):
    """How far the citation that credits a work reaches."""

    SENTENCE = "sentence", "for the sentence"
    PARAGRAPH = "paragraph", "for the paragraph"
    SECTION = "section", "for the section"


class Ground(models.TextChoices):
    """How a curator knows that words repeat others."""

    CITED = "cited", "cited"
    VERBATIM = "verbatim", "in the same words or nearly"
    TRANSLATED = "translated", "in translation"


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
    key = models.SlugField(
        max_length=100, unique=True, help_text="Its permanent address: /claims/…/. Never changed or used again."
    )
    says = models.TextField("statement", help_text="In our words: neutral, short, and no more than the quotes say.")
    value = models.JSONField(
        null=True,
        blank=True,
        help_text="{about: 800}, {from: 1000, to: 2000}, {date: “2017-03”}, …; none for text. See fixtures/README.md.",
    )
    as_of = models.CharField(
        max_length=40, blank=True, validators=[validate_edtf], help_text="When it held, as the source says: EDTF."
    )
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
            check_unit(self.typed_value(), self.question.unit)
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
    def when(self) -> str:
        """When it held, as it is printed: "in 2020", "on 2 March 2017", "2008–2010"."""
        return format_time(self.as_of)


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
    unnamed = models.CharField(
        max_length=200, blank=True, help_text="The unnamed origin in the passage's words: “Experts believe”."
    )
    works = models.ManyToManyField(
        Work, blank=True, related_name="evidence", help_text="The named works that the passage credits."
    )
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
                condition=Q(start__lt=F("end")),
                name="evidence_span_not_empty",
                violation_error_message="A quote holds some words.",
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
                condition=Q(basis__in=[basis.value for basis in Basis]),
                name="evidence_basis_known",
                violation_error_message="Choose whom the passage credits.",
            ),
            models.CheckConstraint(
                condition=Q(reach__in=["", *Reach.values]),
                name="evidence_reach_known",
                violation_error_message="The citation is for the sentence, the paragraph or the section.",
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["", *Ground.values]),
                name="evidence_ground_known",
                violation_error_message="Choose how we know that the words repeat others.",
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
        return f"{self.passage.document.get_absolute_url()}?claim={self.claim.key}#{self.span.fragment}"

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
                return "credits nobody for these words"

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
