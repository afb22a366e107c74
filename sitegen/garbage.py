"""How often Python looks for garbage in circles of references: seldom, for we make little of it.

What a command makes in great numbers (modules, posts, pages) lies in no circle; looking through it
took a twentieth of a build, and a tenth of one that has nothing to do.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100_000  # new objects from one look to the next; Python begins with 700


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Python looks seldom. Workers that are forked do likewise."""
    before = gc.get_threshold()
    _look_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def seldom_collected_until_the_end() -> None:
    """Python looks seldom while this process lives; when it ends, no more through all there is."""
    _look_seldom()
    atexit.register(gc.freeze)


def _look_seldom() -> None:
    first, *others = gc.get_threshold()
    if first:  # 0: it never looks
        gc.set_threshold(max(first, _SELDOM), *others)
