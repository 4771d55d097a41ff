"""One thread at a time makes a thing; the others that want the same wait for it, for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

MOST_WAIT_S = 5.0  # whoever makes it may hang: then the others make it themselves


class SingleFlight:
    """Who makes what, by key."""

    def __init__(self) -> None:
        self._making: dict[object, Event] = {}
        self._lock = Lock()

    @contextmanager
    def first(self, key: object) -> Iterator[bool]:
        """Give True to the first that comes for a key, who makes it within the block; to others, False once that block has ended.

        Who has waited for long enough is given True as well.
        """
        with self._lock:
            made = self._making.get(key)
            own = None if made else Event()
            if own:
                self._making[key] = own
        if made:
            yield not made.wait(MOST_WAIT_S)
            return
        try:
            yield True
        finally:
            with self._lock:
                del self._making[key]
            if own:
                own.set()
