"""Bytes of a dump: compression undone, expansion and line length bounded.

The kind of compression is read from the first bytes, never from the file's name.
"""

import bz2
import codecs
import gzip
import io
import lzma
import os
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from sitegen.errors import SourceError
from sitegen.model import Problem
from sitegen.sources import _mhtml, _saved, _webarchive

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PARQUET = b"PAR1"  #: how such files begin
SQLITE = b"SQLite format 3\0"  #: how databases of SQLite begin
HEAD_BYTES = 64 * 1024
MAX_LINE = 32 * 1024 * 1024  # bytes; a longer line is a problem, and is skipped unread
MAX_RATIO = 250  # bytes out for each byte in; real discussion text stays below 60
FREE_BYTES = 256 * 1024 * 1024  # what any archive may expand to, whatever its ratio
_BUFFER = 256 * 1024
_LONGEST_DICTIONARY = 32 * 1024 * 1024  # bytes
_WINDOW_LOG = 31  # Pushshift's files need a window of 2 GiB

_MAGIC = {b"\x1f\x8b": "gz", b"\x28\xb5\x2f\xfd": "zst", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz"}
_MAGIC |= {b"\x5d\x2a\x4d\x18": "zst with its dictionary"}  # so ArchiveTeam writes WARC
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_PLAIN = (*_MAGIC, *_UTF16)
# Pages that lie in something else, or have something else in them.
_PAGES = (
    (_mhtml.is_saved, _mhtml.page),
    (_webarchive.is_saved, _webarchive.page),
    (_saved.is_filled, _saved.page),
)
DAMAGED = (
    *(OSError, EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError),
    *(zipfile.BadZipFile, tarfile.TarError),
)
Damage = Callable[[SourceError], object]  # what is told why a file cannot be read on


class _Bounded(io.RawIOBase):
    """A stream that ends at its limit, and where it cannot be read on; `damage` is told why.

    For who reads it that is an end like any other, so nothing that stands before it is lost.
    """

    def __init__(
        self, raw: BinaryIO, inner: BinaryIO, name: str, limit: float, damage: Damage
    ) -> None:
        self._raw, self._inner = raw, cast(io.BufferedIOBase, inner)
        self._name, self._left = name, limit
        self._damage, self._ended = damage, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._ended:
            return 0
        try:
            data = self._inner.read1(len(buffer))
        except DAMAGED as error:
            return self._end(_unreadable(error, self._name))
        self._left -= len(data)
        if self._left < 0:
            beyond = SourceError(
                f"expands to more than {MAX_RATIO} times its size; reading stopped there",
                self._name,
                "if the file is honest, decompress it yourself and put the result into content/",
            )
            return self._end(beyond)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
            self._raw.close()
            super().close()

    def _end(self, error: SourceError) -> int:
        self._ended = True
        self._damage(error)
        return 0


def _unreadable(error: BaseException, name: str, what: str = "cannot be read on") -> SourceError:
    if isinstance(error, OSError) and error.errno:
        return SourceError(f"{what}: {error.strerror}", name)
    return SourceError(
        f"the compressed file is damaged or cut off: {error}",
        name,
        "what came before the damage is in the archive; get a whole copy for the rest",
    )


class _Recoded(io.RawIOBase):
    """Text in UTF-16, as some shells write what a program prints, told as UTF-8."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = cast(io.BufferedIOBase, inner)
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        most = len(buffer) // 4 * 2  # 2 bytes become 3 at most, and one character may be held back
        told = b""
        while not told and (data := self._inner.read1(max(2, most))):
            told = self._decoder.decode(data).encode("utf-8", "replace")
        buffer[: len(told)] = told
        return len(told)

    def close(self) -> None:
        super().close()
        self._inner.close()


def small(path: Path) -> bytes | None:
    """All of a small plain file, in one read: content/ may hold tens of thousands of them.

    None where it takes more: for what is larger, compressed, in UTF-16, a page in one file with
    its pictures, or cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        data = os.read(handle, HEAD_BYTES + 1)
    except OSError:
        return None
    finally:
        os.close(handle)
    large = len(data) > HEAD_BYTES or data.startswith(_NOT_PLAIN)
    return None if large or any(is_one(data) for is_one, _ in _PAGES) else data


def open_stream(path: Path, damage: Damage) -> BinaryIO:
    """The decompressed bytes of a file, buffered. Raises SourceError when it cannot be opened.

    Where it cannot be read on it ends, and `damage` is told.
    """
    try:
        raw = open(path, "rb")  # noqa: SIM115 - closed with the stream
        size = os.fstat(raw.fileno()).st_size
        return bounded(
            raw, str(path), max(FREE_BYTES, size * MAX_RATIO), always=False, damage=damage
        )
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", str(path)) from None


def bounded(
    raw: BinaryIO, name: str, limit: int, damage: Damage, *, always: bool = True
) -> BinaryIO:
    """A stream that is given, decompressed if it is compressed, and ended at `limit` bytes.

    `name` is what errors call it. `raw` must be able to peek, as files in archives are; it is
    closed with the stream. Without `always`, the limit is for what is compressed. Raises
    SourceError where nothing of it can be read; where it cannot be read on, `damage` is told.
    """
    try:
        kind = _kind(raw)
    except DAMAGED as error:
        raise _unreadable(error, name, "cannot be read") from None
    try:
        inner = _decompress(kind, raw) if kind else raw
    except (*DAMAGED, ValueError) as error:
        raise _unreadable(error, name, "cannot be read") from None
    bound = limit if kind or always else float("inf")
    stream = io.BufferedReader(_Bounded(raw, inner, name, bound, damage), _BUFFER)
    if kind and not always and _kind(stream):  # packed again by a server on its way here
        return bounded(stream, name, limit, damage)
    if stream.peek(2)[:2] in _UTF16:
        return io.BufferedReader(_Recoded(stream), _BUFFER)
    for is_one, page in _PAGES:
        if is_one(stream.peek(HEAD_BYTES)[:HEAD_BYTES]):
            with stream:
                return page(stream)
    return stream


def _kind(raw: BinaryIO) -> str | None:
    magic = cast(io.BufferedReader, raw).peek(8)
    return next((kind for start, kind in _MAGIC.items() if magic.startswith(start)), None)


def _decompress(kind: str, raw: BinaryIO) -> BinaryIO:
    if kind == "gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if kind == "bz2":
        return cast(BinaryIO, bz2.BZ2File(raw))
    if kind == "xz":
        return cast(BinaryIO, lzma.LZMAFile(raw))
    words = _dictionary(raw) if kind != "zst" else None
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}
    return cast(BinaryIO, zstd.ZstdFile(raw, options=options, zstd_dict=words))


def _dictionary(raw: BinaryIO) -> "zstd.ZstdDict | None":
    """The dictionary of all that follows, which stands before it in a frame of its own.

    It may be compressed itself. Raises EOFError or ZstdError where it is damaged.
    Format: https://iipc.github.io/warc-specifications/specifications/warc-zstd/
    """
    size = int.from_bytes(raw.read(8)[4:], "little")
    if size > _LONGEST_DICTIONARY:
        raise EOFError("its dictionary is too long")
    data = raw.read(size)
    if data.startswith(b"\x28\xb5\x2f\xfd"):
        data = zstd.ZstdDecompressor().decompress(data, _LONGEST_DICTIONARY)
    if not data.startswith(b"\x37\xa4\x30\xec"):
        return None  # something else that readers are to skip
    return zstd.ZstdDict(data)


def lines(
    stream: BinaryIO, limit: int = MAX_LINE, before: int = 0, *, ends: bool = False
) -> Iterator[tuple[int, bytes | Problem]]:
    """Numbered lines (from 1), with their `ends` or not; one over `limit` bytes is a Problem.

    A leading byte order mark is dropped. An overlong line is never held in memory whole.
    `before` lines of the stream were read already.
    """
    number = before
    while line := stream.readline(limit + 1):
        number += 1
        if number == 1 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        if len(line) > limit and not line.endswith(b"\n"):
            size = len(line)
            while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
                size += len(more)
            yield (
                number,
                Problem(
                    f"line {number}",
                    f"the line is over {limit >> 20} MiB long ({(size + len(more)) >> 20} MiB)",
                ),
            )
            continue
        held = [line if ends else line.rstrip(b"\r\n")]
        del line  # a line may be a document of megabytes, and who asked for it may be done with it
        yield number, held.pop()
