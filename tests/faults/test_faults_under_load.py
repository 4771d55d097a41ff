"""What readers notice, while they read, of edits, of a worker that dies, and of a server that is told to reload.

`make test-faults` runs this on both databases. `python -m benchmarks.soak` does so for longer, and measures memory too.
"""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from django.conf import settings

from benchmarks.clients import Client, Reply, crowd
from benchmarks.site import Server, environment, prepare, published
from tests.conftest import making_database

SECONDS = 10
LATE_S = 4  # on a machine that does other work; were an edit not seen at all, it would be late by the length of the soak
RELOADED_WITHIN_S = 60

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def environ(django_db_setup, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a site with the shipped profile in a database of its own."""
    with making_database(tmp_path_factory.mktemp("database")) as url:
        environ = environment(url)
        prepare(environ)
        yield environ


@pytest.fixture(scope="module")
def site(environ: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with published(environ, tmp_path_factory.mktemp("site") / "log", until="/healthz") as server:
        yield server


def test_edits_show_and_a_worker_that_dies_takes_no_request_along_but_its_own(environ: dict[str, str]):
    command = [sys.executable, "-m", "benchmarks.soak", f"--seconds={SECONDS}", f"--url={environ['DATABASE_URL']}", "--json"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    figures = json.loads(done.stdout or "{}")
    assert figures, done.stderr
    assert figures["failed otherwise"] == 0, done.stderr
    assert figures["edits"] == SECONDS - 1
    assert figures["oldest page ms"] < 1000 * LATE_S


@pytest.mark.parametrize("keep_alive", [True, False])
def test_a_reload_drops_no_request(site: Server, keep_alive: bool):
    """SIGHUP has gunicorn start new workers and stop the old ones once these have answered."""
    replies: list[Reply] = []
    ended = threading.Event()
    former = set(site.workers())
    readers = threading.Thread(
        target=crowd, args=([Client(site.port, keep_alive) for _ in range(8)], ["/about/", "/"], ended.is_set, replies.append)
    )
    readers.start()
    try:
        until = time.monotonic() + RELOADED_WITHIN_S
        while len(replies) < 50 and time.monotonic() < until:
            time.sleep(0.05)
        site.process.send_signal(signal.SIGHUP)
        while former & set(site.workers()) and time.monotonic() < until:
            time.sleep(0.05)
        after = len(replies) + 50
        while len(replies) < after and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        ended.set()
        readers.join()
    assert former.isdisjoint(site.workers()), "the workers were not replaced"
    assert [(reply.path, reply.status, reply.reason) for reply in replies if reply.status != 200] == []
