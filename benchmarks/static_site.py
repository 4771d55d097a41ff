"""The whole public site as static files: what it takes to write it."""

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.report import Row, Section, Target
from benchmarks.site import manage

MOST_SECONDS = 60
COMPRESSED = (".gz", ".br")


def section(environ: dict[str, str], directory: Path) -> Section:
    """Write the site, and count what was written."""
    if "snapshot" not in manage(environ, "help", "--commands").split():
        return Section("snapshot", [], ["manage.py has no command snapshot here"])
    target = directory / "snapshot"
    began = time.monotonic()
    manage(environ, "snapshot", str(target))
    figures = {"s": time.monotonic() - began} | dict(_sizes(target))
    return Section("snapshot", [Row("the whole site", figures, {"s": Target(MOST_SECONDS)})])


def _sizes(target: Path) -> Iterator[tuple[str, float]]:
    files = [path for path in target.rglob("*") if path.is_file()]
    plain = [path for path in files if path.suffix not in COMPRESSED]
    yield "files", len(plain)
    yield "MiB", sum(path.stat().st_size for path in plain) / 2**20
    for suffix in COMPRESSED:
        yield f"MiB {suffix}", sum(path.stat().st_size for path in files if path.suffix == suffix) / 2**20
