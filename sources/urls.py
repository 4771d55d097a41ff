"""Addresses of the sources. What others lay over them is handed in by the composition root."""

from django.urls import URLPattern, path

from sources import views
from sources.annotations import Annotate, RestingOn


def addresses(annotate: Annotate, resting_on: RestingOn) -> list[URLPattern]:
    """Return the patterns of the sources, with what lies over a document and rests on a work."""
    return [
        path("sources/", views.document_list, name="documents"),
        path("sources/<slug:slug>/", views.document_detail, {"annotate": annotate}, name="document"),
        path("works/", views.work_list, name="works"),
        path("works/<slug:key>/", views.work_detail, {"resting_on": resting_on}, name="work"),
    ]
