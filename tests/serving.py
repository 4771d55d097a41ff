"""The site as gunicorn serves it, for tests that ask it over a connection."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.environment import SECRET_KEY
from tests.test_launch import free_port


@dataclass
class Answer:
    """What came back: the status, the headers, each name in small letters, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Served:
    """The site, where it listens, and what it has said on standard error."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Return the answer to a request on a connection of its own; names of headers are given with low lines."""
        return ask(self.port, path, method, body, **headers)

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of the log, each of which is JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


def ask(port: int, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """Return the answer of what listens on a port of this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())


def until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether something holds before so many seconds have gone by."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def answers(port: int) -> bool:
    """Whether what listens on a port says that it is well."""
    try:
        return ask(port, "/healthz").status == 200
    except (OSError, http.client.HTTPException):
        return False


@contextlib.contextmanager
def served(database_url: str, **environ: str) -> Iterator[Served]:
    """Serve a database that is prepared, until the end; in a folder of its own for what the site writes."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        given = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": SECRET_KEY,
            "VAR_DIR": f"{folder}/var",
            "DATABASE_URL": database_url,
            "PORT": str(port),
            "OPERATOR": "The tests",
            "OPERATOR_CONTACT": "tests@example.org",
            **environ,
        }
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "jnimref.launch", "--serve"],
                cwd=settings.BASE_DIR,
                env=given,
                stdout=subprocess.DEVNULL,
                stderr=stream,
            )
        try:
            assert until(lambda: answers(port) or process.poll() is not None, 120), log.read_text()
            assert process.poll() is None, log.read_text()
            yield Served(port, process, log)
        finally:
            process.terminate()
            process.wait(30)
