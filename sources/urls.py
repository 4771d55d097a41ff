"""Addresses of the sources. What others lay over them is handed in by the composition root."""

from django.urls import URLPattern, path

from sources import views
from sources.annotations import Annotate, RestingOn, Weigh


def addresses(annotate: Annotate, resting_on: RestingOn, weigh: Weigh) -> list[URLPattern]:
    """Return the patterns of the sources, with what lies over a document, what rests on a work, and how much on each document."""
    return [
        path("sources/", views.document_list, {"weigh": weigh}, name="documents"),
        path("sources/<slug:slug>/", views.document_detail, {"annotate": annotate}, name="document"),
        path("works/", views.work_list, name="works"),
        path("works/<slug:key>/", views.work_detail, {"resting_on": resting_on}, name="work"),
    ]
