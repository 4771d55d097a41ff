"""What several want at once is made once, and nobody waits for ever for whoever makes it."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from jnimref.single_flight import SingleFlight


def test_different_things_are_made_at_the_same_time():
    flight = SingleFlight()
    with flight.first("one") as one, flight.first("other") as other:
        assert (one, other) == (True, True)


def test_who_has_waited_for_long_makes_it_too(monkeypatch):
    monkeypatch.setattr("jnimref.single_flight.MOST_WAIT_S", 0.05)
    flight, ended = SingleFlight(), Event()

    def hang() -> None:
        with flight.first("page"):
            ended.wait(30)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(hang)
        while not flight._making:
            time.sleep(0.01)
        with flight.first("page") as is_first:
            assert is_first
        ended.set()
    with flight.first("page") as is_first:
        assert is_first
