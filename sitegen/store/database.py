"""Opening the store's file: its schema, its modes, and what to do with one that is damaged.

The store only repeats what content/ says, so a file that is damaged, or that other code made, is
thrown away and made anew.
"""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path

from sitegen.errors import StoreError

_HERE = Path(__file__).parent
_CACHE_KIB = 4096
# Most time in SQLite went into calls of the system: pages four times as large are a third of them.
_PAGE = 16384
_CHECKPOINT = 250  # pages of the log, 4 MiB, as many bytes as SQLite lets it grow to by itself


def open_for_writing(path: Path) -> tuple[sqlite3.Connection, bool]:
    """A connection, and whether the store is new and empty. Raises StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = _open_kept(path) if path.exists() else None
        if kept is not None:
            return kept, False
        _remove(path)  # a journal that outlived its store would be read into the next one
        draft = path.with_suffix(".new")
        _remove(draft)
        db = sqlite3.connect(draft, isolation_level=None)
        db.execute(f"PRAGMA page_size = {_PAGE}")
        db.execute("PRAGMA locking_mode = EXCLUSIVE")  # nobody else knows of it
        db.execute("PRAGMA journal_mode = OFF")  # a draft that is cut off is thrown away
        db.execute("PRAGMA synchronous = OFF")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        db.executescript(_sql("schema.sql"))
        db.execute(f"PRAGMA user_version = {_version()}")
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"the store cannot be written: {error}",
            str(path),
            "sitegen keeps its state in the folder .sitegen beside sitegen.toml; make it writable",
        ) from None
    return db, True


def finish(db: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Puts a finished draft in its place, and opens it for small changes and many readers."""
    db.close()
    os.replace(path.with_suffix(".new"), path)
    return _connect(path)


def make_indexes(db: sqlite3.Connection) -> None:
    """Ends the transaction of what was inserted, and begins another: without one, each of ten
    thousand summaries would be a transaction, and take five calls of the system."""
    db.executescript(f"{_sql('indexes.sql')} BEGIN;")


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises StoreError when there is no store.

    The dev server's threads use one in turn, so SQLite is told not to ask which thread it is.
    """
    try:
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB // 4}")
        db.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        raise StoreError(
            f"the store cannot be read: {error}", str(path), "run sitegen build first"
        ) from None
    return db


def empty(db: sqlite3.Connection, tables: Iterable[str]) -> frozenset[str]:
    """Those of these tables that hold nothing."""
    return frozenset(
        table for table in tables if db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None
    )


def dump_names(db: sqlite3.Connection, dumps: Collection[int]) -> dict[int, str]:
    """The names of dumps, by their numbers."""
    marks = ",".join("?" * len(dumps))
    return dict(db.execute(f"SELECT id, name FROM dump WHERE id IN ({marks})", tuple(dumps)))


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into StoreError, and throws a damaged store away."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            _remove(path)
            raise StoreError(
                "the store was damaged, and has been thrown away",
                str(path),
                "build again: it is made anew from content/",
            ) from None
        full = "free some space and build again" if code == sqlite3.SQLITE_FULL else ""
        raise StoreError(f"the store cannot be used: {error}", str(path), full) from None


def _open_kept(path: Path) -> sqlite3.Connection | None:
    """The store as it was left; None when it is damaged or of another version."""
    try:
        db = _connect(path)
        if db.execute("PRAGMA user_version").fetchone() == (_version(),):
            db.execute("SELECT 1 FROM built LIMIT 1").fetchone()
            db.execute("SELECT 1 FROM post, dump LIMIT 1").fetchone()
            return db
        db.close()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise
    return None


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=10)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT}")
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    return db


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{end}").unlink(missing_ok=True)


@cache
def _version() -> int:
    """A digest of the code that decides what a store holds: one made by other code is not kept."""
    digest = blake2b(digest_size=4)
    for package in (_HERE, _HERE.parent / "model"):
        for name in sorted(os.listdir(package)):
            if name.endswith((".py", ".sql")):
                digest.update((package / name).read_bytes())
    return int.from_bytes(digest.digest()) >> 1  # SQLite's user_version has a sign


def _sql(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
