"""Tables in Parquet files: rows as mappings, a batch at a time.

All of it needs pyarrow, the optional extra `parquet`; nothing else in this package does.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, BinaryIO

from sitegen.errors import SourceError
from sitegen.model import Problem
from sitegen.sources._csv import apart
from sitegen.sources._json_records import left_out
from sitegen.sources._streams import HEAD_BYTES, PARQUET
from sitegen.sources.source import Dump

_COLUMNS = PARQUET + b" columns:\n"  # before the row of names in the head of a table
_UNUSABLE = object()
_BATCH = 4096  # rows that are held at once, with the row group they come from
_FIRST = 200  # rows in a head
_LONGEST = 2_000  # characters of a value in a head
_MOST = 512 * 1024 * 1024  # bytes of a file in an archive, which must be held whole


@contextmanager
def table(dump: Dump) -> Iterator[Any]:
    """The table of a dump, as pyarrow's ParquetFile. Raises SourceError when there is none.

    Damage that shows while its rows are read is a SourceError as well.
    """
    try:
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - optional, and slow to load
    except ImportError:
        raise SourceError(
            "reading Parquet files needs pyarrow, which is not installed",
            str(dump.path),
            "pip install 'sitegen[parquet]'",
        ) from None
    try:
        with ParquetFile(_file(dump)) as opened:
            yield opened
    except (OSError, ValueError, NotImplementedError, KeyError, ArithmeticError) as error:
        told = (str(error).splitlines() or [""])[0]
        raise SourceError(f"the Parquet file is damaged: {told}", str(dump.path)) from None


def head(dump: Dump, wanted: Callable[[str], bool]) -> bytes:
    """What tells a table: the names of its columns, which stand at its end, in a row as of CSV, and
    its first rows, with the values of those columns that are `wanted`; no more than what every
    table begins with where they cannot be read."""
    names: list[str] = []
    first: list[Mapping[str, object]] = []
    with suppress(SourceError), table(dump) as opened:
        names = columns(opened)
        some = [name for name in names if wanted(name)]
        for found in islice(rows(opened, some, _FIRST), _FIRST) if some else ():
            if not isinstance(found, Problem):
                first.append(found[1])
    return as_text(names, first) or PARQUET


def as_text(names: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A head of a table that is no text: its names and its first rows as CSV; b"" without names."""
    told = io.StringIO()
    writer = csv.writer(told)
    if names:
        writer.writerow(names)
    with suppress(csv.Error):
        for row in rows:
            if told.tell() > HEAD_BYTES:
                break
            writer.writerow([_shown(row.get(name)) for name in names])
    return _COLUMNS + told.getvalue().encode("utf-8", "replace") if names else b""


def _shown(value: object) -> object:
    """A value in a head: text, or what it is written as."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return value[:_LONGEST].replace("\0", "") if isinstance(value, str) else value


def row_of_names(data: bytes) -> bytes:
    """The row of names in such a head, and the rows below; a head of another kind as it is."""
    return data.removeprefix(_COLUMNS)


def columns(opened: Any) -> list[str]:
    return [str(name) for name in opened.schema_arrow.names]


def rows(
    opened: Any, wanted: Sequence[str], batch_size: int = _BATCH
) -> Iterator[tuple[str, Mapping[str, object]] | Problem]:
    """("row 12", {column: value}) of the wanted columns.

    A value that Python cannot hold, such as a time after the year 9999, is None, and before its row
    comes a Problem. Times with a zone are in UTC.
    """
    number = 0
    for batch in opened.iter_batches(batch_size=batch_size, columns=list(wanted)):
        names = apart(batch.schema.names)
        for values in zip(*map(_values, batch.columns), strict=True):
            number += 1
            row = dict(zip(names, values, strict=True))
            odd = [name for name, value in row.items() if value is _UNUSABLE]
            yield from left_out(f"row {number}", odd)
            yield f"row {number}", row | dict.fromkeys(odd) if odd else row


def _values(column: Any) -> list[Any]:
    """The values of a column, _UNUSABLE for each that Python cannot hold."""
    import pyarrow as pa  # noqa: PLC0415 - optional, and slow to load

    if pa.types.is_timestamp(column.type):  # no nanoseconds, and no zones that are not known here
        unit = "us" if column.type.unit == "ns" else column.type.unit
        column = column.cast(pa.timestamp(unit, "UTC" if column.type.tz else None), safe=False)
    try:
        values: list[Any] = column.to_pylist()
    except (ValueError, ArithmeticError):
        return [_one(value) for value in column]
    return values


def _one(value: Any) -> Any:
    try:
        return value.as_py()
    except UnicodeDecodeError as error:
        return error.object.decode("utf-8", "replace")
    except (ValueError, ArithmeticError):
        return _UNUSABLE


def _file(dump: Dump) -> BinaryIO | str:
    """Something pyarrow can jump about in: the end of a Parquet file is read first."""
    if dump.data is None and not dump.member:
        with open(dump.path, "rb") as file:
            if file.read(len(PARQUET)) == PARQUET:
                return str(dump.path)
    with dump.open() as stream:
        data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        raise SourceError(
            f"a compressed Parquet file of over {_MOST >> 20} MiB",
            str(dump.path),
            "unpack it yourself and put the result into content/",
        )
    return io.BytesIO(data)
