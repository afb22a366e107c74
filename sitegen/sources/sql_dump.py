"""sql-dump: databases written out as SQL, by mysqldump, phpMyAdmin, pg_dump, sqlite3 and the like.

Its rows are read as those of a database of SQLite are. Format: docs/formats/sql-dump.md.
"""

import re
from collections.abc import Iterator

from sitegen import possessive
from sitegen.model import Record
from sitegen.sources import sqlite_tables
from sitegen.sources._sql_load import loaded
from sitegen.sources._sql_made import NAMED
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

# What stands before the first statement: comments, settings.
_BEGINS = possessive.compiled(
    rb"(?:\xef\xbb\xbf)?(?:[ \t\r\n]++|--[^\n]*+\n|#[^\n]*+\n)*+"
    rb"(?:/\*|SET\s|PRAGMA\s|BEGIN\b|START\s|USE\s|GO\s|CREATE\s|INSERT\s|REPLACE\s|DROP\s|ALTER\s|LOCK\s|COPY\s"
    rb"|SELECT\s+pg_catalog|\\(?:un)?restrict\s|\\connect\s)",
    re.I,
)  # fmt: skip
_SAYS = possessive.compiled(
    rb"(?:\A|\n)[ \t]*+(?:CREATE\s+(?:\w+\s+){0,2}?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?%s\s*+\("
    rb"|(?:INSERT|REPLACE)\s+(?:\w+\s+){0,2}?(?:INTO\s+)?%s\s*+(?:\(|VALUES)"
    rb"|COPY\s[^\n]{1,4000}?\sFROM\s+stdin)"
    % (NAMED, NAMED),
    re.I,
)  # fmt: skip


def _sniff(head: Head) -> bool:
    return bool(_BEGINS.match(head.data)) and bool(_SAYS.search(head.data))


def _read(dump: Dump) -> Iterator[Record]:
    with loaded(dump) as (base, problems):
        yield from problems
        yield from sqlite_tables.records(base, dump)


SOURCE = Source(
    name="sql-dump",
    title="Posts in databases written out as SQL: mysqldump, phpMyAdmin, pg_dump, sqlite3",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
