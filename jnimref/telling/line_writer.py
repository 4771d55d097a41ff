"""Write many lines without making anybody wait: they are gathered, and a thread writes them four times a second.

A write gives up Python's lock, and whoever wrote waits until another thread gives it back: a write in each request cost pages
from memory a quarter of their rate.
"""

import os
import sys
import threading
import time
from collections import deque

EVERY_S = 0.25
MOST_LINES = 20_000  # kept while nobody takes what is written; beyond, the oldest are given up
PIECE = 4096  # bytes that a pipe takes in one piece, so that two workers' lines are not mixed (PIPE_BUF of Linux)


class LineWriter:
    """Lines for standard error."""

    def __init__(self) -> None:
        self._lines: deque[bytes] = deque(maxlen=MOST_LINES)
        self._process = 0
        self._lock = threading.Lock()

    def __call__(self, line: str) -> None:
        """Have a line written soon."""
        self._lines.append(line.encode() + b"\n")
        if self._process != os.getpid():
            self._start()

    def flush(self) -> None:
        """Write what there is."""
        with self._lock:
            piece = b""
            while self._lines:
                line = self._lines.popleft()
                if len(piece) + len(line) > PIECE:
                    _write(piece)
                    piece = b""
                piece += line
            _write(piece)

    def _start(self) -> None:
        """Begin to write, once a process: a fork takes no threads along."""
        with self._lock:
            if self._process != os.getpid():
                self._process = os.getpid()
                threading.Thread(target=self._run, name="log", daemon=True).start()

    def _run(self) -> None:
        while True:
            time.sleep(EVERY_S)
            self.flush()


def _write(piece: bytes) -> None:
    while piece:
        piece = piece[os.write(sys.stderr.fileno(), piece) :]


LINES = LineWriter()  # this process's
