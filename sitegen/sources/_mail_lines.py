"""Mail of old Macs, whose lines end with a carriage return alone, as if they ended as elsewhere."""

import io
from typing import BinaryIO, cast

_LOOKED_AT = 4096  # bytes in which some line must end


def is_old(head: bytes) -> bool:
    """Whether a file that begins like this has such lines: several, and none of another kind."""
    looked = head[:_LOOKED_AT]
    return looked.count(b"\r") > 2 and b"\n" not in looked


def ended(data: bytes) -> bytes:
    """The bytes, with a newline at the end of each line if these are such lines."""
    return data.replace(b"\r", b"\n") if is_old(data) else data


def stream(told: BinaryIO) -> BinaryIO:
    """The same of a stream. Its errors pass through; what it read before them is kept."""
    head = told.read(_LOOKED_AT)
    return cast(BinaryIO, _Ended(head, told, is_old(head)))


class _Ended(io.RawIOBase):
    """A stream whose beginning was read already; `old`: each carriage return is a newline."""

    def __init__(self, head: bytes, rest: BinaryIO, old: bool) -> None:
        self._head = head
        self._rest = rest
        self._old = old

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            data, self._head = self._head + self._rest.read(), b""
        elif self._head:
            data, self._head = self._head[:size], self._head[size:]
        else:
            data = self._rest.read(size)
        return data.replace(b"\r", b"\n") if self._old else data
