"""The curators' pages for pairs of claims that were told apart."""

from typing import Any

from django.contrib import admin

from profiles.models import DistinctPair
from sources.admin import Curated, CuratedForm


class DistinctPairForm(CuratedForm):
    """Two claims, and what tells them apart."""

    folded = ("why",)

    def clean(self) -> dict[str, Any]:
        """Put the claim with the smaller key first, so that a pair stands once."""
        super().clean()
        first, second = self.cleaned_data.get("first"), self.cleaned_data.get("second")
        if first and second and first.key > second.key:
            self.cleaned_data["first"], self.cleaned_data["second"] = second, first
        return self.cleaned_data


@admin.register(DistinctPair)
class DistinctPairAdmin(Curated):
    form = DistinctPairForm
    list_display = ("first", "second", "why")
    list_select_related = ("first", "second")
    search_fields = ("first__key", "first__says", "second__key", "second__says", "why")
    autocomplete_fields = ("first", "second")
    fields = ("first", "second", "why")
