"""A dump of SQL as a database: its rows, put into a temporary file, which is read like any other.

Tables that can tell nothing of posts, such as those of words, sessions and settings, are left
empty: in dumps of forums they are the larger part.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sitegen.databases import Database
from sitegen.databases_made import Made
from sitegen.model import Problem
from sitegen.sources import _sql_text, _sql_values, _sqlite_names
from sitegen.sources._post_names import NAMES, plain
from sitegen.sources._sql_made import Made as Table
from sitegen.sources._sql_made import Refers
from sitegen.sources._sql_text import Keyed, Put
from sitegen.sources._sqlite_links import ENDS, OF_PEOPLE, OF_PLACES
from sitegen.sources._streams import FREE_BYTES, HEAD_BYTES, MAX_RATIO
from sitegen.sources.source import Dump

Keys = dict[str, tuple[str, ...]]

_ODD: Final = "text that is no UTF-8 is read as Windows-1252, also in further rows"
_OF_SQLITE: Final = "sqlite_"  # begins the names of tables that are SQLite's own
_UNNAMED: Final = "the dump does not say what the columns of this table are called"
_PREFIX: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9]{0,15}_"
)  # what forums put before all their tables
_SEVERAL: Final = 3
_MOST: Final = 0.6  # of the tables
_MOST_TOLD: Final = 50  # problems of a table
_ROLES: Final = ("text", "html", "markdown", "title")
_TELLING: Final = frozenset(
    plain(name)
    for names in (*map(NAMES.__getitem__, _ROLES), OF_PEOPLE, OF_PLACES)
    for name in names
)  # fmt: skip
# How the name of a table ends whose rows are no posts, or were not meant for all.
_IDLE: Final = re.compile(
    r"(?:^|_)(?:sessions?|cache|search(?:_\w+)?|word(?:list|match|s)|logs?|templates?|settings?|config"
    r"|options?|phrases?|stylesheets?|smil(?:ies|eys?)|drafts?|revisions?|notifications?"
    r"|privmsgs?|private_?messages?|personal_?messages?|pms?|pm_?texts?|conversation_messages?)$"
)


@contextmanager
def loaded(dump: Dump) -> Iterator[tuple[Database, list[Problem]]]:
    """The database that a dump of SQL tells, and what of the dump could not be read.

    Raises SourceError where the dump cannot be read, or there is no room for its rows.
    """
    with TemporaryDirectory(prefix="sitegen-") as folder:
        path = Path(folder, "base")
        made = Made(path, str(dump.path))
        try:
            filling = _Filling(made)
            with dump.open() as stream:
                head = stream.read(HEAD_BYTES)
                grammar = _sql_text.grammar_of(head)
                values = _sql_values.reader(has_escapes=grammar.has_escapes)
                for told in _sql_text.Script(head, stream, grammar).told():
                    filling.take(told, values)
            most = max(FREE_BYTES, path.stat().st_size * MAX_RATIO)
            base = made.opened(*filling.done(), most)
        finally:
            made.close()
        try:
            yield base, filling.problems
        finally:
            base.close()


class _Filling:
    """Puts what a script tells into a database."""

    def __init__(self, made: Made) -> None:
        self._made = made
        self._tables: dict[str, Table] = {}
        self._idle: set[str] = set()
        self._odd: set[str] = set()
        self._keyed: list[Keyed] = []
        self._wrong: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def take(self, told: _sql_text.Told, values: _sql_values.Reader) -> None:
        if not isinstance(told, Problem) and told.name.lower().startswith(_OF_SQLITE):
            return
        if isinstance(told, Put):
            self._put(told, values)
        elif isinstance(told, Keyed):
            self._keyed.append(told)
        elif isinstance(told, Problem):
            self._fault("", told)
        elif told.columns and told.name.lower() not in map(str.lower, self._tables):
            self._make(told)

    def _make(self, table: Table) -> None:
        seen: set[str] = set()
        names = []
        for name in table.columns:
            own = name
            while own.lower() in seen:  # columns that differ by case alone
                own += "_"
            seen.add(own.lower())
            names.append(own)
        self._made.table(table.name, names, table.kinds)
        self._tables[table.name] = table
        if _IDLE.search(_bare(table.name)) or not _tells(table.name, names):
            self._idle.add(table.name)

    def _put(self, row: Put, values: _sql_values.Reader) -> None:
        table = self._tables.get(row.name)
        if table is None:
            if not row.columns:
                self._fault(row.name, _problem(row, _UNNAMED))
                return
            kinds = ("",) * len(row.columns)
            table = Table(row.name, row.columns, kinds, (), {})
            self._make(table)
        if row.name in self._idle:
            return
        columns = row.columns or table.columns
        if len(row.values) != len(columns):
            why = f"a row with {len(row.values)} values for {len(columns)} columns"
            self._fault(row.name, _problem(row, why))
            return
        told = values(row)
        if columns != table.columns:
            by_name = dict(zip(columns, told, strict=True))
            told = [by_name.get(name) for name in table.columns]
        if row.name not in self._odd and any(type(value) is _sql_values.Odd for value in told):
            self._odd.add(row.name)
            self.problems.append(Problem(f"line {row.line}", f"{row.name}: {_ODD}", lost=False))
        for number, kind in enumerate(table.kinds):
            if kind == "boolean":
                told[number] = {"t": 1, "f": 0}.get(str(told[number]), told[number])
        self._made.row(table.name, told)

    def _fault(self, name: str, problem: Problem) -> None:
        self._wrong[name] += 1
        if self._wrong[name] <= _MOST_TOLD:
            self.problems.append(problem)

    def done(self) -> tuple[Keys, dict[str, Refers]]:
        """The key of each table, and what its columns refer to; what was wrong is told."""
        for name, count in self._wrong.items():
            if count > _MOST_TOLD:
                more = f"{count - _MOST_TOLD:,} further problems of this kind"
                self.problems.append(Problem("", f"{name}: {more}" if name else more))
        tables = {name: (table.key, dict(table.refers)) for name, table in self._tables.items()}
        for told in self._keyed:
            if told.name in tables:
                key, refers = tables[told.name]
                tables[told.name] = (told.key or key, refers | told.refers)
        prefix = _prefix(tables)
        own = {name: name.removeprefix(prefix) for name in tables}
        for name, short in own.items():
            self._made.rename(name, short)
        known = {name: set(table.columns) for name, table in self._tables.items()}
        keys = {own[name]: key for name, (key, _) in tables.items() if known[name].issuperset(key)}
        others = {
            own[name]: {column: (own.get(to, to), at) for column, (to, at) in refers.items()}
            for name, (_, refers) in tables.items()
        }
        return keys, others


def _tells(table: str, columns: Sequence[str]) -> bool:
    """Whether columns may tell something of posts, or names of people and places."""
    told = [*map(plain, columns), *map(plain, _sqlite_names.usual(table, columns).values())]
    return not _TELLING.isdisjoint(told) or any(name.endswith(ENDS) for name in told)


def _problem(row: Put, reason: str) -> Problem:
    return Problem(f"line {row.line}", f"{row.name}: {reason}")


def _prefix(names: Collection[str]) -> str:
    """What stands before the names of all tables of one program; "" for nothing."""
    counted = Counter(found[0] for name in names if (found := _PREFIX.match(name)))
    prefix, count = max(counted.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    short = {name.removeprefix(prefix).lower() for name in names}
    is_one = count >= _SEVERAL and count >= len(names) * _MOST and len(short) == len(names)
    return prefix if is_one and "" not in short else ""


def _bare(name: str) -> str:
    found = _PREFIX.match(name)
    return name[found.end() :].lower() if found else name.lower()
