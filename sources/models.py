"""What the profile rests on: documents, their passages, the works they cite, and where they cite them."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Prefetch, Q

from sources.addresses import address_of
from sources.anchoring import Anchor, Quote, find_anchor, fold_space
from sources.citations import CitationKind
from sources.content_model import Content
from sources.dates import parse_edtf
from sources.dates_in_words import format_date, format_year
from sources.emphasis import without_emphasis
from sources.marks import mark_style_of
from sources.reference_linking import WorkName
from sources.references import family_name, given_name
from sources.revision import Revision  # noqa: F401 (a table of this application)
from sources.segmentation import Kind, Markup
from sources.shared_runs import SharedRun  # noqa: F401 - a model of this application, in a module of its own
from sources.wording import join_words, shorten


def validate_edtf(text: str) -> None:
    """Raise ValidationError unless text is an EDTF date."""
    try:
        parse_edtf(text)
    except ValueError as failure:
        raise ValidationError(str(failure)) from failure


class Reliability(models.TextChoices):
    """How far a document's origin can be relied on: the first axis of the Admiralty Code."""

    A = "A", "A: completely reliable"
    B = "B", "B: usually reliable"
    C = "C", "C: fairly reliable"
    D = "D", "D: not usually reliable"
    E = "E", "E: unreliable"
    F = "F", "F: cannot be judged"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Reads of documents."""

    def without_text(self) -> "DocumentQuerySet":
        """Leave the long text in the database: most pages need only what a document is called."""
        return self.defer("text", "inferred", "not_citations")

    def languages(self) -> list[str]:
        """Return the languages that documents and single passages of theirs are in, as BCP 47 tags: one query."""
        passages = Passage.objects.filter(document__in=self.order_by()).exclude(language="").order_by()
        return sorted(self.order_by().values_list("language", flat=True).union(passages.values_list("language", flat=True)))


class Document(Content):
    """One stored source text, immutable, with what is known of it."""

    slug = models.SlugField(unique=True, help_text="Its permanent address: /sources/…/.")
    file = models.CharField(max_length=200, unique=True, help_text="The name of the stored file.")
    sha256 = models.CharField("SHA-256", max_length=64, help_text="Of the stored file's bytes.")
    text = models.TextField(help_text="The whole text, byte for byte. It can't be edited.")
    label = models.CharField(max_length=40, help_text="The short name that stands beside every quote.")
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True, help_text="Only what the text itself says.")
    language = models.CharField(max_length=35, help_text="BCP 47: nl, en, fr.")
    markup = models.CharField(max_length=10, choices=[(mark.value, mark.value) for mark in Markup], default=Markup.PLAIN.value)
    date = models.CharField(
        max_length=40, blank=True, validators=[validate_edtf], help_text="EDTF, of the text as published or updated."
    )
    description = models.TextField(blank=True, help_text="What it is and what it cites, in our words.")
    inferred = models.JSONField(default=list, blank=True, help_text="What above the text does not say itself, and why we say it.")
    not_citations = models.JSONField(
        default=list, blank=True, help_text="Words that look like a citation and are none, with a word why."
    )
    reliability = models.CharField(
        max_length=1, choices=Reliability, default=Reliability.F, help_text="Unset is F, “cannot be judged”; never shown as low."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Its place in every list of documents.")
    mark = models.PositiveSmallIntegerField(
        help_text="Its own number, from 1. Colour and shape follow from it; they come round again after eight."
    )

    quoting = frozenset({"text", "not_citations"})

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("order", "slug")
        constraints = (
            models.CheckConstraint(
                condition=Q(markup__in=[mark.value for mark in Markup]),
                name="document_markup_known",
                violation_error_message="A document's markup is plain or markdown.",
            ),
            models.CheckConstraint(
                condition=Q(reliability__in=Reliability.values),
                name="document_reliability_known",
                violation_error_message="Reliability is a letter from A to F.",
            ),
            models.CheckConstraint(
                condition=Q(mark__gte=1), name="document_mark_positive", violation_error_message="A document's mark is 1 or more."
            ),
            models.UniqueConstraint(
                fields=("mark",),
                name="document_mark_unique",
                violation_error_message="Another document has this mark: give it a number that none has.",
            ),
        )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return the address of the reader."""
        return address_of("sources:document", self.slug)

    @property
    def mark_style(self) -> int:
        """Which colour and shape its mark has, as the stylesheets number them."""
        return mark_style_of(self.mark)

    @property
    def date_in_words(self) -> str:
        """The date of the text, in words."""
        return format_date(self.date)

    @property
    def inferred_fields(self) -> frozenset[str]:
        """The fields of what is said of it that its text does not say itself: "date", "publisher"."""
        return frozenset(entry["field"] for entry in self.inferred)

    def place_quote(self, quote: Quote) -> tuple["Passage", Anchor]:
        """Return the passage that holds a quote's words, and their span in the text.

        Raises ValueError, saying what to do, for words that the text does not hold exactly once, that run over more than one
        passage, or that are page furniture.
        """
        anchor = find_anchor(quote, self.text)
        passage = self.passages.filter(start__lte=anchor.start, end__gte=anchor.end).first()
        if passage is None:
            raise ValueError("the words run over more than one passage: keep to those of one, and quote the others by themselves")
        if passage.kind == Kind.FURNITURE.value:
            raise ValueError(f"{passage.address} is page furniture, not evidence: quote the document's own words")
        return passage, anchor


def in_order(documents: Iterable[Document]) -> list[Document]:
    """Return documents in the order of every list of them."""
    return sorted(documents, key=lambda document: (document.order, document.slug))


class PassageQuerySet(models.QuerySet["Passage"]):
    """Reads of passages."""

    def content(self) -> "PassageQuerySet":
        """Keep those that can carry claims: neither headings, references nor furniture."""
        return self.filter(kind__in=(Kind.PARAGRAPH.value, Kind.LIST_ITEM.value))


class Passage(Content):
    """One addressable stretch of a document: `[start, end)` in code points of its text."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField(help_text="Its place in the document; p12 is the address of number 12.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    level = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of a heading: 1 is the document's title. Of others: which headings end before it."
    )
    path = models.TextField(blank=True, help_text="The headings above it.")
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47, where it is not the document's.")
    text = models.TextField(help_text="The document's words at the span, kept here to be searched.")
    translation = models.TextField(blank=True, help_text="The whole passage in English, the editors' own.")
    without_claims = models.CharField(max_length=300, blank=True, help_text="Why this content carries no claim, in a few words.")

    quoting = frozenset({"text", "path"})

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ("document__order", "document__slug", "number")
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="passage_number_unique"),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="passage_not_empty", violation_error_message="A passage holds some text."
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]),
                name="passage_kind_known",
                violation_error_message="A passage is a heading, paragraph, list item, reference or furniture.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document.label} {self.address}: {shorten(fold_space(self.text), 70)}"

    def get_absolute_url(self) -> str:
        """Return the passage's permanent address in the reader."""
        return f"{self.document.get_absolute_url()}#{self.address}"

    @property
    def address(self) -> str:
        """Its permanent name in the document: p12."""
        return f"p{self.number}"

    @property
    def title(self) -> str:
        """The words of a heading, without marks of emphasis."""
        return fold_space(without_emphasis(self.text) if self.document.markup == Markup.MARKDOWN.value else self.text)

    @property
    def lang(self) -> str:
        """BCP 47 tag of the language it is in."""
        return self.language or self.document.language

    def words_at(self, start: int, end: int) -> str:
        """Return the words at a span of the document's text that lies within this passage."""
        return self.text[start - self.start : end - self.start]


class WorkKind(models.TextChoices):
    """What a publication is."""

    BOOK = "book", "book"
    ARTICLE = "article", "article"
    REPORT = "report", "report"
    WEB_PAGE = "web page", "web page"
    NEWS_ITEM = "news item", "news item"
    POST = "post", "post"


class WorkQuerySet(models.QuerySet["Work"]):
    """Reads of works."""

    def with_citations(self) -> "WorkQuerySet":
        """Fetch each work's citations with their passages and documents, and count the documents that cite it."""
        citations = Citation.objects.select_related("passage__document").defer("passage__document__text")
        return self.prefetch_related(Prefetch("citations", citations)).annotate(
            document_count=Count("citations__passage__document", distinct=True)
        )

    def names(self) -> list[WorkName]:
        """Return what every work is recognised by in a citation."""
        return [work.as_name() for work in self]


class Work(Content):
    """A publication that documents cite: one row however many of them, and however they spell it."""

    key = models.SlugField(max_length=100, unique=True, help_text="Its permanent address: /works/…/.")
    kind = models.CharField(max_length=10, choices=WorkKind)
    authors = models.JSONField(default=list, blank=True, help_text="“Family, Given” each; an organisation has no comma.")
    title = models.CharField(max_length=300)
    also_titled = models.JSONField(default=list, blank=True, help_text="Other spellings under which a document cites it.")
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47, where its title is not English: fr.")
    container = models.CharField(max_length=300, blank=True, help_text="The series, journal or site that it stands in.")
    publisher = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=40, blank=True, validators=[validate_edtf], help_text="EDTF, of its publication.")
    url = models.CharField("URL", max_length=500, blank=True, help_text="As a document gives it.")
    note = models.TextField(blank=True, help_text="Slips and doubts in how it is cited.")

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ("key",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=WorkKind.values), name="work_kind_known", violation_error_message="Choose a kind of work."
            ),
        )

    def __str__(self) -> str:
        return f"{self.short_authors} ({self.year})" if self.year else self.short_authors

    def get_absolute_url(self) -> str:
        """Return the address of the work's page."""
        return address_of("sources:work", self.key)

    @property
    def date_in_words(self) -> str:
        """The date of its publication, in words."""
        return format_date(self.date)

    @property
    def short_authors(self) -> str:
        """Its authors as a mention names them: "Eizenga and Williams", "Nellemann et al."."""
        names = [family_name(author) for author in self.authors]
        if len(names) > 3:
            return f"{names[0]} et al."
        return join_words(names) or self.title

    @property
    def name_and_year(self) -> str:
        """What it is called within brackets: "Eizenga and Williams 2020"."""
        return f"{self.short_authors} {self.year}".rstrip()

    @property
    def year(self) -> str:
        """The year of its publication, where known, with its doubt: "2019", "about 2019"."""
        return format_year(self.date)

    def as_name(self) -> WorkName:
        """Return what the work is recognised by in a citation."""
        authors = tuple(family_name(author) for author in self.authors)
        given = tuple(given_name(author) for author in self.authors)
        first, last = self._days()
        year = first.year if first and last and first.year == last.year else None
        day = (first.year, first.month, first.day) if first and first == last else None
        return WorkName(self.key, (self.title, *self.also_titled), authors, year, day, given)

    def _days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """Return the first and last day on which it can have been published."""
        if not self.date:
            return None, None
        date = parse_edtf(self.date)
        return date.earliest, date.latest


class MergedKey(Content):
    """A key whose bearer was merged into another: its address leads there for ever, and the key is never used again."""

    key = models.SlugField(max_length=100, unique=True)

    class Meta:
        abstract = True
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key} → {self.into.key}"  # type: ignore[attr-defined]  # each subclass declares what it leads to


class MergedWork(MergedKey):
    """The key of a work that is the same publication as another."""

    into = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="merged")


LONGEST_PROBLEM = 200  # characters of a problem beside a passage; the rest of it is a click away


class Citation(Content):
    """One place where a document cites a work; or where it seems to, and can't be read."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="citations")
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="citations", null=True, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=13, choices=[(kind.value, kind.value) for kind in CitationKind])
    problem = models.TextField(blank=True, help_text="Why it can't be read, or which works it can mean, all of them.")
    declared = models.BooleanField(default=False, help_text="Pointed out by a curator, not found by the parser.")

    class Meta:
        ordering = ("passage__document__order", "passage__document__slug", "start", "end")
        constraints = (
            models.UniqueConstraint(fields=("passage", "start", "end"), name="citation_span_unique"),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="citation_not_empty", violation_error_message="A citation holds some words."
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in CitationKind]),
                name="citation_kind_known",
                violation_error_message="Choose a kind of citation.",
            ),
            models.CheckConstraint(
                condition=Q(work__isnull=False, problem="") | (Q(work__isnull=True) & ~Q(problem="")),
                name="citation_resolves_or_says_why",
                violation_error_message="A citation has a work, or says why it can't be read.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.passage.document.label} {self.passage.address} → {self.work or self.problem}"

    @property
    def span(self) -> Anchor:
        """Its span in the document's text."""
        return Anchor(self.start, self.end)

    @property
    def words(self) -> str:
        """The raw words of the citation."""
        return self.passage.words_at(self.start, self.end)

    @property
    def problem_in_short(self) -> str:
        """What is wrong with it, in at most a line or two."""
        return shorten(self.problem, LONGEST_PROBLEM)
