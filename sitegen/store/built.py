"""Which pages lie in the output folder, of which key, and what a new plan changes.

A plan is spooled to a temporary table first: it may be larger than memory, and no file is
written before all that will be are known.
"""

from collections.abc import Iterable, Iterator

import msgspec

from sitegen.store.store import Store

_BATCH = 1000


class Job(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page to be made: its value encoded, the key it will have and the one it had ("": none)."""

    path: str
    key: str
    page: bytes
    posts: int
    old_key: str


class Written(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page that lies on disk: bytes and, in nanoseconds, the time of the file."""

    path: str
    key: str
    size: int
    mtime: int
    posts: int


def spool(store: Store, planned: Iterable[tuple[str, str, bytes, int]]) -> None:
    """Takes in a plan: (path, key, page encoded, posts on it)."""
    store.db.executescript(
        "DROP TABLE IF EXISTS temp.planned;"
        "CREATE TEMP TABLE planned (path TEXT PRIMARY KEY, key TEXT, page BLOB, posts INTEGER,"
        " again INTEGER DEFAULT 0) WITHOUT ROWID"
    )
    store.db.execute("BEGIN")
    store.db.executemany(
        "INSERT INTO planned (path, key, page, posts) VALUES (?, ?, ?, ?)", planned
    )
    store.db.execute("COMMIT")


def kept(store: Store) -> Iterator[Written]:
    """The planned pages that were built with the same key."""
    for row in store.db.execute(
        "SELECT path, key, size, mtime, built.posts FROM planned JOIN built USING (path, key)"
    ):
        yield Written(*row)


def make_again(store: Store, paths: Iterable[str]) -> None:
    """Marks planned pages whose files were changed or removed by somebody else."""
    store.db.executemany("UPDATE planned SET again = 1 WHERE path = ?", [(p,) for p in paths])


def jobs(store: Store) -> Iterator[Job]:
    """The planned pages that must be made."""
    for path, key, page, posts, old in store.db.execute(
        "SELECT path, planned.key, page, planned.posts, coalesce(built.key, '') FROM planned"
        " LEFT JOIN built USING (path) WHERE built.key IS NOT planned.key OR again ORDER BY path"
    ):
        yield Job(path, key, page, posts, old)


def count_jobs(store: Store) -> int:
    row = store.db.execute(
        "SELECT count(*) FROM planned LEFT JOIN built USING (path)"
        " WHERE built.key IS NOT planned.key OR again"
    ).fetchone()
    return int(row[0])


def planned_paths(store: Store) -> Iterator[str]:
    """All planned paths, sorted."""
    for (path,) in store.db.execute("SELECT path FROM planned ORDER BY path"):
        yield path


def is_planned(store: Store, path: str) -> bool:
    row = store.db.execute("SELECT 1 FROM planned WHERE path = ?", (path,)).fetchone()
    return row is not None


def planned_page(store: Store, path: str) -> tuple[str, bytes] | None:
    """(key, page encoded) of a planned page."""
    row = store.db.execute("SELECT key, page FROM planned WHERE path = ?", (path,)).fetchone()
    return (row[0], row[1]) if row else None


def all_built(store: Store) -> Iterator[Written]:
    for row in store.db.execute("SELECT path, key, size, mtime, posts FROM built"):
        yield Written(*row)


def built_key(store: Store, path: str) -> str:
    """The key a page was last built with; empty when it never was."""
    row = store.db.execute("SELECT key FROM built WHERE path = ?", (path,)).fetchone()
    return row[0] if row else ""


def record(store: Store, written: Iterable[Written]) -> None:
    """Notes pages that now lie on disk."""
    store.db.execute("BEGIN")
    store.db.executemany(
        "INSERT OR REPLACE INTO built (path, key, size, mtime, posts) VALUES (?, ?, ?, ?, ?)",
        [(page.path, page.key, page.size, page.mtime, page.posts) for page in written],
    )
    store.db.execute("COMMIT")


def forget(store: Store, paths: Iterable[str]) -> None:
    """Notes that pages no longer lie on disk."""
    store.db.execute("BEGIN")
    store.db.executemany("DELETE FROM built WHERE path = ?", [(path,) for path in paths])
    store.db.execute("COMMIT")


def forget_all(store: Store) -> None:
    store.db.execute("DELETE FROM built")


def posts_on_pages(store: Store) -> int:
    """How many posts stand on the pages that lie on disk."""
    row = store.db.execute("SELECT coalesce(sum(posts), 0) FROM built").fetchone()
    return int(row[0])
