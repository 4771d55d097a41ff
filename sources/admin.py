"""The curators' pages for documents, passages, works and citations, and what all of the admin has in common."""

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.html import format_html

from sources.anchoring import Quote, fold_space
from sources.characters import KEPT, refuse_characters_in, refuse_private_use_in
from sources.content_rules import KEY, KEY_WANTED
from sources.languages import LANGUAGE_TAG, is_english
from sources.models import Citation, Document, Passage, Work
from sources.revision import advance_revision

validate_key = RegexValidator(KEY, KEY_WANTED)
validate_language = RegexValidator(LANGUAGE_TAG, "Write a BCP 47 tag: nl, en, fr, ar-Latn.")

SEARCHED_WORDS = 12
LONG = 200  # characters: from here on, a line is as wide as a text


def validate_characters(given: Any, kept: str = "", *, quoting: bool = False) -> None:
    """Raise ValidationError where a text, or one in a list or a mapping, holds a character that none may hold.

    A quote holds what its document holds: that may be a character of private use.
    """
    try:
        refuse_characters_in(given, kept)
        if not quoting:
            refuse_private_use_in(given)
    except ValueError as failure:
        raise ValidationError(f"This can’t be stored: {failure}.") from failure


def light_passages(passages: models.QuerySet[Passage]) -> models.QuerySet[Passage]:
    """Fetch passages with what their documents are called, and without the long texts that are not shown."""
    return passages.select_related("document").defer("document__text", "document__inferred")


class CuratedForm(forms.ModelForm):  # type: ignore[type-arg]  # it can't be subscripted when the site runs
    """A form that stores text as the fixtures have it: white space folded, lines that end alike, no control characters."""

    folded: tuple[str, ...] = ()

    @property
    def quoting(self) -> frozenset[str]:
        """The fields that hold a document's own words."""
        return frozenset(getattr(self._meta.model, "quoting", ()))

    def clean(self) -> dict[str, Any]:
        """Refuse what no text may hold, and fold the white space of the fields named in `folded`."""
        super().clean()
        for name, given in list(self.cleaned_data.items()):
            value = given.replace("\r\n", "\n").replace("\r", "\n") if isinstance(given, str) else given
            several_lines = name in self.folded or isinstance(self.fields[name].widget, forms.Textarea)
            try:
                validate_characters(value, KEPT if several_lines else "", quoting=name in self.quoting)
            except ValidationError as failure:
                self.add_error(name, failure)
            else:
                self.cleaned_data[name] = fold_space(value) if name in self.folded and value else value
        return self.cleaned_data


class CuratedFields:
    """Fields as curators need them: wide enough for a passage or a title, and no way to delete what a claim refers to."""

    form: Any = CuratedForm
    permanent = ""  # the field that is part of an address

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is None:
            return None
        if db_field.name == self.permanent:
            field.validators.append(validate_key)
        if db_field.name == "language":
            field.validators.append(validate_language)
        widget: Any = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_delete_related = False
            widget.widget.attrs["data-width"] = "min(45em, 100%)"
        elif isinstance(widget, AdminTextInputWidget) and (db_field.max_length or 0) >= LONG:
            widget.attrs["class"] = "vLargeTextField"
        return field


class Curated(CuratedFields, admin.ModelAdmin):  # type: ignore[type-arg]  # it can't be subscripted when the site runs
    """What every curators' page shares: addresses that last, and a reason where something can't be deleted."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _revise(request, super().changeform_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _revise(request, super().changelist_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _revise(request, super().delete_view, *args, **kwargs)

    def get_ordering(self, request: HttpRequest) -> Any:
        return super().get_ordering(request) or self.opts.ordering  # by name: a count would undo the model's own

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = tuple(super().get_readonly_fields(request, obj))
        return (*fixed, self.permanent) if obj and self.permanent and self.permanent not in fixed else fixed

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def kept_because(self, obj: Any) -> str:
        """Return why an object can't be deleted, and what to do instead; nothing if it can be."""
        return ""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and self.kept_because(obj))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if kept := [f"{obj}: {why}" for obj in objs if (why := self.kept_because(obj))]:
            return deleted, counts, set(), [*protected, *kept]
        return deleted, counts, lacking, protected


def _revise(request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Return what a view of the admin answers; where it may change something, the revision advances in the same transaction."""
    if request.method != "POST":
        return view(request, *args, **kwargs)
    with transaction.atomic():
        response = view(request, *args, **kwargs)
        advance_revision()
    return response


class LinesField(forms.Field):
    """A list of words, edited as one line each."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.Textarea(attrs={"rows": 3, "cols": 90}), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """Return a stored list as the text of the form."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[Any]:
        """Return the lines that are not blank."""
        text = value or ""
        validate_characters(text, kept="\n\r\t")  # before white space is folded: Python counts some of them as such
        return [line for line in map(fold_space, text.splitlines()) if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the text gives another list than the stored one."""
        try:
            return bool((initial or []) != self.to_python(data))
        except ValidationError:
            return True


class InferredField(LinesField):
    """What is said of a document that its text does not say: “field: reason”, one line each."""

    def prepare_value(self, value: Any) -> Any:
        """Return the stored entries as the text of the form."""
        return "\n".join(f"{entry['field']}: {entry['reason']}" for entry in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[Any]:
        """Return one entry a line. Raise ValidationError for a line without a field and a reason."""
        entries = []
        for line in super().to_python(value):
            field, _, reason = (part.strip() for part in line.partition(":"))
            if not field or not reason:
                raise ValidationError(f"“{line}” does not say why: write “field: reason”, one line each.")
            entries.append({"field": field, "reason": reason})
        return entries


class DocumentFilter(admin.SimpleListFilter):
    """Keep what belongs to one document."""

    title = "document"
    parameter_name = "document"
    lookup = "document__slug"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return list(Document.objects.values_list("slug", "label"))

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return queryset.filter(**{self.lookup: self.value()}).distinct() if self.value() else queryset


class PassageDocumentFilter(DocumentFilter):
    """Keep what lies in a passage of one document."""

    lookup = "passage__document__slug"


class DocumentForm(CuratedForm):
    """A document's metadata."""

    folded = ("label", "title", "publisher", "description")
    inferred = InferredField(
        help_text="What above the text does not say itself, and why we say it: “field: reason”, one line each."
    )


@admin.register(Document)
class DocumentAdmin(Curated):
    form = DocumentForm
    list_display = ("label", "slug", "title", "language", "date", "reliability", "mark", "file")
    list_filter = ("language", "reliability")
    search_fields = ("label", "slug", "title", "publisher", "file")
    readonly_fields = ("slug", "file", "sha256", "markup", "text")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("label", "title", "publisher", "language", "date", "description", "inferred", "reliability"),
                    *("order", "mark"),
                )
            },
        ),
        (
            "The stored file",
            {"fields": ("slug", "file", "sha256", "markup"), "description": "Fixed: every quote rests on these bytes."},
        ),
        ("The text, byte for byte", {"fields": ("text",), "classes": ("collapse",)}),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Document]:
        return super().get_queryset(request).defer("text", "inferred")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PassageForm(CuratedForm):
    """What curators say of a passage."""

    folded = ("without_claims",)


@admin.register(Passage)
class PassageAdmin(Curated):
    form = PassageForm
    list_display: tuple[str, ...] = ("__str__", "kind", "path", "is_translated", "without_claims")
    list_filter: ClassVar[tuple[Any, ...]] = (
        DocumentFilter,
        "kind",
        ("translation", admin.EmptyFieldListFilter),
        ("without_claims", admin.EmptyFieldListFilter),
    )
    search_fields = ("text", "path", "document__label", "document__slug")
    search_help_text = "Words of the passage, a heading above it, or its address, with its document before it: “report p12”."
    readonly_fields: ClassVar[tuple[str, ...]] = ("document", "address", "kind", "level", "path", "start", "end", "text")
    fields: ClassVar[tuple[str, ...]] = (
        "document",
        "address",
        "kind",
        "level",
        "path",
        "start",
        "end",
        "text",
        "language",
        "translation",
        "without_claims",
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Passage]:
        return light_passages(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Passage], bool]:
        words = search_term.split()
        addresses = [word for word in words if re.fullmatch(r"p\d{1,6}", word)]
        if addresses:
            queryset = queryset.filter(number__in=[int(address[1:]) for address in addresses])
        # A whole quote may be pasted: its first words tell which, and a database limits the depth of a condition.
        searched = [word for word in words if word not in addresses][:SEARCHED_WORDS]
        return super().get_search_results(request, queryset, " ".join(searched))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="translated", boolean=True)
    def is_translated(self, passage: Passage) -> bool | None:
        return bool(passage.translation) if passage.translation or not is_english(passage.lang) else None


class WorkForm(CuratedForm):
    """A work, its lists as lines."""

    folded = ("title", "container", "publisher")
    authors = LinesField(help_text="One a line: “Family, Given”; an organisation has no comma.")
    also_titled = LinesField(help_text="Other spellings under which a document cites it, one a line.")


@admin.register(Work)
class WorkAdmin(Curated):
    form = WorkForm
    permanent = "key"
    list_display = ("key", "kind", "short_authors", "title", "date", "document_count")
    list_filter = ("kind",)
    search_fields = ("key", "title", "also_titled", "authors", "container", "publisher")
    search_help_text = "A key, title, author, series or publisher."
    fieldsets = (
        (None, {"fields": ("key", "kind", "authors", "title", "also_titled", "language")}),
        ("Where it appeared", {"fields": ("container", "publisher", "date", "url")}),
        (None, {"fields": ("note",)}),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Work]:
        documents = models.Count("citations__passage__document", distinct=True)
        works: models.QuerySet[Work] = super().get_queryset(request).annotate(document_count=documents)
        return works

    @admin.display(description="documents that cite it", ordering="document_count")
    def document_count(self, work: Any) -> int:
        return int(work.document_count)


class CitationForm(CuratedForm):
    """A citation that the parser can't find for itself: words that a curator points out."""

    document = forms.ModelChoiceField(Document.objects.without_text())
    quote = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), help_text="The exact words that cite it; they must stand there once."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if work := self.fields.get("work"):  # absent for those who may only look
            work.required = True

    def clean(self) -> dict[str, Any]:
        """Find the words in the document."""
        super().clean()
        document, quote = self.cleaned_data.get("document"), self.cleaned_data.get("quote")
        if document and quote:
            try:
                passage, anchor = document.place_quote(Quote(quote))
            except ValueError as failure:
                self.add_error("quote", str(failure))
                return self.cleaned_data
            if passage.citations.filter(start=anchor.start, end=anchor.end).exists():
                self.add_error("quote", "These words are a citation already.")
            self.instance.passage, self.instance.start, self.instance.end = passage, anchor.start, anchor.end
        self.instance.declared = True
        return self.cleaned_data


@admin.register(Citation)
class CitationAdmin(Curated):
    form = CitationForm
    list_display = ("words", "where", "work", "kind", "problem_in_short", "declared")
    list_filter = (PassageDocumentFilter, "kind", "declared", ("problem", admin.EmptyFieldListFilter))
    search_fields = ("work__title", "work__key", "passage__text", "problem")
    autocomplete_fields = ("work",)
    fields = ("document", "quote", "work", "kind")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Citation]:
        return super().get_queryset(request).select_related("passage__document", "work").defer("passage__document__text")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("words", "where", "work", "kind", "problem", "declared") if obj else self.fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def kept_because(self, obj: Citation) -> str:
        return "" if obj.declared else "the parser found it in the text"

    @admin.display(description="passage", ordering="passage__document__order")
    def where(self, citation: Citation) -> str:
        passage = citation.passage
        return format_html('<a href="{}">{} {}</a>', passage.get_absolute_url(), passage.document.label, passage.address)
