"""Know the revision of the data without asking the database in each request."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread

INTERVAL = 0.25  # seconds between two looks
SHOWN_ON = 0.7  # seconds from a look on for which what it found may be shown although another is known, while that is made
TRUSTED = 0.9  # seconds for which a look holds; with what an answer takes, an edit shows within one


class RevisionWatch:
    """A thread a process that reads the revision, four times a second, on a connection of its own.

    `read` returns the revision, or raises where the database does not answer.
    """

    def __init__(self, read: Callable[[], int], interval: float = INTERVAL) -> None:
        self._read, self._interval = read, interval
        self._number: int | None = None
        self._seen = 0.0  # when the look began that found the number
        self._former: tuple[int, float] = (-1, 0.0)  # the number before, and when the last look began that found it
        self._began = time.monotonic()
        self._process = 0
        self._lock = Lock()
        self._stopped = Event()

    def start(self) -> None:
        """Start looking, once a process: a fork takes no threads along."""
        if self._process == os.getpid():
            return
        with self._lock:
            if self._process != os.getpid():
                self._process, self._number, self._began = os.getpid(), None, time.monotonic()
                self._stopped = Event()
                Thread(target=self._look, args=(self._stopped,), name="revision watch", daemon=True).start()

    def answers(self, within: float) -> bool:
        """Whether the database answers, waiting for the first look so many seconds at most."""
        self.start()
        until = time.monotonic() + within
        while self._number is None and time.monotonic() < until:
            time.sleep(0.02)
        number, stale = self.known()
        return number is not None and not stale

    def stop(self) -> None:
        """Stop looking."""
        self._stopped.set()
        self._process = 0

    def known(self) -> tuple[int | None, bool]:
        """Return the revision last seen (None before the first look), and whether that is too long ago to be trusted."""
        return self._number, time.monotonic() - self._seen > TRUSTED

    def still_holds(self, number: int) -> bool:
        """Whether a revision is the last but one, and was current so lately that it may still be shown."""
        former, seen = self._former
        return number == former and time.monotonic() - seen <= SHOWN_ON

    def silence(self) -> float:
        """Return the seconds for which the database has not answered, counted from the start where it never did."""
        return time.monotonic() - max(self._seen, self._began)

    def learn(self, number: int, seen: float) -> None:
        """Note a revision that somebody read; `seen` is the moment (monotonic seconds) before it was read."""
        with self._lock:
            if self._number is None or number >= self._number:
                if self._number is not None and number > self._number:
                    self._former = (self._number, self._seen)
                self._number, self._seen = number, max(seen, self._seen)

    def _look(self, stopped: Event) -> None:
        while not stopped.is_set():
            began = time.monotonic()
            # Whatever the driver raises: a look that fails leaves the last one to grow old, and that is what is asked.
            with suppress(Exception):
                self.learn(self._read(), began)
            stopped.wait(self._interval)


def _read() -> int:
    """Return the revision that public pages are read with, on a connection that is given up where it fails."""
    from jnimref.serving.replica import from_one_that_answers
    from sources.revision import current_revision

    return from_one_that_answers(current_revision)


WATCH = RevisionWatch(_read)  # this process's
