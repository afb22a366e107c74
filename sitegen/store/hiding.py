"""What must not be shown, as a store remembers it; the store itself goes on holding everything.

It is noted in the step that makes the summaries anew, so that no build that is cut off leaves some
that show more.
"""

import sqlite3
from typing import Protocol

import msgspec

from sitegen import model
from sitegen.model import Gap, Post
from sitegen.model.quoting import is_telling
from sitegen.redactions import Redactions
from sitegen.store import resolve

_decode = msgspec.json.Decoder(Redactions).decode
_NOTE = "redactions"


class _Reads(Protocol):
    """What is asked of a store."""

    db: sqlite3.Connection

    def as_told(self, thread_id: str) -> tuple[list[Post], list[Gap]]: ...


def noted(db: sqlite3.Connection) -> Redactions | None:
    """What the summaries were made with; None when nothing is hidden."""
    row = db.execute("SELECT value FROM note WHERE name = ?", (_NOTE,)).fetchone()
    return _decode(row[0]) if row and row[0] else None


def as_known(redactions: Redactions | None, before: Redactions | None) -> Redactions | None:
    """What is asked for, with the sentences that were known before, until they are worked out."""
    known = before.quotes if before else ()
    return msgspec.structs.replace(redactions, quotes=known) if redactions else None


def with_quotes(store: _Reads, redactions: Redactions | None) -> Redactions | None:
    """The same, with the sentences that its rules take out anywhere, looked for everywhere."""
    if redactions is None:
        return None
    found: set[str] = set()
    if not any(rule.action in ("tombstone", "drop") for rule in redactions.rules):
        return msgspec.structs.replace(redactions, quotes=())
    for (thread,) in store.db.execute("SELECT id FROM thread").fetchall():
        posts, _ = store.as_told(thread)
        found.update(filter(is_telling, model.taken_out(redactions, thread, posts)))
    return msgspec.structs.replace(redactions, quotes=tuple(sorted(found)))


def renew(db: sqlite3.Connection, redactions: Redactions | None, *, made: bool) -> None:
    """Makes all summaries anew, unless they were `made` so just now, and notes with what.

    Ends no transaction.
    """
    if not db.in_transaction:
        db.execute("BEGIN")
    if not made:
        resolve.summarise_anew(db, redactions)
    said = msgspec.json.encode(redactions).decode() if redactions else ""
    db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (_NOTE, said))
