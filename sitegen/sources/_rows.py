"""Rows of tables, whatever they are written as: CSV, Parquet, JSON objects.

JSON objects stand one a line, in a list, or in the one list of an object that holds little else.
Parquet needs the extra `parquet`.
"""

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from typing import BinaryIO

from sitegen.columns import Columns
from sitegen.model import Problem
from sitegen.sources import (
    _csv,
    _json,
    _json_records,
    _json_scan,
    _mail_dates,
    _numbering,
    _parquet,
)
from sitegen.sources._json_inside import after, array_of
from sitegen.sources._json_records import Document
from sitegen.sources._post_names import NAMES, plain
from sitegen.sources._post_shapes import are_discussions, eased
from sitegen.sources._slashed import Order
from sitegen.sources._slashed import moment as slashed
from sitegen.sources._streams import HEAD_BYTES, PARQUET
from sitegen.sources._times import utc_iso, utc_unix
from sitegen.sources.source import Dump, Head

Row = Mapping[str, object]

_MARK = b"\xef\xbb\xbf"
_LOOKED_AT = 500  # rows of a head
_HEADER = 3_900  # characters of a row of names
_OF_POSTS = frozenset(
    name for role in ("id", "parent", "html", "text", "author", "title") for name in NAMES[role]
)
_BEGINS = re.compile(rb"\[\s*(?:\{|$)")
_SEVERAL = 2
_IDS = ("id", "_id", "comment_id", "commentId", "post_id", "pid", "uuid")
_OTHERS = "not a row: a JSON object was expected"


def rows(
    dump: Dump, wanted: Callable[[str], bool], others: str = _OTHERS
) -> Iterator[tuple[str, Row] | Problem]:
    """("line 12", {column: value}) of each row; of Parquet only the wanted columns.

    `others` is the problem of JSON that is no object.
    """
    if dump.rows is not None:
        yield from dump.rows()
        return
    with dump.open() as stream:
        start = stream.read(HEAD_BYTES)
        if start.startswith(PARQUET):
            with _parquet.table(dump) as table:
                names = [name for name in _parquet.columns(table) if wanted(name)]
                yield from _parquet.rows(table, names)
        elif start.lstrip(_MARK + b" \t\r\n")[:1] in (b"{", b"["):
            yield from _of_json(start, stream, dump.columns, others)
        else:
            yield from _csv.rows(after(start, stream))


def _of_json(
    start: bytes, stream: BinaryIO, said: Columns | None, others: str
) -> Iterator[tuple[str, Row] | Problem]:
    key = _list_in(start, said)
    found = array_of(after(start, stream), key, behind=True) if key else b""
    beside: Row = {}
    if isinstance(found, tuple):
        beside = _beside(found[0])
        told: Iterator[Document | Problem] = _json_records.trees(found[1])
    else:
        told = _json_records.documents(after(found or start, stream))
    for one in told:
        if isinstance(one, Problem):
            yield one
        elif isinstance(one.value, dict):
            for where, row in _held(one, said, key):
                apart = where.startswith("document")
                yield where, row if apart or not beside else {**beside, **row}
        else:
            yield Problem(one.where, others)


def _held(one: Document, said: Columns | None, key: str = "") -> Iterator[tuple[str, Row]]:
    """An object, or the objects in the list that it holds besides a few plain values, or as `key`,
    as the object before it did."""
    told: dict[str, object] = one.value
    if _by_ids(told):
        yield from ((one.at(f"[{json.dumps(name)}]"), row) for name, row in told.items())  # type: ignore[misc]
        return
    if are_discussions(told):
        for name, row in told.items():
            yield one.at(f"[{json.dumps(name)}]"), {"id": name, **row}  # type: ignore[dict-item]
        return
    lists = [key for key, value in told.items() if isinstance(value, list | dict) and value]
    lists = [key] if key in told else lists
    listed = told[lists[0]] if len(lists) == 1 else None
    alike = isinstance(listed, list) and all(isinstance(row, dict) for row in listed)
    if not isinstance(listed, list) or not alike or _may_be_post(told, said):
        yield one.where, told
        return
    beside = _thread_of(told)
    for index, row in enumerate(listed):
        yield one.at(f".{lists[0]}[{index}]"), {**beside, **row} if beside else row


def _by_ids(told: Row) -> bool:
    """Whether an object holds rows, and nothing else, each under its own id."""
    return len(told) >= _SEVERAL and all(
        isinstance(row, dict) and any(str(row.get(own, "")) == name for own in _IDS)
        for name, row in told.items()
    )


def _untorn(one: Document) -> Document:
    """Rows under their ids without the last, where a head ends in that; else what it was."""
    kept = dict(list(one.value.items())[:-1]) if one.torn else {}
    return Document(one.where, kept) if _by_ids(kept) or are_discussions(kept) else one


def _beside(members: Mapping[str, bytes]) -> Row:
    told = {name: data for name, data in members.items() if data[:1] not in (b"[", b"{")}
    return _thread_of({name: _json_records.plain(data) for name, data in told.items()})


def _thread_of(told: Row) -> Row:
    """What the plain values beside a list tell of the thread that the list's rows are of."""
    names = {plain(name): name for name, value in told.items() if isinstance(value, str | int)}
    return {names[name]: told[names[name]] for name in NAMES["thread"] if name in names}


def _may_be_post(keys: Iterable[str], said: Columns | None) -> bool:
    named = set(said.named.values()) if said else ()
    return any(key in named or plain(key) in _OF_POSTS for key in keys)


def _list_in(data: bytes, said: Columns | None) -> str:
    """The key of the list that an object holds besides a few plain values; "" where none is, in
    what may be a post itself, and in the first of several objects."""
    if not data.lstrip(_MARK + b" \t\r\n").startswith(b"{"):
        return ""
    told = _json.members(data)
    if _may_be_post(told, said):
        return ""
    line, _, more = data.partition(b"\n")
    if more.strip() and _json_scan.shape(line) == "whole":
        return ""
    lists = [key for key, value in told.items() if _BEGINS.match(value)]
    bare = all(value[:1] not in (b"{", b"[") or key in lists for key, value in told.items())
    return lists[0] if len(lists) == 1 and bare and '"' not in lists[0] else ""


def names(head: Head) -> list[str]:
    """The columns of the table that a head begins; of JSON, those of its first rows."""
    data = _parquet.row_of_names(head.data)
    if not _json.members(data):
        header = _csv.header(data)
        rows = first(head) if _numbering.columns(header, head.columns) else []
        return list(rows[0]) if rows else header
    return list(dict.fromkeys(name for row in first(head) for name in row))


def first(head: Head, *, trees: bool = False) -> list[Row]:
    """The rows at the beginning of a table, as far as they are whole, without the objects around
    their texts; of trees what there is."""
    data = _parquet.row_of_names(head.data)
    if _json.members(data):
        members = _json.members(data)
        key = _list_in(data, head.columns)
        beside = _beside(members) if key else {}
        found = _json_records.documents(io.BytesIO(members[key] if key else data))
        told = (one for one in found if isinstance(one, Document))
        whole = (_untorn(one) for one in told if isinstance(one.value, dict))
        whole = (one for one in whole if trees or not one.torn)
        held = (_held(one, head.columns) for one in islice(whole, _LOOKED_AT))
        rows = [{**beside, **row} if beside else row for some in held for _, row in some]
        return rows if head.columns else [eased(row) for row in rows]
    if len(_csv.header(data)) < 3:
        return []
    cut = head.whole or data is not head.data
    lines = _csv.rows(io.BytesIO(data))
    read = [found[1] for found in islice(lines, _LOOKED_AT + 1) if not isinstance(found, Problem)]
    return _numbering.all_told(read[:_LOOKED_AT] if cut else read[:-1], head.columns)


def head_of(name: str, names: Iterable[str], rows: Iterable[Row]) -> Head:
    """The head of a table that is no file, as of CSV."""
    told: list[str] = []
    for column in names:
        if sum(map(len, told)) + len(told) + len(column) < _HEADER:
            told.append(column)
    return Head(name, _parquet.row_of_names(_parquet.as_text(told, rows)), True)


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
