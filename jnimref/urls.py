"""The composition root: which app answers which address, and what one lays over the other."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from jnimref import sitemap, views
from profiles.queries.annotations import annotate, resting_on, weigh
from sources.urls import addresses

handler400 = views.bad_request
handler404 = views.not_found
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("site.webmanifest", views.manifest, name="manifest"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap.addresses, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.addresses_of, name="sitemap_of"),
    *([path("admin/", admin.site.urls)] if settings.ADMIN_ENABLED else []),
    path("", include((addresses(annotate, resting_on, weigh), "sources"))),
    path("", include("profiles.urls")),
]
