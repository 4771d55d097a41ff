"""A database that hangs, or goes, and comes back: what needs none of it is answered, and the rest says so, in one line each."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.postgresql import find_binaries, server
from tests.serving import Served, served, until
from tests.test_launch import assert_one_line, free_port, launch

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
KEPT = "/claims/fighters-about-800/"
# Pages that nobody has asked for yet, more than the site has threads.
UNKEPT = [f"/search/?q=word{number}" for number in range(24)]


class Between:
    """A port of this machine behind which a PostgreSQL server is, or hangs, or is gone."""

    def __init__(self, path: str) -> None:
        self.path, self.port = path, free_port()
        self.flows = threading.Event()
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None

    def come(self) -> None:
        """Take connections, and pass on what they send."""
        self.flows.set()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def go(self) -> None:
        """Refuse connections, and end those there are."""
        self.flows.set()
        assert self._listener
        for end in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open = []

    def hang(self) -> None:
        """Take connections and what they send, and answer nothing."""
        self.flows.clear()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near = listener.accept()[0]
                far = socket.socket(socket.AF_UNIX)
                far.connect(self.path)
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                self.flows.wait()
                target.sendall(piece)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def database() -> Iterator[Between]:
    binaries = find_binaries()
    assert binaries
    with server(binaries) as own:
        between = Between(str(own.directory / ".s.PGSQL.5432"))
        between.come()
        yield between
        between.go()


@pytest.fixture(scope="module")
def site(database: Between) -> Iterator[Served]:
    url = f"postgresql://jnimref@127.0.0.1:{database.port}/jnimref?sslmode=disable"
    assert launch("--prepare", DATABASE_URL=url).returncode == 0
    with served(url, GUNICORN_CMD_ARGS="--workers 1") as site:
        assert site.ask(KEPT).status == 200
        yield site


def is_gone(site: Served) -> bool:
    """Whether the site says that the database is gone."""
    return site.ask("/readyz").body == b"the database does not answer\n"


def check_what_needs_no_database(site: Served) -> None:
    for _ in range(4):
        kept = site.ask(KEPT)
        assert (kept.status, kept.headers.get("cache-status")) == (200, "jnimref; hit; detail=stale")
        assert site.ask("/healthz").status == 200
        assert site.ask("/static/icon.svg").status == 200


def test_database_that_hangs_holds_up_only_those_who_asked_it(site: Served, database: Between):
    database.hang()
    with ThreadPoolExecutor(len(UNKEPT)) as pool:
        asked = [pool.submit(site.ask, path) for path in UNKEPT]
        try:
            assert until(lambda: sum(one.done() for one in asked) >= len(UNKEPT) - 6)
            assert until(lambda: is_gone(site))
            check_what_needs_no_database(site)
            told = site.ask("/search/?q=later")
            assert told.status == 503
            assert "database does not answer" in told.body.decode()
        finally:
            database.flows.set()
        assert {one.result().status for one in asked} <= {200, 503}
    assert until(lambda: site.ask("/search/?q=again").status == 200)


def test_database_that_is_gone_is_told_in_one_line_and_comes_back(site: Served, database: Between):
    database.go()
    try:
        assert until(lambda: is_gone(site))
        check_what_needs_no_database(site)
        for moment in ("at once", "when it is known"):
            answer = site.ask(f"/search/?q={moment.replace(' ', '-')}")
            assert (answer.status, answer.headers["retry-after"]) == (503, "30")
            assert "database does not answer" in answer.body.decode()
            [line] = [line for line in site.lines() if line.get("request") == answer.headers["x-request-id"]]
            assert (line["level"], "exception" in line) == ("error", False)
            assert line["message"].startswith("The database does not answer: /search/")
            time.sleep(4)
    finally:
        database.come()
    assert until(lambda: site.ask("/search/?q=back").status == 200)


def test_database_that_hangs_at_the_start_is_told_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        refusal = launch("--serve", DATABASE_URL=f"postgresql://jnimref@127.0.0.1:{port}/jnimref?sslmode=disable")
    assert_one_line(refusal, "no answer: are host and port right")
