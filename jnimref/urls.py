"""The composition root: which app answers which address."""

from django.contrib import admin
from django.urls import include, path

from jnimref import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("sources.urls")),
    path("", include("profiles.urls")),
]
