"""Clients that send or take a request slowly hold up nobody else. The server is the one that `make run` starts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.http.errors import InvalidResponseHeader

from jnimref.serving.worker import NamelessResponse
from tests.test_launch import free_port

APPLICATION = """
def application(environ, start_response):
    body = b"whole page" * 30_000 if environ["PATH_INFO"] == "/large" else b""
    if environ["PATH_INFO"].startswith("/admin/"):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""
CLIENTS = 50


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server of the site's settings around an application that reads all that is sent to the admin."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "served.py").write_text(APPLICATION)
    port = free_port()
    command = [
        "--config",
        "python:jnimref.serving.gunicorn",
        "--pythonpath",
        str(folder),
        "--bind",
        f"127.0.0.1:{port}",
        "served",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'none.sqlite3'}", "DEBUG": "1"},
    )
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def seconds_for(port: int) -> float:
    """Return how long a request takes that another reader makes."""
    began = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    connection.close()
    return time.monotonic() - began


@contextmanager
def connected(port: int, sent: bytes, window: int = 0) -> Iterator[list[socket.socket]]:
    """Fifty connections on which so much was sent, and that take so many bytes unread, if a number is given."""
    with ExitStack() as stack:
        clients = [stack.enter_context(socket.socket()) for _ in range(CLIENTS)]
        for client in clients:
            if window:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
            client.connect(("127.0.0.1", port))
            client.sendall(sent)
        time.sleep(0.3)
        yield clients


@pytest.mark.parametrize(
    "sent",
    [
        b"",  # connected, and silent
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",  # silent after one request
        b"G",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Drip: ",  # stopped within the head
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT",  # stopped within the head of a second request
    ],
)
def test_silent_clients_hold_up_nobody(port: int, sent: bytes):
    with connected(port, sent):
        assert seconds_for(port) < 1


def test_dripping_heads_hold_up_nobody(port: int):
    with connected(port, b"GET / HTTP/1.1\r\nHost: x\r\nX-Drip: ") as clients:
        for _ in range(3):
            for client in clients:
                client.sendall(b"a")
            assert seconds_for(port) < 1


@pytest.mark.parametrize("path", [b"/", b"/admin/", b"/%61dmin/", b"http://x/admin/", b"//admin/"])
@pytest.mark.parametrize("length", [b"Content-Length: 100000", b"Transfer-Encoding: chunked"])
def test_bodies_that_never_end_hold_up_nobody(port: int, path: bytes, length: bytes):
    with connected(port, b"POST " + path + b" HTTP/1.1\r\nHost: x\r\n" + length + b"\r\n\r\n5\r\nab") as clients:
        assert seconds_for(port) < 1
        for client in clients:
            with suppress(OSError):
                client.sendall(b"c")
        assert seconds_for(port) < 1


def test_answered_clients_that_do_not_close_hold_up_nobody(port: int):
    with connected(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"):
        assert seconds_for(port) < 1


def test_large_answers_that_nobody_takes_hold_up_nobody(port: int):
    with connected(port, b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n", window=4096):
        assert seconds_for(port) < 1


def test_body_that_came_in_pieces_is_read_whole(port: int):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"POST /admin/ HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\nConnection: close\r\n\r\n")
        for _ in range(3):
            client.sendall(b"x" * 100_000)
            time.sleep(0.05)
        answer = b""
        while piece := client.recv(65536):
            answer += piece
        assert answer.partition(b"\r\n\r\n")[2] == b"x" * 300_000


def test_client_that_asks_whether_to_send_is_told(port: int):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(30)
        client.sendall(b"POST /admin/ HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 100 Continue")


def test_standing_headers_are_sent_once_each_and_a_broken_one_never():
    standing = [("Vary", "Accept-Encoding"), ("X-Frame-Options", "DENY"), ("Content-Length", "5"), ("ETag", '"a"')]
    for _ in range(3):
        response = NamelessResponse(SimpleNamespace(method="GET", version=(1, 1)), None, None)
        response.process_headers(standing)
        assert sorted(response.headers) == sorted(standing)
        assert response.response_length == 5
    with pytest.raises(InvalidResponseHeader):
        response.process_headers([("Vary", "Accept-Encoding\r\nSet-Cookie: a=b")])


def test_head_that_came_in_pieces_is_answered(port: int):
    with socket.create_connection(("127.0.0.1", port)) as client:
        for piece in (b"POST /admin/ HT", b"TP/1.1\r\nHost: x\r\nContent-", b"Length: 4\r\n\r", b"\nbo", b"dy"):
            client.sendall(piece)
            time.sleep(0.05)
        assert client.recv(65536).endswith(b"\r\n\r\nbody")


def test_two_requests_in_one_piece_are_both_answered(port: int):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /one HTTP/1.1\r\nHost: x\r\n\r\nGET /two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b""
        while piece := client.recv(65536):
            answer += piece
        assert answer.count(b"HTTP/1.1 200 OK") == 2


def test_head_that_never_ends_is_cut_off(port: int):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(30)
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        assert client.recv(1) == b""


def test_head_that_is_too_long_is_refused(port: int):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * 65_520)
        assert client.recv(65536).startswith(b"HTTP/1.1 431")


def test_requests_whose_answers_nobody_takes_hold_up_nobody(port: int):
    with connected(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 20):
        assert seconds_for(port) < 1
