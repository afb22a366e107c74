"""Which threads are other than they were when the last plan was carried out, and what they were.

The database keeps account of that itself, whoever writes a summary: a plan that is patched must
leave nothing out.
"""

import msgspec

from sitegen.model import ThreadSummary
from sitegen.store.store import Store

_NOTE = "plan"
_summary = msgspec.msgpack.Decoder(ThreadSummary).decode
_TRIGGERS = """
CREATE TRIGGER IF NOT EXISTS thread_gone AFTER DELETE ON thread BEGIN
    INSERT OR IGNORE INTO unplanned VALUES (old.id, old.data);
END;
CREATE TRIGGER IF NOT EXISTS thread_new AFTER INSERT ON thread BEGIN
    INSERT OR IGNORE INTO unplanned VALUES (new.id, NULL);
END;
CREATE TRIGGER IF NOT EXISTS thread_other AFTER UPDATE ON thread BEGIN
    INSERT OR IGNORE INTO unplanned VALUES (old.id, old.data);
END;
"""

Change = tuple[ThreadSummary | None, ThreadSummary | None]  # what a thread was, and what it is


def settle(store: Store, plan: str) -> None:
    """All pages lie there as planned. `plan` is a digest of all else that the plan came of."""
    if not store.note(_NOTE):
        store.db.executescript(_TRIGGERS)  # not before: a first import pays nothing
    store.db.execute("BEGIN")
    store.db.execute("DELETE FROM unplanned")
    store.set_note(_NOTE, plan)
    store.db.execute("COMMIT")


def unsettle(store: Store) -> None:
    """From now on pages may lie there that no plan knows."""
    store.set_note(_NOTE, "")


def changes(store: Store, plan: str, most: int) -> list[Change] | None:
    """All threads that are other than they were, by id; None where that is not known, where there
    are more than `most`, or where the plan came of other things."""
    if not plan or store.note(_NOTE) != plan:
        return None
    rows = store.db.execute(
        "SELECT unplanned.data, thread.data FROM unplanned"
        " LEFT JOIN thread ON thread.id = unplanned.thread ORDER BY unplanned.thread LIMIT ?",
        (most + 1,),
    ).fetchall()
    if len(rows) > most:
        return None
    return [(_read(before), _read(now)) for before, now in rows]


def _read(data: bytes | None) -> ThreadSummary | None:
    return None if data is None else _summary(data)
