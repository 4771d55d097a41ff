"""Clients that keep their connections: each asks again and again, and notes what came back."""

import select
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

TIMEOUT_S = 60


@dataclass(frozen=True)
class Reply:
    """What a request came to: moments in monotonic seconds; status 0 and the reason where there was no whole answer."""

    path: str
    sent: float
    received: float
    status: int
    body: bytes = b""
    reason: str = ""
    opened: float = 0.0  # when its connection was made

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.received - self.sent


class Client:
    """One reader with one connection, made anew where the server has closed it between two requests.

    `keep_alive` False: a connection for each request.
    """

    def __init__(self, port: int, keep_alive: bool = True, accept_encoding: str = "identity") -> None:
        self.port, self.keep_alive = port, keep_alive
        self.headers = {"Accept-Encoding": accept_encoding} | ({} if keep_alive else {"Connection": "close"})
        self.last_headers: dict[str, str] = {}
        self._connection: HTTPConnection | None = None
        self._opened = 0.0

    def get(self, path: str) -> Reply:
        """Ask once; whatever goes wrong is in the reply."""
        began = time.monotonic()
        try:
            connection = self._connected()
            connection.request("GET", path, headers=self.headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException) as error:
            self.close()
            return Reply(path, began, time.monotonic(), 0, reason=f"{type(error).__name__}: {error}", opened=self._opened)
        self.last_headers = {name.lower(): value for name, value in answer.getheaders()}
        if answer.will_close:
            self.close()
        return Reply(path, began, time.monotonic(), answer.status, body, opened=self._opened)

    def close(self) -> None:
        """Close the connection."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _connected(self) -> HTTPConnection:
        kept = self._connection
        # What can be read before anything was asked is the end of the connection (RFC 9112, section 9.5).
        if kept is not None and kept.sock is not None and select.select([kept.sock], [], [], 0)[0]:
            self.close()
        if self._connection is None:
            self._connection, self._opened = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S), time.monotonic()
        return self._connection


def crowd(clients: Sequence[Client], paths: Sequence[str], until: Callable[[], bool], note: Callable[[Reply], None]) -> None:
    """Have all clients ask for all paths in turn, each from another one on, until told to stop; `note` gets each reply."""

    def ask(number: int, client: Client) -> None:
        while not until():
            note(client.get(paths[number % len(paths)]))
            number += 1
        client.close()

    threads = [threading.Thread(target=ask, args=pair) for pair in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of the values do not exceed; 0 of no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
