"""What commands take: seconds, queries, memory."""

import json
from pathlib import Path

from benchmarks.report import Row, Section
from benchmarks.site import environment, module

COMMANDS = {
    "start Django": ("check",),
    "migrate": ("migrate", "--verbosity", "0"),
    "load, empty database": ("load", "--verbosity", "0"),
    "load, nothing to do": ("load", "--verbosity", "0"),
    "audit": ("audit",),
}


def counted(environ: dict[str, str], *command: str) -> dict[str, float]:
    """Run a command of manage.py in a process of its own; return its seconds, queries and MiB."""
    found: dict[str, float] = json.loads(module(environ, "counted", *command))
    return found


def commands(directory: Path, fixtures: Path | None = None) -> Section:
    """Measure each command on a fresh database."""
    environ = environment(f"sqlite:///{directory / 'commands.sqlite3'}", fixtures)
    rows = [Row(name, counted(environ, *command)) for name, command in COMMANDS.items()]
    return Section("commands", [*rows, Row("dump", counted(environ, "dump", "--to", str(directory / "dumped")))])
