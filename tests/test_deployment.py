"""What production needs: Django's own deployment checks, and health."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client


def test_production_settings_pass_the_deployment_check():
    environ = os.environ | {"SECRET_KEY": "a-Key!of,the;tests:" * 4, "ALLOWED_HOSTS": "reference.example", "HTTPS": "1"}
    environ.pop("DEBUG", None)
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=settings.BASE_DIR,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.django_db
def test_health_is_well_while_the_database_answers(client: Client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_health_is_ill_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch):
    def refuse():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert client.get("/healthz").status_code == 503
