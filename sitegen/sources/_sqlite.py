"""Databases of SQLite as dumps: the file itself, or a copy of one that is compressed or packed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.databases import Database
from sitegen.model import Problem
from sitegen.sources._copies import as_file
from sitegen.sources._streams import FREE_BYTES, MAX_RATIO, SQLITE
from sitegen.sources.source import Dump

_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"  # how the journal begins of a change under way


@contextmanager
def opened(dump: Dump) -> Iterator[Database]:
    """The database of a dump. Raises SourceError when there is none, or its list of tables cannot
    be read."""
    with as_file(dump, SQLITE, "database") as path:
        most = max(FREE_BYTES, path.stat().st_size * MAX_RATIO)
        base = Database(path, str(dump.path), most)
        try:
            yield base
        finally:
            base.close()


def beside(dump: Dump) -> Iterator[Problem]:
    """What lies beside a database that is not read: its log, in which may be what was written last,
    and what undoes a change that was never ended."""
    if dump.member:
        return
    name = dump.path.name
    with suppress(OSError):
        if size := Path(f"{dump.path}-wal").stat().st_size:
            yield Problem(
                "",
                f"a log of {size:,} bytes lies beside it ({name}-wal): what is only there is "
                "not read; sqlite3 puts it into the database: PRAGMA wal_checkpoint(TRUNCATE)",
                lost=False,
            )
    journal = Path(f"{dump.path}-journal")
    with suppress(OSError):
        if journal.is_file() and _begins(journal, _JOURNAL):
            yield Problem(
                "",
                f"a change of it was not ended ({name}-journal), of which a part may be read as if "
                "it had been; sqlite3 undoes it when it opens the database",
                lost=False,
            )


def _begins(path: Path, data: bytes) -> bool:
    with open(path, "rb") as file:
        return file.read(len(data)) == data
