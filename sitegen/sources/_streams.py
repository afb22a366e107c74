"""Bytes of a dump: compression undone, expansion and line length bounded.

The kind of compression is read from the first bytes, never from the file's name.
"""

import bz2
import gzip
import io
import lzma
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from sitegen.errors import SourceError
from sitegen.model import Problem

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HEAD_BYTES = 64 * 1024
MAX_LINE = 32 * 1024 * 1024  # bytes; a longer line is a problem, and is skipped unread
MAX_RATIO = 250  # bytes out for each byte in; real discussion text stays below 60
FREE_BYTES = 256 * 1024 * 1024  # what any archive may expand to, whatever its ratio
_WINDOW_LOG = 31  # Pushshift's files need a window of 2 GiB

_MAGIC = {b"\x1f\x8b": "gz", b"\x28\xb5\x2f\xfd": "zst", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz"}
_DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError)


class _Bounded(io.RawIOBase):
    """A decompressor that stops at the limit and names the file when the archive is damaged."""

    def __init__(self, inner: BinaryIO, name: str, limit: int) -> None:
        self._inner, self._name, self._left = inner, name, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except _DAMAGED as error:
            raise SourceError(
                f"the compressed file is damaged or cut off: {error}",
                self._name,
                "what came before the damage is in the archive; get a whole copy for the rest",
            ) from None
        self._left -= len(data)
        if self._left < 0:
            raise SourceError(
                f"expands to more than {MAX_RATIO} times its size; reading stopped there",
                self._name,
                "if the file is honest, decompress it yourself and put the result into content/",
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def open_stream(path: Path) -> BinaryIO:
    """The decompressed bytes of a file, buffered. Raises SourceError when it cannot be opened."""
    try:
        raw = open(path, "rb")  # noqa: SIM115 - closed by whoever reads the stream
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", str(path)) from None
    magic = raw.peek(8)
    kind = next((kind for start, kind in _MAGIC.items() if magic.startswith(start)), None)
    if kind is None:
        return raw
    limit = max(FREE_BYTES, os.fstat(raw.fileno()).st_size * MAX_RATIO)
    return io.BufferedReader(_Bounded(_decompress(kind, raw), str(path), limit), 256 * 1024)


def _decompress(kind: str, raw: BinaryIO) -> BinaryIO:
    if kind == "gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if kind == "bz2":
        return cast(BinaryIO, bz2.BZ2File(raw))
    if kind == "xz":
        return cast(BinaryIO, lzma.LZMAFile(raw))
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}
    return cast(BinaryIO, zstd.ZstdFile(raw, options=options))


def read_head(path: Path) -> tuple[bytes, bool]:
    """The first HEAD_BYTES of a file, decompressed, and whether that is all of it."""
    with open_stream(path) as stream:
        data = stream.read(HEAD_BYTES + 1)
    return data[:HEAD_BYTES], len(data) <= HEAD_BYTES


def lines(
    stream: BinaryIO, limit: int = MAX_LINE, before: int = 0
) -> Iterator[tuple[int, bytes | Problem]]:
    """Numbered lines (from 1) without their ends; a line over `limit` bytes is a Problem.

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
        yield number, line.rstrip(b"\r\n")
