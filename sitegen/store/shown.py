"""The pages that the dev server shows, by path: a plan of which nothing is built.

It lies in a temporary table of one connection, for it may be larger than memory.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from sitegen.errors import OutputError
from sitegen.store.store import Store


def spool(store: Store, pages: Iterable[tuple[str, str, bytes]]) -> None:
    """Takes in (path, template, page encoded). Raises OutputError when two have one path."""
    store.db.execute(
        "CREATE TEMP TABLE shown (path TEXT PRIMARY KEY, template TEXT, page BLOB) WITHOUT ROWID"
    )
    store.db.execute("BEGIN")
    try:
        store.db.executemany("INSERT INTO shown VALUES (?, ?, ?)", pages)
    except sqlite3.IntegrityError:
        raise OutputError(
            "two pages or files would have the same path",
            "",
            "does a theme or the site have a static file named style.css?",
        ) from None
    finally:
        store.db.execute("COMMIT")


def find(store: Store, path: str) -> bytes | None:
    """The page, encoded."""
    row = store.db.execute("SELECT page FROM shown WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


def is_shown(store: Store, path: str) -> bool:
    """Whether a page of the plan, as far as it is spooled, lies there."""
    row = store.db.execute("SELECT 1 FROM shown WHERE path = ?", (path,)).fetchone()
    return row is not None


def ending(store: Store, end: str) -> Iterator[str]:
    """The paths that end so, sorted."""
    query = "SELECT path FROM shown WHERE substr(path, -?) = ? ORDER BY path"
    for (path,) in store.db.execute(query, (len(end), end)):
        yield path


def templates(store: Store) -> list[tuple[str, int, str]]:
    """(template, how many pages it makes, the path of the first), by name; "" makes assets."""
    return store.db.execute(
        "SELECT template, count(*), min(path) FROM shown GROUP BY template ORDER BY template"
    ).fetchall()
