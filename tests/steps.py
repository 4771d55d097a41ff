"""Count the steps that some work takes: the same on every machine, unlike its seconds."""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any


def count_steps(work: Callable[[], Any]) -> int:
    """Return how many lines of Python run while some work is done."""
    steps = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal steps
        steps += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


def grows_linearly(work: Callable[[str], Any], piece: str, times: int = 300) -> bool:
    """Whether work on a text of twice as many pieces takes no more than about twice the steps."""
    once, twice = (count_steps(partial(work, piece * count)) for count in (times, 2 * times))
    return twice <= 2.2 * once
