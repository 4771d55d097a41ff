"""The exact words that claims rest on."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from profiles.domain.origins import Basis, Support
from sources.anchoring import Anchor, is_whole
from sources.content_model import Content
from sources.models import Document, Passage, Work


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


class Evidence(Content):
    """The only bridge between the two halves: a claim rests on this exact span of this passage."""

    claim = models.ForeignKey("profiles.Claim", on_delete=models.CASCADE, related_name="evidence")
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
            (Basis.NAMED.value, "a named person or body"),
            (Basis.UNNAMED.value, "an unnamed origin"),
            (Basis.WORKS.value, "named works"),
        ],
        default=Basis.NONE.value,
        help_text="Whom the passage itself credits.",
    )
    unnamed = models.CharField(
        max_length=200, blank=True, help_text="The unnamed origin in the passage's words: “Experts believe”."
    )
    named = models.CharField(
        max_length=200, blank=True, help_text="The person or body in the passage's words: “the defence minister, Jane Doe”."
    )
    works = models.ManyToManyField(
        Work, blank=True, related_name="evidence", help_text="The named works that the passage credits."
    )
    reach = models.CharField(max_length=9, choices=Reach, blank=True, help_text="How far the citation of those works reaches.")
    older_note = models.CharField(
        max_length=300,
        blank=True,
        help_text="Where those works are older than what they are cited for: what shows it. They are no origin of it.",
    )
    repeats_work = models.ForeignKey(Work, on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by")
    repeats_document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by")
    ground = models.CharField(max_length=10, choices=Ground, blank=True, help_text="How we know that it repeats them.")
    repeats_note = models.TextField(blank=True, help_text="What shows it.")
    order = models.PositiveSmallIntegerField(default=1000)

    quoting = frozenset({"quote", "prefix", "suffix", "named", "unnamed"})

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
                condition=Q(basis=Basis.NAMED.value) ^ Q(named=""),
                name="evidence_named_origin_in_words",
                violation_error_message="Name whom the passage credits in its words, with the basis “a named person or body”.",
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.WORKS.value) | Q(older_note=""),
                name="evidence_older_works_are_named",
                violation_error_message="Only works can be older than what they are cited for: choose the basis “named works”.",
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
    def is_whole(self) -> bool:
        """Whether it begins and ends at the edge of a word, a number or a letter of its passage."""
        return is_whole(Anchor(self.start - self.passage.start, self.end - self.passage.start), self.passage.text)

    @cached_property
    def credited_works(self) -> tuple[Work, ...]:
        """The named works that the passage credits, in order."""
        return tuple(self.works.all())

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
            case Basis.NAMED:
                return f"attributes this to “{self.named}”"
            case Basis.UNNAMED:
                return f"credits an unnamed origin, “{self.unnamed}”"
            case Basis.WORKS:
                credited = f"credits {'; '.join(str(work) for work in self.credited_works)}, cited {self.get_reach_display()}"
                return f"{credited}, though older than what it is cited for" if self.older_note else credited
            case Basis.NONE:
                return "credits nobody for these words"

    @cached_property
    def support(self) -> Support:
        """Return what origins are traced from."""
        return Support(
            id=self.pk,
            claim=self.claim.key,
            document=self.passage.document.slug,
            basis=Basis(self.basis),
            works=frozenset() if self.older_note else frozenset(work.key for work in self.credited_works),
            repeats_work=self.repeats_work.key if self.repeats_work else "",
            repeats_document=self.repeats_document.slug if self.repeats_document else "",
        )
