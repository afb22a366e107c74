"""SQLite databases of other programs: their plain tables, row by row. Nothing in them runs.

A file is opened as one that never changes: no lock, no journal and no log beside it is looked for
or made. Views, triggers, generated columns, virtual tables and the tables these keep their data in
are never read. Format: https://www.sqlite.org/fileformat.html
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import msgspec

from sitegen.errors import SourceError
from sitegen.model import Problem

Row = Mapping[str, object]

MOST_TABLES = 500  # of a database that are looked at
_LONGEST = 32 << 20  # bytes of a value or a row
_LEAST = 4  # bytes of a file that a row of a table takes
_MOST_FAULTS = 200  # damaged places in a table
_FIRST, _LAST = -(1 << 63), (1 << 63) - 1  # of row numbers
_NUMBERS = ("rowid", "_rowid_", "oid")  # how the number of a row is called, unless a column is
_KEPT = ("_data", "_idx", "_content", "_docsize", "_config", "_segments", "_segdir", "_stat",
         "_node", "_parent", "_rowid")  # fmt: skip
_LIMITS = {
    "SQLITE_LIMIT_LENGTH": _LONGEST,
    "SQLITE_LIMIT_SQL_LENGTH": 1 << 20,
    "SQLITE_LIMIT_EXPR_DEPTH": 100,
    "SQLITE_LIMIT_ATTACHED": 0,
    "SQLITE_LIMIT_VDBE_OP": 100_000,
    "SQLITE_LIMIT_TRIGGER_DEPTH": 1,
    "SQLITE_LIMIT_WORKER_THREADS": 0,
}
_SETTINGS = ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0")
_ASKED = frozenset({"table_xinfo", "foreign_key_list"})
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})


class Table(msgspec.Struct, frozen=True):
    """A plain table: its columns, those of its primary key, how the number of a row is called ("":
    rows have none), and {column: (table, column there)} of what it says that columns refer to."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    number: str
    refers: Mapping[str, tuple[str, str]]


class Database:
    """An opened database, whose rows may hold `most` bytes, read several times or not. `shown` is
    what errors call it; `unread`: how many tables were not looked at.

    Raises SourceError when there is none, or its list of tables cannot be read.
    """

    def __init__(self, path: Path, shown: str, most: int) -> None:
        self._path, self._left = shown, most
        self._is_odd = False
        self._odd: set[str] = set()
        try:
            self._most_rows = path.stat().st_size // _LEAST
            self._base = _connected(path)
            self._base.text_factory = self._text
            self._list()
        except (sqlite3.Error, OSError, ValueError, TypeError, OverflowError) as error:
            raise SourceError(f"the database is damaged: {error}", shown) from None

    def _list(self) -> None:
        listed = self._all("SELECT type, name, rootpage, tbl_name FROM sqlite_master")
        virtual = [name for kind, name, root, _ in listed if kind == "table" and not root]
        kept = {name + end for name in virtual for end in _KEPT}
        plain = [name for kind, name, root, _ in listed if kind == "table" and root]
        names = [one for one in plain if one not in kept and not one.lower().startswith("sqlite_")]
        self.unread = len(names[MOST_TABLES:])
        self.tables = {name: self._table(name) for name in names[:MOST_TABLES]}

    def close(self) -> None:
        self._base.close()

    def _all(self, asked: str) -> list[tuple[str, ...]]:
        return self._base.execute(asked).fetchall()

    def _text(self, data: bytes) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError:
            self._is_odd = True
            return data.decode("utf-8", "replace")

    def _table(self, name: str) -> Table:
        told = self._all(f"PRAGMA table_xinfo({quoted(name)})")
        columns = tuple(column for _, column, _, _, _, _, hidden in told if not hidden)
        ordered = sorted((row[5], row[1]) for row in told if row[5] and not row[6])
        taken = {column.lower() for column in columns}
        number = next((one for one in _NUMBERS if one not in taken), "")
        try:
            self._base.execute(f"SELECT {number or 'rowid'} FROM {quoted(name)} LIMIT 0")
        except sqlite3.OperationalError:
            number = ""
        refers: dict[str, tuple[str, str]] = {}
        for _, _, other, own, target, *_ in self._all(f"PRAGMA foreign_key_list({quoted(name)})"):
            refers[own] = (other, target or "")
        return Table(name, columns, tuple(column for _, column in ordered), number, refers)

    def rows(self, table: Table) -> Iterator[tuple[str, Row] | Problem]:
        """("row 12", {column: value}) of a table; damage costs the rows in it, and no others."""
        self._odd.discard(table.name)
        if not table.columns:
            return
        if not table.number:
            yield from self._unnumbered(table)
            return
        asked = self._asked(table)
        start, faults, told = _FIRST, 0, ""
        while faults < _MOST_FAULTS:
            one = f"{asked} LIMIT 1" if told else asked  # what stands before damage is alone then
            try:
                for number, *values in self._base.execute(one, (start,)):
                    if number < start:
                        raise sqlite3.DatabaseError("rows are out of order")
                    start = number + 1
                    yield from self._row(table, f"row {number}", values)
                    if number == _LAST or self._left < 0:
                        return
                if not told:
                    return
                told = ""
                continue
            except (sqlite3.Error, OverflowError) as error:
                if not told:
                    told = str(error)
                    continue
            beyond = self._beyond(asked, start)
            last = "the end" if beyond is None else f"row {beyond - 1}"
            first = "its beginning" if start == _FIRST else f"row {start}"
            yield Problem(first, f"damaged: what stands from here to {last} is lost: {told}")
            if beyond is None:
                return
            start, faults, told = beyond, faults + 1, ""
        yield Problem(f"row {start}", "too much is damaged: the rest of the table is lost")

    def _row(
        self, table: Table, where: str, values: Sequence[object]
    ) -> Iterator[tuple[str, Row] | Problem]:
        """A row, unless too much was read: values of many rows may be one and the same piece of a
        hostile file."""
        self._left -= sum([len(value) for value in values if isinstance(value, str | bytes)])
        if self._left < 0:
            told = "its rows hold far more than its size allows: from here on none is read"
            yield Problem(where, told)
            return
        if self._is_odd:
            if table.name not in self._odd:
                self._odd.add(table.name)
                yield Problem(where, _ODD, lost=False)
            self._is_odd = False
        yield where, dict(zip(table.columns, values, strict=True))

    def _asked(self, table: Table) -> str:
        told = ", ".join(map(quoted, table.columns))
        return (
            f"SELECT {table.number}, {told} FROM {quoted(table.name)} NOT INDEXED "
            f"WHERE {table.number} >= ? ORDER BY {table.number}"
        )

    def _unnumbered(self, table: Table) -> Iterator[tuple[str, Row] | Problem]:
        told = ", ".join(map(quoted, table.columns))
        number = 0
        try:
            for values in self._base.execute(f"SELECT {told} FROM {quoted(table.name)}"):
                number += 1
                if number > self._most_rows:  # pages that name one page each, many times over
                    raise sqlite3.DatabaseError("it tells more rows than the file can hold")
                yield from self._row(table, f"row {number}", values)
                if self._left < 0:
                    return
        except (sqlite3.Error, OverflowError) as error:
            yield Problem(f"row {number + 1}", f"damaged: the rest of the table is lost: {error}")

    def _beyond(self, asked: str, bad: int) -> int | None:
        """The first number behind `bad` from which rows can be read; None where there is none."""
        low, step = bad, 1
        while True:
            high = min(bad + step, _LAST)
            if self._is_sound(asked, high):
                break
            if high == _LAST:
                return None
            low, step = high, step * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._is_sound(asked, middle) else (middle, high)
        return high if self._is_any(asked, high) else None

    def _is_sound(self, asked: str, start: int) -> bool:
        try:
            row = self._base.execute(f"{asked} LIMIT 1", (start,)).fetchone()
        except (sqlite3.Error, OverflowError):
            return False
        return row is None or row[0] >= start

    def _is_any(self, asked: str, start: int) -> bool:
        return self._base.execute(f"{asked} LIMIT 1", (start,)).fetchone() is not None

    def one(self, table: Table, column: str, value: object) -> Row | None:
        """The row whose `column`, the first of the table's key, has this value."""
        told = ", ".join(map(quoted, table.columns))
        asked = f"SELECT {told} FROM {quoted(table.name)} WHERE {quoted(column)} = ? LIMIT 1"
        try:
            found = self._base.execute(asked, (value,)).fetchone()
        except (sqlite3.Error, OverflowError):
            return None
        return None if found is None else dict(zip(table.columns, found, strict=True))


_ODD = "text that is no UTF-8: what cannot be read is replaced, also in further rows"


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _connected(path: Path) -> sqlite3.Connection:
    place = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    base = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False)
    for limit, value in _LIMITS.items():
        base.setlimit(getattr(sqlite3, limit), value)
    for setting in _SETTINGS:
        base.execute(f"PRAGMA {setting}")
    base.set_authorizer(_allowed)
    return base


def _allowed(action: int, first: str | None, *_: str | None) -> int:
    """Tables are read and asked for their columns; nothing else is done, no function is called."""
    asked = action == sqlite3.SQLITE_PRAGMA and first in _ASKED
    return sqlite3.SQLITE_OK if asked or action in _ALLOWED else sqlite3.SQLITE_DENY
