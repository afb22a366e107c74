"""What each table of a database holds, and how its rows are told to the format that reads them.

A table is one of Hacker News, of Reddit, of messages, or of posts of any kind as a table in a CSV
file is: by its columns and its first rows. In a database, tables tell of each other, too: one that
others answer holds what threads begin with.
"""

from collections.abc import Callable, Iterable
from itertools import islice

import msgspec
from msgspec.structs import replace

from sitegen.columns import Columns
from sitegen.databases import Database, Row, Table
from sitegen.errors import SourceError
from sitegen.model import Problem
from sitegen.sources import (
    _post_columns,
    _sqlite_shapes,
    known,
    posts_table,
    reddit_csv,
)
from sitegen.sources._inner_tables import TABLES
from sitegen.sources._json import members
from sitegen.sources._post_made import stem_of
from sitegen.sources._post_names import NAMES, plain
from sitegen.sources._rows import head_of
from sitegen.sources._sqlite import opened
from sitegen.sources._sqlite_family import Family, Looked, answering, family, id_of, opening
from sitegen.sources._sqlite_links import Link, Names, links, resolver, singular
from sitegen.sources.source import Dump, Head, Source

Told = dict[str, object]

_LOOKED_AT = 200  # rows of each table
_MOST = 1 << 20  # characters of these
_MESSAGES = frozenset(("message", "chatmessage", "msg", "comment"))
# What single posts, which nobody need have answered, are called.
_ALONE = frozenset(
    ("status", "toot", "tweet", "submission", "issue", "question", "discussion", "post", "topic",
     "thread", "story", "pullrequest", "mergerequest", "ancestor", "savedpost")
)  # fmt: skip
CHATS = frozenset(("channelid", "chatid", "roomid", "dialogid", "peerid", "groupid", "contextid"))
_OF_REDDIT = frozenset(("subreddit", "subreddit_name", "link_id"))
_LIKE_JSON = 0.9  # of rows hold an object


class Reading(msgspec.Struct, frozen=True):
    """How a table is read: by what, and how a row of it is told to that.

    `by`: the name of a format, "chat", "slack" or "github". `name`: that of the dump to the format.
    `cell`: the column that holds an object of JSON a row. `columns`: what is known of the columns.
    `place`: what the place of a row begins with, where rows have no ids, or
    what stands before ids of messages.
    `doubt`: why nothing reads it, where it may be posts all the same.
    """

    table: Table
    by: str
    row: Callable[[Row], Told]
    name: str
    links: tuple[Link, ...] = ()
    cell: str = ""
    columns: Columns | None = None
    place: str = ""
    doubt: str = ""


def plan(base: Database, dump: Dump) -> list[Reading]:
    """How each table of a database is read, those that nothing reads included."""
    names = Names(base)
    looked = [_look(base, table, names) for table in base.tables.values()]
    tables = family(looked)
    return _apart([_reading(one, dump, tables) for one in looked])


def _apart(readings: list[Reading]) -> list[Reading]:
    """Tables of messages whose ids may be the same, told apart by their names but for one. Comments
    of telememo are below messages of the other table."""
    chats = [one.table.name for one in readings if one.by == "chat"]
    shared = sorted(name for name in chats if singular(name) == "message")[:1]
    alike = {name for name in chats if name not in shared and singular(name) != "comment"}
    return [
        replace(one, place=one.table.name) if one.table.name in alike else one for one in readings
    ]


def tables(dump: Dump) -> tuple[tuple[str, str], ...]:
    """(name, what reads it or "") of each table of a dump; none where it cannot be read."""
    try:
        with opened(dump) as base:
            return tuple((one.table.name, one.by) for one in plan(base, dump))
    except SourceError:
        return ()


def _look(base: Database, table: Table, names: Names) -> Looked:
    found = tuple(links(table, base.tables))
    resolved = resolver(found, names)
    shape = _sqlite_shapes.shape_of(table.name, table.columns, table.key)

    def told(row: Row) -> Told:
        return shape(resolved(row)) if shape else resolved(row)

    raw: list[Row] = []
    size = 0
    for one in islice(base.rows(table), _LOOKED_AT):
        if not isinstance(one, Problem):
            raw.append(one[1])
            size += sum(len(value) for value in one[1].values() if isinstance(value, str | bytes))
        if size > _MOST:
            break
    rows = tuple(map(told, raw))
    roles = _post_columns.roles_of(_names(rows), None)
    return Looked(table, found, names, told, tuple(raw), rows, roles)


def _thread_link(one: Looked) -> Link | None:
    found = one.threads()
    return found[0] if len({link.other for link in found}) == 1 else None


def _reading(one: Looked, dump: Dump, tables: Family) -> Reading:
    table = one.table
    reading = Reading(table, "", one.row, f"{stem_of(dump.name)}/{table.name}", one.links)
    if not one.rows:
        return reading
    bare = frozenset(map(plain, table.columns))
    if bare >= _sqlite_shapes.OF_SLACKDUMP:
        return replace(reading, by="slack")
    if _sqlite_shapes.is_github(table.columns):
        return replace(reading, by="github")
    head = head_of(reading.name, _names(one.rows), one.rows)
    for source in TABLES:
        named = source is not reddit_csv.SOURCE or not _OF_REDDIT.isdisjoint(_names(one.rows))
        if named and source.sniff(head):
            return replace(reading, by=source.name)
    if cell := _cell(one):
        return replace(reading, by=cell[1].name, cell=cell[0])
    said = dump.columns
    if said and said.named and _post_columns.settled(_names(one.rows), said):
        return replace(reading, by="posts-table", columns=said)
    if "text" not in one.roles and not tables.is_open(table.name):
        return reading
    if _is_chat(one):
        return replace(reading, by="chat")
    return _of_posts(one, reading, dump, tables)


def _cell(one: Looked) -> tuple[str, Source] | None:
    """The column that holds an object of JSON a row, and the format of these."""
    for column in one.table.columns:
        cells = [as_bytes(row.get(column)) for row in one.raw]
        objects = [cell for cell in cells if cell.lstrip()[:1] == b"{"]
        if len(objects) < max(1, len(cells) * _LIKE_JSON):
            continue
        data = b"".join(b" ".join(cell.split()) + b"\n" for cell in objects)[: 1 << 16]
        keys, head = tuple(members(data)), Head(one.table.name, data)
        asked = known.formats().to_ask(head, keys, last=False) if keys else ()
        found = [source for source in asked if source.sniff(head)]
        if len(found) == 1:
            return column, found[0]
    return None


def as_bytes(value: object) -> bytes:
    """A value that is text, as bytes; b"" for another."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return value if isinstance(value, bytes) else b""


def _is_chat(one: Looked) -> bool:
    """Whether rows are messages of chats, which have no threads."""
    roles, kind = one.roles.keys(), singular(one.table.name)
    if not {"id", "created"} <= roles or _thread_link(one):
        return False
    if not roles.isdisjoint(("thread", "path", "answered", "title")):
        return False
    if kind == "comment":
        return "parent_channel_id" in one.table.columns
    has_chat = not CHATS.isdisjoint(map(plain, _names(one.rows)))
    return kind in _MESSAGES and ("author" in roles or bool(one.links) or has_chat)


def _of_posts(one: Looked, reading: Reading, dump: Dump, tables: Family) -> Reading:
    """Rows of posts of any kind: opening posts that others answer, answers, or both in one."""
    said, link = dump.columns, _thread_link(one)
    site = Columns(site=said.site, markup=said.markup) if said else Columns()
    name = one.table.name
    if tables.is_open(name):
        return _opening(one, reading, tables.targets[name], site)
    if name in tables.above:
        row, told = answering(one, tables)
        place, columns = "" if "id" in told else f"{name}-", replace(site, thread="article_id")
        if "id" in told:
            columns = replace(columns, id="id")
        if "parent_id" in told:
            columns = replace(columns, parent="parent_id")
        shown = f"{stem_of(dump.name)}/{tables.root(name)}"
        return replace(reading, by="posts-table", row=row, name=shown, columns=columns, place=place)
    if link:
        known = plain(link.column) in NAMES["thread"]
        row = _threaded(one, link, link.column if known else "thread_id")
        reading = replace(reading, row=row)
    rows = [reading.row(raw) for raw in one.raw]
    reading = replace(reading, columns=site if said else None)
    if posts_table.SOURCE.sniff(head_of(reading.name, _names(rows), rows)):
        return replace(reading, by="posts-table")
    roles = _post_columns.roles_of(_names(rows), None)
    if link and {"id", "author", "created"} <= roles.keys():
        return replace(reading, by="posts-table")
    if singular(one.table.name) in _ALONE and {"id", "created"} <= one.roles.keys():
        return _opening(one, reading, "", site)
    doubt = _post_columns.doubt(rows, roles, certain=False) if "id" in roles else ""
    return replace(reading, doubt=doubt)


def _names(rows: Iterable[Row]) -> dict[str, None]:
    return dict.fromkeys(name for row in rows for name in row)


def _opening(one: Looked, reading: Reading, target: str, site: Columns) -> Reading:
    """Rows that open threads, under the ids by which the rows of other tables name them."""
    row, is_nested = opening(one, target)
    columns = replace(site, id="id", thread="id")
    if is_nested:
        columns = replace(columns, parent="parent_id")
    return replace(reading, by="posts-table", row=row, columns=columns)


def _threaded(one: Looked, link: Link, column: str) -> Callable[[Row], Told]:
    """Rows that tell their thread, which is in no row of posts, in `column`, and what they
    answer."""
    parent = next((link.column for link in one.links if link.kind == "parent"), "")

    def threaded(raw: Row) -> Told:
        told = one.row(raw)
        told.pop(link.column, None)
        if parent in told:
            told["parent_id"] = told.pop(parent)
        other = id_of(one, link, raw)
        for name in one.roles.get("parent", ()):  # which may name the thread by its other id
            if other and _post_columns.key(told.get(name)) == other:
                told[name] = None
        told[column] = _post_columns.key(raw.get(link.column))
        return told

    return threaded
