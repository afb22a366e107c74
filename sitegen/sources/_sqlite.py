"""Databases of SQLite as dumps: the file itself, or a copy of one that is compressed or packed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.databases import Database
from sitegen.errors import SourceError
from sitegen.sources._streams import FREE_BYTES, MAX_RATIO, SQLITE
from sitegen.sources.source import Dump

_MOST = 4 << 30  # bytes of a database that must be unpacked into a temporary file


@contextmanager
def opened(dump: Dump) -> Iterator[Database]:
    """The database of a dump. Raises SourceError when there is none, or its list of tables cannot
    be read."""
    with _file(dump) as path:
        most = max(FREE_BYTES, path.stat().st_size * MAX_RATIO)
        base = Database(path, str(dump.path), most)
        try:
            yield base
        finally:
            base.close()


def log_of(dump: Dump) -> int:
    """The size of the log beside a database, in bytes; what was written last may be only there."""
    path = Path(f"{dump.path}-wal")
    try:
        return path.stat().st_size if not dump.member else 0
    except OSError:
        return 0


@contextmanager
def _file(dump: Dump) -> Iterator[Path]:
    """The database itself, or, where it is compressed or in an archive, a temporary copy."""
    if dump.data is None and not dump.member:
        try:
            with open(dump.path, "rb") as file:
                is_plain = file.read(len(SQLITE)) == SQLITE
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror}", str(dump.path)) from None
        if is_plain:
            yield dump.path
            return
    with tempfile.TemporaryDirectory(prefix="sitegen-") as folder:
        copy = Path(folder, "base")
        size = 0
        with dump.open() as stream, open(copy, "wb") as file:
            while data := stream.read(1 << 20):
                size += len(data)
                if size > _MOST:
                    raise SourceError(
                        f"a compressed database of over {_MOST >> 30} GiB",
                        str(dump.path),
                        "unpack it yourself and put the result into content/",
                    )
                file.write(data)
        yield copy
