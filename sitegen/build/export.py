"""The archive as one dump in sitegen's own format: built from it alone, the site is the same.

Threads come from the oldest to the newest, each in reading order, so the same archive gives the
same bytes. One thread is in memory at a time.
"""

import bz2
import gzip
import lzma
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from sitegen.build import imports, scan
from sitegen.build.run import Listen, opened, silent
from sitegen.config import Config, SitePaths
from sitegen.errors import OutputError, UsageError
from sitegen.model import Post, Record, ThreadSummary
from sitegen.sources import sitegen_lines
from sitegen.store import Store, faults
from sitegen.store import export as facts

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


class Selection(msgspec.Struct, frozen=True):
    """Globs of thread ids and of communities; a thread that fits any is taken. None: all are."""

    threads: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()

    @property
    def all(self) -> bool:
        return not (self.threads or self.communities)

    def takes(self, thread: ThreadSummary) -> bool:
        return (
            self.all
            or any(fnmatchcase(thread.id, glob) for glob in self.threads)
            or any(fnmatchcase(thread.community or "", glob) for glob in self.communities)
        )


class Exported(msgspec.Struct, frozen=True):
    threads: int
    posts: int


def export(
    paths: SitePaths,
    config: Config,
    target: Path | BinaryIO,
    selection: Selection,
    listen: Listen = silent,
) -> Exported:
    """Writes what content/ holds to a file, compressed as its name says, or to a stream.

    The output folder is neither read nor written. A file is put in place whole or not at all.
    Raises UsageError for a file in content/ and where nothing is selected, OutputError.
    """
    if isinstance(target, Path):
        outside_content(paths, target)
    with opened(paths, config) as store:
        found = scan.dumps(paths.content, config)
        imports.bring_up_to_date(
            store, config, found, lambda name, done: listen(f"reading {name}", done, 0)
        )
        records = _records(store, selection)
        if isinstance(target, Path):
            return _to_file(target, records)
        return _to_stream(target, records)


def outside_content(paths: SitePaths, target: Path) -> None:
    """Raises UsageError for a file in content/."""
    content = os.path.realpath(paths.content)
    if os.path.commonpath([content, os.path.realpath(target)]) == content:
        raise UsageError(
            "an export in the content folder would be read as one more dump",
            str(target),
            "write it elsewhere; to build from it alone, put it in the place of the other dumps",
        )


def _records(store: Store, selection: Selection) -> Iterator[Record | None]:
    """All records of an export; None begins each thread."""
    taken: set[str] = set()
    for summary in store.summaries():
        if not selection.takes(summary):
            continue
        if not selection.all:
            taken.add(summary.id)
        yield None
        yield from facts.thread(store, summary.id)
    for continuation, thread in facts.continuations(store):
        if selection.all or thread in taken:
            yield continuation
    if selection.all:
        yield from facts.homeless_gaps(store)
        for _, problem in faults.problems(store):
            yield problem
    elif not taken:
        globs = ", ".join((*selection.threads, *selection.communities))
        raise UsageError("no thread fits", globs, "an id is such as hn:8863; globs may hold *")


def _to_file(target: Path, records: Iterator[Record | None]) -> Exported:
    draft = target.with_name(f"{target.name}.new")
    try:
        with open(draft, "wb") as file, _compressed(file, target.name) as stream:
            done = _to_stream(stream, records)
        os.replace(draft, target)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", str(target)) from None
    finally:
        with suppress(OSError):
            os.unlink(draft)
    return done


def _compressed(file: BinaryIO, name: str) -> BinaryIO:
    """A stream into `file`, compressed as the ending of its name says. No clock goes into it."""
    if name.endswith(".gz"):
        return cast(BinaryIO, gzip.GzipFile("", "wb", fileobj=file, mtime=0))
    if name.endswith(".zst"):
        return cast(BinaryIO, zstd.ZstdFile(file, "w"))
    if name.endswith(".xz"):
        return cast(BinaryIO, lzma.LZMAFile(file, "w"))
    return cast(BinaryIO, bz2.BZ2File(file, "w")) if name.endswith(".bz2") else file


def _to_stream(stream: BinaryIO, records: Iterator[Record | None]) -> Exported:
    threads = posts = 0
    first = list(islice(records, 1))  # a selection of nothing is said before anything is written
    stream.write(sitegen_lines.header())
    for record in chain(first, records):
        if record is None:
            threads += 1
            continue
        posts += isinstance(record, Post)
        stream.write(sitegen_lines.line_of(record))
    return Exported(threads, posts)
