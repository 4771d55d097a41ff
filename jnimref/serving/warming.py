"""Have the pages that readers open first in memory before the first of them comes: after a start, in the background."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from wsgiref.util import setup_testing_defaults

from django.db import Error

logger = logging.getLogger(__name__)
AGAIN_AFTER_S = 5  # seconds after which a round that the database ended is begun again
NICENESS = 10  # of the thread: whoever asks for a page goes first


class Warming:
    """One round through the first pages, a process."""

    def __init__(self) -> None:
        self._process = 0
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._plan: Callable[[], None] | None = None

    def plan(self, ask: Callable[[str], None], addresses: Callable[[], Iterable[str]]) -> None:
        """Say how a page is asked for, and which. Nothing is done before `start`."""
        self._plan = lambda: _round(ask, addresses)

    def start(self) -> None:
        """Begin the round, once a process: a fork takes no threads along."""
        if self._plan is None or self._process == os.getpid():
            return
        with self._lock:
            if self._process != os.getpid():
                self._process, self._done = os.getpid(), threading.Event()
                threading.Thread(target=self._run, name="warming", daemon=True).start()

    @property
    def is_done(self) -> bool:
        """Whether the round has ended, or none was planned."""
        return self._plan is None or (self._process == os.getpid() and self._done.is_set())

    def _run(self) -> None:
        with suppress(OSError, AttributeError):  # where the system has no such thing as a thread's niceness
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        try:
            while self._plan and not self._is_through(self._plan):
                time.sleep(AGAIN_AFTER_S)
        finally:
            self._done.set()

    @staticmethod
    def _is_through(plan: Callable[[], None]) -> bool:
        try:
            plan()
        except Error as error:
            logger.warning("The first pages are made when the database answers: %s", " ".join(str(error).split()))
            return False
        return True


def _round(ask: Callable[[str], None], addresses: Callable[[], Iterable[str]]) -> None:
    for address in addresses():
        began = time.monotonic()
        ask(address)
        time.sleep(time.monotonic() - began)  # half of the time is for whoever else asks


def asker(application: Callable[..., Iterable[bytes]], host: str, scheme: str, accepted: str = "br") -> Callable[[str], None]:
    """Return a function that asks an application for an address as a browser would that goes to this host."""

    def ask(address: str) -> None:
        environ: dict[str, object] = {
            "PATH_INFO": address,
            "HTTP_HOST": host,
            "HTTP_ACCEPT_ENCODING": accepted,
            "REMOTE_ADDR": "",
        }
        if scheme == "https":
            environ["HTTP_X_FORWARDED_PROTO"] = scheme
        setup_testing_defaults(environ)
        with suppress(Exception):  # a page that fails is a reader's to see and the log's to tell, not a reason not to start
            for _ in application(environ, lambda *_: None):
                pass

    return ask


WARMING = Warming()  # this process's
