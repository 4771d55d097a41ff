"""The headers of every answer, whoever made it: Django, the pages in memory, the static files."""

from collections.abc import Iterator

import pytest

from tests.serving import Served, served

NO_ONE = ("camera", "geolocation", "microphone", "payment", "usb")  # what a reader would mind most


@pytest.fixture(scope="module")
def site(prepared_database: str) -> Iterator[Served]:
    """The site behind a proxy that speaks HTTPS."""
    with served(prepared_database, HTTPS="1", ALLOWED_HOSTS="reference.example,localhost,127.0.0.1") as site:
        yield site


@pytest.mark.parametrize(
    ("path", "method", "host", "status"),
    [
        ("/", "GET", "reference.example", 200),
        ("/", "HEAD", "reference.example", 200),  # from memory
        ("/claims/?topic=size", "GET", "reference.example", 200),
        ("/coverage.csv", "GET", "reference.example", 200),
        ("/no/such/page/", "GET", "reference.example", 404),
        ("/claims", "GET", "reference.example", 301),
        ("/", "POST", "reference.example", 405),
        ("/", "GET", "evil.example", 400),
        ("/static/icon.svg", "GET", "reference.example", 200),
        ("/static/none.css", "GET", "reference.example", 404),
        ("/admin/login/", "GET", "reference.example", 200),
        ("/admin/login/", "POST", "reference.example", 403),  # without a token
        ("/healthz", "GET", "reference.example", 200),
    ],
)
def test_every_answer_has_the_headers_that_protect_readers(site: Served, path: str, method: str, host: str, status: int):
    answer = site.ask(path, method, Host=host, X_Forwarded_Proto="https")
    assert answer.status == status
    check(answer.headers)


def test_answer_that_nothing_has_changed_has_them_too(site: Served):
    first = site.ask("/", Host="reference.example", X_Forwarded_Proto="https")
    again = site.ask("/", Host="reference.example", X_Forwarded_Proto="https", If_None_Match=first.headers["etag"])
    assert again.status == 304
    check(again.headers)


def check(headers: dict[str, str]) -> None:
    policy = headers["permissions-policy"].split(", ")
    assert {f"{feature}=()" for feature in NO_ONE} <= set(policy)
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "server" not in headers
    assert "x-powered-by" not in headers


def test_over_http_nothing_is_said_of_https(prepared_database: str):
    with served(prepared_database) as plain:
        for method in ("GET", "POST"):
            assert "strict-transport-security" not in plain.ask("/robots.txt", method).headers
