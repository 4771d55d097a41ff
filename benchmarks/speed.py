"""Pages from memory: requests a second with 16 clients, milliseconds with one, beside peers in the same rounds."""

import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import peers, wrk
from benchmarks.clients import Client
from benchmarks.report import Row, Section, Target, spread
from benchmarks.site import Server, module, published

CLIENTS = 16
SECONDS = 2  # of load in each round
SECONDS_ALONE = 1
LEAST_RATIO = 0.85  # of what the bare application answers
FROM_MEMORY = ("first page", "chapter", "claim", "reader", "map")
ALSO = ("question", "search", "not found")
JUDGED = {f"our {name}" for name in FROM_MEMORY}
BARE, NGINX, HEALTH = "bare WSGI", "nginx, precompressed", "our /healthz"


@dataclass
class Asked:
    """An address of a server, and what each round came to."""

    name: str
    server: Server
    path: str
    many: list[wrk.Load] = field(default_factory=list)
    alone: list[wrk.Load] = field(default_factory=list)
    beside: list[wrk.Load] = field(default_factory=list)  # what the bare application answered the moment before
    microseconds: list[float] = field(default_factory=list)  # of a processor that a request took

    def ask_by_many(self) -> wrk.Load:
        """Have many clients ask; note what a request took of a processor."""
        before = self.server.processor_seconds()
        load = wrk.measure(self.server.port, self.path, CLIENTS, SECONDS)
        if load.per_second:
            self.microseconds.append(1e6 * (self.server.processor_seconds() - before) / (load.per_second * SECONDS))
        return load


def section(environ: dict[str, str], database: Path, directory: Path, rounds: int) -> Section:
    """Measure the site as it serves the public, and its peers, turn by turn."""
    addresses = json.loads(module(environ, "addresses"))
    with ExitStack() as stack:
        site = stack.enter_context(published(environ, directory / "site.log"))
        asked, remarks = _peers(stack, site, environ, database, directory)
        asked.append(Asked(HEALTH, site, addresses["health"]))
        asked += [Asked(f"our {name}", site, addresses[name]) for name in (*FROM_MEMORY, *ALSO)]
        _fill(site, asked)
        bare = asked[0]
        for _ in range(rounds):
            for page in asked:
                if page.name in JUDGED:  # a busy machine changes its speed within a round
                    page.beside.append(bare.ask_by_many())
                page.many.append(page.ask_by_many())
                page.alone.append(wrk.measure(page.server.port, page.path, 1, SECONDS_ALONE))
    remarks += [f"{CLIENTS} clients by {wrk.tool()}; {rounds} rounds, medians; {wrk.ENCODING}; ±: half of the range"]
    remarks += ["µs: of a processor that the server took for a request, whatever else the machine does"]
    remarks += [f"FAILED: {page.name} {failed:,} times" for page in asked if (failed := _failed(page, addresses))]
    return Section("speed, from memory", [_row(page, bare) for page in asked], remarks)


def _peers(
    stack: ExitStack, site: Server, environ: dict[str, str], database: Path, directory: Path
) -> tuple[list[Asked], list[str]]:
    bare = stack.enter_context(peers.bare(site, environ, directory))
    asked, remarks = [Asked(BARE, bare, "/")], []
    if (server := peers.nginx(site, directory)) is not None:
        asked.append(Asked(NGINX, stack.enter_context(server), "/"))
    else:
        remarks.append("nginx is not installed (apt-get install nginx-light), and is left out")
    if (server := peers.datasette(database, directory)) is not None:
        asked.append(Asked(peers.DATASETTE_PAGE, stack.enter_context(server), f"/{database.stem}/{peers.TABLE}"))
    else:
        remarks.append("Datasette could not be installed, and is left out")
    return asked, remarks


def _fill(site: Server, asked: list[Asked]) -> None:
    """Ask every worker for every page: which of them takes a connection is chance."""
    for page in asked:
        if page.server is site:
            for _ in range(12):
                Client(site.port, keep_alive=False, accept_encoding=wrk.ENCODING).get(page.path)


def _failed(page: Asked, addresses: dict[str, str]) -> int:
    if page.path == addresses["not found"]:
        return 0  # wrk counts what it should answer
    return sum(load.failed for load in [*page.many, *page.alone])


def _row(page: Asked, bare: Asked) -> Row:
    beside = page.beside or bare.many
    ratio = median(own.per_second / least.per_second for own, least in zip(page.many, beside, strict=True))
    figures = {
        "req/s": median(load.per_second for load in page.many),
        "±%": spread([load.per_second for load in page.many]),
        "ratio": ratio,
        "µs": median(page.microseconds),
        "bare µs/µs": median(bare.microseconds) / median(page.microseconds),
        "p50 ms": median(load.p50 for load in page.alone),
        "p99 ms": median(load.p99 for load in page.alone),
    }
    return Row(page.name, figures, {"ratio": Target(LEAST_RATIO, at_least=True)} if page.name in JUDGED else {})
