"""What must not be shown, as a store remembers it; the store itself goes on holding everything.

It is noted in the step that makes the summaries anew, so that no build that is cut off leaves some
that show more.
"""

import sqlite3

import msgspec

from sitegen.redactions import Redactions
from sitegen.store import resolve

_decode = msgspec.json.Decoder(Redactions).decode
_NOTE = "redactions"


def noted(db: sqlite3.Connection) -> Redactions | None:
    """What the summaries were made with; None when nothing is hidden."""
    row = db.execute("SELECT value FROM note WHERE name = ?", (_NOTE,)).fetchone()
    return _decode(row[0]) if row and row[0] else None


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
