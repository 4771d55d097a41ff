"""What curators see of passages and citations once claims rest on them; the pages themselves are the sources' own."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from profiles.curation.admin.questions import linked
from profiles.models import Claim, Evidence
from sources.admin import CitationAdmin, PassageAdmin, PassageForm
from sources.languages import is_english
from sources.models import Citation, Passage

admin.site.unregister([Citation, Passage])


class RestedPassageForm(PassageForm):
    """What curators say of a passage on which claims may rest."""

    def clean(self) -> dict[str, Any]:
        """Refuse to leave foreign words that claims rest on without our English."""
        super().clean()
        language = self.cleaned_data.get("language") or self.instance.document.language
        if not is_english(language) and not self.cleaned_data.get("translation") and self.instance.evidence.exists():
            self.add_error("translation", "Claims rest on these words, and they are not English: translate the whole passage.")
        return self.cleaned_data


class CarriesFilter(admin.SimpleListFilter):
    """Keep the content that claims rest on, or that still waits for a curator (the audit's rule 7)."""

    title = "claims"
    parameter_name = "carries"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("claims", "carries claims"), ("waits", "neither carries claims nor says why")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        used = Evidence.objects.values("passage")
        match self.value():
            case "claims":
                return queryset.filter(pk__in=used)
            case "waits":
                return queryset.content().exclude(pk__in=used).filter(without_claims="")
        return queryset


@admin.register(Passage)
class RestedPassageAdmin(PassageAdmin):
    form = RestedPassageForm
    list_display = (*PassageAdmin.list_display, "claim_count")
    list_filter = (CarriesFilter, *PassageAdmin.list_filter)
    readonly_fields = (*PassageAdmin.readonly_fields, "claims")
    fields = (*PassageAdmin.fields, "claims")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Passage]:
        passages: QuerySet[Passage] = super().get_queryset(request).annotate(claim_count=Count("evidence__claim", distinct=True))
        return passages

    @admin.display(description="claims", ordering="claim_count")
    def claim_count(self, passage: Any) -> int:
        return int(passage.claim_count)

    @admin.display(description="claims that rest on it")
    def claims(self, passage: Any) -> str:
        return linked(Claim.objects.filter(evidence__passage=passage).distinct()) or "none"


@admin.register(Citation)
class RestedCitationAdmin(CitationAdmin):
    def kept_because(self, obj: Citation) -> str:
        """Return why it stays: evidence may credit a work only where the document cites it."""
        in_document = {"passage__document": obj.passage.document_id}
        others = Citation.objects.filter(work=obj.work, **in_document).exclude(pk=obj.pk)
        if Evidence.objects.filter(works=obj.work, **in_document).exists() and not others.exists():
            return "evidence credits the work, and the document cites it nowhere else"
        return super().kept_because(obj)
