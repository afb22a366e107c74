"""hn-bigquery: tables of Hacker News items, as CSV or Parquet, the way databases export them.

The columns are those of the public data set `hacker_news` of BigQuery: its tables `full`,
`stories` and `comments`, and the names that copies of it use. Exports as JSON lines are read by
`hn_firebase`. Parquet needs the extra `parquet`.

Columns: https://console.cloud.google.com/marketplace/details/y-combinator/hacker-news
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain, islice

import msgspec

from sitegen.model import Post, Problem, Record
from sitegen.sources import _csv, _hn, _parquet
from sitegen.sources._slashed import Order, order_of
from sitegen.sources._slashed import moment as slashed
from sitegen.sources._streams import PARQUET
from sitegen.sources._times import utc_iso, utc_unix
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

Row = Mapping[str, object]

# What we call a value, and the columns that hold it, best first.
_COLUMNS = {
    "id": ("id", "objectid"),
    "kind": ("type",),
    "author": ("by", "author"),
    "time": ("time", "timestamp", "time_ts", "created_at", "created_at_i"),
    "text": ("text", "comment_text", "story_text"),
    "title": ("title",),
    "link": ("url",),
    "parent": ("parent", "parent_id"),
    "story": ("story_id",),
    "story_title": ("story_title",),
    "score": ("score", "num_points", "points"),
    "claimed": ("descendants", "num_comments"),
    "deleted": ("deleted",),
    "dead": ("dead",),
}
_KNOWN = frozenset(column for columns in _COLUMNS.values() for column in columns)
# A table is one of ours when it has all columns of one of these, and an id.
_TELLING = (
    {"by", "time"},
    {"by", "timestamp"},
    {"by", "time_ts"},
    {"author", "time_ts"},
    {"author", "num_points", "num_comments", "created_at"},
    {"author", "objectid", "created_at"},
    {"author", "objectid", "created_at_i"},
    {"author", "comment_text", "story_id", "created_at"},
)
_NUMBER = re.compile(r"(-?[0-9]{1,16})(?:\.0*)?")
_YES = frozenset({"true", "t", "1", "1.0", "yes"})
_LOOKED_AT = 1_000  # rows that show the order of days and months
_OPENING_KINDS = frozenset({"story", "job", "poll"})


# Recognising


def _sniff(head: Head) -> bool:
    if head.data[:1] in (b"{", b"["):  # most files, and a row of names never begins so
        return False
    data = _parquet.row_of_names(head.data)
    return data.startswith(PARQUET) or _is_ours(_csv.header(data))


def _is_ours(columns: list[str]) -> bool:
    names = set(columns)
    return not names.isdisjoint(_COLUMNS["id"]) and any(telling <= names for telling in _TELLING)


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    if dump.rows is not None:
        yield from _records(map(_lower, dump.rows()))
        return
    with dump.open() as stream:
        is_parquet = stream.read(len(PARQUET)) == PARQUET
    yield from _from_parquet(dump) if is_parquet else _from_csv(dump)


def _from_csv(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        yield from _records(_csv.rows(stream))


def _from_parquet(dump: Dump) -> Iterator[Record]:
    with _parquet.table(dump) as table:
        names = _parquet.columns(table)
        if not _is_ours([name.lower() for name in names]):
            yield Problem("", f"a table of other things: its columns are {', '.join(names)[:120]}")
            return
        rows = _parquet.rows(table, [name for name in names if name.lower() in _KNOWN])
        yield from _records(map(_lower, rows))


def _lower(found: tuple[str, Row] | Problem) -> tuple[str, Row] | Problem:
    if isinstance(found, Problem):
        return found
    return found[0], {name.lower(): value for name, value in found[1].items()}


def _records(rows: Iterable[tuple[str, Row] | Problem]) -> Iterator[Record]:
    """The items of a table. Times that cannot be read are noted once: a table writes all alike."""
    noted = False
    rows = iter(rows)
    first = list(islice(rows, _LOOKED_AT))
    order = order_of(_told(found[1], "time") for found in first if not isinstance(found, Problem))
    for found in chain(first, rows):
        if isinstance(found, Problem):
            yield found
            continue
        where, row = found
        record = _record(where, row, order)
        yield record
        told = _told(row, "time")
        if isinstance(record, Post) and record.created is None and told is not None and not noted:
            noted = True
            yield Problem(
                where,
                f"{str(told)[:40]!r} is no time that can be read for certain; such are left out",
                lost=False,
            )


def _record(where: str, row: Row, order: Order | None) -> Post | Problem:
    number = _number(_told(row, "id"))
    if number is None or not _hn.usable_id(number):
        return Problem(where, f"{str(_told(row, 'id'))[:40]!r} cannot be the id of an item")
    parent = _number(_told(row, "parent"))
    story = _number(_told(row, "story"))
    answers = _hn.usable_id(parent) or bool(row.get("comment_text"))
    kind = _text(row, "kind") or ("comment" if answers else "story")
    text = _text(row, "text")
    guessed = kind == "comment" and not _hn.usable_id(parent) and _hn.usable_id(story)
    parent = story if guessed else parent
    if kind in _OPENING_KINDS or not _hn.usable_id(parent):
        parent = None  # databases say 0 for "no parent"
    if kind == "comment" and parent is None and not text:
        return Problem(where, f"comment {number} has neither a parent nor a text")
    deleted, dead = _yes(row, "deleted"), _yes(row, "dead")
    post = _hn.post(
        number,
        kind,
        text,
        _text(row, "author"),
        _time(row, order),
        _number(_told(row, "score")),
        parent=parent,
        root=number if parent is None and kind != "comment" else story,
        title=_text(row, "title"),
        link=_text(row, "link"),
        claimed=_number(_told(row, "claimed")),
        state="deleted" if deleted else "dead" if dead else "visible",
    )
    title = _text(row, "story_title")
    if parent is None or not (title or guessed):
        return post
    return msgspec.structs.replace(post, title=title, evidence=_hn.NO_PARENT if guessed else None)


def _told(row: Row, name: str) -> object:
    """The value that the first of its columns tells."""
    for column in _COLUMNS[name]:
        value = row.get(column)
        if value is not None and value != "":
            return value
    return None


def _text(row: Row, name: str) -> str | None:
    value = _told(row, name)
    return value if isinstance(value, str) else None


def _number(value: object) -> int | None:
    """A number, also one that was written as a fraction because its column has gaps."""
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value.strip())
        return int(match[1]) if match else None
    return int(value) if isinstance(value, int | float) and value == value // 1 else None


def _yes(row: Row, name: str) -> bool:
    value = _told(row, name)
    return value is True or value == 1 or str(value).lower() in _YES


def _time(row: Row, order: Order | None) -> datetime | None:
    """A Unix time, a time in words of ISO 8601, or one with slashes whose order the table shows;
    None where none can be read for certain."""
    for column in _COLUMNS["time"]:
        value = row.get(column)
        if isinstance(value, datetime):
            return utc_iso(value.isoformat())
        if isinstance(value, str):
            moment = utc_unix(value) or utc_iso(value.removesuffix(" UTC")) or slashed(value, order)
        else:
            moment = utc_unix(value)
        if moment:
            return moment
    return None


SOURCE = Source(
    name="hn-bigquery",
    title="Hacker News items in tables: CSV and Parquet",
    version=4,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
