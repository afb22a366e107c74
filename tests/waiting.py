"""Waiting for what another thread or process does. A busy machine takes long, and that is no fault:
there is an end to waiting only for what will never be.
"""

import time
from collections.abc import Callable
from typing import TypeVar

SECONDS = 300.0  # less than a test may take in all, so that it is told what was waited for


SOON = 60.0  # for what takes a browser some hundredths of a second

_Found = TypeVar("_Found")


def until(
    condition: Callable[[], _Found | None],
    told: Callable[[], object] = lambda: "",
    seconds: float = SECONDS,
) -> _Found:
    """What `condition()` gives, once that is true; `told()` is what a failure shows."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, told()
        time.sleep(0.01)
    return found
