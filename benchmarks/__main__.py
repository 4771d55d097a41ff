"""Measure the site: `make bench`, or `make bench ONLY="speed dearest"`. README.md in this folder says what each part measures."""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from benchmarks import cold, dearest, growth, odd_input, speed, static_site
from benchmarks.commands import commands
from benchmarks.report import ROOT, Report, Section, now
from benchmarks.site import environment, prepare

ROUNDS = 3


class Bench:
    """The parts by name, and the site that they share, which is made when the first of them asks for it."""

    def __init__(self, directory: Path, rounds: int) -> None:
        self.directory, self.rounds = directory, rounds
        self.database = directory / "site.sqlite3"
        self.parts: dict[str, Callable[[], Sequence[tuple[str, Section]]]] = {
            "commands": lambda: [("commands", commands(directory))],
            "speed": lambda: [("speed", speed.section(self.environ, self.database, directory, self.rounds))],
            "cold": lambda: [("cold", cold.section(self.environ, self.database, directory))],
            "dearest": lambda: [("dearest", dearest.section(self.environ, directory))],
            "input": lambda: [("input", odd_input.section())],
            "snapshot": lambda: [("snapshot", static_site.section(self.environ, directory))],
            "growth": lambda: growth.sections(directory, 10),
            "growth100": lambda: growth.sections(directory, 100),
        }

    @cached_property
    def environ(self) -> dict[str, str]:
        """The environment of a site with the shipped profile in a database of its own."""
        environ = environment(f"sqlite:///{self.database}")
        prepare(environ)
        return environ


UNASKED = ("growth100",)  # takes long, and is measured where it is named


def main() -> None:
    """Measure the parts that are named, or all; print tables, and keep the figures in results/."""
    began = now()
    with tempfile.TemporaryDirectory(prefix="jnimref-bench-") as directory:
        parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the site.")
        bench = Bench(Path(directory), ROUNDS)
        parser.add_argument("part", nargs="*", choices=[*bench.parts, []], help="all but growth100 unless named")
        parser.add_argument("--rounds", type=int, default=ROUNDS, help="of the speed")
        asked = parser.parse_args()
        bench.rounds = asked.rounds
        report = Report()
        print(", ".join(f"{name} {value}" for name, value in report.machine.items()))
        for part in asked.part or [name for name in bench.parts if name not in UNASKED]:
            for name, section in bench.parts[part]():
                report.add(name, section)
                kept = report.write(began)
    print(f"\nkept in {kept.relative_to(ROOT)}")
    missed = report.missed()
    print("\n".join(["every target is met"] if not missed else [f"{len(missed)} targets are not met:", *missed]))


if __name__ == "__main__":
    main()
