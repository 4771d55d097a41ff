"""Gunicorn's threaded worker, with its threads kept for requests whose head has arrived.

Gunicorn gives a connection to a thread as soon as a byte of it is there, and the thread then waits for the rest: a few clients
that send a byte a second hold all of them. Here the main loop gathers the head of a request; a thread gets it whole, and has a
deadline for the body and for a reader that does not take the answer.
"""

import errno
import selectors
import socket
import time
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn import http
from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_WITHIN_S = 10.0  # from the connection, or from the first byte of a further request, to the end of the head
BODY_WITHIN_S = 30.0  # for what a curator sends
SEND_WITHIN_S = 30.0  # for a reader to take an answer
LONGEST_HEAD = 64 * 1024  # bytes
HEAD_ENDS = b"\r\n\r\n"
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


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


class HeadFirstWorker(ThreadWorker):  # type: ignore[misc]  # the library ships no types
    """A threaded worker whose main loop reads the heads of requests."""

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection, and wait for a head on it."""
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        client = TimedSocket(fileno=accepted.detach())
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.initialized = conn.data_ready = True
        conn.parser = http.get_parser(self.cfg, client, address)
        self._await_head(conn, b"")

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection to a thread if a whole head is there, else wait for one: what was read ahead may end within it."""
        ahead = conn.parser.unreader.take_buffered()
        if HEAD_ENDS in ahead:
            conn.parser.unreader.unread(ahead)
            conn.sock.deadline = time.monotonic() + BODY_WITHIN_S
            super().enqueue_req(conn)
        else:
            self._await_head(conn, ahead)

    def on_client_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """Begin to read the next request of a connection."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await_head(conn, b"")
        self.on_pending_socket_readable(conn, client)

    def on_pending_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """Take what has come of a head; give the connection to a thread when the head is whole."""
        try:
            more = client.recv(LONGEST_HEAD)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            more = b""
        if not more:
            self._drop(conn)
            return
        conn.parser.unreader.buf.seek(0, 2)
        conn.parser.unreader.buf.write(more)
        head = conn.parser.unreader.buf.getvalue()
        if HEAD_ENDS in head:
            self._forget(conn)
            self.enqueue_req(conn)
        elif len(head) > LONGEST_HEAD:
            with suppress(OSError):
                client.send(TOO_LONG)
            self._drop(conn)

    def _await_head(self, conn: Any, ahead: bytes) -> None:
        """Have the main loop read; `ahead` is what of the head is there already."""
        conn.parser.unreader.unread(ahead)
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + HEAD_WITHIN_S
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _drop(self, conn: Any) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def _forget(self, conn: Any) -> None:
        self.pending_conns.remove(conn)
        self.poller.unregister(conn.sock)
