"""Read the public pages from a replica of the database, where there is one, and from the primary where it does not answer."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.db import Error, connections

logger = logging.getLogger(__name__)
PRIMARY, REPLICA = "default", "replica"
SPARED_S = 5.0  # seconds for which a replica that failed is asked after the primary

T = TypeVar("T")

_alias: ContextVar[str] = ContextVar("database that is read", default=PRIMARY)


class _Spared:
    until = 0.0


def from_one_that_answers(read: Callable[[], T]) -> T:
    """Return what `read` returns of the first database that answers: the replica's, else the primary's; a spared one's last.

    A connection that was kept may have been lost since, and the server be back: then the same server is asked once more.
    Raises Error where no database answers.
    """
    for alias in _in_turn():
        try:
            return _read_once_more(read, alias)
        except Error as error:
            _spare(alias, error)
            failed = error
    raise failed


def _read_once_more(read: Callable[[], T], alias: str) -> T:
    connection = connections[alias]
    kept = connection.connection
    try:
        with reading_from(alias):
            return read()
    except Error:
        is_lost = kept is not None and getattr(kept, "closed", False)
        if not connection.in_atomic_block:
            connection.close()
        if not is_lost:
            raise
    with reading_from(alias):
        return read()


def _in_turn() -> tuple[str, ...]:
    if REPLICA not in settings.DATABASES:
        return (PRIMARY,)
    return (REPLICA, PRIMARY) if time.monotonic() >= _Spared.until else (PRIMARY, REPLICA)


def _spare(alias: str, why: object) -> None:
    """Ask a replica that failed last for a while, and say so in the log, in one line."""
    if alias == REPLICA:
        _Spared.until = time.monotonic() + SPARED_S
        logger.warning("The replica does not answer, and is spared for %g s: %s", SPARED_S, " ".join(str(why).split()))


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Let the ORM read from a database, in this thread, as long as this lasts."""
    token = _alias.set(alias)
    try:
        yield
    finally:
        _alias.reset(token)


def database_read() -> str:
    """Return the alias of the database that this thread reads from."""
    return _alias.get()


class ReplicaRouter:
    """Which database Django's ORM asks: the primary, unless `reading_from` says otherwise; whatever is written goes there."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Return the alias of the database to read from."""
        return database_read()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Return the primary's alias."""
        return PRIMARY

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        """Objects of a database and of its replica are the same."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Tables are made in the primary alone; the replica gets them from there."""
        return db == PRIMARY
