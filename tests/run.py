"""Check everything, group by group, to the end: `python -m tests.run [group …]`, which `make test` runs.

Exits 1 if a group fails. A group that needs a program which this machine lacks is skipped and says so; with CI=true in the
environment it fails.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.browser.chromium import find_chromium
from tests.postgresql import find_binaries

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Group:
    """One command, and the program that it needs beside Python: how to find it, and the Debian package that holds it."""

    name: str
    command: list[str]
    find: Callable[[], Path | None] | None = None
    package: str = ""


PYTEST = ["pytest", "--ignore=tests/browser"]
GROUPS = [
    Group("lint", ["ruff", "check", "."]),
    Group("format", ["ruff", "format", "--check", "."]),
    Group("types", ["mypy"]),
    Group("sqlite", PYTEST),
    # The second database has nothing to add to what is said of make.
    Group(
        "postgresql",
        [*PYTEST, "--ignore=tests/test_makefile.py", "--ignore=tests/test_run.py", "-p", "tests.postgresql"],
        find_binaries,
        "postgresql",
    ),
    Group("browser", ["pytest", "tests/browser"], find_chromium, "chromium"),
]


def run(group: Group) -> str:
    """Run one group and return how it ended: passed, failed or skipped."""
    print(f"\n── {group.name}: {' '.join(group.command)}", flush=True)
    if group.find and group.find() is None:
        strict = os.environ.get("CI") == "true"
        result = "failed" if strict else "skipped"
        print(f"{result}: {group.name} needs a program that is not installed: apt-get install {group.package}", flush=True)
        return result
    # Each group chooses its own database: the one of the environment may hold somebody's work.
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run([sys.executable, "-m", *group.command], cwd=ROOT, env=environ, check=False)
    return "failed" if done.returncode else "passed"


def main(names: list[str]) -> int:
    """Run the groups that are named, or all; return the exit status."""
    known = [group.name for group in GROUPS]
    if unknown := [name for name in names if name not in known]:
        print(f"no such group: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    results = []
    for group in GROUPS:
        if not names or group.name in names:
            began = time.monotonic()
            results.append((group.name, run(group), time.monotonic() - began))
    print("\n── summary")
    for name, result, seconds in results:
        print(f"{name:12} {result:8} {seconds:6.1f} s")
    return int(any(result == "failed" for _, result, _ in results))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
