"""The curators' pages for actors and places, and the record of what was loaded."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from profiles.models import Actor, LoadedEntry, Place
from sources.admin import Curated, CuratedForm

MENTIONED = "claims mention it; take it out of them first"


@admin.register(Actor)
class ActorAdmin(Curated):
    permanent = "key"
    list_display = ("name", "key", "kind", "note")
    list_filter = ("kind",)
    search_fields = ("name", "key", "note")
    prepopulated_fields = {"key": ("name",)}
    fields = ("name", "key", "kind", "note")

    def kept_because(self, obj: Actor) -> str:
        return MENTIONED if obj.claims.exists() else ""


class PlaceForm(CuratedForm):
    """A place, which may lie within a wider one."""

    def clean(self) -> dict[str, Any]:
        """Refuse places that lie within each other."""
        super().clean()
        wider = self.cleaned_data.get("within")
        while wider:
            if wider.pk == self.instance.pk:
                self.add_error("within", "Places can't lie within each other.")
                break
            wider = wider.within
        return self.cleaned_data


@admin.register(Place)
class PlaceAdmin(Curated):
    form = PlaceForm
    permanent = "key"
    list_display = ("name", "key", "kind", "within", "iso")
    list_filter = ("kind",)
    list_select_related = ("within",)
    search_fields = ("name", "key", "iso")
    autocomplete_fields = ("within",)
    prepopulated_fields = {"key": ("name",)}
    fields = ("name", "key", "kind", "within", "iso")

    def kept_because(self, obj: Place) -> str:
        return MENTIONED if obj.claims.exists() else ""


@admin.register(LoadedEntry)
class LoadedEntryAdmin(Curated):
    list_display = ("name", "digest")
    search_fields = ("name",)
    search_help_text = "What was loaded from fixtures/, as in “question:fighters”. Written by `manage.py load` alone."

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
