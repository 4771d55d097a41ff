"""Check everything, group by group, to the end: `python -m tests.run [group …]`, which `make test` runs.

Two groups run beside each other, for a machine with two cores, the next as soon as one has ended; what a group prints is shown
whole when it has ended.
Exits 1 if a group fails. A program that a group needs is installed by .ci/packages if it is missing, where that
can be done; elsewhere the group is skipped and says so, and with CI=true in the environment it fails.
"""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.browser.chromium import find_chromium
from tests.browser.node import find_node, find_npm
from tests.postgresql import find_binaries

ROOT = Path(__file__).resolve().parent.parent
_SAYING = threading.Lock()  # what two groups print is not mixed


@dataclass(frozen=True)
class Program:
    """A program that is not Python's: how to find it, and the Debian package that holds it."""

    find: Callable[[], Path | None]
    package: str


@dataclass(frozen=True)
class Group:
    """One command, and the programs that it needs beside Python."""

    name: str
    command: list[str]
    needs: tuple[Program, ...] = ()


# What has servers die, hang or drown is for `make test-faults`.
PYTEST = ["pytest", "--ignore=tests/browser", "--ignore=tests/faults"]
ONCE = ("makefile", "run", "every_address", "faults", "other_site", "sixth_document", "forty_questions", "navigation", "snapshot")
EVERY_PAGE = "tests/browser/test_every_page.py"
# What they need beside this, they install themselves: tests/browser/node.py.
IN_BROWSER = (Program(find_chromium, "chromium"), Program(find_node, "nodejs"), Program(find_npm, "npm"))
AT_ONCE = 2
# In the order in which they begin, the longest first.
GROUPS = [
    Group("sqlite", PYTEST),
    # The second database has nothing to add to what is said of make, nor to what all addresses of three sites answer.
    Group(
        "postgresql",
        [*PYTEST, *(f"--ignore=tests/test_{name}.py" for name in ONCE), "-p", "tests.postgresql"],
        (Program(find_binaries, "postgresql"),),
    ),
    Group("every-page", ["pytest", EVERY_PAGE], IN_BROWSER),
    Group("browser", ["pytest", "tests/browser", f"--ignore={EVERY_PAGE}"], IN_BROWSER),
    Group("types", ["mypy"]),
    Group("lint", ["ruff", "check", "."]),
    Group("format", ["ruff", "format", "--check", "."]),
]


def install(packages: list[str]) -> None:
    """Install what is missing, where that can be done; else .ci/packages says which command does it."""
    if packages and (bash := shutil.which("bash")):
        subprocess.run([bash, ".ci/packages", *dict.fromkeys(packages)], cwd=ROOT, check=False)


def run(group: Group) -> str:
    """Run one group, print what it said, and return how it ended: passed, failed or skipped."""
    header = f"\n── {group.name}: {' '.join(group.command)}"
    if missing := [program.package for program in group.needs if program.find() is None]:
        strict = os.environ.get("CI") == "true"
        result = "failed" if strict else "skipped"
        _say(f"{header}\n{result}: {group.name} needs what is not installed: apt-get install {' '.join(missing)}")
        return result
    # Each group chooses its own database: the one of the environment may hold somebody's work.
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", *group.command]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
    )
    _say(f"{header}\n{done.stdout.rstrip()}")
    return "failed" if done.returncode else "passed"


def main(names: list[str]) -> int:
    """Run the groups that are named, or all; return the exit status."""
    known = [group.name for group in GROUPS]
    if unknown := [name for name in names if name not in known]:
        print(f"no such group: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    chosen = [group for group in GROUPS if not names or group.name in names]
    install([program.package for group in chosen for program in group.needs if program.find() is None])
    print(f"running {', '.join(group.name for group in chosen)}", flush=True)
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        results = dict(zip([group.name for group in chosen], pool.map(_timed, chosen), strict=True))
    print("\n── summary")
    for group in chosen:
        result, seconds = results[group.name]
        print(f"{group.name:12} {result:8} {seconds:6.1f} s")
    return int(any(result == "failed" for result, _ in results.values()))


def _timed(group: Group) -> tuple[str, float]:
    """Run a group; return how it ended, and its seconds."""
    began = time.monotonic()
    return run(group), time.monotonic() - began


def _say(words: str) -> None:
    with _SAYING:
        print(words, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
