"""What was measured, beside what it should be: printed as tables, and kept as JSON."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"


@dataclass(frozen=True)
class Target:
    """What a figure should be: at most, or at least, a limit. `of` says of what the limit was measured."""

    limit: float
    at_least: bool = False
    of: str = ""

    def is_met(self, value: float) -> bool:
        """Whether a figure is as it should be."""
        return value >= self.limit if self.at_least else value <= self.limit

    def words(self, value: float) -> str:
        """Say what should be, and whether it is."""
        told = f"{'≥' if self.at_least else '≤'} {self.limit:,.4g}{f' ({self.of})' if self.of else ''}"
        return f"{told}: {'met' if self.is_met(value) else 'NOT MET'}"


@dataclass(frozen=True)
class Row:
    """One thing that was measured: figures by column, and the targets that columns have."""

    name: str
    figures: dict[str, float]
    targets: dict[str, Target] = field(default_factory=dict)
    note: str = ""

    def verdicts(self) -> dict[str, bool]:
        """Return for each column with a target whether it is met."""
        return {column: target.is_met(self.figures[column]) for column, target in self.targets.items()}

    def words(self) -> list[str]:
        """Say what each column with a target should be, and whether it is."""
        return [f"{column} {target.words(self.figures[column])}" for column, target in self.targets.items()]


@dataclass(frozen=True)
class Section:
    """A table: its title, its rows, and what has to be known to read it."""

    title: str
    rows: Sequence[Row]
    remarks: Sequence[str] = ()


def machine() -> dict[str, Any]:
    """Say on what was measured: versions, processors, the commit and whether the files differ from it."""
    git = ["git", "-C", str(ROOT)]
    commit = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    changed = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=False).stdout.strip()
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "commit": f"{commit}{' and changes' if commit and changed else ''}",
        "python": platform.python_version(),
        "django": django.get_version(),
        "system": platform.platform(),
        "processors": processors,
        "load at the start": round(os.getloadavg()[0], 2),
    }


@dataclass
class Report:
    """All that one run measured."""

    machine: dict[str, Any] = field(default_factory=machine)  # as it was when the run began
    sections: dict[str, Section] = field(default_factory=dict)

    def add(self, name: str, section: Section) -> None:
        """Take a section in, and print it."""
        self.sections[name] = section
        print(table(section), flush=True)

    def missed(self) -> list[str]:
        """Return the rows whose target is not met."""
        return [
            f"{section.title}: {row.name}, {_number(row.figures[column])} {row.targets[column].words(row.figures[column])}"
            for section in self.sections.values()
            for row in section.rows
            for column, is_met in row.verdicts().items()
            if not is_met
        ]

    def write(self, began: datetime) -> Path:
        """Write a file of the run into results/, and return it."""
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{began:%Y-%m-%dT%H%M%SZ}.json"
        told: dict[str, Any] = {"date": f"{began:%Y-%m-%dT%H:%M:%SZ}", **self.machine, "missed": self.missed()}
        told["sections"] = {name: asdict(section) for name, section in self.sections.items()}
        path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return path


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def table(section: Section) -> str:
    """Return a section as text."""
    columns = list(dict.fromkeys(column for row in section.rows for column in row.figures))
    width = max([len(row.name) for row in section.rows] + [10])
    lines = ["", f"── {section.title}", f"{'':{width}} " + " ".join(f"{column:>{max(10, len(column))}}" for column in columns)]
    for row in section.rows:
        cells = [f"{_number(row.figures.get(column)):>{max(10, len(column))}}" for column in columns]
        lines.append("  ".join([f"{row.name:{width}} {' '.join(cells)}", *row.words(), *filter(None, [row.note])]))
    return "\n".join([*lines, *section.remarks])


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == round(value) or value >= 100 else f"{value:.3g}" if value < 1 else f"{value:.1f}"


def spread(values: Sequence[float]) -> float:
    """Return how far values lie apart: half of the range, in per cent of their median."""
    middle = median(values)
    return 50 * (max(values) - min(values)) / middle if middle else 0.0
