"""One thread at a time makes a thing; the others that want the same wait for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class SingleFlight:
    """Who makes what, by key."""

    def __init__(self) -> None:
        self._making: dict[object, Event] = {}
        self._lock = Lock()

    def __contains__(self, key: object) -> bool:
        return key in self._making

    @contextmanager
    def first(self, key: object, within: float) -> Iterator[bool]:
        """Give True to the first that comes for a key, who makes it within the block.

        Others are given False once that block has ended, or after so many seconds.
        """
        with self._lock:
            made = self._making.get(key)
            own = None if made else Event()
            if own:
                self._making[key] = own
        if made:
            made.wait(within)
            yield False
            return
        try:
            yield True
        finally:
            with self._lock:
                del self._making[key]
            if own:
                own.set()
