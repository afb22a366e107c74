"""Facts by number, on disk: those of millions of records in a few megabytes of memory.

Facts are added in any order; then they are sorted, in runs and those together, and asked for by
their number. The same fact of the same number is there once. For few bytes of each that are told by
other records than the one they are about, before or after it.
"""

import heapq
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import Final

import msgspec

Fact = tuple[int, bytes]  # a number of 64 bits, and what is told of it

_HELD: Final = 100_000  # facts that wait in memory to be sorted
_BLOCK: Final = 32  # facts that are read together
_PIECE: Final = 1024  # facts of a run that are read together

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Fact]).decode


class SortedFacts:
    """Add all facts, say that these are all, then ask for them; `close` it in the end."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the facts
        self._waiting: list[Fact] = []
        self._runs: list[list[int]] = []  # where the pieces of each lie
        self._firsts, self._places = array("Q"), array("q")
        self._block = lru_cache(maxsize=512)(self._read)

    def close(self) -> None:
        self._file.close()

    def add(self, number: int, told: bytes) -> None:
        self._waiting.append((number, told))
        if len(self._waiting) >= _HELD:
            self._runs.append([place for place, _ in self._written(self._sorted(), _PIECE)])

    def done(self) -> None:
        """All has been added."""
        if self._runs:
            runs = [*map(self._run, self._runs), iter(self._sorted())]
            facts: Iterable[Fact] = _once(heapq.merge(*runs))
        else:
            facts = _once(self._sorted())
        for place, first in self._written(facts, _BLOCK):
            self._firsts.append(first)
            self._places.append(place)
        self._runs = []

    def of(self, number: int) -> Iterator[bytes]:
        """What is told of a number, sorted."""
        at = max(0, bisect_left(self._firsts, number) - 1)
        for place in self._places[at : at + 1] or ():
            yield from (told for one, told in self._block(place) if one == number)
        for index in range(at + 1, len(self._places)):
            if self._firsts[index] > number:
                return
            yield from (told for one, told in self._block(self._places[index]) if one == number)

    def all(self) -> Iterator[Fact]:
        """All facts, by their numbers."""
        for place in self._places:
            yield from self._read(place)

    def _sorted(self) -> list[Fact]:
        found, self._waiting = sorted(self._waiting), []
        return found

    def _run(self, places: list[int]) -> Iterator[Fact]:
        return chain.from_iterable(self._read(place) for place in places)

    def _written(self, facts: Iterable[Fact], together: int) -> Iterator[tuple[int, int]]:
        """(where they lie, the first number) of each block of facts that is written."""
        facts = iter(facts)
        while block := list(islice(facts, together)):
            data = _encode(block)
            place = self._file.seek(0, 2)
            self._file.write(len(data).to_bytes(8, "big") + data)
            yield place, block[0][0]

    def _read(self, place: int) -> list[Fact]:
        self._file.seek(place)
        size = int.from_bytes(self._file.read(8), "big")
        return _decode(self._file.read(size))


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Sorted facts, each once."""
    last: Fact | None = None
    for fact in facts:
        if fact != last:
            yield fact
        last = fact
