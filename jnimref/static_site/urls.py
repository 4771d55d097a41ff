"""The addresses of a snapshot: those of the site, a search without a server, and what is told of the snapshot itself."""

from django.urls import include, path

from jnimref.static_site import views
from jnimref.urls import handler400, handler404

__all__ = ["handler400", "handler404", "urlpatterns"]

urlpatterns = [
    path("search/", views.search_page),
    path(views.ENTRIES, views.search_entries),
    path("snapshot/", views.about_snapshot, name="about_snapshot"),
    path("", include("jnimref.urls")),
]
