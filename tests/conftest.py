"""What all tests share: the shipped profile in the database, and settings that are quick."""

import contextlib
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection


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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is about PostgreSQL alone to the run that has a server, which `make test` makes as well."""
    if connection.vendor == "postgresql":
        return
    elsewhere = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


@pytest.fixture(scope="session", autouse=True)
def unwatched():
    """The thread that looks at the revision asks no database of the tests: it would hold one that is to be deleted."""
    from jnimref.serving.revision_watch import WATCH

    WATCH._read = lambda: 1


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the shipped fixtures once. Every test sees them, and what it changes is rolled back.

    A test with transaction=True empties the tables when it ends; pytest-django runs those last, and each of them loads or
    makes what it needs.
    """
    with django_db_blocker.unblock():
        call_command("load", verbosity=0)


@contextlib.contextmanager
def making_database(folder: Path) -> Iterator[str]:
    """Give the URL of an empty database of the kind that the tests run on, for whatever runs in a process of its own."""
    if connection.vendor != "postgresql":
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    server = connection.settings_dict
    name = f"starts_{uuid.uuid4().hex}"
    with psycopg.connect(host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True) as own:
        own.execute(f"CREATE DATABASE {name}")
        yield f"postgresql://{server['USER']}@{quote(server['HOST'], safe='')}/{name}"
        own.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database for one test."""
    with making_database(tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a SQLite database with the shipped profile, for sites that only read it."""
    from tests.test_launch import launch

    url = f"sqlite:///{tmp_path_factory.mktemp('prepared') / 'site.sqlite3'}"
    assert launch("--prepare", DATABASE_URL=url).returncode == 0
    return url
