"""Databases of SQLite for tests, and what is read of them."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Dump

HN = """CREATE TABLE items (id INTEGER PRIMARY KEY, type TEXT, "by" TEXT, time INTEGER, title TEXT,
text TEXT, parent INTEGER REFERENCES items(id), kids TEXT, score INTEGER, dead INTEGER)"""
HN_ROWS = (
    (1, "story", "ada", 1700000000, "A kiln", None, None, "[2]", 7, None),
    (2, "comment", "quill", 1700000100, None, "Which <i>cone</i>?", 1, None, None, None),
)


def written(
    path: Path, script: str, rows: Iterable[tuple[object, ...]] = (), table: str = "items"
) -> Path:
    base = sqlite3.connect(path)
    base.executescript(script)
    for row in rows:
        base.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    base.commit()
    base.close()
    return path


def read(path: Path, **told: object) -> list[Record]:
    source, dump = sources.recognise(Dump(path.name, path, **told), {})
    assert source.name == "sqlite-tables"
    return list(sources.read(source, dump))


def posts(records: Iterable[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def problems(records: Iterable[Record]) -> list[Problem]:
    return [record for record in records if isinstance(record, Problem)]
