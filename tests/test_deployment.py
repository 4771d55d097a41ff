"""What production needs: Django's own deployment checks, HTTPS behind a proxy, and health."""

import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from threading import Event

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.test import Client, override_settings

from jnimref.serving.revision_watch import RevisionWatch
from jnimref.serving.warming import Warming
from tests.environment import SECRET_KEY

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
    environ = os.environ | {"SECRET_KEY": SECRET_KEY, "ALLOWED_HOSTS": "reference.example", "HTTPS": "1"}
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


def test_health_asks_nothing_of_the_database(client: Client):
    """pytest-django fails a test without the mark that asks it something."""
    assert client.get("/healthz").content == b"ok\n"


def test_ready_is_said_when_the_database_answers(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("jnimref.views.WATCH", RevisionWatch(lambda: 1))
    assert client.get("/readyz").content == b"ready\n"


def test_not_ready_while_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch):
    def refuse() -> int:
        raise DatabaseError("gone")

    monkeypatch.setattr("jnimref.views.READY_WITHIN_S", 0.05)
    monkeypatch.setattr("jnimref.views.WATCH", RevisionWatch(refuse))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")


def test_not_ready_before_the_first_pages_are_in_memory(client: Client, monkeypatch: pytest.MonkeyPatch):
    warming, hold = Warming(), Event()
    asked: list[str] = []

    def ask(address: str) -> None:
        asked.append(address)
        hold.wait(10)

    warming.plan(ask, lambda: ["/"])
    monkeypatch.setattr("jnimref.views.WATCH", RevisionWatch(lambda: 1))
    monkeypatch.setattr("jnimref.views.WARMING", warming)
    warming.start()
    assert client.get("/readyz").status_code == 503
    hold.set()
    warming._done.wait(10)
    assert client.get("/readyz").status_code == 200
    assert asked == ["/"]


def test_first_pages_are_made_when_the_database_is_back(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    warming = Warming()
    asked: list[str] = []
    states = iter([OperationalError("two\nlines"), None])

    def addresses() -> Iterator[str]:
        yield "/"
        if fault := next(states):
            raise fault

    monkeypatch.setattr("jnimref.serving.warming.AGAIN_AFTER_S", 0.01)
    warming.plan(asked.append, addresses)
    warming.start()
    assert warming._done.wait(30)
    assert asked == ["/", "/"]
    assert [record.getMessage() for record in caplog.records] == ["The first pages are made when the database answers: two lines"]


@pytest.mark.django_db
def test_page_without_a_database_is_a_503_that_says_so(client: Client, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "database does not answer" in answer.content.decode()


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
