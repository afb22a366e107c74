"""Dumps that must be jumped about in: the file itself, or a copy of a compressed or packed one."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import SourceError
from sitegen.sources.source import Dump

_MOST = 4 << 30  # bytes of what must be unpacked into a temporary file


@contextmanager
def as_file(dump: Dump, start: bytes, what: str) -> Iterator[Path]:
    """The file itself where it begins with `start`, else a temporary copy of what it holds.

    `what` it is called in errors. Raises SourceError where it cannot be read, or is too large.
    """
    if dump.data is None and not dump.member:
        try:
            with open(dump.path, "rb") as file:
                is_plain = file.read(len(start)) == start
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror}", str(dump.path)) from None
        if is_plain:
            yield dump.path
            return
    with tempfile.TemporaryDirectory(prefix="sitegen-") as folder:
        copy = Path(folder, "copy")
        size = 0
        with dump.open() as stream, open(copy, "wb") as file:
            while data := stream.read(1 << 20):
                size += len(data)
                if size > _MOST:
                    raise SourceError(
                        f"a compressed {what} of over {_MOST >> 30} GiB",
                        str(dump.path),
                        "unpack it yourself and put the result into content/",
                    )
                file.write(data)
        yield copy
