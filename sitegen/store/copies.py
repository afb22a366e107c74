"""Lossy copies of threads that a dump with structure holds too: the certain version holds.

A copy tells no ids of its comments, so it can only be taken or left as a whole. It is replaced
while dumps with structure hold its opening post and, in that post's thread, about as many comments
as were read in the copy: borders in a copy are not exact, and nothing is given up for a dump that
holds only the story. What is replaced counts as further copies of what is shown.
"""

import sqlite3

_ENOUGH = 0.8  # comments with structure for each that the copy was read to hold

#: Condition on a row of `gap`: it was not told by a copy that is replaced.
GAP_STANDS = (
    "NOT EXISTS (SELECT 1 FROM post AS told WHERE told.copy = gap.thread"
    " AND told.dump = gap.dump AND told.replaced)"
)
# A post that has a version with structure needs no other in its place.
_COPIES = (
    "SELECT dump, copy, max(replaced), count(DISTINCT CASE WHEN id <> copy AND NOT EXISTS ("
    "  SELECT 1 FROM post AS sure WHERE sure.id = post.id AND sure.copy IS NULL) THEN id END),"
    " (SELECT thread FROM post AS sure WHERE sure.id = post.copy AND sure.copy IS NULL LIMIT 1)"
    " FROM post WHERE copy IN ("
    "  SELECT post.copy FROM post JOIN post AS sure ON sure.id = post.copy AND sure.copy IS NULL"
    "   WHERE post.copy IS NOT NULL"
    "  UNION SELECT copy FROM post WHERE copy IS NOT NULL AND replaced)"
    " GROUP BY dump, copy"
)
_SURE = "SELECT count(DISTINCT id) - 1 FROM post WHERE thread = ? AND copy IS NULL"


def gaps(db: sqlite3.Connection, thread: str) -> list[bytes]:
    """The gaps of a thread that stand, encoded, by the names of their dumps."""
    rows = db.execute(
        "SELECT gap.data FROM gap JOIN dump ON dump.id = dump WHERE thread = ?"
        f" AND {GAP_STANDS} ORDER BY name, gap.rowid",
        (thread,),
    )
    return [data for (data,) in rows]


def replace(db: sqlite3.Connection) -> None:
    """Takes away the copies that are no longer needed, and puts back those that are again.

    Threads must be known. What changes is noted as touched.
    """
    if db.execute("SELECT 1 FROM post WHERE copy IS NOT NULL LIMIT 1").fetchone() is None:
        return
    for dump, copy, replaced, comments, thread in db.execute(_COPIES).fetchall():
        held = 0 if thread is None else db.execute(_SURE, (thread,)).fetchone()[0]
        replaces = thread is not None and held >= _ENOUGH * comments
        which = (dump, copy)
        if replaces == bool(replaced):
            continue
        db.execute("UPDATE post SET replaced = ? WHERE dump = ? AND copy = ?", (replaces, *which))
        db.execute(
            "INSERT OR IGNORE INTO touched_id SELECT id FROM post WHERE dump = ? AND copy = ?",
            which,
        )
