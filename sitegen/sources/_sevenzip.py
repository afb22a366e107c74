"""The files of a .7z archive, by the optional extra 7z (py7zr).

That library only hands out data as it unpacks. So a file is unpacked into a temporary one when it
is first read, within the archive's bounds, and never under its own name.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import IO, Any, BinaryIO, cast

from sitegen.errors import SourceError
from sitegen.sources import _streams

ENDING = ".7z"
_MAGIC = b"7z\xbc\xaf\x27\x1c"


def is_sevenzip(path: Path) -> bool:
    with open(path, "rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def names(path: Path) -> list[str]:
    """The files in an archive, as they lie in it. Raises SourceError."""
    with _opened(path) as archive:
        return [info.filename for info in archive.list() if info.is_file]


def member(path: Path, name: str, limit: int, damage: _streams.Damage) -> BinaryIO:
    """One file of an archive, decompressed if it is compressed once more.

    It is unpacked when it is first read, to at most `limit` bytes; what goes wrong then is a
    SourceError. Where what is compressed in it cannot be read on, `damage` is told.
    """
    return cast(BinaryIO, io.BufferedReader(_Member(path, name, limit, damage)))


class _Member(io.RawIOBase):
    """A file that is not unpacked before somebody reads it."""

    def __init__(self, path: Path, name: str, limit: int, damage: _streams.Damage) -> None:
        self._path, self._name, self._limit, self._damage = path, name, limit, damage
        self._stream: io.BufferedIOBase | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._stream is None:
            file = _unpacked(self._path, self._name, self._limit)
            stream = _streams.bounded(file, str(self._path), self._limit, self._damage)
            self._stream = cast(io.BufferedIOBase, stream)
        data = self._stream.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            if self._stream is not None:
                self._stream.close()


class _Target:
    """Where the library writes what it unpacks: the methods that it asks for."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file, self._left = file, limit

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise OSError("it expands to more than its bounds allow")
        return self._file.write(data)

    def read(self, size: int | None = None) -> bytes:
        return self._file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def flush(self) -> None:
        self._file.flush()

    def size(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        """The file is read afterwards."""


class _Targets:
    """What the library asks for a place for each file: of files with one name, the first counts."""

    def __init__(self, target: _Target) -> None:
        self._target: _Target | None = target

    def create(self, _: str) -> _Target:
        target, self._target = self._target, None
        return target or _Target(cast(IO[bytes], io.BytesIO()), 0)


def _unpacked(path: Path, name: str, limit: int) -> BinaryIO:
    import tempfile  # noqa: PLC0415 - each build loads this module, and few meet such an archive

    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the stream that reads it
    try:
        with _opened(path) as archive:
            archive.extract(targets=[name], factory=_Targets(_Target(file, limit)))
    except SourceError:
        file.close()
        raise
    file.seek(0)
    return cast(BinaryIO, file)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The archive. Raises SourceError, also for whatever goes wrong while it is open."""
    library = _library(path)
    try:
        with open(path, "rb") as file, library.SevenZipFile(file) as archive:
            yield archive
    except Exception as error:  # a damaged archive ends in errors of any kind
        raise SourceError(
            f"the archive is damaged, locked or of an unknown kind: {error}",
            str(path),
            "unpack it yourself and put the files into content/",
        ) from None


def _library(path: Path) -> ModuleType:
    """py7zr. Raises SourceError, with the name of the extra, where it is not installed."""
    try:
        import py7zr  # noqa: PLC0415 - optional, and slow to load
    except ImportError:
        raise SourceError(
            "a .7z archive can only be read with the optional extra 7z",
            str(path),
            'install it with: pip install "sitegen[7z]"; or unpack the archive yourself',
        ) from None
    library: ModuleType = py7zr
    return library
