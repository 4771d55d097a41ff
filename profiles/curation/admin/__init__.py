"""The curators' pages for the profile: claims with the words they rest on, and what these answer and speak of."""

from django.contrib import admin

from profiles.curation.admin.actors import ActorAdmin, LoadedEntryAdmin, PlaceAdmin
from profiles.curation.admin.claims import ClaimAdmin
from profiles.curation.admin.evidence import EvidenceAdmin
from profiles.curation.admin.passages import RestedCitationAdmin, RestedPassageAdmin
from profiles.curation.admin.questions import QuestionAdmin, TopicAdmin
from profiles.curation.admin.twins import DistinctPairAdmin

admin.site.site_header = admin.site.site_title = "Curation"
admin.site.index_title = "What the profile says, and what it rests on"

__all__ = (
    "ActorAdmin",
    "ClaimAdmin",
    "DistinctPairAdmin",
    "EvidenceAdmin",
    "LoadedEntryAdmin",
    "PlaceAdmin",
    "QuestionAdmin",
    "RestedCitationAdmin",
    "RestedPassageAdmin",
    "TopicAdmin",
)
