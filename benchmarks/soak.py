"""Readers while a curator edits and a worker dies: `python -m benchmarks.soak`. Exits 1 unless what must hold held.

Sixteen clients ask for the first page, a chapter, a claim and a search; every second the title of a chapter, which stands in the
menu of every page, gets another number; in the middle a worker is killed. No answer may fail but those in flight on that worker,
no page that is asked for one second after an edit may lack it, and the memory of a worker that lives on stays what it was.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from benchmarks.clients import Client, Reply, crowd, percentile
from benchmarks.site import Server, environment, memory_of, module, prepare, published

CLIENTS = 16
PAGES = ("first page", "chapter", "claim", "search")
SETTLE_S = 3  # before memory is compared, every page has been made in every encoding that is asked for
MOST_GROWTH = 1.10  # of a worker's memory
OLDEST_S = 1.0
NUMBER = re.compile(rb"Edition (\d+) of a chapter")
DATABASES = ("sqlite", "postgresql")


CLOSED_WITHIN_S = 0.25  # from a worker's end to a reader's learning that its connection is closed


@dataclass
class Soak:
    """What was noted: replies with the number of the edit that their page shows, edits by moment, deaths, memory by worker."""

    began: float = 0.0
    killed: float = 0.0
    died: float = 0.0  # when the killed worker's connections had been closed
    replies: list[tuple[Reply, int]] = field(default_factory=list)
    edits: list[float] = field(default_factory=list)  # when the edit of that number had been committed
    memory: list[tuple[float, dict[int, float]]] = field(default_factory=list)

    def failed(self) -> list[Reply]:
        """Return what failed, but for requests in flight on the killed worker."""
        return [reply for reply in self._failures() if not self._went_along(reply)]

    def _went_along(self, reply: Reply) -> bool:
        """Whether a request stood on a connection that may have been the killed worker's, and was cut off as that died."""
        died = max(self.killed, self.died)
        return reply.opened <= died and reply.sent <= died + CLOSED_WITHIN_S and self.killed <= reply.received + 0.05

    def in_flight(self) -> int:
        """Return how many requests were cut off with the killed worker."""
        return len(self._failures()) - len(self.failed())

    def _failures(self) -> list[Reply]:
        return [reply for reply, number in self.replies if reply.status != 200 or number < 0]

    def ages(self) -> list[float]:
        """Return for each page that lacks an edit how many seconds before it was asked for the edit had been committed."""
        ages = []
        for reply, number in self.replies:
            if 0 <= number < bisect_right(self.edits, reply.sent) - 1:
                ages.append(reply.sent - self.edits[number + 1])
        return ages

    def oldest(self) -> float:
        """Return the most seconds for which an edit was not seen."""
        return max(self.ages(), default=0.0)

    def growth(self) -> float:
        """Return the memory at the end over that after the first seconds, of the worker that lived on for longest."""
        lived: dict[int, list[tuple[float, float]]] = {}
        for moment, workers in self.memory:
            for pid, size in workers.items():
                lived.setdefault(pid, []).append((moment, size))
        if not lived:
            return 0.0
        longest = max(lived.values(), key=len)
        settled = [size for moment, size in longest if moment > self.began + SETTLE_S] or [longest[-1][1]]
        part = max(1, len(settled) // 4)
        return median(settled[-part:]) / median(settled[:part])

    def figures(self) -> dict[str, float]:
        """Return what is reported: counts, milliseconds, a ratio, MiB."""
        answered = [reply.seconds for reply, number in self.replies if number >= 0]
        seconds = max(reply.received for reply, _ in self.replies) - self.began
        return {
            "requests": len(self.replies),
            "requests a second": len(self.replies) / seconds,
            "p50 ms": 1000 * percentile(answered, 0.5),
            "p99 ms": 1000 * percentile(answered, 0.99),
            "slowest ms": 1000 * max(answered, default=0),
            "edits": len(self.edits) - 1,
            "cut off with the killed worker": self.in_flight(),
            "failed otherwise": len(self.failed()),
            "oldest page ms": 1000 * self.oldest(),
            "memory at the end over that at the start": self.growth(),
            "largest worker MiB": max((size for _, workers in self.memory for size in workers.values()), default=0),
        }


def soak(server: Server, paths: Sequence[str], seconds: float) -> Soak:
    """Run the soak on a site that serves the database of this process (Django is set up), and return what was noted."""
    noted = Soak()
    edit(0)
    noted.edits.append(time.monotonic())
    time.sleep(OLDEST_S + 0.5)
    noted.began = time.monotonic()
    ended = threading.Event()

    def note(reply: Reply) -> None:
        found = NUMBER.search(reply.body)
        noted.replies.append((replace(reply, body=b""), int(found[1]) if found else -1))

    def disturb() -> None:
        for second in range(1, int(seconds)):
            time.sleep(max(0.0, noted.began + second - time.monotonic()))
            edit(second)
            noted.edits.append(time.monotonic())
            noted.memory.append((time.monotonic(), {pid: memory_of(pid) for pid in server.workers()}))
            if second == int(seconds) // 2:
                time.sleep(0.5)
                worker = server.workers()[0]
                noted.killed = time.monotonic()
                os.kill(worker, signal.SIGKILL)
                while _is_alive(worker):
                    time.sleep(0.001)
                noted.died = time.monotonic()
        time.sleep(max(0.0, noted.began + seconds - time.monotonic()))
        ended.set()

    disturber = threading.Thread(target=disturb)
    disturber.start()
    crowd([Client(server.port) for _ in range(CLIENTS)], paths, ended.is_set, note)
    disturber.join()
    return noted


def _is_alive(pid: int) -> bool:
    """Whether a process has not come to its end yet: one that has, and that nobody has reaped, holds no connection."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        threads = len(list(Path(f"/proc/{pid}/task").iterdir()))
    except OSError:
        return False
    return state not in "ZX" or threads > 1  # its first thread may have ended before the others


def edit(number: int) -> None:
    """Give the chapter that stands last another title, as a curator does."""
    from django.db import connection, transaction

    from profiles.models import Topic
    from sources.revision import advance_revision

    with transaction.atomic():
        Topic.objects.filter(pk=Topic.objects.order_by("-order", "-slug").values_list("pk", flat=True)[0]).update(
            title=f"Edition {number} of a chapter"
        )
        advance_revision()
    connection.close()


@contextmanager
def empty_database(kind: str, directory: Path) -> Iterator[str]:
    """Give the address of an empty database of a kind."""
    if kind == "sqlite":
        yield f"sqlite:///{directory / 'site.sqlite3'}"
        return
    from tests.postgresql import find_binaries, server

    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL's server is not installed: apt-get install postgresql")
    with server(binaries) as own:
        yield own.url()


def run_on(url: str, directory: Path, seconds: int) -> Soak:
    """Run the soak on an empty database, and set Django up for it: once a process."""
    import django

    environ = environment(url)
    prepare(environ)
    os.environ |= environ
    django.setup()
    addresses = json.loads(module(environ, "addresses"))
    with published(environ, directory / "log") as server:
        return soak(server, [addresses[page] for page in PAGES], seconds)


def shortcomings(noted: Soak) -> Iterator[str]:
    """Yield what must hold and did not."""
    for reply in noted.failed()[:10]:
        yield f"{reply.path} failed {reply.sent - noted.began:.2f} s after the start: {reply.reason or reply.status}"
    if noted.oldest() > OLDEST_S:
        yield f"a page lacked an edit {noted.oldest():.2f} s after it"
    if noted.growth() > MOST_GROWTH:
        yield f"a worker's memory grew to {noted.growth():.2f} of what it was"


def main() -> None:
    """Run it on each database in a process of its own: Django has one default database a process."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.soak", description="Readers while a curator edits and a worker dies."
    )
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--database", choices=DATABASES, help="one of the two alone")
    parser.add_argument("--url", help="an empty database, instead of one that is made")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args()
    if asked.url is None and asked.database is None:
        again = [sys.executable, "-m", "benchmarks.soak", f"--seconds={asked.seconds}", *(["--json"] if asked.json else [])]
        sys.exit(max(subprocess.run([*again, f"--database={kind}"], check=False).returncode for kind in DATABASES))
    with tempfile.TemporaryDirectory(prefix="jnimref-soak-") as directory, ExitStack() as stack:
        url = asked.url or stack.enter_context(empty_database(asked.database, Path(directory)))
        noted = run_on(url, Path(directory), asked.seconds)
    if asked.json:
        print(json.dumps(noted.figures()))
    else:
        print(f"\nsoak of {asked.seconds} s on {asked.database or 'a database'}, {CLIENTS} clients")
        for name, value in noted.figures().items():
            print(f"{name:42} {value:10,.2f}")
    missed = list(shortcomings(noted))
    for words in missed:
        print(f"not met: {words}", file=sys.stderr)
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
