"""A database that is made of what a script says, in a file of its own, to be read as others are."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sitegen.databases import Database, Table, quoted
from sitegen.errors import SourceError

_BATCH = 500  # rows that are put at a time


class Made:
    """A database to put rows into. `shown` is what errors call it.

    Raises SourceError where there is no room for what is put into it.
    """

    def __init__(self, path: Path, shown: str) -> None:
        self._path, self._shown = path, shown
        self._base = sqlite3.connect(path, isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            self._base.execute(f"PRAGMA {setting}")
        self._base.execute("BEGIN")
        self._waiting: dict[str, list[Sequence[object]]] = {}
        self._tables: dict[str, tuple[str, ...]] = {}

    def table(self, name: str, columns: Sequence[str], kinds: Sequence[str]) -> None:
        """Makes a table. A column of the kind "integer" takes text for the number that it tells."""
        told = [f"{quoted(one)} {'INTEGER' if kind == 'integer' else ''}"
                for one, kind in zip(columns, kinds, strict=True)]  # fmt: skip
        self._do(f"CREATE TABLE {quoted(name)} ({', '.join(told)})")
        self._tables[name] = tuple(columns)

    def row(self, name: str, values: Sequence[object]) -> None:
        """Puts a row into a table that was made; one value for each of its columns."""
        waiting = self._waiting.setdefault(name, [])
        waiting.append(values)
        if len(waiting) >= _BATCH:
            self._put(name)

    def rename(self, name: str, other: str) -> None:
        """Gives a table another name."""
        if name != other:
            self._put(name)
            self._do(f"ALTER TABLE {quoted(name)} RENAME TO {quoted(other)}")
            self._tables[other] = self._tables.pop(name)

    def _put(self, name: str) -> None:
        marks = ", ".join("?" * len(self._tables[name]))
        try:
            self._base.executemany(
                f"INSERT INTO {quoted(name)} VALUES ({marks})", self._waiting.pop(name, ())
            )
        except sqlite3.Error as error:
            raise self._failed(error) from None

    def _do(self, asked: str) -> None:
        try:
            self._base.execute(asked)
        except sqlite3.Error as error:
            raise self._failed(error) from None

    def _failed(self, error: sqlite3.Error) -> SourceError:
        return SourceError(
            f"its rows cannot be put into a temporary file: {error}",
            self._shown,
            "make room where temporary files lie, or name another folder with TMPDIR",
        )

    def opened(
        self,
        keys: Mapping[str, tuple[str, ...]],
        refers: Mapping[str, Mapping[str, tuple[str, str]]],
        most: int,
    ) -> Database:
        """The database, to be read; `keys` and `refers`, what columns refer to, by table."""
        for name in list(self._waiting):
            self._put(name)
        for number, (name, key) in enumerate(keys.items()):
            if len(key) == 1:
                self._do(f"CREATE INDEX i{number} ON {quoted(name)} ({quoted(key[0])})")
        self._do("COMMIT")
        self._base.close()
        base = Database(self._path, self._shown, most)
        told: Iterable[Table] = base.tables.values()
        base.tables = {
            one.name: Table(
                one.name, one.columns, keys.get(one.name, ()), one.number, refers.get(one.name, {})
            )
            for one in told
        }
        return base

    def close(self) -> None:
        self._base.close()
