"""The seam of the formats: what a source is, and what it is given.

A source reads one format. It is a value: a name, a version (raised whenever the same bytes give
other records), a function that recognises the format from a head, and one that reads a dump.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from sitegen.columns import Columns
from sitegen.errors import SourceError
from sitegen.model import Problem, Record
from sitegen.sources import _archives, _streams, _wraps
from sitegen.sources._wrap import Wrap

#: `keys` of a format that is no JSON. An object may have an empty key; then the format is asked.
NO_OBJECT = frozenset({""})


class Head(msgspec.Struct, frozen=True):
    """The beginning of a dump, for recognising it: decompressed, at most 64 KiB.

    `name` is the path below content/, with forward slashes; `whole` says that `data` is all.
    Of a folder or an archive there are `members`, the names of its files, and no data. `columns`
    is what the user says of a table. `tables`: those of a database or a workbook, and what
    reads each, or "".
    """

    name: str
    data: bytes
    whole: bool = False
    members: tuple[str, ...] = ()
    columns: Columns | None = None
    tables: tuple[tuple[str, str], ...] = ()


class Dump(msgspec.Struct, frozen=True):
    """One dump in content/: `name` is its path below content/, with forward slashes.

    `data` is all of a small one, where its head has been read already; `member` is its name in
    the archive at `path`. `captured` is when the dump was made, where the user says that its
    file's time tells it; only formats whose times depend on that look at it. `attachments` is how
    many bytes a file that comes with a post may have to be read as an Attachment; 0: none is.
    `subjects` asks for the Subject of each message that names no other. `wrap` is what a script
    left around the dump. `columns` is what the user says of a table. `rows` gives those of a table
    in a database, `lines` the objects that it holds as text, where such a table is the dump.
    `settled` is what [formats] says, for dumps that hold others. `damages` says of its files, by
    name, why they could not be read, or not to the end.
    """

    name: str
    path: Path
    data: bytes | None = None
    member: str = ""
    captured: datetime | None = None
    attachments: int = 0
    subjects: bool = False
    wrap: Wrap | None = None
    columns: Columns | None = None
    rows: Callable[[], Iterator[tuple[str, Mapping[str, object]] | Problem]] | None = None
    lines: Callable[[], Iterator[bytes]] | None = None
    settled: Mapping[str, str] = {}
    damages: dict[str, SourceError] = msgspec.field(default_factory=dict)

    def open(self) -> BinaryIO:
        """The decompressed bytes as a bounded stream. Raises SourceError where there are none.

        What cannot be read on just ends, and is among the `damages`.
        """
        return _wraps.open_inside(self._open(), self.wrap) if self.wrap else self._open()

    def _open(self) -> BinaryIO:
        if self.lines is not None:
            return io.BufferedReader(_wraps.Pieces(io.BytesIO(), self.lines()))
        if self.data is not None:
            return io.BytesIO(self.data)
        if self.member:
            return _archives.open_member(self.path, self.member, partial(self._damage, ""))
        return _streams.open_stream(self.path, partial(self._damage, ""))

    def files(self) -> Iterator[tuple[str, BinaryIO]]:
        """The files of a folder or an archive; each stream is closed when the next is asked for.

        One that cannot be read on just ends, as the archive does, and is among the `damages`.
        Raises SourceError where not even the names can be read.
        """
        return _archives.files(self.path, self._damage)

    def _damage(self, file: str, error: SourceError) -> None:
        self.damages.setdefault(f"{self.name}/{file}" if file else self.name, error)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One format: `title` is a line for people, as `sitegen formats` shows it.

    `sniff` must be cheap (it sees every file) and sure: exactly one source may say yes.
    `read` streams: it holds one record (nested formats: one document) at a time, and yields a
    `Problem` for what it cannot use. It raises nothing on purpose; errors of the stream itself
    (SourceError) pass through it.
    `folders` says that the format is a folder or an archive of files, such as a maildir: then
    `sniff` is asked about `Head.members`, and `read` goes through `Dump.files()`. A folder is only
    looked into when it holds one of `marks` itself: names of files or folders, in small letters.
    `keys` saves asking: where a head begins with a JSON object (`_json.members`) that has none of
    them, `sniff` would say no. Empty: it is always asked. NO_OBJECT: the format is no JSON.
    `signs` does the same: bytes one of which stands in each such head that is claimed.
    `last` says that the format is of no one site or program: it is asked only where no other claims
    a file, or anything inside of it.
    """

    name: str
    title: str
    version: int
    sniff: Callable[[Head], bool]
    read: Callable[[Dump], Iterator[Record]]
    folders: bool = False
    marks: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    signs: tuple[bytes, ...] = ()
    last: bool = False
