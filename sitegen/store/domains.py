"""Threads by what they link to, a host or the same page, found by the index of links alone."""

import sqlite3
from collections.abc import Iterator

import msgspec

from sitegen.model import ThreadSummary
from sitegen.store.rows import Group

_summary = msgspec.msgpack.Decoder(ThreadSummary).decode
# A link is its host, and a path or a query: "0" and "@" come right after "/" and "?".
_OF_HOST = (
    "(link = :host OR (link >= :host || '/' AND link < :host || '0')"
    " OR (link >= :host || '?' AND link < :host || '@'))"
)
_HOST = "substr(link, 1, instr(replace(link, '?', '/') || '/', '/') - 1)"


def groups(db: sqlite3.Connection) -> Iterator[Group]:
    """Hosts that two threads or more link to, by name."""
    rows = db.execute(
        f"SELECT '', {_HOST} AS host, count(*), sum(count) FROM thread WHERE link IS NOT NULL"
        " GROUP BY host HAVING count(*) > 1 ORDER BY host"
    )
    for row in rows:
        yield Group(*row)


def threads(db: sqlite3.Connection, host: str) -> Iterator[ThreadSummary]:
    """The threads that link to a host, from the oldest."""
    query = f"SELECT data FROM thread WHERE {_OF_HOST} ORDER BY created, id"
    rows = db.execute(query, {"host": host})
    for (data,) in rows:
        yield _summary(data)


def several(db: sqlite3.Connection, host: str) -> bool:
    """Whether more than one thread links to a host."""
    query = f"SELECT 1 FROM thread WHERE {_OF_HOST} LIMIT 2"
    return len(db.execute(query, {"host": host}).fetchall()) > 1


def sharing(db: sqlite3.Connection, thread: str, most: int) -> Iterator[bytes]:
    """The summaries, encoded, of others whose link leads where this one's does, oldest first."""
    for (data,) in db.execute(
        "SELECT data FROM thread WHERE link = (SELECT link FROM thread WHERE id = :id)"
        " AND id != :id ORDER BY created, id LIMIT :most",
        {"id": thread, "most": most},
    ):
        yield data


def sharers(db: sqlite3.Connection) -> Iterator[str]:
    """The ids of all threads that share their link, in the order of `Store.summaries`."""
    for (thread,) in db.execute(
        "SELECT id FROM thread WHERE link IN (SELECT link FROM thread WHERE link IS NOT NULL"
        " GROUP BY link HAVING count(*) > 1) ORDER BY created, id"
    ):
        yield thread
