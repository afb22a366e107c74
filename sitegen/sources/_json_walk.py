"""The values at known places of a JSON object, one by one, however many lists they stand in.

For exports that are one object with all conversations of an account, each with all its messages:
neither the object nor a conversation is ever held. As in `_json_scan`, whose borders of values
these are, nothing is parsed or recurses, and memory is bounded by the longest value let through.
"""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from sitegen.model import Problem
from sitegen.sources._json import MAX_VALUE
from sitegen.sources._json_scan import TOO_LONG, Place, advance, enter

_CHUNK = 256 * 1024
_LONGEST_KEY = 100  # bytes
_MARKS = frozenset(b'"[{')
_BARE = re.compile(rb'[^\s,\[\]{}"]++')
_GAP = re.compile(rb"[\s,\xef\xbb\xbf]*+")


class Value(msgspec.Struct, frozen=True, gc=False):
    """A value: its place, `$.chats[3].messages[5]`, its shape, `.chats[].messages[]`, its bytes."""

    where: str
    shape: str
    data: bytes


class _Frame(msgspec.Struct):
    """An opened object or list, whose values are told one by one."""

    where: str
    shape: str
    is_list: bool
    index: int = -1


def walk(
    stream: BinaryIO, opened: Mapping[str, bytes], limit: int = MAX_VALUE
) -> Iterator[Value | Problem]:
    """The values of a stream.

    `opened` are the shapes of the objects (b"{") and lists (b"[") that are not told whole; what
    else stands there is. Documents, whose shape is "", and a list of these are opened, too. A value
    over `limit` bytes is a Problem; so is the end of a stream that comes too early.
    """
    scan = _Scan(stream, limit)
    frames: list[_Frame] = []
    count = 0
    while sign := scan.sign():
        if sign in b"]}":
            scan.skip()
            if frames:
                frames.pop()
            continue
        if not frames:
            count += 1
            where, shape = f"document {count}, $" if count > 1 else "$", ""
        elif frames[-1].is_list:
            frames[-1].index += 1
            where = f"{frames[-1].where}[{frames[-1].index}]"
            shape = f"{frames[-1].shape}[]" if frames[-1].shape else ""
        else:
            key = scan.key()
            if key is None:
                continue
            where, shape = f"{frames[-1].where}.{key}", f"{frames[-1].shape}.{key}"
            sign = scan.sign()
            if sign in b"]}":
                continue
        if sign == b"{" if shape == "" else sign == opened.get(shape):
            scan.skip()
            frames.append(_Frame(where, shape, sign == b"["))
        elif sign == b"[" and not frames:
            scan.skip()
            frames.append(_Frame(where, shape, is_list=True))
        else:
            data, size = scan.value()
            if size > limit:
                yield Problem(where, f"{TOO_LONG} {limit >> 20} MiB long ({size >> 20} MiB)")
            else:
                yield Value(where, shape, data)
    if frames:
        yield Problem(frames[-1].where, "cut off: the end of it is missing", lost=False)


class _Scan:
    """Reads on in a stream, sign by sign and value by value."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._limit = stream, limit
        self._data, self._at = b"", 0

    def _more(self) -> bool:
        piece = self._stream.read(_CHUNK)
        self._data, self._at = self._data[self._at :] + piece, 0
        return bool(piece)

    def sign(self) -> bytes:
        """The next byte that is no gap; b"" at the end."""
        while True:
            found = _GAP.match(self._data, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._data):
                return self._data[self._at : self._at + 1]
            if not self._more():
                return b""

    def skip(self) -> None:
        """Passes over one byte."""
        self._at += 1

    def key(self) -> str | None:
        """The key that stands here, with its colon; None where none does, or a damaged one."""
        told, _ = self.value()
        if self.sign() != b":":
            return None
        self.skip()
        return told[1:-1][:_LONGEST_KEY].decode("utf-8", "replace")

    def value(self) -> tuple[bytes, int]:
        """The value that begins here, and its size; of one that is too long, the size alone."""
        held: list[bytes] = []
        size = 0
        for piece in self._bracketed() if self._data[self._at] in _MARKS else self._bare():
            size += len(piece)
            held.append(piece)
            if size > self._limit:
                held.clear()
        return b"".join(held), size

    def _bracketed(self) -> Iterator[bytes]:
        place, begin = Place(False), self._at
        _, self._at, _ = enter(place, self._data, begin)
        self._at = advance(place, self._data, self._at)
        while place.inside:
            yield self._data[begin : self._at]
            begin = 0
            if not self._more():
                self._at = len(self._data)
                break
            self._at = advance(place, self._data, 0)
        yield self._data[begin : self._at]

    def _bare(self) -> Iterator[bytes]:
        """A number, a word, or what should be none of both."""
        while found := _BARE.match(self._data, self._at):
            self._at = found.end()
            yield found[0]
            if self._at < len(self._data) or not self._more():
                break
