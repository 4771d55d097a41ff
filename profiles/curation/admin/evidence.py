"""Evidence as curators enter it: a pasted quote is anchored in its document's stored text, or refused with the reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from profiles.domain.origins import Basis
from profiles.models import Claim, Evidence, Stance, Status
from sources.admin import Curated, CuratedFields, CuratedForm, PassageDocumentFilter, light_passages
from sources.anchoring import Anchor, Quote
from sources.languages import is_english
from sources.models import Citation, Document, Passage

# What is given in the passage's words, what its basis is called, and what is asked for.
_IN_WORDS = (
    (Basis.NAMED, "a named person or body", "Name the person or body in the passage's words, as in “the minister, Jane Doe”."),
    (Basis.UNNAMED, "an unnamed origin", "Give the unnamed origin in the passage's words, as in “Experts believe”."),
)
PUBLISH, DRAFT = "_publish", "_draft"  # the names of the claim form's own buttons


class EvidenceForm(CuratedForm):
    """One quote, and whom the passage credits for it."""

    folded = ("quote", "prefix", "suffix", "translation", "named", "unnamed", "older_note", "repeats_note")
    document = forms.ModelChoiceField(
        Document.objects.without_text(), required=False, help_text="Instead of a passage: the quote itself finds it."
    )

    class Meta:
        widgets = {
            name: forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})
            for name, rows in (("quote", 3), ("translation", 2), ("older_note", 2), ("repeats_note", 2))
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = (self.instance.passage_id, self.instance.start, self.instance.end) if self.instance.pk else None
        if passage := self.fields.get("passage"):  # absent for those who may only look
            passage.required = False
            passage.queryset = light_passages(Passage.objects.all())  # type: ignore[attr-defined]
            passage.help_text = "Search by its words, or by its address, with its document before it: “report p12”."

    @property
    def span(self) -> tuple[int, int, int]:
        """Where a valid form's words stand: the passage, start and end."""
        return self.instance.passage_id, self.instance.start, self.instance.end

    def clean(self) -> dict[str, Any]:
        """Anchor the quote, and check what the passage credits and what it repeats."""
        super().clean()
        if found := self._place():
            self.cleaned_data["passage"] = found[0]
            self.instance.start, self.instance.end = found[1].start, found[1].end
            if not is_english(found[0].lang) and not self.cleaned_data.get("translation"):
                self.add_error(
                    "translation", f"{found[0].address} is not in English: give the quote in English, in our own words."
                )
        self._check_credit(found[0].document if found else None)
        self._check_repeat()
        return self.cleaned_data

    def _place(self) -> tuple[Passage, Anchor] | None:
        """Return where the quote stands, or None with the reason among the errors."""
        passage: Passage | None = self.cleaned_data.get("passage")
        document: Document | None = self.cleaned_data.get("document")
        quote: str = self.cleaned_data.get("quote", "")
        if "passage" in self.errors or "document" in self.errors:
            return None
        where = document or (passage.document if passage else None)
        if where is None:
            self.add_error("passage", "Choose the passage that holds the quote, or its document.")
            return None
        if passage and document and passage.document != document:
            self.add_error(
                "document", f"{passage.address} is a passage of {passage.document}: choose that one, or leave this empty."
            )
            return None
        if not quote:
            return None  # the field says so itself
        try:
            # Always in the whole text, as `load` does: what stands there twice would not load again.
            words = Quote(quote, self.cleaned_data.get("prefix", ""), self.cleaned_data.get("suffix", ""))
            found, anchor = where.place_quote(words)
        except ValueError as failure:
            self.add_error("quote", str(failure))
            return None
        if passage and found != passage:
            told = f"the words stand in {found.address}, not in {passage.address}: choose that passage, or mend the quote"
            self.add_error("quote", told)
            return None
        return found, anchor

    def _check_credit(self, document: Document | None) -> None:
        """Check that the basis, whom the passage credits in its words, and the credited works belong together."""
        basis, works, reach = (self.cleaned_data.get(name) for name in ("basis", "works", "reach"))
        for credited, called, asked in _IN_WORDS:
            given = self.cleaned_data.get(credited.value)
            if basis == credited.value and not given:
                self.add_error(credited.value, asked)
            if basis != credited.value and given:
                self.add_error(credited.value, f"Leave this empty, or choose the basis “{called}”.")
        if basis == Basis.WORKS.value:
            if not works and "works" not in self.errors:
                self.add_error("works", "Name the works that the passage credits.")
            if not reach and "reach" not in self.errors:
                self.add_error("reach", "Say how far the citation of the works reaches.")
        else:
            for name in ("works", "reach", "older_note"):
                if self.cleaned_data.get(name):
                    self.add_error(name, "Leave this empty, or choose the basis “named works”.")
        if works and document:
            cited = set(Citation.objects.filter(passage__document=document, work__in=works).values_list("work", flat=True))
            if strange := [str(work) for work in works if work.pk not in cited]:
                self.add_error("works", f"{document} does not cite {'; '.join(strange)}: credit only works that it cites.")

    def _check_repeat(self) -> None:
        """Check that a repetition names one thing, and says how we know."""
        work, document, ground, note = (
            self.cleaned_data.get(name) for name in ("repeats_work", "repeats_document", "ground", "repeats_note")
        )
        if work and document:
            self.add_error("repeats_document", "Words repeat a work or a document: choose one.")
        if (work or document) and not ground:
            self.add_error("ground", "Say how we know that the words repeat it.")
        if (work or document) and not note:
            self.add_error("repeats_note", "Say what shows it.")
        if (ground or note) and not (work or document):
            self.add_error("repeats_work", "Choose the work or the document that the words repeat.")


class EvidenceFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]  # it can't be subscripted when the site runs
    """All the evidence of one claim."""

    def clean(self) -> None:
        """Check what only all the quotes together can tell; with a mistake in one of them, that comes first."""
        super().clean()
        kept = [form for form in self.forms if (form.instance.pk or form.has_changed()) and not self._goes(form)]
        if any(form.errors for form in kept):
            return
        self._check_spans(kept)
        self._check_repeats(kept)
        self._check_support(kept)

    def _goes(self, form: Any) -> bool:
        return bool(self.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME))

    def _check_spans(self, kept: Sequence[Any]) -> None:
        for form in kept:
            others: list[Any] = [other for other in self.forms if other is not form]
            taken = {other.stored for other in others} | {other.span for other in others if other in kept}
            if form.span in taken:
                form.add_error("quote", "These words are already evidence for this claim.")

    def _check_repeats(self, kept: Sequence[Any]) -> None:
        for form in kept:
            repeated = form.cleaned_data.get("repeats_document")
            documents = {other.instance.passage.document_id for other in kept if other is not form}
            if repeated and (repeated.pk not in documents or repeated.pk == form.instance.passage.document_id):
                told = f"{repeated} is no other document with evidence for this claim: add the words that are repeated."
                form.add_error("repeats_document", told)

    def _check_support(self, kept: Sequence[Any]) -> None:
        claim: Claim = self.instance
        if any(form.cleaned_data["stance"] == Stance.SUPPORTS for form in kept):
            return
        if PUBLISH in self.data:
            raise ValidationError("It can't be published: no evidence supports it. Add a quote whose stance is “supports”.")
        if claim.status == Status.PUBLISHED and DRAFT not in self.data:
            raise ValidationError(
                "The claim is published, so evidence must support it: keep a quote whose stance is “supports”, or return the "
                "claim to draft, or withdraw it."
            )


class EvidenceInline(CuratedFields, admin.StackedInline):  # type: ignore[type-arg]  # it can't be subscripted when the site runs
    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    autocomplete_fields = ("passage", "works", "repeats_work")
    verbose_name = "quote"
    verbose_name_plural = "evidence: the exact words that the claim rests on"
    fieldsets = (
        (None, {"fields": ("passage", "document", "quote", ("prefix", "suffix"), "translation", "stance")}),
        ("Whom the passage credits", {"fields": ("basis", "named", "unnamed", "works", "reach", "older_note")}),
        (
            "Whether the words repeat others",
            {"fields": ("repeats_work", "repeats_document", "ground", "repeats_note", "order"), "classes": ("collapse",)},
        ),
    )

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).with_sources()  # type: ignore[attr-defined, no-any-return]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "repeats_document":
            kwargs["queryset"] = Document.objects.without_text()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Evidence)
class EvidenceAdmin(Curated):
    list_display = ("quote", "where", "of_claim", "stance", "basis")
    list_filter = (PassageDocumentFilter, "stance", "basis", "claim__status", "ground")
    search_fields = ("quote", "translation", "claim__key", "claim__says", "named", "unnamed")
    search_help_text = "Words of a quote or its translation, or of the claim. Evidence is edited on its claim's page."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).with_sources().select_related("claim")  # type: ignore[attr-defined, no-any-return]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="passage", ordering="passage__document__order")
    def where(self, evidence: Evidence) -> str:
        return f"{evidence.passage.document.label} {evidence.passage.address}"

    @admin.display(description="claim", ordering="claim__key")
    def of_claim(self, evidence: Evidence) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:profiles_claim_change", args=[evidence.claim_id]), evidence.claim.key
        )
