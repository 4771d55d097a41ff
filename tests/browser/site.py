"""The real site, started as `make run` starts it, on a port and a database of its own."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jnimref.address import Address
from jnimref.serving.probe import is_well
from tests.environment import SECRET_KEY

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 120  # a first start collects the static files, on a machine that may be busy


@dataclass(frozen=True)
class Site:
    """The running site: where it is, and the environment that a manage.py of the same database needs."""

    url: str
    environ: dict[str, str]

    def manage(self, *arguments: str, **extra: str) -> str:
        """Run manage.py on the site's database, with extra environment variables, and return what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environ | extra,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running_site(directory: Path, fixtures: Path = ROOT / "fixtures") -> Iterator[Site]:
    """Run the site, with the shipped profile, or other fixtures, and nothing else in a database in that directory.

    Raises RuntimeError with the site's own words if it does not start.
    """
    address = Address("127.0.0.1", free_port())
    environ = os.environ | {
        "DATABASE_URL": f"sqlite:///{directory / 'site.sqlite3'}",
        "SECRET_KEY": SECRET_KEY,
        "HOST": address.host,
        "PORT": str(address.port),
        "FIXTURES_DIR": str(fixtures),
    }
    # A developer's own settings would change what the pages are.
    for name in ("DEBUG", "HTTPS", "ALLOWED_HOSTS", "OPERATOR", "OPERATOR_CONTACT"):
        environ.pop(name, None)
    log = directory / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen([sys.executable, "-m", "jnimref.launch"], cwd=ROOT, env=environ, stdout=stream, stderr=stream)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_well(address):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the site did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.1)
        yield Site(address.url.rstrip("/"), environ)
    finally:
        process.terminate()
        process.wait(timeout=30)
