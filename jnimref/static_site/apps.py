"""The snapshot of the public site as static files: an app for the sake of its command."""

from django.apps import AppConfig


class StaticSiteConfig(AppConfig):
    name = "jnimref.static_site"
    label = "static_site"
