"""What production needs: Django's own deployment checks, HTTPS behind a proxy, and health."""

import os
import runpy
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client, override_settings

ENVIRONMENT = ("ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "FIXTURES_DIR", "HSTS_PRELOAD", "HSTS_SUBDOMAINS", "HTTPS", "SECRET_KEY")
ONE_YEAR_S = 365 * 24 * 60 * 60


def security_settings(monkeypatch: pytest.MonkeyPatch, **environ: str) -> dict[str, object]:
    """Return the security settings that this environment gives."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found = runpy.run_path(str(settings.BASE_DIR / "jnimref" / "settings.py"))
    return {name: value for name, value in found.items() if name.startswith("SECURE_") or name.endswith("_COOKIE_SECURE")}


def hsts_header(monkeypatch: pytest.MonkeyPatch, **environ: str) -> str | None:
    """Return the Strict-Transport-Security header of an answer over HTTPS."""
    with override_settings(**security_settings(monkeypatch, **environ)):
        return Client().get("/healthz", secure=True).headers.get("Strict-Transport-Security")


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


@pytest.mark.django_db
def test_hsts_binds_this_host_alone_for_a_year(monkeypatch: pytest.MonkeyPatch):
    assert hsts_header(monkeypatch, HTTPS="1") == f"max-age={ONE_YEAR_S}"


@pytest.mark.django_db
def test_hsts_binds_subdomains_where_the_environment_says_so(monkeypatch: pytest.MonkeyPatch):
    assert hsts_header(monkeypatch, HTTPS="1", HSTS_SUBDOMAINS="1") == f"max-age={ONE_YEAR_S}; includeSubDomains"


@pytest.mark.django_db
def test_hsts_preload_is_asked_for_with_the_subdomains_that_the_preload_list_demands(monkeypatch: pytest.MonkeyPatch):
    assert hsts_header(monkeypatch, HTTPS="1", HSTS_PRELOAD="1") == f"max-age={ONE_YEAR_S}; includeSubDomains; preload"


@pytest.mark.django_db
def test_without_https_there_is_no_hsts(monkeypatch: pytest.MonkeyPatch):
    assert hsts_header(monkeypatch, HSTS_SUBDOMAINS="1", HSTS_PRELOAD="1") is None


@pytest.mark.django_db
def test_a_request_that_the_proxy_took_over_https_is_answered(monkeypatch: pytest.MonkeyPatch):
    with override_settings(**security_settings(monkeypatch, HTTPS="1")):
        response = Client().get("/robots.txt", headers={"X-Forwarded-Proto": "https"})
    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("forwarded", [{}, {"X-Forwarded-Proto": "http"}, {"X-Forwarded-Ssl": "on"}])
def test_a_request_over_http_is_sent_to_https(monkeypatch: pytest.MonkeyPatch, forwarded: dict[str, str]):
    with override_settings(**security_settings(monkeypatch, HTTPS="1")):
        response = Client().get("/robots.txt", headers=forwarded)
    assert (response.status_code, response.headers["Location"]) == (301, "https://testserver/robots.txt")


@pytest.mark.django_db
def test_the_proxys_word_counts_for_nothing_where_there_is_no_proxy(monkeypatch: pytest.MonkeyPatch):
    with override_settings(**security_settings(monkeypatch)):
        response = Client().get("/robots.txt", headers={"X-Forwarded-Proto": "https"})
    assert not response.wsgi_request.is_secure()


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/healthz", 200), ("/healthz/", 301), ("/x/healthz", 301)])
def test_health_alone_answers_over_http(monkeypatch: pytest.MonkeyPatch, address: str, status: int):
    with override_settings(**security_settings(monkeypatch, HTTPS="1")):
        response = Client().get(address)
    assert response.status_code == status


def test_cookies_travel_over_https_alone(monkeypatch: pytest.MonkeyPatch):
    given = security_settings(monkeypatch, HTTPS="1")
    assert (given["SESSION_COOKIE_SECURE"], given["CSRF_COOKIE_SECURE"]) == (True, True)
