"""What the site counts for Prometheus, over all workers: METRICS_PORT says where it is told, this machine alone unless told else.

Workers write into files of their own in one folder; a process beside them (exporter.py) adds them up when it is asked.
This is imported where METRICS_PORT is set, and nowhere else.
"""

import threading
import time
from collections.abc import Callable

from prometheus_client import Counter, Gauge, Histogram

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The counters of this process."""

    def __init__(self) -> None:
        self.requests = Counter("jnimref_requests", "Requests answered", ["kind", "status"])
        self.seconds = Histogram("jnimref_request_seconds", "Seconds to the answer's head", ["cache"], buckets=SECONDS)
        self.kept_bytes = Gauge("jnimref_page_cache_bytes", "Bytes of pages in memory", multiprocess_mode="livesum")
        self.kept_pages = Gauge("jnimref_page_cache_pages", "Pages in memory", multiprocess_mode="livesum")
        self.revision = Gauge("jnimref_revision", "Revision of the data that is served", multiprocess_mode="livemax")
        # Nought is what a process says that has nothing to say, such as the one that starts the workers.
        self.gone = Gauge("jnimref_database_gone", "1 if a worker has no answer from its database", multiprocess_mode="livemax")
        self.workers = Gauge("jnimref_workers", "Workers that take requests", multiprocess_mode="livesum")
        self._requests: dict[tuple[str, str], Callable[[], None]] = {}
        self._seconds: dict[str, Callable[[float], None]] = {}

    def count(self, kind: str, cache: str, status: str, seconds: float) -> None:
        """Count a request: the kind of page, how it was kept, the status as three digits, what it took."""
        count = self._requests.get((kind, status))
        if count is None:
            count = self._requests[kind, status] = self.requests.labels(kind, status).inc
        observe = self._seconds.get(cache)
        if observe is None:
            observe = self._seconds[cache] = self.seconds.labels(cache or "none").observe
        count()
        observe(seconds)

    def note(self, revision: int | None, is_gone: bool, kept_bytes: int, kept_pages: int) -> None:
        """Note the state of the worker: the revision it knows, whether the database does not answer, what it keeps."""
        self.workers.set(1)
        self.gone.set(int(is_gone))
        self.kept_bytes.set(kept_bytes)
        self.kept_pages.set(kept_pages)
        if revision is not None:
            self.revision.set(revision)

    def report(self, state: Callable[[], tuple[int | None, bool, int, int]]) -> None:
        """Note the state of the worker, as `state` gives it, once a second from now on, whatever the requests wait for."""

        def look() -> None:
            while True:
                self.note(*state())
                time.sleep(1)

        threading.Thread(target=look, name="metrics", daemon=True).start()
