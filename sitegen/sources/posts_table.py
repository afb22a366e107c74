"""posts-table: posts of any site in rows, as somebody's program wrote them: CSV, Parquet, JSON.

What a column tells is known by its name (`_post_columns`), or by what sitegen.toml says of the
table. A table is only taken for posts where its first rows answer each other, or where several
people have rows in one thread. Format: docs/formats/posts-table.md.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from sitegen.columns import Columns
from sitegen.model import Body, Evidence, Markup, Post, Problem, Record, State
from sitegen.sources import _csv, _json, _parquet, _post_table, _rows
from sitegen.sources import _post_columns as columns
from sitegen.sources._post_columns import Roles
from sitegen.sources._post_table import Table
from sitegen.sources._post_values import author, line, number, yes
from sitegen.sources._rows import Row
from sitegen.sources.source import Dump, Head, Source

_SITE = "table"  # of ids, where nothing tells the site
_LOOKED_AT = 1_000  # rows that show how a table is written
_NO_PARENT = Evidence(parent="guessed", parent_confidence=0.5, rule="the table names no parent")
_GONE: dict[str, State] = {"[deleted]": "deleted", "[removed]": "removed"}
_ENDING = re.compile(r"(?:\.(?:csv|tsv|txt|json|jsonl|ndjson|parquet|gz|zst|bz2|xz))+$", re.I)


# Recognising


def _sniff(head: Head) -> bool:
    if not head.columns and not _may_be(head):
        return False
    names = _rows.names(head)
    if head.columns and not columns.settled(names, head.columns):
        return False
    roles = columns.roles_of(names, head.columns)
    return not columns.doubt(_rows.first(head), roles, certain=bool(head.columns))


def _may_be(head: Head) -> bool:
    """Whether it is worth a closer look: JSON objects, or a row of names with a text in it."""
    data = _parquet.row_of_names(head.data)
    return bool(_json.members(data)) or any(map(columns.may_tell, _csv.header(data)))


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    rows = _rows_of(dump)
    first = list(islice(rows, _LOOKED_AT))
    told = [found[1] for found in first if not isinstance(found, Problem)]
    names = {name for row in told for name in row}
    said = dump.columns if columns.settled(names, dump.columns) else None
    table = _post_table.study(told, said or _others(dump.columns))
    if dump.columns and not said and dump.columns.named and told:
        wrong = ", ".join(dump.columns.named.values())
        yield Problem("", f"sitegen.toml names columns that are not all there: {wrong}", lost=False)
    if told and not table.roles.keys() & {"text", "title"}:
        shown = ", ".join(sorted(map(str, names)))[:200]
        yield Problem("", f"no column is known that holds the text, so no row is read: {shown}")
        return
    openers = _openers(dump, table) if table.by_topic else {}
    naming = _naming(dump)
    noted = False
    for found in chain(first, rows):
        if isinstance(found, Problem):
            yield found
            continue
        where, row = found
        post = _post(where, row, table, openers, naming)
        yield post
        time = columns.told(row, table.roles.get("created", ()))
        if isinstance(post, Post) and post.created is None and time is not None and not noted:
            noted = True
            unread = f"{str(time)[:40]!r} is no time that can be read for certain"
            yield Problem(where, f"{unread}; such are left out", lost=False)


def _others(said: Columns | None) -> Columns | None:
    """What the user says of a table besides the names of its columns."""
    return Columns(site=said.site, markup=said.markup) if said else None


def _rows_of(dump: Dump) -> Iterator[tuple[str, Row] | Problem]:
    said = {columns.plain(name) for name in dump.columns.named.values()} if dump.columns else set()
    return _rows.rows(dump, lambda name: columns.may_tell(name) or columns.plain(name) in said)


def _openers(dump: Dump, table: Table) -> Mapping[str, str]:
    return _post_table.openers(
        (_post_table.place_of(*found, table), _post_table.time_of(found[1], table))
        for found in _rows_of(dump)
        if not isinstance(found, Problem)
    )


def _naming(dump: Dump) -> tuple[str, str | None]:
    """What ids of a dump begin with, and the community of rows that tell none."""
    if dump.columns and dump.columns.site:
        return f"{dump.columns.site}:", None
    stem = _ENDING.sub("", dump.name) or dump.name
    return f"{_SITE}:{stem}/", stem.rpartition("/")[2]


def _post(
    where: str,
    row: Row,
    table: Table,
    openers: Mapping[str, str],
    naming: tuple[str, str | None],
) -> Post | Problem:
    roles, (prefix, community) = table.roles, naming
    place = _post_table.place_of(where, row, table)
    if place.own is None:
        return Problem(where, "a row without a usable id")
    root, parent, guessed = _post_table.above(place, table, openers)
    text, markup = _text(row, table)
    title = line(columns.told(row, roles.get("title", ())))
    url = _link(row, roles.get("url", ()))
    permalink = _link(row, roles.get("permalink", ()))
    opens = parent is None
    return Post(
        id=prefix + (_post_table.in_thread(place.own) if table.openings else place.own),
        body=Body("" if text in _GONE else text, markup),
        parent=prefix + parent if parent else None,
        root=prefix + root if root else None,
        author=author(columns.told(row, roles.get("author", ()))),
        created=_post_table.time_of(row, table),
        score=number(columns.told(row, roles.get("score", ()))),
        state=_state(row, roles, text),
        permalink=permalink or (None if table.openings else url),
        title=title if opens or table.outside else None,
        link=url if opens and (permalink or table.openings) else None,
        community=line(columns.told(row, roles.get("community", ()))) or community,
        evidence=_NO_PARENT if guessed else None,
    )


def _text(row: Row, table: Table) -> tuple[str, Markup]:
    for column, markup in table.markups.items():
        value = row.get(column)
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value.strip("\r\n"), markup
    return "", "plain"


def _state(row: Row, roles: Roles, text: str) -> State:
    if any(yes(row.get(column)) for column in roles.get("removed", ())):
        return "removed"
    if any(yes(row.get(column)) for column in roles.get("deleted", ())):
        return "deleted"
    return _GONE.get(text.strip().lower(), "visible")


def _link(row: Row, names: Iterable[str]) -> str | None:
    value = columns.told(row, names)
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


SOURCE = Source(
    name="posts-table",
    title="Posts of any site in rows: CSV, Parquet and JSON",
    version=1,
    sniff=_sniff,
    read=_read,
    last=True,
)
