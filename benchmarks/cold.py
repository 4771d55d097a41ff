"""Pages that are not in memory: milliseconds with one client, beside Datasette in the same rounds; the first after an edit."""

import json
import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import peers
from benchmarks.clients import Client, percentile
from benchmarks.report import Row, Section, Target
from benchmarks.site import application, module, processor_seconds_of

ROUNDS = 25
EDITED_ROUNDS = 7
BEYOND_HEALTH_MS = 10


@dataclass
class Page:
    """A page that is made anew each time: milliseconds of each round, and the queries and bytes of the last."""

    name: str
    client: Client
    path: str
    ms: list[float] = field(default_factory=list)
    edited_ms: list[float] = field(default_factory=list)
    processor_ms: list[float] = field(default_factory=list)
    processor: float = 0.0
    queries: int = 0
    size: int = 0

    def ask(self) -> float:
        """Ask once; return the milliseconds."""
        reply = self.client.get(self.path)
        if not reply.status:  # a server may close a connection that is kept in the moment in which it is used
            reply = self.client.get(self.path)
        if reply.status != (404 if self.name == "not found" else 200):
            raise RuntimeError(f"{self.path}: {reply.status} {reply.reason}")
        self.queries = int(self.client.last_headers.get("x-queries", 0))
        self.size = len(reply.body)
        self.processor = float(self.client.last_headers.get("x-processor-ms", 0))
        return 1000 * reply.seconds


def section(environ: dict[str, str], database: Path, directory: Path) -> Section:
    """Measure pages that are not in memory, by one client, beside Datasette in the same rounds; and the first after an edit."""
    addresses = json.loads(module(environ, "addresses"))
    with ExitStack() as stack:
        site = stack.enter_context(application("benchmarks.uncached", environ, directory / "cold.log", workers=1))
        client = Client(site.port)
        pages = [Page(name, client, path) for name, path in addresses.items()]
        asked = list(pages)
        peer = None
        if (server := peers.datasette(database, directory)) is not None:
            peer = stack.enter_context(server)
            asked.append(Page(peers.DATASETTE_PAGE, Client(peer.port), f"/{database.stem}/{peers.TABLE}"))
        for page in asked:
            page.ask()  # templates are compiled, what is computed once a revision is computed
        before = processor_seconds_of(peer.process.pid) if peer else 0.0
        for _ in range(ROUNDS):
            for page in asked:
                page.ms.append(page.ask())
                page.processor_ms.append(page.processor)
        if peer:  # it does not say what a request took
            asked[-1].processor_ms = [1000 * (processor_seconds_of(peer.process.pid) - before) / ROUNDS]
        for _ in range(EDITED_ROUNDS):
            for page in pages:
                _advance_revision(database)
                page.edited_ms.append(page.ask())
    medians = {page.name: median(page.ms) for page in asked}
    remarks = [
        f"one client, a connection that is kept, {ROUNDS} rounds, medians",
        "“processor”: of that, what the server took itself, whatever else the machine does",
        "“edited”: the first request after a change, which computes anew what is computed once a revision",
    ]
    return Section("first rendering, cold", [_cold_row(page, medians) for page in asked], remarks)


def _cold_row(page: Page, medians: dict[str, float]) -> Row:
    figures = {"p50 ms": medians[page.name], "p99 ms": percentile(page.ms, 0.99)}
    figures["processor ms"] = median(page.processor_ms)
    if page.edited_ms:
        figures |= {"edited ms": median(page.edited_ms), "queries": page.queries, "KiB": page.size / 1024}
    return Row(page.name, figures, _targets(page.name, medians))


def _targets(name: str, medians: dict[str, float]) -> dict[str, Target]:
    if name in ("first page", "chapter") and peers.DATASETTE_PAGE in medians:
        return {"p50 ms": Target(medians[peers.DATASETTE_PAGE], of="Datasette")}
    if name in ("claim", "question"):
        return {"p50 ms": Target(medians["health"] + BEYOND_HEALTH_MS, of=f"/healthz and {BEYOND_HEALTH_MS} ms")}
    if name == "not found":
        return {"p50 ms": Target(medians["claim"], of="a claim")}
    return {}


def _advance_revision(database: Path) -> None:
    with sqlite3.connect(database, timeout=20) as connection:
        connection.execute("UPDATE sources_revision SET number = number + 1")
    connection.close()
