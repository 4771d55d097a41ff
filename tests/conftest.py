"""What all tests share: the shipped profile in the database, and settings that are quick."""

import pytest
from django.conf import settings
from django.core.management import call_command


def pytest_configure() -> None:
    """Change two settings before anything has read them."""
    # The manifest of the static files exists only once they have been collected.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # WhiteNoise looks for a file when it is asked for, not for all of them at the start; and so needs no directory.
    settings.WHITENOISE_AUTOREFRESH = True
    # A password is hashed slowly on purpose; each test that logs in would pay for it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the shipped fixtures once. Every test sees them, and what it changes is rolled back.

    A test with transaction=True empties the tables when it ends; pytest-django runs those last, and each of them loads or
    makes what it needs.
    """
    with django_db_blocker.unblock():
        call_command("load", verbosity=0)
