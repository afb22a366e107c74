"""Names by number, on disk: those of millions of people in a few megabytes of memory.

Names lie in a temporary file in blocks; memory holds the first number of each block. Tables are
sorted by number as a rule, which makes one run of blocks; where they are not there are several.
"""

import tempfile
from array import array
from bisect import bisect_right
from functools import lru_cache
from typing import Final

import msgspec

_BLOCK: Final = 32  # names that are read together
_HELD: Final = 50_000  # names that wait in memory to be sorted

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[int, str]).decode


class _Run:
    """Blocks with rising numbers: the first of each, and where it lies in the file."""

    def __init__(self) -> None:
        self.firsts = array("q")
        self.places = array("q")
        self.last = -1 << 62


class Names:
    """Add all names, then ask for them; `close` it in the end."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the names
        self._runs: list[_Run] = []
        self._waiting: dict[int, str] = {}
        self.get = lru_cache(maxsize=50_000)(self._get)
        self._block = lru_cache(maxsize=256)(self._read)

    def close(self) -> None:
        self._file.close()

    def add(self, number: int, name: str) -> None:
        """A number that was added before keeps the name that came last."""
        self._waiting[number] = name
        if len(self._waiting) >= _HELD:
            self._write()

    def _get(self, number: int) -> str | None:
        if number in self._waiting:
            return self._waiting[number]
        for run in reversed(self._runs):
            index = bisect_right(run.firsts, number) - 1
            if index >= 0 and number <= run.last:
                name = self._block(run.places[index]).get(number)
                if name is not None:
                    return name
        return None

    def _read(self, place: int) -> dict[int, str]:
        self._file.seek(place)
        size = int.from_bytes(self._file.read(8), "big")
        return _decode(self._file.read(size))

    def _write(self) -> None:
        names = sorted(self._waiting.items())
        self._waiting = {}
        if not self._runs or names[0][0] <= self._runs[-1].last:
            self._runs.append(_Run())
        run = self._runs[-1]
        self._file.seek(0, 2)
        for at in range(0, len(names), _BLOCK):
            block = names[at : at + _BLOCK]
            data = _encode(dict(block))
            run.firsts.append(block[0][0])
            run.places.append(self._file.tell())
            self._file.write(len(data).to_bytes(8, "big") + data)
        run.last = names[-1][0]
