"""Snapshots of the small site in tests/fixtures/other_site/, written once a run, and nginx on one of them."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.browser.site import ROOT, free_port

ADDRESS = "https://reference.example"
OTHER_SITE = ROOT / "tests" / "fixtures" / "other_site"
START_SECONDS = 60


@dataclass(frozen=True)
class Source:
    """A database from which snapshots are written: the environment of its manage.py."""

    environ: dict[str, str]

    def manage(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run manage.py; `options` are those of subprocess.run."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False, **options)

    def write(self, folder: Path, *arguments: str) -> str:
        """Write a snapshot and return what the command says."""
        done = self.manage("snapshot", str(folder), *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


def make_source(folder: Path) -> Source:
    """Return a source with the small site, whose database lies in a folder."""
    environ = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "FIXTURES_DIR": str(OTHER_SITE),
        "SECRET_KEY": "of the tests of snapshots alone: 0123456789 abcdefghij ABCDEFGHIJ",
        "SITE_URL": ADDRESS,
        "ALLOWED_HOSTS": "reference.example",
    }
    for name in ("DEBUG", "HTTPS", "OPERATOR", "OPERATOR_CONTACT", "SOURCE_DATE_EPOCH"):
        environ.pop(name, None)
    source = Source(environ)
    command = [sys.executable, "-m", "jnimref.launch", "--prepare"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return source


class Page(HTMLParser):
    """What a page links to or loads, what it can be pointed to at, and its forms."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.forms: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element refers to."""
        given = dict(attrs)
        if tag == "form":
            self.forms.append(given)
        is_canonical = tag == "link" and given.get("rel") == "canonical"
        self.links += [
            value for name in ("href", "src", "action", "data-claims") if (value := given.get(name)) and not is_canonical
        ]
        if name := given.get("id"):
            self.ids.add(name)


def find_nginx() -> Path | None:
    """Return nginx, if it is installed."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    return Path(found) if found else None


@contextlib.contextmanager
def nginx_on(snapshot: Path) -> Iterator[str]:
    """Serve a snapshot with benchmarks/nginx.conf, and give its address.

    Fails the test where nginx does not start; where it is not installed, skips it, but for CI=true.
    """
    program = find_nginx()
    if program is None:
        missing = "THERE IS NO NGINX HERE, so what serves a snapshot is not tested: apt-get install nginx-light"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    port = free_port()
    configuration = (ROOT / "benchmarks" / "nginx.conf").read_text(encoding="utf-8")
    assert configuration.count("/srv/snapshot") >= 4
    file = snapshot.with_name(f"{snapshot.name}-nginx.conf")
    user = "user root;\n" if os.geteuid() == 0 else ""  # pytest's folders are open to nobody else
    file.write_text(user + configuration.replace("/srv/snapshot", str(snapshot)).replace("127.0.0.1:8105", f"127.0.0.1:{port}"))
    log = file.with_suffix(".log")
    with log.open("wb") as stream:
        process = subprocess.Popen([program, "-e", "stderr", "-c", str(file)], stdout=stream, stderr=stream)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(f"{address}/robots.txt").close()
                break
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"nginx did not start:\n{log.read_text(errors='replace')}", pytrace=False)
            time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)
