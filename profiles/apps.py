"""The app of the reconciled profile."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Topics, questions, claims and the evidence they rest on."""

    name = "profiles"
    verbose_name = "Profile"
