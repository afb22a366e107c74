"""sqlite-tables: databases of SQLite, as programs that archive discussions write them.

Each table of posts is read by the format that reads such a table in a file; names of people and
places, and opening posts, are taken from the tables beside it.
Format: docs/formats/sqlite-tables.md.
"""

from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from sitegen.databases import MOST_TABLES, Database, Row
from sitegen.model import Problem, Record
from sitegen.sources import (
    _forum_tables,
    _sqlite,
    _sqlite_chats,
    _sqlite_shapes,
    github_issues,
    known,
)
from sitegen.sources._inner import in_file
from sitegen.sources._inner_tables import passed_over
from sitegen.sources._post_made import stem_of
from sitegen.sources._sqlite_links import links
from sitegen.sources._sqlite_plan import Reading, as_bytes, plan
from sitegen.sources._streams import SQLITE
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_write = msgspec.json.Encoder().encode


def _sniff(head: Head) -> bool:
    return head.data.startswith(SQLITE) and any(by for _, by in head.tables)


def _read(dump: Dump) -> Iterator[Record]:
    yield from _sqlite.beside(dump)
    with _sqlite.opened(dump) as base:
        yield from records(base, dump)


def records(base: Database, dump: Dump) -> Iterator[Record]:
    """The records of all tables of a database that is opened, and what was not read."""
    readings = plan(base, dump)
    for reading in readings:
        if reading.by:
            for record in _records(base, reading, dump):
                yield in_file(reading.table.name, record)
    yield from _passed(base, readings)


def _records(base: Database, reading: Reading, dump: Dump) -> Iterator[Record]:
    """The records of one table."""
    if reading.by == "chat":
        return _sqlite_chats.messages(base, reading, dump)
    if reading.by == "slack":
        return _sqlite_chats.slack(base, reading, dump)
    inner = replace(dump, name=reading.name, data=None, columns=reading.columns)
    beside: list[Problem] = []
    if reading.by == "github":
        told = replace(inner, name=dump.name, lines=lambda: _github(base, reading, beside))
        return _and(github_issues.SOURCE.read(told), beside)
    source = known.formats().by_name(reading.by)
    if reading.cell:
        told = replace(inner, lines=lambda: _cells(base, reading, beside))
        return _and(source.read(told), beside)
    community = stem_of(dump.name).rpartition("/")[2] if source.last else ""
    return source.read(replace(inner, rows=lambda: _rows(base, reading, community)))


def _and(records: Iterator[Record], beside: list[Problem]) -> Iterator[Record]:
    for record in records:
        yield from beside
        beside.clear()
        yield record
    yield from beside


def _rows(base: Database, reading: Reading, community: str) -> Iterator[tuple[str, Row] | Problem]:
    hidden, left_out = _forum_tables.hides(reading.table.columns), Counter[str]()
    is_known = _forum_tables.shape_of(reading.table.columns) is not None
    for one in base.rows(reading.table):
        if isinstance(one, Problem):
            yield one
            continue
        why = hidden(one[1]) if hidden else ""
        told = {} if why else reading.row(one[1])
        of_thread = told.pop(_forum_tables.OF_THREAD, "")
        if why := why or (str(of_thread) if is_known else ""):
            left_out[why] += 1
            continue
        told = {name: _text(value) for name, value in told.items()}
        if community:
            told.setdefault("community", community)
        if reading.place:
            told["id"] = reading.place + one[0].replace(" ", "-")
        yield one[0], told
    for why, count in left_out.items():
        yield Problem("", f"left out: {why} ({count:,})")


def _text(value: object) -> object:
    """Text that a program stored as bytes; other bytes are nothing that a post tells."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def _cells(base: Database, reading: Reading, beside: list[Problem]) -> Iterator[bytes]:
    """The objects that a column holds, one a line."""
    for one in base.rows(reading.table):
        if isinstance(one, Problem):
            beside.append(one)
        elif cell := as_bytes(one[1].get(reading.cell)).strip():
            yield b" ".join(cell.splitlines()) + b"\n"
        else:
            beside.append(Problem(one[0], f"nothing in the column {reading.cell!r}"))


def _github(base: Database, reading: Reading, beside: list[Problem]) -> Iterator[bytes]:
    for one in base.rows(reading.table):
        if isinstance(one, Problem):
            beside.append(one)
            continue
        told = _sqlite_shapes.github(reading.row(one[1]))
        if told is None:
            beside.append(Problem(one[0], "nothing tells of which repository and number this is"))
        else:
            yield _write(told) + b"\n"


def _passed(base: Database, readings: list[Reading]) -> Iterator[Problem]:
    """What of a database was not read, and why."""
    for reading in readings:
        if reading.doubt:
            told = f"not taken for posts: {reading.doubt}"
            yield Problem(reading.table.name, told, lost=False)
    used = _used(base, readings)
    others = [one.table.name for one in readings if not one.by and not one.doubt]
    yield from passed_over("tables", [name for name in others if name not in used])
    if base.unread:
        told = f"more than {MOST_TABLES} tables: {base.unread:,} were not looked at"
        yield Problem("", told)


def _used(base: Database, readings: list[Reading]) -> set[str]:
    """The tables that tell names of people, threads and places in what is read."""
    near = {link.other for reading in readings if reading.by for link in reading.links}
    far = {link.other for name in near for link in links(base.tables[name], base.tables)
           if link.kind == "community"}  # fmt: skip
    return near | far


SOURCE = Source(
    name="sqlite-tables",
    title="Posts in databases of SQLite, as programs that archive discussions write them",
    version=5,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
