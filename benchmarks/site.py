"""A site for a measurement: a database of its own, and servers on ports of their own."""

import contextlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.browser.site import free_port

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 600  # on a busy machine: pages are made at low priority before anybody asks for them
LONGEST_TOLD = 2000  # characters of a log
# What a developer has set for a site of their own would change what is measured.
OWN_SETTINGS = ("DEBUG", "HTTPS", "SITE_URL", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "DATABASE_REPLICA_URL", "ADMIN_ENABLED")


@dataclass(frozen=True)
class Server:
    """A server that runs: its process and its port on 127.0.0.1."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def processor_seconds(self) -> float:
        """Return the seconds of a processor that it and its workers have taken so far."""
        return sum(processor_seconds_of(pid) for pid in (self.process.pid, *self.workers()))

    def workers(self) -> list[int]:
        """Return the process ids of its workers, oldest first."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text(encoding="ascii").split()]


def environment(database_url: str, fixtures: Path | None = None) -> dict[str, str]:
    """Return the environment of a site that serves a database, for its servers and for manage.py."""
    environ = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS}
    environ |= {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "jnimref.settings"}
    environ |= {"SECRET_KEY": secrets.token_urlsafe(60), "FIXTURES_DIR": str(fixtures or ROOT / "fixtures")}
    return environ


def manage(environ: dict[str, str], *arguments: str) -> str:
    """Run manage.py and return what it prints. Raises SystemExit with its own words where it fails."""
    return _run(environ, "manage.py", *arguments)


def prepare(environ: dict[str, str]) -> None:
    """Make the tables, load the fixtures, collect the static files of this checkout."""
    _run(environ, "-m", "jnimref.launch", "--prepare")
    manage(environ, "collectstatic", "--noinput", "--verbosity", "0")


def module(environ: dict[str, str], name: str, *arguments: str) -> str:
    """Run a module of this folder as a program, and return what it prints."""
    return _run(environ, "-m", f"benchmarks.{name}", *arguments)


def _run(environ: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def published(environ: dict[str, str], log: Path, until: str = "/readyz") -> contextlib.AbstractContextManager[Server]:
    """Serve the site as `make run` does; wait until its first pages are in memory, or until another address answers."""
    port = free_port()
    return running([sys.executable, "-m", "jnimref.launch", "--serve"], environ | {"PORT": str(port)}, port, until, log)


def application(
    name: str, environ: dict[str, str], log: Path, path: str = "/healthz", workers: int | None = None
) -> contextlib.AbstractContextManager[Server]:
    """Serve another WSGI application with the site's settings of gunicorn; `path` is asked until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:benchmarks.plain_gunicorn", "--bind", f"127.0.0.1:{port}"]
    if workers is not None:
        command += ["--workers", str(workers)]
    return running([*command, name], environ | {"PORT": str(port)}, port, path, log)


@contextlib.contextmanager
def running(command: list[str], environ: dict[str, str], port: int, path: str, log: Path) -> Iterator[Server]:
    """Run a server until the block ends. Raises RuntimeError with its own words if `path` is never answered with 200."""
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=stream, stderr=stream)
    try:
        until = time.monotonic() + READY_WITHIN_S
        while _status(port, path) != 200:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{' '.join(command)} did not start:\n{log.read_text(errors='replace')[-LONGEST_TOLD:]}")
            time.sleep(0.5)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _status(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def processor_seconds_of(pid: int) -> float:
    """Return the seconds of a processor that a process has taken so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> float:
    """Return the memory (MiB) that a process holds, shared pages counted whole; 0 where it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0
