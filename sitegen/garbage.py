"""How often Python looks for garbage in circles of references: seldom, for we make little of it.

What a command makes in great numbers (modules, posts, pages) lies in no circle; looking through it
took a twentieth of a build, and a tenth of one that has nothing to do.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 35_000  # new objects from one look to the next; Python begins with 700


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Python looks seldom. Workers that are forked do likewise."""
    before = gc.get_threshold()
    if before[0]:  # 0: it never looks
        gc.set_threshold(max(before[0], _SELDOM), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def left_at_the_end() -> None:
    """When this process ends, Python does not look once more through all there is."""
    atexit.register(gc.freeze)
