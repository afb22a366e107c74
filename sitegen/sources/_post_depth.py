"""What posts answer where only a number tells how deep each stands, in the order of the page: the
nearest one before it that stands higher.

The order must be of that kind, or the numbers tell nothing: no post stands higher than the first,
and few more than a level below the one before, as where one was left out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import gcd
from typing import Generic, TypeVar

import msgspec

from sitegen.model import Evidence
from sitegen.sources._post_values import number

T = TypeVar("T")

#: A post that stands more than a level below the one before: what it answers is not there.
LEFT_OUT = Evidence(
    parent="guessed", parent_confidence=0.5, rule="what it answers, by its depth, is not there"
)
_DEEPEST = 10_000
_SEVERAL = 2
_SHORT = 4  # posts that stand in the order of their depths by chance
_RARE = 20  # of so many posts one may stand too deep


class Scale(msgspec.Struct, frozen=True):
    """The number of the posts that stand highest, and what each level adds to it."""

    top: int
    step: int

    def level(self, told: object) -> int:
        """How deep a post stands; 0 is the highest, and that of what tells no usable number."""
        found = number(told)
        level = 0 if found is None else (found - self.top) // self.step
        return level if 0 < level <= _DEEPEST else 0


def scale(told: Iterable[object]) -> Scale | None:
    """How these numbers tell depths; None where they tell none, or stand in another order."""
    found = [number(one) for one in told]
    numbers = [one for one in found if one is not None]
    if len(set(numbers)) < _SEVERAL or len(numbers) * _RARE < len(found) * (_RARE - 1):
        return None
    top = min(numbers)
    if numbers[0] != top:
        return None
    if numbers == sorted(numbers) and is_by_level(numbers):
        return None
    held = Scale(top, gcd(*(one - top for one in numbers)))
    return held if _leaps(held, numbers) * _RARE <= len(numbers) else None


def is_by_level(numbers: Sequence[int]) -> bool:
    """Whether depths, which only grow, are those of posts of which all of one level stand before
    the next."""
    counts = Counter(numbers)
    above = [counts[one] for one in counts if one != numbers[-1]]
    return len(numbers) > _SHORT and max(above, default=0) > 1


def _leaps(held: Scale, numbers: Sequence[int]) -> int:
    levels = [held.level(one) for one in numbers]
    return sum(level > before + 1 for before, level in pairwise(levels))


class Above(Generic[T]):
    """What posts stand below, asked in their order."""

    def __init__(self) -> None:
        self._open: list[tuple[int, T]] = []

    def find(self, level: int, own: T) -> tuple[T | None, bool]:
        """What a post of this level stands below, None at the top; and whether what it answers is
        not there."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        above = self._open[-1] if self._open else None
        self._open.append((level, own))
        return (above[1] if above else None), level > (above[0] + 1 if above else 0)
