"""Boosted trees: each asks a few cues in turn and adds a number; the sum is a logarithm of odds.

Gradient boosting (Friedman, 2001) finds them, see benchmarks/train_trees.py; here they are read.
"""

import base64
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

_NODE = struct.Struct("<hHf")
_LEAF = -1
DIGITS = 6  # of a cue; what lies behind them depends on the order in which it was added up

Node = tuple[int, int, float]
Branch = tuple[int, float, Any, Any]  # either side is a branch again


class Packed(msgspec.Struct, frozen=True):
    """The nodes of all trees, one tree after the other, packed by zlib, in base64.

    A node is the number of its cue, how far below it the branch of large values begins, and the
    largest value that the branch right below it takes; or -1, 0 and what a leaf adds.
    """

    cues: list[str]
    bytes: str


class Trees(msgspec.Struct, frozen=True):
    """The root of each tree, and the number of each cue.

    A branch is the number of its cue, the largest value of its lower side, and both sides, the
    lower first; a leaf is -1, what it adds, and two empty tuples.
    """

    cues: list[str]
    roots: list[Branch]
    numbers: dict[str, int] = {}

    def sum(self, told: Mapping[str, float]) -> float:
        """What all trees add up to for these cues; a cue that is not there is zero."""
        row = [0.0] * len(self.cues)
        number_of = self.numbers.get
        for name, held in told.items():  # a fifth of those that trees know
            if (number := number_of(name)) is not None:  # most are whole, and to round takes long
                row[number] = held if held == held // 1 else round(held, DIGITS)
        total = 0.0
        for cue, value, low, high in self.roots:
            while low:
                cue, value, low, high = low if row[cue] <= value else high
            total += value
        return total


def packed(cues: list[str], nodes: Iterable[Node]) -> Packed:
    """Trees as they are kept."""
    told = b"".join(_NODE.pack(*node) for node in nodes)
    return Packed(cues, base64.b64encode(zlib.compress(told, 9)).decode())


def unpacked(model: Packed) -> Trees:
    """Trees, ready for use."""
    nodes = list(_NODE.iter_unpack(zlib.decompress(base64.b64decode(model.bytes))))
    numbers = {cue: number for number, cue in enumerate(model.cues)}
    return Trees(model.cues, _roots(nodes), numbers)


def _roots(nodes: list[Node]) -> list[Branch]:
    """From the last node up, what a branch divides has just been made: its lower side last."""
    made: list[Branch] = []
    for cue, _, value in reversed(nodes):
        low, high = ((), ()) if cue == _LEAF else (made.pop(), made.pop())
        made.append((cue, value, low, high))
    made.reverse()
    return made
