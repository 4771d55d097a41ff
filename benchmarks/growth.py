"""The site with many times the data: pages, memory, load and dump, beside the same with the shipped data."""

import json
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.clients import Client
from benchmarks.cold import Page
from benchmarks.commands import counted
from benchmarks.report import Row, Section, Target
from benchmarks.site import application, environment, manage, memory_of, module, published

ROUNDS = 7
FIXED = ("first page", "claim", "question", "reader", "map", "about", "method", "not found")  # whatever the data, of one size
DATA = ("sitemap",)  # no page
MOST_TIMES = 1.2  # of the milliseconds of a page of fixed size
MOST_MS, MOST_KB = 150, 200  # of pages that list
MOST_MEMORY = 1.5
WARM_WITHIN_S = 120
MORE_QUERIES = 20  # that a load may take with any number of rows


@dataclass
class Site:
    """A site with so many times the data: its environment, its addresses, and what commands took."""

    environ: dict[str, str]
    addresses: dict[str, str] = field(default_factory=dict)
    took: dict[str, dict[str, float]] = field(default_factory=dict)
    memory: float = 0.0

    def make(self, directory: Path) -> None:
        """Make its database and dump it, and note what that took."""
        self.took["migrate"] = counted(self.environ, "migrate", "--verbosity", "0")
        self.took["load"] = counted(self.environ, "load", "--verbosity", "0")
        self.took["load again"] = counted(self.environ, "load", "--verbosity", "0")
        self.took["dump"] = counted(self.environ, "dump", "--to", str(directory / "dumped"))
        self.addresses = json.loads(module(self.environ, "addresses"))


def sections(directory: Path, times: int) -> list[tuple[str, Section]]:
    """Measure the site with its own data and with so many times as much."""
    if find_spec("benchmarks.multiply") is None:
        return [(f"growth{times}", Section(f"{times} times the data", [], ["there is no benchmarks.multiply here"]))]
    home = directory / f"times{times}"
    home.mkdir()
    once = Site(environment(f"sqlite:///{home / 'once.sqlite3'}"))
    module(once.environ, "multiply", str(times), str(home / "fixtures"))
    more = Site(environment(f"sqlite:///{home / 'more.sqlite3'}", home / "fixtures"))
    manage(once.environ, "collectstatic", "--noinput", "--verbosity", "0")
    for name, site in (("once", once), ("more", more)):
        site.make(home / name)
        site.memory = worker_memory(site, home / f"{name}.log")
    return [(f"growth{times}", pages(once, more, times, home)), (f"commands{times}", commands(once, more, times))]


def pages(once: Site, more: Site, times: int, directory: Path) -> Section:
    """Ask both sites for every page in turn, without pages in memory."""
    pairs: list[tuple[Page, Page]] = []
    with ExitStack() as stack:
        servers = [
            stack.enter_context(application("benchmarks.uncached", site.environ, directory / f"cold{number}.log", workers=1))
            for number, site in enumerate((once, more))
        ]
        one, other = (Client(server.port) for server in servers)
        pairs = [(Page(name, one, path), Page(name, other, more.addresses[name])) for name, path in once.addresses.items()]
        for page in (page for pair in pairs for page in pair):
            page.ask()  # templates are compiled, what is computed once a revision is computed
        for _ in range(ROUNDS):
            for page in (page for pair in pairs for page in pair):
                page.ms.append(page.ask())
    rows = [*(_row(before, after, times) for before, after in pairs), _memory(once, more, times)]
    remarks = [f"one client, {ROUNDS} rounds, medians; the largest page of a kind in each"]
    return Section(f"pages with {times} times the data, cold", rows, remarks)


def _row(before: Page, after: Page, times: int) -> Row:
    ms, more_ms = median(before.ms), median(after.ms)
    figures = {"ms": ms, f"ms at {times}×": more_ms, "times": more_ms / ms}
    figures |= {"KB": before.size / 1000, f"KB at {times}×": after.size / 1000}
    figures |= {"queries": before.queries, f"queries at {times}×": after.queries}
    lists = {f"ms at {times}×": Target(MOST_MS), f"KB at {times}×": Target(MOST_KB)}
    return Row(
        before.name, figures, {"times": Target(MOST_TIMES)} if before.name in FIXED else {} if before.name in DATA else lists
    )


def _memory(once: Site, more: Site, times: int) -> Row:
    figures = {"MiB": once.memory, f"MiB at {times}×": more.memory, "times": more.memory / once.memory}
    return Row("largest worker", figures, {"times": Target(MOST_MEMORY)})


def commands(once: Site, more: Site, times: int) -> Section:
    """Say what the load and the dump of both sites took."""
    rows = []
    for name in ("load", "load again", "dump"):
        before, after = once.took[name], more.took[name]
        figures = {"s": before["s"], f"s at {times}×": after["s"]}
        figures |= {"queries": before["queries"], f"queries at {times}×": after["queries"]}
        figures |= {"MiB": before["MiB"], f"MiB at {times}×": after["MiB"]}
        linear = Target(before["s"] * times * MOST_TIMES, of=f"{times} times as long, and a fifth")
        few = Target(before["queries"] + MORE_QUERIES, of=f"as many, and {MORE_QUERIES}")
        rows.append(Row(name, figures, {f"s at {times}×": linear, f"queries at {times}×": few}))
    return Section(f"commands with {times} times the data", rows)


def worker_memory(site: Site, log: Path) -> float:
    """Return the MiB of the largest worker once every page was asked for and, minutes aside, the first are in memory."""
    with published(site.environ, log, until="/healthz") as server:
        client = Client(server.port, keep_alive=False)
        for address in [*site.addresses.values()] * 4:
            client.get(address)
        until = time.monotonic() + WARM_WITHIN_S
        while client.get("/readyz").status != 200 and time.monotonic() < until:
            time.sleep(1)
        return max(memory_of(pid) for pid in server.workers())
