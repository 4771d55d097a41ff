"""The composition root: which app answers which address, and what one lays over the other."""

from django.contrib import admin
from django.urls import include, path

from jnimref import views
from profiles.overlays import annotate, resting_on
from sources.urls import addresses

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("admin/", admin.site.urls),
    path("", include((addresses(annotate, resting_on), "sources"))),
    path("", include("profiles.urls")),
]
