"""What is sent to the site: curators' forms are read, whatever else is refused before it is."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jnimref.serving.request_bodies import Refused, body_length, has_body, is_taken
from tests.serving import Served, served

MANY = 300 * 1024 * 1024  # bytes, of which the first alone are sent


def head(target: str, *lines: str) -> bytes:
    return "\r\n".join([f"POST {target} HTTP/1.1", "Host: x", *lines, "", ""]).encode()


@pytest.mark.parametrize(
    "target", ["/admin/", "/admin/login/?next=/", "/%61dmin/", "http://x/admin/login/", "HTTPS://x:8000/admin/"]
)
def test_the_admin_takes_forms_however_its_address_is_written(target: str):
    assert is_taken(head(target))


@pytest.mark.parametrize("target", ["/", "/admin", "/claims/?q=/admin/", "http://x/", "*", "/static/admin/", "//admin/"])
def test_no_other_address_takes_any(target: str):
    assert not is_taken(head(target))
    assert body_length(head(target, "Content-Length: 999999999999")) == 0


@pytest.mark.parametrize("line", ["Content-Length: 12", "content-length:12", "CONTENT-LENGTH \t:  12 "])
def test_length_of_a_form_is_read(line: str):
    assert body_length(head("/admin/", line)) == 12


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["Content-Length: 300000000"], "413"),
        ([f"Content-Length: {'9' * 5000}"], "413"),
        (["Transfer-Encoding: chunked"], "411"),
        (["transfer-encoding : gzip, chunked", "Content-Length: 5"], "411"),
        (["Content-Length: -5"], "400"),
        (["Content-Length: 5", "Content-Length: 6"], "400"),
        (["Content-Length: five"], "400"),
    ],
)
def test_what_the_admin_does_not_take_is_refused(lines: list[str], status: str):
    with pytest.raises(Refused, match=status):
        body_length(head("/admin/", *lines))


@pytest.mark.parametrize(
    ("lines", "follows"),
    [
        ([], False),
        (["Content-Length: 0"], False),
        (["X-Content-Length: 5"], False),
        (["Content-Length: 5"], True),
        (["Content-Length: five"], True),
        (["Transfer-Encoding: chunked"], True),
    ],
)
def test_head_says_whether_anything_follows(lines: list[str], follows: bool):
    assert has_body(head("/", *lines)) is follows


@pytest.fixture(scope="module")
def site(prepared_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(prepared_database) as site:
        yield site


def send(site: Served, path: str, *lines: str, begun: bytes = b"x" * 60_000) -> bytes:
    """Return what the site answers to the beginning of a body, and hold that it closes then."""
    with socket.create_connection(("127.0.0.1", site.port)) as client:
        client.settimeout(30)
        client.sendall(head(path, *lines) + begun)
        answer = b""
        while piece := client.recv(65536):
            answer += piece
    return answer


@pytest.mark.parametrize("line", [f"Content-Length: {MANY}", "Transfer-Encoding: chunked"])
def test_what_is_sent_to_a_page_is_refused_unread(site: Served, line: str):
    assert send(site, "/", line).startswith(b"HTTP/1.1 405")


@pytest.mark.parametrize(("line", "status"), [(f"Content-Length: {MANY}", b"413"), ("Transfer-Encoding: chunked", b"411")])
def test_what_is_too_large_for_the_admin_is_refused_unread(site: Served, line: str, status: bytes):
    assert send(site, "/admin/login/", line).startswith(b"HTTP/1.1 " + status)


def test_form_as_large_as_the_limit_is_read_and_judged(site: Served):
    body = b"a=" + b"x" * (2 * 1024 * 1024 - 2)
    answer = site.ask("/admin/login/", "POST", body, Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 403  # it has no token


@pytest.mark.django_db
def test_files_are_taken_from_nobody_and_put_on_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made: list[object] = []
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda *args, **named: made.append(args))
    answer = Client().post("/admin/login/", {"file": SimpleUploadedFile("a.txt", b"x" * 3_000_000)})
    assert answer.status_code == 400
    assert made == []
