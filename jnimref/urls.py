"""The composition root: which app answers which address, and what one lays over the other."""

from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

import profiles.sitemaps
import sources.sitemaps
from jnimref import views
from profiles.queries.annotations import annotate, resting_on, weigh
from sources.parameters import Form, takes_parameters
from sources.urls import addresses

SITEMAPS = {**profiles.sitemaps.SITEMAPS, **sources.sitemaps.SITEMAPS}

handler400 = views.bad_request
handler404 = views.not_found
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("site.webmanifest", views.manifest, name="manifest"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", require_safe(takes_parameters("p", form=Form.DATA)(sitemap)), {"sitemaps": SITEMAPS}, name="sitemap"),
    *([path("admin/", admin.site.urls)] if settings.ADMIN_ENABLED else []),
    path("", include((addresses(annotate, resting_on, weigh), "sources"))),
    path("", include("profiles.urls")),
]
