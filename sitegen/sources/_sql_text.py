"""The text of a dump of SQL: what it makes of tables, and the rows that it puts into them.

A dump is a script of thousands of statements. Only those that make tables and put rows into them
are looked at, and these begin their lines, as mysqldump, MariaDB, phpMyAdmin, pg_dump, sqlite3 and
SQL Server write them. Nothing is run. Bytes are read as they are asked for, and a row
is held at a time.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

from sitegen import possessive
from sitegen.model import Problem
from sitegen.sources._sql_made import NAMED, Made, Refers, keys, name_of, names_in, table

_PIECE: Final = 1 << 18
_LONGEST: Final = 32 << 20  # bytes of a row, or of a line of COPY
_MOST_OF_TABLE: Final = 4 << 20  # bytes of what makes a table
_MOST_OF_HEAD: Final = 40_000  # bytes of what stands before the rows of a statement
_MOST_BETWEEN: Final = 4096
_BEHIND: Final = 64  # bytes in which the beginning of a statement may be cut off

_ESCAPED = rb"'(?:[^'\\]++|\\.|'')*+'"
_DOUBLED = rb"'(?:[^']++|'')*+'"
_START = possessive.compiled(
    rb"(?:\A|(?<=\n))[ \t]*+(?:(INSERT|REPLACE)|(COPY)|(CREATE)|(ALTER))\s", re.I
)
_INSERT = possessive.compiled(
    rb"\s*+(?:(?:IGNORE|DELAYED|LOW_PRIORITY|HIGH_PRIORITY|OR\s+\w+)\s+)*+(?:INTO\s+)?%s"
    rb"\s*+(?:\(([^()]{0,20000}+)\)\s*+)?(?:OVERRIDING\s+\w+\s+VALUE\s*+)?VALUES\s*+" % NAMED,
    re.I,
)
_COPY = possessive.compiled(
    rb"\s*+%s\s*+(?:\(([^()]{0,20000}+)\)\s*+)?FROM\s+stdin\b"
    rb"[^\n;]{0,200}+;[^\n]{0,200}+\n" % NAMED,
    re.I,
)
_TABLE = possessive.compiled(
    rb"\s*+(?:\w+\s+){0,3}?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?%s\s*+(?=\()" % NAMED, re.I
)
_ALTER = possessive.compiled(rb"\s*+TABLE\s+(?:ONLY\s+)?%s\s+(ADD\s[^;']{1,2000}+);" % NAMED, re.I)
_NEXT = possessive.compiled(rb"\s*+(,\s*+)?")
# What may stand behind the last row of a statement: its end, more of it, or another one.
_ENDS = possessive.compiled(
    rb"\s*+(?:;|\Z|--|/\*|#|(?:ON|AS|GO|RETURNING|INSERT|REPLACE|SET|UPDATE|ALTER|CREATE|COMMIT|COPY|UNLOCK"
    rb"|LOCK|DROP|PRAGMA|BEGIN|END|USE|PRINT|SELECT|DELETE|EXEC|IF|DECLARE|ANALYZE|VACUUM)\b)",
    re.I,
)
_AGAIN = possessive.compiled(rb"\),\s*+(?=\()")
_SELECTS = possessive.compiled(rb"[^;'()]{0,2000}?\b(?:SELECT|TO)\b", re.I)  # COPY … TO
_TRIES: Final = 1000  # rows behind which the next one is looked for, in so many bytes
_REACH: Final = 1 << 18
_OF_MYSQL = possessive.compiled(
    rb"MySQL dump|MariaDB dump|phpMyAdmin|ENGINE\s*=|(?:TABLE|INTO)\s+`|/\*!\d"
)


class Grammar(msgspec.Struct, frozen=True):
    """How a program writes rows: `row` matches one, `cell` each value of it, `part` what stands
    between the commas of a table's making; `has_escapes`: a backslash in a text escapes."""

    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    body: re.Pattern[bytes]
    part: re.Pattern[bytes]
    has_escapes: bool


def _grammar(*, has_escapes: bool) -> Grammar:
    text = _ESCAPED if has_escapes else _DOUBLED
    if has_escapes:
        text = rb'%s|"(?:[^"\\]++|\\.|"")*+"' % text
    text = rb"(?:[Ee]%s|(?:_\w{1,20}+\s*+|[NnBbXx])?(?:%s))" % (_ESCAPED, text)
    inner = rb"[^()'\"`]++|%s|\"[^\"]*+\"|`[^`]*+`" % text
    group = rb"\((?:%s)*+\)" % inner
    for _ in range(3):
        group = rb"\((?:%s|%s)*+\)" % (inner, group)
    cast = rb"(?:::[\w. \[\]\"]{1,60}+)?"
    cell = rb"(?:(?:%s)%s|[^\s,()'\"`]++(?:\s*+%s)?+)" % (text, cast, group)
    return Grammar(
        row=possessive.compiled(rb"\(\s*+%s(?:\s*+,\s*+%s)*+\s*+\)" % (cell, cell), re.S),
        cell=possessive.compiled(cell, re.S),
        body=possessive.compiled(group, re.S),
        part=possessive.compiled(
            rb"(?:[^(),'\"`]++|%s|\"[^\"]*+\"|`[^`]*+`|%s)++" % (text, group), re.S
        ),
        has_escapes=has_escapes,
    )


ESCAPING: Final = _grammar(has_escapes=True)  #: of MySQL and MariaDB
STANDARD: Final = _grammar(has_escapes=False)  #: of PostgreSQL, SQLite and SQL Server


class Keyed(msgspec.Struct, frozen=True):
    """What is said of a table behind its rows."""

    name: str
    key: tuple[str, ...]
    refers: Refers


class Put(msgspec.Struct, frozen=True):
    """A row of a table at a line: its values as they are written; `columns`: () for all of them.
    `is_copied`: it is a line of COPY, whose values stand between tabs."""

    name: str
    columns: tuple[str, ...]
    values: list[bytes]
    line: int
    is_copied: bool = False


Told = Made | Keyed | Put | Problem


def grammar_of(data: bytes) -> Grammar:
    """How the program wrote that made a script beginning so."""
    if b"PostgreSQL database" in data[:4096] or b"[dbo]" in data:
        return STANDARD
    return ESCAPING if _OF_MYSQL.search(data) else STANDARD


class Script:
    """A dump of SQL: its beginning, and the stream of what follows."""

    def __init__(self, beginning: bytes, stream: BinaryIO, grammar: Grammar) -> None:
        self._stream, self._grammar = stream, grammar
        self._data, self._at, self._line = beginning.removeprefix(b"\xef\xbb\xbf"), 0, 1
        self._is_end = False
        self._tries = _TRIES

    def told(self) -> Iterator[Told]:
        """What the script makes and puts, in its order; a Problem for what cannot be read."""
        while (start := self._statement()) is not None:
            if start[1]:
                yield from self._inserted()
            elif start[2]:
                yield from self._copied()
            elif start[3]:
                yield from self._made()
            elif altered := self._match(_ALTER, _MOST_BETWEEN):
                key, refers = keys(altered[2])
                if key or refers:
                    yield Keyed(name_of(altered[1]), key, refers)

    def _statement(self) -> re.Match[bytes] | None:
        """Goes to where the next statement begins that is looked at, and behind its first word."""
        while True:
            if found := _START.search(self._data, self._at):
                self._pass(found.end() - 1)
                return found
            if self._is_end:
                return None
            self._pass(len(self._data) - _BEHIND)
            self._more()

    def _pass(self, place: int) -> None:
        if place > self._at:
            self._line += self._data.count(b"\n", self._at, place)
            self._at = place

    def _more(self) -> None:
        """Reads on; what was passed is let go, but for the end of a line."""
        left = self._data[max(0, self._at - 1) :]
        piece = self._stream.read(max(_PIECE, len(left)))
        self._at = min(self._at, 1)
        self._data, self._is_end = left + piece, not piece

    def _match(self, pattern: re.Pattern[bytes], most: int = _LONGEST) -> re.Match[bytes] | None:
        """A match here, which is passed; more is read while there may be one."""
        while True:
            found = pattern.match(self._data, self._at)
            if found and (found.end() < len(self._data) or self._is_end):
                self._pass(found.end())
                return found
            if self._is_end or len(self._data) - self._at > most:
                return None
            self._more()

    def _inserted(self) -> Iterator[Told]:
        line, head = self._line, self._match(_INSERT, _MOST_OF_HEAD)
        if head is None:
            yield from self._unread(line)
            return
        name, columns = name_of(head[1]), names_in(head[2])
        while True:
            line = self._line
            if found := self._match(self._grammar.row):
                values = self._grammar.cell.findall(found[0], 1, len(found[0]) - 1)
                yield Put(name, columns, values, line)
                following = self._match(_NEXT, _MOST_BETWEEN)
                if following is not None and following[1]:
                    continue
                if self._match(_ENDS, _MOST_BETWEEN):
                    return
            told = "cannot be read" if found is None else "is not followed by one that can be read"
            yield Problem(f"line {line}", f"a row of {name!r} {told}: {self._shown()}")
            if not self._goes_on():
                return

    def _goes_on(self) -> bool:
        """Goes to where the next row of a statement seems to begin; whether there is one."""
        self._tries -= 1
        if self._tries < 0:
            return False
        most = self._at + _REACH
        end = self._data.find(b";\n", self._at, most)
        found = _AGAIN.search(self._data, self._at + 1, end if end >= 0 else most)
        if found:
            self._pass(found.end())
        return found is not None

    def _unread(self, line: int) -> Iterator[Problem]:
        """What is said of a statement that puts rows in a way that is not known."""
        if not _SELECTS.match(self._data, self._at):
            told = "a statement that puts rows into a table cannot be read"
            yield Problem(f"line {line}", f"{told}: {self._shown()}")

    def _shown(self) -> str:
        data = self._data[self._at : self._at + 60]
        return repr(" ".join(data.decode("utf-8", "replace").split()))

    def _copied(self) -> Iterator[Told]:
        line, head = self._line, self._match(_COPY, _MOST_OF_HEAD)
        if head is None:
            yield from self._unread(line)
            return
        name, columns = name_of(head[1]), names_in(head[2])
        while (row := self._text_line()) is not None:
            number = self._line - 1
            if row == b"\\.":
                return
            yield Put(name, columns, row.split(b"\t"), number, is_copied=True)
        yield Problem(f"line {self._line}", f"the dump is cut off among the rows of {name!r}")

    def _text_line(self) -> bytes | None:
        while (end := self._data.find(b"\n", self._at)) < 0 and not self._is_end:
            if len(self._data) - self._at > _LONGEST:
                return None
            self._more()
        if end < 0:
            return None
        line = self._data[self._at : end]
        self._pass(end + 1)
        return line.removesuffix(b"\r")

    def _made(self) -> Iterator[Told]:
        line, head = self._line, self._match(_TABLE, _MOST_BETWEEN)
        if head is None:
            return
        name, body = name_of(head[1]), self._match(self._grammar.body, _MOST_OF_TABLE)
        if body is None:
            yield Problem(f"line {line}", f"what makes the table {name!r} cannot be read")
            return
        yield table(name, self._grammar.part.findall(body[0][1:-1]))
