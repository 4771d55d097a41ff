"""The app of documents, passages, works and citations."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """What the profile rests on. Knows nothing of profiles."""

    name = "sources"
    verbose_name = "Sources"
