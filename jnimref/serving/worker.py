"""Gunicorn's threaded worker, with its threads kept for requests that have arrived.

Gunicorn gives a connection to a thread as soon as a byte of it is there, and the thread then waits for the rest: a few clients
that send a byte a second hold all of them. Here the main loop gathers a request, and its body where one is taken
(request_bodies.py); a thread gets it whole, never waits for more of it, and has a deadline for a reader that does not
take the answer. Nor does the main loop wait for a client to close a connection that has ended.
"""

import errno
import os
import re
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from typing import Any

from gunicorn import http
from gunicorn.http import wsgi
from gunicorn.workers.gthread import TConn, ThreadWorker

from jnimref.serving.request_bodies import Refused, body_length, has_body
from jnimref.telling.logs import logged_address, read_addresses

HEAD_WITHIN_S = 10.0  # from the connection, or from the first byte of a further request, to the end of the head
BODY_WITHIN_S = 30.0  # for what a curator sends, after its head
LINGER_S = 2.0  # for a client to close a connection that has ended
SEND_WITHIN_S = 30.0  # for a reader to take an answer
LONGEST_HEAD = 64 * 1024  # bytes
MOST_GATHERED = 16 * 1024 * 1024  # bytes of bodies that are awaited at once
MOST_DROPPED = 256 * 1024  # bytes that a client may still send when it has its answer
SEND_BUFFER = 1024 * 1024  # bytes asked for, of which the system grants some: most pages leave a thread at once, taken or not
HEAD_ENDS = b"\r\n\r\n"
EXPECTS = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue", re.IGNORECASE)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class TimedSocket(socket.socket):
    """A connection on which nobody waits for ever: one that takes too long counts as reset by the other side."""

    deadline = 0.0

    def setblocking(self, flag: bool) -> None:
        """Block for a bounded time, or not at all."""
        self.settimeout(SEND_WITHIN_S if flag else 0.0)

    def recv(self, *arguments: Any) -> bytes:
        """Receive, before the deadline of the request if there is one."""
        if self.gettimeout() and self.deadline:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise ConnectionResetError(errno.ECONNRESET, "the request took too long")
            self.settimeout(left)
        try:
            return super().recv(*arguments)
        except TimeoutError as error:
            raise ConnectionResetError(errno.ECONNRESET, "the request took too long") from error

    def sendall(self, *arguments: Any) -> None:
        """Send, in a bounded time."""
        self.settimeout(SEND_WITHIN_S)
        try:
            super().sendall(*arguments)
        except TimeoutError as error:
            raise ConnectionResetError(errno.ECONNRESET, "the answer was not taken") from error


MOST_CHECKED = 200
_STANDING = frozenset(
    (
        *("Cache-Control", "Content-Encoding", "Content-Security-Policy", "Content-Type", "Cross-Origin-Opener-Policy"),
        *("Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy", "Strict-Transport-Security", "Vary"),
        *("X-Content-Type-Options", "X-Frame-Options"),
    )
)
_CHECKED: set[tuple[str, str]] = set()  # headers of these names, as they have been sent before


class NamelessResponse(wsgi.Response):  # type: ignore[misc]
    """A response that does not say which program sends it."""

    def default_headers(self) -> list[str]:
        """Return gunicorn's own headers but for its name."""
        return [line for line in super().default_headers() if not line.startswith("Server:")]

    def process_headers(self, headers: list[tuple[str, str]]) -> None:
        """Check headers as gunicorn does, but for those that stand on every page alike, which are checked once."""
        unchecked = []
        for header in headers:
            if header in _CHECKED:
                self.headers.append(header)
            else:
                unchecked.append(header)
        super().process_headers(unchecked)
        if len(_CHECKED) < MOST_CHECKED:
            _CHECKED.update(header for header in unchecked if header[0] in _STANDING)


wsgi.Response = NamelessResponse  # gunicorn has no setting for it


class HeadFirstWorker(ThreadWorker):  # type: ignore[misc]  # the library ships no types
    """A threaded worker whose main loop reads requests, and waits for clients that are slow to go."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gathering: deque[Any] = deque()  # connections of which the body is awaited
        self.lingering: deque[Any] = deque()  # those that are answered, and that the client has not closed yet
        self.gathered = 0  # bytes that those being gathered may come to

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection, and wait for a head on it."""
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        client = TimedSocket(fileno=accepted.detach())
        with suppress(OSError):
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.initialized = conn.data_ready = True
        conn.awaited = 0
        conn.parser = http.get_parser(self.cfg, client, address)
        self._await_head(conn)

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection to a thread if its request is there as far as it is taken, else wait for it."""
        held = conn.parser.unreader.buf.getvalue()
        end = held.find(HEAD_ENDS)
        if end < 0:
            self._await_head(conn)
            return
        head = held[: end + len(HEAD_ENDS)]
        try:
            length = body_length(head)
            if length and self.gathered + length > MOST_GATHERED:
                raise Refused("503 Service Unavailable")
        except Refused as refused:
            self._refuse(conn, str(refused))
            return
        conn.unread = not length and has_body(head)
        conn.awaited = len(head) + length
        if len(held) < conn.awaited:
            self._await_body(conn, head)
        else:
            # What has not been gathered by now is not waited for in a thread.
            conn.sock.deadline = time.monotonic()
            super().enqueue_req(conn)

    def handle_request(self, req: Any, conn: Any) -> bool:
        """Answer a request; after one whose body was left unread, nobody knows where the next would begin."""
        if conn.unread:
            req.force_close()
        return bool(super().handle_request(req, conn))

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what is no request; the log gets as much of the address as it may have."""
        shown = logged_address(addr[0], read_addresses(os.environ.get("LOG_ADDRESSES"))) if addr else ""
        super().handle_error(req, client, (shown, -1), exc)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Keep a connection for its next request, or close it; gunicorn would wait here, in the main loop, for the client."""
        if fs.cancelled() or fs.exception() or not fs.result():
            self._linger(conn)
        else:
            super().finish_request(conn, fs)

    def on_client_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """Begin to read the next request of a connection."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await_head(conn)
        self.on_pending_socket_readable(conn, client)

    def on_pending_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """Take what has come of a head; go on when the head is whole."""
        if (held := self._receive(conn, self.pending_conns)) is None:
            return
        if HEAD_ENDS in held.getvalue():
            self._forget(conn, self.pending_conns)
            self.enqueue_req(conn)
        elif held.tell() > LONGEST_HEAD:
            self._forget(conn, self.pending_conns)
            self._refuse(conn, "431 Request Header Fields Too Large")

    def on_body_readable(self, conn: Any, client: socket.socket) -> None:
        """Take what has come of a body; go on when it is whole."""
        if (held := self._receive(conn, self.gathering)) is not None and held.tell() >= conn.awaited:
            self._forget(conn, self.gathering)
            self.enqueue_req(conn)

    def on_lingering_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """Drop what a client still sends, until it closes: were it left unread, the client would not see the answer."""
        try:
            more = client.recv(LONGEST_HEAD)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            more = b""
        conn.awaited -= len(more)
        if not more or conn.awaited < 0:
            self._drop(conn, self.lingering)

    def murder_pending(self) -> None:
        """Close the connections on which what is awaited has not come in time."""
        now = time.monotonic()
        for queue in (self.pending_conns, self.gathering, self.lingering):
            while queue and queue[0].timeout <= now:
                self._drop(queue[0], queue)

    def _receive(self, conn: Any, queue: "deque[Any]") -> BytesIO | None:
        """Return all that has come of a request; None where nothing new has, or the client is gone."""
        try:
            more = conn.sock.recv(LONGEST_HEAD)
        except (BlockingIOError, InterruptedError):
            return None
        except OSError:
            more = b""
        if not more:
            self._drop(conn, queue)
            return None
        held: BytesIO = conn.parser.unreader.buf
        held.seek(0, 2)
        held.write(more)
        return held

    def _await_head(self, conn: Any) -> None:
        self._await(conn, self.pending_conns, HEAD_WITHIN_S, self.on_pending_socket_readable)

    def _await_body(self, conn: Any, head: bytes) -> None:
        if EXPECTS.search(head):
            with suppress(OSError):
                conn.sock.send(CONTINUE)
        self.gathered += conn.awaited
        self._await(conn, self.gathering, BODY_WITHIN_S, self.on_body_readable)

    def _refuse(self, conn: Any, status: str) -> None:
        """Answer with a status and nothing else, and close."""
        with suppress(OSError):
            conn.sock.setblocking(False)
            conn.sock.send(f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode())
        self._linger(conn)

    def _linger(self, conn: Any) -> None:
        """Say that nothing more comes, and give the client a while to close (RFC 9112, section 9.6)."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.nr_conns -= 1
            conn.close()
            return
        conn.awaited = MOST_DROPPED
        self._await(conn, self.lingering, LINGER_S, self.on_lingering_socket_readable)

    def _await(self, conn: Any, queue: "deque[Any]", seconds: float, callback: Callable[[Any, socket.socket], None]) -> None:
        """Have the main loop call back when something comes on a connection, within so many seconds."""
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + seconds
        queue.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(callback, conn))

    def _drop(self, conn: Any, queue: "deque[Any]") -> None:
        self._forget(conn, queue)
        self.nr_conns -= 1
        conn.close()

    def _forget(self, conn: Any, queue: "deque[Any]") -> None:
        queue.remove(conn)
        self.poller.unregister(conn.sock)
        if queue is self.gathering:
            self.gathered -= conn.awaited
