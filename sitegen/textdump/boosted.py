"""Boosted trees: each asks a few cues in turn and adds a number; the sum is a logarithm of odds.

Gradient boosting (Friedman, 2001) finds them, see benchmarks/train_trees.py; here they are read.
"""

import base64
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping

import msgspec

_NODE = struct.Struct("<hHf")
_LEAF = -1
DIGITS = 6  # of a cue; what lies behind them depends on the order in which it was added up

Node = tuple[int, int, float]


class Packed(msgspec.Struct, frozen=True):
    """The nodes of all trees, one tree after the other, packed by zlib, in base64.

    A node is the number of its cue, how far below it the branch of large values begins, and the
    largest value that the branch right below it takes; or -1, 0 and what a leaf adds.
    """

    cues: list[str]
    bytes: str


class Trees(msgspec.Struct, frozen=True):
    """The nodes of all trees, where each tree begins, and the number of each cue."""

    cues: list[str]
    nodes: list[Node]
    roots: list[int]
    numbers: dict[str, int] = {}

    def sum(self, told: Mapping[str, float]) -> float:
        """What all trees add up to for these cues; a cue that is not there is zero."""
        row = [0.0] * len(self.cues)
        for name, held in told.items():  # a fifth of those that trees know
            if (number := self.numbers.get(name)) is not None:
                row[number] = round(held, DIGITS)
        nodes = self.nodes
        total = 0.0
        for at in self.roots:
            cue, high, value = nodes[at]
            while cue >= 0:
                at += 1 if row[cue] <= value else high
                cue, high, value = nodes[at]
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
    return Trees(model.cues, nodes, list(_roots(nodes)), numbers)


def _roots(nodes: list[Node]) -> Iterator[int]:
    """A tree ends where as many leaves have come as its branches have opened."""
    missing = 0
    for at, (cue, _, _) in enumerate(nodes):
        if not missing:
            yield at
            missing = 1
        missing += -1 if cue == _LEAF else 1
