"""The parts of a document that is a zip archive, also of a damaged one.

Where the list of parts at the end is lost, parts are found by what stands before each. Of a part
all is told that stands before damage. Nothing is unpacked to disk.
Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from sitegen.errors import SourceError
from sitegen.sources._streams import FREE_BYTES, MAX_RATIO

MAGIC: Final = b"PK\x03\x04"  #: how such files begin
_LISTED: Final = struct.Struct("<4s6H3I5H2I")  # of a part, in the list at the end
_LOCAL: Final = struct.Struct("<4s5H3I2H")  # before a part
_END: Final = b"PK\x05\x06"
_TAIL: Final = 22 + 65_535  # bytes at the end, in which the place of the list is told
_LONGEST_LIST: Final = 16 << 20
_MOST_PARTS: Final = 10_000
_CHUNK: Final = 32 * 1024
_OUT: Final = 64 * 1024  # bytes that are given at once
_TIMES: Final = 3  # that a part is read, at most: to recognise it, to learn of it, to read it
_LARGE: Final = 0xFFFFFFFF  # what stands for a size that has more than 32 bits
_LOCKED: Final = 1
_BEHIND: Final = 8  # the flag of sizes that are told behind a part
_STORED, _DEFLATED = 0, 8


class Part(msgspec.Struct, frozen=True):
    """A part: where what stands before it begins, how it is packed, and into how many bytes."""

    name: str
    offset: int
    method: int
    packed: int
    crc: int
    locked: bool


class Pack:
    """An opened document: `parts` by their names in small letters. `fault` says what is wrong with
    their list, "" where nothing is; `shown` is what errors call the file.

    Raises SourceError where it cannot be read.
    """

    def __init__(self, path: Path, shown: str) -> None:
        self._shown, self.fault = shown, ""
        try:
            self._file: BinaryIO = open(path, "rb")  # noqa: SIM115 - closed with the document
            self._size = os.fstat(self._file.fileno()).st_size
            self._left = _TIMES * max(FREE_BYTES, self._size * MAX_RATIO)
            found = _listed(self._file, self._size)
            if found is None:
                self.fault = "the list of its parts is damaged or cut off"
                found = list(self._walked())
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror}", shown) from None
        self.parts: dict[str, Part] = {}
        for part in found:
            self.parts.setdefault(part.name.replace("\\", "/").lstrip("/").lower(), part)

    def close(self) -> None:
        self._file.close()

    def spend(self, size: int) -> None:
        """Counts what is held or told. Raises SourceError where that is more than an honest file
        of this size holds."""
        self._left -= size
        if self._left < 0:
            raise SourceError(
                f"it holds more than {MAX_RATIO} times its size; reading stopped there",
                self._shown,
            )

    def pieces(self, part: Part) -> Iterator[bytes]:
        """The bytes of a part. Raises SourceError when all before the damage has been told."""
        if part.locked:
            raise SourceError("it is locked with a password", self._shown)
        if part.method not in (_STORED, _DEFLATED):
            raise SourceError(f"it is packed in an unknown way ({part.method})", self._shown)
        crc = 0
        for data in self._unpacked(part):
            crc = zlib.crc32(data, crc)
            self.spend(len(data))
            yield data
        if part.crc and crc != part.crc:
            raise SourceError("it is damaged: its checksum differs", self._shown)

    def _unpacked(self, part: Part) -> Iterator[bytes]:
        packed = self._packed(self._begin(part), part.packed)
        if part.method == _STORED:
            yield from packed
            return
        engine = zlib.decompressobj(-15)
        for data in packed:
            rest = data
            try:
                while rest and not engine.eof:
                    before = engine.copy()
                    told = engine.decompress(rest, _OUT)
                    rest = engine.unconsumed_tail
                    yield told
            except zlib.error as error:
                yield from _to_the_fault(before, rest)
                fault = str(error).rpartition(": ")[2]
                raise SourceError(f"it is damaged: {fault}", self._shown) from None
            if engine.eof:
                return
        yield engine.flush()
        if not engine.eof:
            raise SourceError("it is cut off", self._shown)

    def _begin(self, part: Part) -> int:
        """Where the bytes of a part begin."""
        told = self._at(part.offset, _LOCAL.size)
        if len(told) < _LOCAL.size or not told.startswith(MAGIC):
            raise SourceError("it is damaged: nothing stands where it should begin", self._shown)
        *_, name, extra = _LOCAL.unpack(told)
        return int(part.offset + _LOCAL.size + name + extra)

    def _packed(self, start: int, size: int) -> Iterator[bytes]:
        """Bytes as they lie in the file. Several parts may be read in turns."""
        while size > 0:
            data = self._at(start, min(size, _CHUNK))
            if not data:
                raise SourceError("it is cut off", self._shown)
            start, size = start + len(data), size - len(data)
            yield data

    def _at(self, place: int, size: int) -> bytes:
        try:
            self._file.seek(place)
            return self._file.read(size)
        except OSError as error:
            raise SourceError(f"cannot be read on: {error.strerror}", self._shown) from None

    def _walked(self) -> Iterator[Part]:
        """The parts, one behind the other, as far as one leads to the next."""
        place = 0
        for _ in range(_MOST_PARTS):
            told = self._at(place, _LOCAL.size)
            if len(told) < _LOCAL.size or not told.startswith(MAGIC):
                return
            _, _, flags, method, _, _, crc, packed, _, name, extra = _LOCAL.unpack(told)
            own = self._at(place + _LOCAL.size, name + extra)
            start = place + _LOCAL.size + name + extra
            if packed == _LARGE or (flags & _BEHIND and not packed):
                packed, crc = self._length(start, method), 0
            yield Part(_text(own[:name]), place, method, packed, crc, bool(flags & _LOCKED))
            place = start + packed
            if flags & _BEHIND:
                behind = self._at(place, 64)
                place += max(behind.find(MAGIC), 0)

    def _length(self, start: int, method: int) -> int:
        """How many bytes a part has that does not tell it: to its end, or that of the file."""
        rest = max(self._size - start, 0)
        if method != _DEFLATED:
            return rest
        engine, read = zlib.decompressobj(-15), 0
        try:
            for data in self._packed(start, rest):
                read += len(data)
                while data and not engine.eof:
                    self.spend(len(engine.decompress(data, _OUT)))
                    data = engine.unconsumed_tail
                if engine.eof:
                    return read - len(engine.unused_data)
        except zlib.error:
            pass
        return rest


def _listed(file: BinaryIO, size: int) -> list[Part] | None:
    """The parts that the list at the end names; None where that is damaged, or of large files."""
    file.seek(max(size - _TAIL, 0))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        return None
    count, length, start = struct.unpack_from("<HII", tail, at + 10)
    if length > _LONGEST_LIST or start + length > size or count > _MOST_PARTS:
        return None
    file.seek(start)
    data, found, place = file.read(length), [], 0
    for _ in range(count):
        if len(data) - place < _LISTED.size or data[place : place + 4] != b"PK\x01\x02":
            return None
        told = _LISTED.unpack_from(data, place)
        flags, method, crc, packed, name, offset = (told[i] for i in (3, 4, 7, 8, 10, 16))
        if _LARGE in (packed, offset):
            return None
        place += _LISTED.size
        own = _text(data[place : place + name])
        found.append(Part(own, offset, method, packed, crc, bool(flags & _LOCKED)))
        place += name + told[11] + told[12]
    return found


def _to_the_fault(engine: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """What stands before the fault in these bytes: a byte at a time, for a fault takes all of a
    call with it."""
    try:
        for at in range(len(data)):
            if told := engine.decompress(data[at : at + 1]):
                yield told
    except zlib.error:
        return


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
