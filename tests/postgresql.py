"""A pytest plugin, `-p tests.postgresql`: run the tests on a PostgreSQL server of their own, which lives as long as they do."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.test import SimpleTestCase

PROGRAMS = ("initdb", "pg_ctl", "postgres")
# Nothing of a test's database has to survive a power cut.
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{directory}'
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def find_binaries() -> Path | None:
    """Return the directory of the newest PostgreSQL server that is installed, or None."""
    # Debian keeps the server's programs out of PATH, in one directory a version.
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = [Path(program).resolve().parent for program in [shutil.which("initdb")] if program]
    told = []
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        told = [Path(answer.stdout.strip())]
    return next((path for path in [*debian, *on_path, *told] if all((path / name).is_file() for name in PROGRAMS)), None)


def unprivileged() -> dict[str, Any]:
    """Return what makes a subprocess run as an ordinary user: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root, and there is no user postgres or nobody")


class Server:
    """A server of its own in a private directory, which listens on a socket there alone.

    Its methods raise RuntimeError with the last line of the server's own words where a program of it fails.
    """

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        # /tmp, whatever TMPDIR says: a socket's path holds at most 107 bytes, and the other user must get there.
        self.directory = Path(tempfile.mkdtemp(prefix="jnimref-postgresql-", dir="/tmp"))
        self.data = self.directory / "data"
        self.user = unprivileged()
        if self.user:
            os.chown(self.directory, self.user["user"], self.user["group"])

    def url(self, database: str = "jnimref") -> str:
        """Return the address of one of its databases."""
        return f"postgresql://jnimref@{quote(str(self.directory), safe='')}/{database}"

    def make(self) -> None:
        """Make an empty cluster."""
        # C.UTF-8: the same order and letters on every machine.
        self._run("initdb", "--auth=trust", "--username=jnimref", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        with (self.data / "postgresql.conf").open("a", encoding="ascii") as stream:
            stream.write(CONFIGURATION.format(directory=self.directory))

    def follow(self, primary: "Server") -> None:
        """Make a streaming replica of another server, which runs."""
        connection = ("--host", str(primary.directory), "--username", "jnimref")
        self._run("pg_basebackup", *connection, "--write-recovery-conf", "--checkpoint=fast", "--no-sync")
        with (self.data / "postgresql.conf").open("a", encoding="ascii") as stream:
            stream.write(f"unix_socket_directories = '{self.directory}'\n")

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._run("pg_ctl", "start", "--wait", "--log", str(self.directory / "server.log"))

    def stop(self, mode: str = "immediate") -> None:
        """Stop, as after a power cut unless another mode is given."""
        self._run("pg_ctl", "stop", "--wait", "--mode", mode)

    def remove(self) -> None:
        """Take everything away, running or not."""
        with contextlib.suppress(RuntimeError):
            self.stop()
        shutil.rmtree(self.directory)

    def _run(self, program: str, *arguments: str) -> None:
        # Output goes to a file: a server that inherits a pipe keeps it open, and the wait for its end would not end.
        log = self.directory / f"{program}.log"
        with log.open("wb") as stream:
            command = [str(self.binaries / program), "--pgdata", str(self.data), *arguments]
            done = subprocess.run(command, stdout=stream, stderr=stream, cwd=self.directory, check=False, **self.user)
        if done.returncode:
            logs = self.directory.glob("*.log")
            words = [line for log in logs for line in log.read_text(errors="replace").splitlines() if line]
            raise RuntimeError(f"{program} failed: {words[-1] if words else done.returncode}")


@contextlib.contextmanager
def server(binaries: Path) -> Iterator[Server]:
    """Run a fresh server with an empty database."""
    fresh = Server(binaries)
    try:
        fresh.make()
        fresh.start()
        with psycopg.connect(host=str(fresh.directory), user="jnimref", dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE jnimref")
        yield fresh
    finally:
        fresh.remove()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the server before pytest-django, which loads the settings in this hook."""
    binaries = find_binaries()
    if binaries is None:
        raise pytest.UsageError("PostgreSQL's server is not installed: apt-get install postgresql")
    # A terminated run stops and cleans up as an interrupted one does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    stack = contextlib.ExitStack()
    early_config.add_cleanup(stack.close)
    try:
        os.environ["DATABASE_URL"] = stack.enter_context(server(binaries)).url()
    except RuntimeError as error:
        raise pytest.UsageError(str(error)) from None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that ask no database: the other run has said what they say."""
    asking = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_the_database(item: pytest.Item) -> bool:
    case = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))
        or (case is not None and issubclass(case, SimpleTestCase) and case.databases != set())
    )
