"""Rows of tables, whatever they are written as: CSV, Parquet, JSON objects.

JSON objects stand one a line, in a list, or in the one list of an object that holds little else.
Parquet needs the extra `parquet`.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from typing import BinaryIO

from sitegen.model import Problem
from sitegen.sources import _csv, _json, _json_records, _mail_dates, _parquet
from sitegen.sources._json_inside import after, array_of
from sitegen.sources._json_records import Document
from sitegen.sources._slashed import Order
from sitegen.sources._slashed import moment as slashed
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources._times import utc_iso, utc_unix
from sitegen.sources.source import Dump, Head

Row = Mapping[str, object]

_MARK = b"\xef\xbb\xbf"
_LOOKED_AT = 500  # rows of a head
_BEGINS = re.compile(rb"\[\s*(?:\{|$)")
_OTHERS = "not a row: a JSON object was expected"


def rows(
    dump: Dump, wanted: Callable[[str], bool], others: str = _OTHERS
) -> Iterator[tuple[str, Row] | Problem]:
    """("line 12", {column: value}) of each row; of Parquet only the wanted columns.

    `others` is the problem of JSON that is no object.
    """
    with dump.open() as stream:
        start = stream.read(HEAD_BYTES)
        if start.startswith(_parquet.MAGIC):
            with _parquet.table(dump) as table:
                names = [name for name in _parquet.columns(table) if wanted(name)]
                yield from _parquet.rows(table, names)
        elif start.lstrip(_MARK + b" \t\r\n")[:1] in (b"{", b"["):
            yield from _of_json(start, stream, others)
        else:
            yield from _csv.rows(after(start, stream))


def _of_json(start: bytes, stream: BinaryIO, others: str) -> Iterator[tuple[str, Row] | Problem]:
    key = list_in(start)
    found = array_of(after(start, stream), key) if key else b""
    if isinstance(found, tuple):
        told: Iterator[Document | Problem] = _json_records.trees(found[1])
    else:
        told = _json_records.documents(after(found or start, stream))
    for one in told:
        if isinstance(one, Problem):
            yield one
        elif isinstance(one.value, dict):
            yield one.where, one.value
        else:
            yield Problem(one.where, others)


def list_in(data: bytes) -> str:
    """The key of the list that an object holds besides a few plain values; "" where none is."""
    if not data.lstrip(_MARK + b" \t\r\n").startswith(b"{"):
        return ""
    told = _json.members(data)
    lists = [key for key, value in told.items() if _BEGINS.match(value)]
    plain = all(value[:1] not in (b"{", b"[") or key in lists for key, value in told.items())
    return lists[0] if len(lists) == 1 and plain and '"' not in lists[0] else ""


def names(head: Head) -> list[str]:
    """The columns of the table that a head begins; of JSON, those of its first rows."""
    data = _parquet.row_of_names(head.data)
    if not _json.members(data):
        return _csv.header(data)
    return list(dict.fromkeys(name for row in first(head) for name in row))


def first(head: Head) -> list[Row]:
    """The rows at the beginning of a table, as far as they are whole."""
    data = _parquet.row_of_names(head.data)
    if _json.members(data):
        key = list_in(data)
        found = _json_records.documents(io.BytesIO(_json.members(data)[key] if key else data))
        told = (one for one in found if isinstance(one, Document) and not one.torn)
        return [one.value for one in islice(told, _LOOKED_AT) if isinstance(one.value, dict)]
    if len(_csv.header(data)) < 3:
        return []
    cut = head.whole or data is not head.data
    lines = _csv.rows(io.BytesIO(data))
    read = [found[1] for found in islice(lines, _LOOKED_AT + 1) if not isinstance(found, Problem)]
    return list(read[:_LOOKED_AT] if cut else read[:-1])


def moment(told: object, order: Order | None = None) -> datetime | None:
    """A time that is told by the table itself, as a number, in ISO 8601, with slashes in the order
    that the table shows, or as mail writes it; None where it cannot be read for certain."""
    if isinstance(told, datetime):
        return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
    if isinstance(told, date):
        return datetime(told.year, told.month, told.day, tzinfo=UTC)
    if not isinstance(told, str):
        return utc_unix(told)
    time = utc_unix(told) or utc_iso(told.removesuffix(" UTC")) or slashed(told, order)
    return time or (_mail_dates.moment(told) if len(told) < 64 else None)
