"""excel-tables: workbooks of Excel (.xlsx) and OpenDocument (.ods, .fods), as exporters of comments
and people who ask others write them.

Each sheet with a table of posts is read by the format that reads such a table in a file.
Format: docs/formats/excel-tables.md.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.model import Problem, Record
from sitegen.sources import known
from sitegen.sources._inner import in_file
from sitegen.sources._inner_tables import passed_over
from sitegen.sources._post_made import stem_of
from sitegen.sources._rows import Row
from sitegen.sources._workbook_book import MOST_SHEETS, Book
from sitegen.sources._workbook_opened import opened
from sitegen.sources._workbook_plan import Reading, plan
from sitegen.sources._zip_parts import MAGIC
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source


def _sniff(head: Head) -> bool:
    return head.data.startswith(MAGIC) and any(by for _, by in head.tables)


def _read(dump: Dump) -> Iterator[Record]:
    with opened(dump) as book:
        readings = plan(book, dump)
        read = [one for one in readings if one.by]
        for reading in read:
            for record in _records(book, reading, dump, alone=len(read) == 1):
                yield in_file(reading.sheet.name, record)
        yield from _passed(book, readings)


def _records(book: Book, reading: Reading, dump: Dump, *, alone: bool) -> Iterator[Record]:
    """The records of one sheet; where several are read, ids are told apart by their names."""
    if reading.above:
        rows = "row" if reading.above == 1 else "rows"
        told = f"not read: {reading.above} {rows} above the names of the columns"
        yield Problem(f"row {reading.header}", told, lost=False)
    source = known.formats().by_name(reading.by)
    stem = stem_of(dump.name)
    name = stem if alone else f"{stem}/{reading.sheet.name.replace('/', '-')}"
    inner = replace(dump, name=name, data=None, columns=reading.columns)
    community = stem.rpartition("/")[2] if source.last else ""
    yield from source.read(replace(inner, rows=lambda: _rows(book, reading, community)))


def _rows(book: Book, reading: Reading, community: str) -> Iterator[tuple[str, Row] | Problem]:
    for one in reading.rows(book):
        if isinstance(one, Problem) or not community or "community" in one[1]:
            yield one
        else:
            yield one[0], {**one[1], "community": community}


def _passed(book: Book, readings: list[Reading]) -> Iterator[Problem]:
    """What of a workbook was not read, and why."""
    for reading in readings:
        if reading.doubt:
            told = f"not taken for posts: {reading.doubt}"
            yield Problem(reading.sheet.name, told, lost=False)
        if reading.fault:
            yield Problem(reading.sheet.name, reading.fault)
    unread = [one for one in readings if not (one.by or one.doubt or one.fault)]
    others = [one.sheet.name for one in unread]
    yield from passed_over("sheets", others)
    if book.unread:
        yield Problem("", f"more than {MOST_SHEETS} sheets: {book.unread:,} were not looked at")
    if book.fault:
        told = f"the workbook is damaged: {book.fault}; what can be found of it was read"
        yield Problem("", told)


SOURCE = Source(
    name="excel-tables",
    title="Posts in workbooks of Excel and OpenDocument (.xlsx, .ods), a table a sheet",
    version=5,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
