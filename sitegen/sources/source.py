"""The seam of the formats: what a source is, and what it is given.

A source reads one format. It is a value: a name, a version (raised whenever the same bytes give
other records), a function that recognises the format from a head, and one that reads a dump.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from sitegen.model import Record
from sitegen.sources import _streams


class Head(msgspec.Struct, frozen=True):
    """The beginning of a dump, for recognising it: decompressed, at most 64 KiB.

    `name` is the path below content/, with forward slashes; `whole` says that `data` is all.
    """

    name: str
    data: bytes
    whole: bool = False


class Dump(msgspec.Struct, frozen=True):
    """One dump in content/: `name` is its path below content/, with forward slashes.

    `data` is all of a small one, where its head has been read already.
    """

    name: str
    path: Path
    data: bytes | None = None

    def open(self) -> BinaryIO:
        """The decompressed bytes as a bounded stream. Raises SourceError for a damaged archive."""
        return _streams.open_stream(self.path) if self.data is None else io.BytesIO(self.data)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One format: `title` is a line for people, as `sitegen formats` shows it.

    `sniff` must be cheap (it sees every file) and sure: exactly one source may say yes.
    `read` streams: it holds one record (nested formats: one document) at a time, and yields a
    `Problem` for what it cannot use. It raises nothing on purpose; errors of the stream itself
    (SourceError) pass through it.
    """

    name: str
    title: str
    version: int
    sniff: Callable[[Head], bool]
    read: Callable[[Dump], Iterator[Record]]
