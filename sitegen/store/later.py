"""Comments of very long threads whose links lead to further pages of the list of comments.

Of other threads nothing is held: links to all their comments lead to their first page.
"""

import sqlite3
from collections.abc import Callable

import msgspec

from sitegen.model import Gap, Post, ThreadSummary, births

_summary = msgspec.msgpack.Decoder(ThreadSummary).decode


def version(of: ThreadSummary, first: int) -> str:
    """Changes with all that a thread shows and with the pages to which its links lead."""
    return f"{of.digest} {first}" if of.count > first else of.digest


def renew(
    db: sqlite3.Connection, first: int, thread: Callable[[str], tuple[list[Post], list[Gap]]]
) -> None:
    """Brings the rows up to date. `first` comments of each thread are linked to on its first page;
    `thread` gives its posts."""
    large = db.execute("SELECT id, data FROM thread WHERE count > ?", (first,))
    wanted = {thread_id: version(_summary(data), first) for thread_id, data in large}
    known = dict(db.execute("SELECT thread, version FROM later_of"))
    if wanted == known:
        return
    db.execute("BEGIN")
    for of in known:
        if wanted.get(of) != known[of]:
            db.execute("DELETE FROM later WHERE thread = ?", (of,))
            db.execute("DELETE FROM later_of WHERE thread = ?", (of,))
    for of in wanted:
        if wanted[of] != known.get(of):
            ids = births.born(of, thread(of)[0])
            rows = ((of, ids[n], births.list_of(n, first)) for n in range(first, len(ids)))
            db.executemany("INSERT INTO later VALUES (?, ?, ?)", rows)
            db.execute("INSERT INTO later_of VALUES (?, ?)", (of, wanted[of]))
    db.execute("COMMIT")


def list_of(db: sqlite3.Connection, thread: str, post: str) -> int:
    """The page of a thread's list to which links to a post lead; 0 is the thread's first page."""
    row = db.execute(
        "SELECT page FROM later WHERE thread = ? AND id = ?", (thread, post)
    ).fetchone()
    return row[0] if row else 0


def lists(db: sqlite3.Connection, thread: str) -> dict[str, int]:
    """The same for all posts of a thread whose links do not lead to its first page."""
    return dict(db.execute("SELECT id, page FROM later WHERE thread = ?", (thread,)))
