"""What several want at once is made once, and nobody waits for ever for whoever makes it."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from jnimref.serving.single_flight import SingleFlight


@pytest.fixture
def flight() -> Iterator[SingleFlight]:
    """A flight on which somebody makes a page, and does not end."""
    flight, ended = SingleFlight(), Event()

    def make() -> None:
        with flight.first("page", within=0):
            ended.wait(60)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(make)
        while "page" not in flight:
            time.sleep(0.01)
        yield flight
        ended.set()


def test_different_things_are_made_at_the_same_time(flight: SingleFlight):
    with flight.first("other page", within=0) as is_first:
        assert is_first


def test_who_comes_second_waits_no_longer_than_was_said(flight: SingleFlight):
    with flight.first("page", within=0.01) as is_first:
        assert not is_first


def test_what_was_made_can_be_made_again():
    flight = SingleFlight()
    for _ in range(2):
        with flight.first("page", within=0) as is_first:
            assert is_first
    assert "page" not in flight
