"""Which pages lie in the output folder, of which key, and what a new plan changes.

A plan is spooled to a temporary table first: it may be larger than memory, and no file is
written before all that will be are known.
"""

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from sitegen.errors import OutputError
from sitegen.store.store import Store


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
    ghosts: int = 0


def spool(store: Store, planned: Iterable[tuple[str, str, bytes, int]]) -> None:
    """Takes in a plan: (path, key, page encoded, posts on it). Raises OutputError."""
    store.db.executescript(
        "DROP TABLE IF EXISTS temp.planned; DROP TABLE IF EXISTS temp.ours;"
        "DROP TABLE IF EXISTS temp.job;"
        "CREATE TEMP TABLE planned (path TEXT PRIMARY KEY, key TEXT, page BLOB, posts INTEGER,"
        " again INTEGER DEFAULT 0) WITHOUT ROWID;"
        "CREATE TEMP TABLE ours (path TEXT PRIMARY KEY) WITHOUT ROWID"
    )
    store.db.execute("BEGIN")
    try:
        store.db.executemany(
            "INSERT INTO planned (path, key, page, posts) VALUES (?, ?, ?, ?)", planned
        )
    except sqlite3.IntegrityError:
        raise OutputError(
            "two pages or files would have the same path",
            "",
            "does a theme or the site have a static file named style.css?",
        ) from None
    finally:
        store.db.execute("COMMIT")


def spool_ours(store: Store, paths: Iterable[str]) -> None:
    """Takes in what the manifest calls ours; what the store says was built is ours too."""
    store.db.execute("BEGIN")
    store.db.executemany("INSERT OR IGNORE INTO ours VALUES (?)", [(path,) for path in paths])
    store.db.execute("INSERT OR IGNORE INTO ours SELECT path FROM built")
    store.db.execute("COMMIT")


def kept(store: Store) -> Iterator[tuple[str, int, int]]:
    """(path, size, time) of the planned pages that were built with the same key."""
    yield from store.db.execute(
        "SELECT path, size, mtime FROM planned JOIN built USING (path, key)"
    )


def make_again(store: Store, paths: Iterable[str]) -> None:
    """Marks planned pages whose files were changed or removed by somebody else."""
    store.db.executemany("UPDATE planned SET again = 1 WHERE path = ?", [(p,) for p in paths])


def settle_jobs(store: Store) -> None:
    """Fixes what must be made, before any of it is."""
    store.db.execute(
        "CREATE TEMP TABLE job AS SELECT path, planned.key, page, planned.posts,"
        " coalesce(built.key, '') AS old FROM planned LEFT JOIN built USING (path)"
        " WHERE built.key IS NOT planned.key OR again ORDER BY path"
    )


def size_of_jobs(store: Store) -> tuple[int, int]:
    """How many pages must be made, and how many posts stand on them."""
    row = store.db.execute("SELECT count(*), coalesce(sum(posts), 0) FROM job").fetchone()
    return row[0], row[1]


def jobs(store: Store) -> Iterator[Job]:
    """The planned pages that must be made, by path."""
    for row in store.db.execute("SELECT path, key, page, posts, old FROM job ORDER BY rowid"):
        yield Job(*row)


def unclaimed(store: Store) -> Iterator[str]:
    """The paths of jobs where no file of ours lies yet."""
    for (path,) in store.db.execute("SELECT path FROM job WHERE path NOT IN ours"):
        yield path


def drop(store: Store, paths: Iterable[str]) -> None:
    """Takes pages out of the plan and its jobs."""
    rows = [(path,) for path in paths]
    store.db.executemany("DELETE FROM job WHERE path = ?", rows)
    store.db.executemany("DELETE FROM planned WHERE path = ?", rows)


def all_known(store: Store) -> bool:
    """Every planned page was built once: none is new."""
    query = "SELECT 1 FROM job WHERE path NOT IN (SELECT path FROM built) LIMIT 1"
    return store.db.execute(query).fetchone() is None


def all_once(store: Store) -> bool:
    """A page was built, and lies, at each of the planned paths."""
    query = "SELECT 1 FROM planned WHERE path NOT IN (SELECT path FROM built) LIMIT 1"
    return store.db.execute(query).fetchone() is None


def planned_paths(store: Store) -> Iterator[str]:
    """All planned paths, sorted."""
    for (path,) in store.db.execute("SELECT path FROM planned ORDER BY path"):
        yield path


def claimed_paths(store: Store) -> Iterator[str]:
    """All planned paths and all of ours, sorted."""
    query = "SELECT path FROM planned UNION SELECT path FROM ours ORDER BY 1"
    for (path,) in store.db.execute(query):
        yield path


def leftovers(store: Store) -> Iterator[str]:
    """The paths of files of ours that are no longer planned, sorted."""
    query = "SELECT path FROM ours WHERE path NOT IN (SELECT path FROM planned) ORDER BY path"
    for (path,) in store.db.execute(query):
        yield path


def is_planned(store: Store, path: str) -> bool:
    """Whether a page of the plan, as far as it is spooled, lies there."""
    row = store.db.execute("SELECT 1 FROM planned WHERE path = ?", (path,)).fetchone()
    return row is not None


def planned_page(store: Store, path: str) -> tuple[str, bytes] | None:
    """(key, page encoded) of a planned page."""
    row = store.db.execute("SELECT key, page FROM planned WHERE path = ?", (path,)).fetchone()
    return (row[0], row[1]) if row else None


def all_left(store: Store) -> Iterator[tuple[str, int, int]]:
    """(path, size, time) of all pages, as they were written."""
    yield from store.db.execute("SELECT path, size, mtime FROM built")


def find(store: Store, path: str) -> Written | None:
    """A page as it was last built."""
    query = "SELECT path, key, size, mtime, posts, ghosts FROM built WHERE path = ?"
    row = store.db.execute(query, (path,)).fetchone()
    return Written(*row) if row else None


def record(store: Store, written: Iterable[Written]) -> None:
    """Notes pages that now lie on disk."""
    store.db.execute("BEGIN")
    store.db.executemany(
        "INSERT OR REPLACE INTO built (path, key, size, mtime, posts, ghosts)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(p.path, p.key, p.size, p.mtime, p.posts, p.ghosts) for p in written],
    )
    store.db.execute("COMMIT")


def forget(store: Store, paths: Iterable[str]) -> None:
    """Notes that files of ours no longer lie on disk."""
    rows = [(path,) for path in paths]
    store.db.execute("BEGIN")
    store.db.executemany("DELETE FROM ours WHERE path = ?", rows)
    store.db.executemany("DELETE FROM built WHERE path = ?", rows)
    store.db.execute("COMMIT")


def forget_all(store: Store) -> None:
    store.db.execute("DELETE FROM built")


def on_pages(store: Store) -> tuple[int, int, int]:
    """How many pages lie on disk, how many posts stand on them, and how many ghosts."""
    row = store.db.execute(
        "SELECT count(*), coalesce(sum(posts), 0), coalesce(sum(ghosts), 0) FROM built"
    ).fetchone()
    return row[0], row[1], row[2]
