"""The public pages on a primary and a streaming replica: two real servers, and the site as it is served."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection

import psycopg
import pytest
from django.conf import settings

from tests.environment import SECRET_KEY
from tests.postgresql import Server, find_binaries, server
from tests.test_launch import free_port, launch

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
FIRST, SECOND, THIRD = "/claims/fighters-about-800/", "/questions/fighters/", "/topics/size/"


@dataclass
class Served:
    """The site, and the two servers behind it."""

    port: int
    primary: Server
    replica: Server

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the text of a page."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=30)
        asked.request("GET", path)
        answer = asked.getresponse()
        text = answer.read().decode()
        asked.close()
        return answer.status, text

    def edit(self, says: str) -> None:
        """Change a statement on the primary, as the admin does."""
        with psycopg.connect(self.primary.url()) as own:
            own.execute("UPDATE profiles_claim SET says = %s WHERE key = 'fighters-about-800'", [says])
            own.execute("UPDATE sources_revision SET number = number + 1")

    def replica_has_all(self) -> bool:
        """Whether the replica has replayed what the primary has written."""
        with psycopg.connect(self.primary.url()) as own, psycopg.connect(self.replica.url()) as other:
            [written] = own.execute("SELECT pg_current_wal_lsn()").fetchone() or [None]
            [behind] = other.execute("SELECT %s::pg_lsn > pg_last_wal_replay_lsn()", [written]).fetchone() or [True]
        return not behind


@pytest.fixture
def served() -> Iterator[Served]:
    binaries = find_binaries()
    assert binaries
    with server(binaries) as primary:
        assert launch("--prepare", DATABASE_URL=primary.url()).returncode == 0
        replica = Server(binaries)
        try:
            replica.follow(primary)
            replica.start()
            yield from _serve(primary, replica)
        finally:
            replica.remove()


def _serve(primary: Server, replica: Server) -> Iterator[Served]:
    port = free_port()
    environ = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": SECRET_KEY,
        "PORT": str(port),
        "DATABASE_URL": primary.url(),
        "DATABASE_REPLICA_URL": replica.url(),
    }
    process = subprocess.Popen([sys.executable, "-m", "jnimref.launch", "--serve"], cwd=settings.BASE_DIR, env=environ)
    site = Served(port, primary, replica)
    try:
        assert until(lambda: answers(site), seconds=60)
        yield site
    finally:
        process.terminate()
        process.wait(20)


def answers(site: Served) -> bool:
    try:
        return site.get("/healthz")[0] == 200
    except OSError:
        return False


def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether something holds before so many seconds have gone by."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_public_site_on_a_replica(served: Served):
    # An edit on the primary shows when the replica has it, and not before.
    assert served.get(FIRST)[0] == 200
    served.edit("First edit.")
    assert until(lambda: "First edit." in served.get(FIRST)[1], seconds=5)
    with psycopg.connect(served.replica.url(), autocommit=True) as own:
        own.execute("SELECT pg_wal_replay_pause()")
        served.edit("Second edit.")
        time.sleep(1.5)
        assert "First edit." in served.get(FIRST)[1]
        own.execute("SELECT pg_wal_replay_resume()")
    assert until(lambda: "Second edit." in served.get(FIRST)[1], seconds=5)

    # Without the replica, readers are served from the primary: the first of them too.
    served.replica.stop()
    assert served.get(SECOND)[0] == 200
    served.edit("Third edit.")
    assert until(lambda: "Third edit." in served.get(FIRST)[1], seconds=5)

    # Without the primary, the public site reads on; so it does where it has never read a page before, and at once: from a
    # replica that it spares, and over connections that were lost with the server that is back.
    served.replica.start()
    assert until(served.replica_has_all, seconds=60)
    served.primary.stop()
    assert "Third edit." in served.get(FIRST)[1]
    assert served.get(THIRD)[0] == 200
    assert until(lambda: served.get("/readyz")[0] == 200, seconds=120)  # ready when the first pages are in memory

    # And when the primary is back, edits show again.
    served.primary.start()
    served.edit("Fourth edit.")
    assert until(lambda: "Fourth edit." in served.get(FIRST)[1], seconds=15)
