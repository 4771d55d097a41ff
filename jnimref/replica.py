"""Read the public pages from a replica of the database, where there is one, and from the primary where it does not answer."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)
PRIMARY, REPLICA = "default", "replica"
SPARED_S = 5.0  # seconds for which a replica that failed is not asked again

_alias: ContextVar[str] = ContextVar("database that is read", default=PRIMARY)


class _Spared:
    until = 0.0


def readable() -> tuple[str, ...]:
    """Return the databases that public pages can be read from, the one to ask first first."""
    if REPLICA in settings.DATABASES and time.monotonic() >= _Spared.until:
        return (REPLICA, PRIMARY)
    return (PRIMARY,)


def spare(alias: str, why: object) -> None:
    """Don't ask a replica that failed again for a while, and say so in the log, in one line."""
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


class ReplicaRouter:
    """Which database Django's ORM asks: the primary, unless `reading_from` says otherwise; whatever is written goes there."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Return the alias of the database to read from."""
        return _alias.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Return the primary's alias."""
        return PRIMARY

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        """Objects of a database and of its replica are the same."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Tables are made in the primary alone; the replica gets them from there."""
        return db == PRIMARY
