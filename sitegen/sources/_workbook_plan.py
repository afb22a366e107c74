"""What each sheet of a workbook holds: where the names of its columns stand, and which format reads
such a table in a file."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

import msgspec
from msgspec.structs import replace

from sitegen.columns import Columns
from sitegen.errors import SourceError
from sitegen.model import Problem
from sitegen.sources import _numbering, _parquet, _post_columns, posts_table
from sitegen.sources._csv import apart
from sitegen.sources._inner_tables import TABLES
from sitegen.sources._looks_office import LOCKED
from sitegen.sources._post_made import stem_of
from sitegen.sources._post_names import plain
from sitegen.sources._rows import Row, head_of
from sitegen.sources._workbook_book import Book, Line, Sheet
from sitegen.sources._workbook_opened import Locked, opened
from sitegen.sources._zip_parts import MAGIC
from sitegen.sources.source import Dump, Head

_ABOVE: Final = 30  # rows among which the names of columns stand
_LOOKED_AT: Final = 200  # rows below that
_MOST: Final = 1 << 20  # characters of these
_NAME: Final = 100  # characters of the name of a column
_SEVERAL: Final = 2


class Reading(msgspec.Struct, frozen=True):
    """How a sheet is read: `by` the name of a format, or ""; the names of its columns and the row
    in which they stand; how many rows stand above; the first rows below.

    `columns`: what is known of these. `doubt`: why nothing reads it, where it may be posts.
    `fault`: what is damaged in a sheet of which nothing can be read.
    """

    sheet: Sheet
    by: str
    names: Mapping[int, str]
    header: int
    above: int
    first: tuple[Row, ...] = ()
    columns: Columns | None = None
    doubt: str = ""
    fault: str = ""

    def rows(self, book: Book) -> Iterator[tuple[str, Row] | Problem]:
        """("row 12", {name: value}) of each row below the names; what stands in columns without
        one is noted once."""
        noted = False
        for one in book.rows(self.sheet):
            if isinstance(one, Problem):
                yield one
                continue
            number, line = one
            if number <= self.header:
                continue
            if not noted and not line.keys() <= self.names.keys():
                noted = True
                told = "what stands in columns without a name is left out, here and further on"
                yield Problem(f"row {number}", told, lost=False)
            if not line.keys().isdisjoint(self.names):
                yield f"row {number}", self.row(line)

    def row(self, line: Line) -> dict[str, object]:
        return {name: line.get(column) for column, name in self.names.items()}


def plan(book: Book, dump: Dump) -> list[Reading]:
    """How each sheet of a workbook is read, those that nothing reads included."""
    return [_reading(book, sheet, dump) for sheet in book.sheets]


def head(dump: Dump) -> Head | None:
    """The head of a workbook: its sheets and what reads each; where nothing reads any, the table
    in the one that comes nearest to posts, too. None where the dump is no workbook, or has no
    sheet that can be found."""
    try:
        with opened(dump, _ABOVE + _LOOKED_AT) as book:
            readings = plan(book, dump)
    except Locked:
        return Head(dump.name, LOCKED)
    except SourceError:
        return None
    if not readings:
        return None
    told = tuple(
        (f"{one.sheet.name} ({one.fault})" if one.fault else one.sheet.name, one.by)
        for one in readings
    )
    near = max(readings, key=lambda one: len(one.names) * bool(one.first), default=None)
    data = b""
    if near and not any(by for _, by in told):
        data = _parquet.as_text(list(near.names.values()), near.first)
    return Head(dump.name, MAGIC + data, tables=told)


def _reading(book: Book, sheet: Sheet, dump: Dump) -> Reading:
    lines: list[tuple[int, Line]] = []
    size, fault = 0, ""
    for one in islice(book.rows(sheet), _ABOVE + _LOOKED_AT):
        if isinstance(one, Problem):
            fault = fault or one.message
        else:
            lines.append(one)
            size += sum(len(value) for value in one[1].values() if isinstance(value, str))
        if size > _MOST:
            break
    at = _header(lines[:_ABOVE], dump.columns)
    if at is None:
        return Reading(sheet, "", {}, 0, 0, fault=fault)
    number, line = lines[at]
    columns = [column for column, value in sorted(line.items()) if _is_name(value)]
    columns = [*_numbering_of(lines[at + 1 :], columns[0]), *columns]
    shown = apart([" ".join(str(line.get(column, "")).lower().split()) for column in columns])
    reading = Reading(sheet, "", dict(zip(columns, shown, strict=True)), number, at)
    rows = [reading.row(found) for _, found in lines[at + 1 :]]
    reading = replace(reading, first=tuple(row for row in rows if any(row.values())))
    return _claimed(reading, dump)


def _numbering_of(lines: list[tuple[int, Line]], first: int) -> list[int]:
    """The columns before the first named one that number rows by what these answer."""
    unnamed = sorted({column for _, line in lines for column in line if column < first})
    if len(unnamed) > _numbering.MOST:
        return []
    rows = [{str(column): line.get(column) for column in unnamed} for _, line in lines]
    return unnamed if _numbering.holds(rows, list(map(str, unnamed))) else []


def _claimed(reading: Reading, dump: Dump) -> Reading:
    rows, names, said = reading.first, list(reading.names.values()), dump.columns
    if not rows:
        return reading
    beginning = head_of(stem_of(dump.name), names, rows)
    for source in TABLES:
        if source.sniff(beginning):
            return replace(reading, by=source.name)
    if said and said.named and _post_columns.settled(names, said):
        return replace(reading, by=posts_table.SOURCE.name, columns=said)
    known = Columns(site=said.site, markup=said.markup) if said else None
    if posts_table.SOURCE.sniff(beginning):
        return replace(reading, by=posts_table.SOURCE.name, columns=known)
    roles = _post_columns.roles_of(names, None)
    if "text" not in roles:
        return reading
    return replace(reading, doubt=_post_columns.doubt(rows, roles, certain=False))


def _header(lines: list[tuple[int, Line]], said: Columns | None) -> int | None:
    """Which of these rows names the columns: that with most known names, the first of those."""
    named = {plain(name) for name in said.named.values()} if said else set()
    best, found = -1, None
    for at, (_, line) in enumerate(lines):
        names = [str(value) for value in line.values() if _is_name(value)]
        if len(names) < _SEVERAL:
            continue
        known = len({plain(one) for one in names if _post_columns.may_tell(one)} | (
            {plain(one) for one in names} & named
        ))  # fmt: skip
        if known > best:
            best, found = known, at
    return found


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= _NAME
