"""posts-table: posts of any site in rows, as somebody's program wrote them: CSV, Parquet, JSON.

What a column tells is known by its name (`_post_columns`), or by what sitegen.toml says of the
table. A table is only taken for posts where its first rows answer each other, or where several
people have rows in one thread, or comments in a file. Format: docs/formats/posts-table.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from msgspec.structs import replace

from sitegen.columns import Columns
from sitegen.model import Post, Problem, Record
from sitegen.sources import (
    _csv,
    _json,
    _numbering,
    _parquet,
    _post_openings,
    _post_page,
    _post_table,
    _rows,
)
from sitegen.sources import _post_columns as columns
from sitegen.sources._post_depth import LEFT_OUT
from sitegen.sources._post_made import made, naming, stem_of
from sitegen.sources._post_names import plain
from sitegen.sources._post_shapes import eased
from sitegen.sources._post_table import Place, Placing, Table
from sitegen.sources._post_tree import is_tree
from sitegen.sources._rows import Row
from sitegen.sources.source import Dump, Head, Source

_LOOKED_AT = 1_000  # rows that show how a table is written


# Recognising


def _sniff(head: Head) -> bool:
    if not head.columns and not _may_be(head):
        return False
    names = _rows.names(head)
    if head.columns and not columns.settled(names, head.columns):
        return False
    roles = columns.roles_of(names, head.columns)
    if not head.columns:
        roles = _post_openings.settled(names, roles)
    rows = _rows.first(head)
    if not rows or is_tree(rows, head.columns):
        return False
    is_page = not head.columns and _post_page.is_told(rows, roles)
    return is_page or not columns.doubt(rows, roles, certain=bool(head.columns))


def _may_be(head: Head) -> bool:
    """Whether it is worth a closer look: JSON objects, or a row of names with a text in it."""
    data = _parquet.row_of_names(head.data)
    return bool(_json.members(data)) or any(map(columns.may_tell, _csv.header(data)))


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    numbers, doubt = _numbers(dump)
    yield from doubt
    rows = _rows_of(dump, numbers)
    first = list(islice(rows, _LOOKED_AT))
    told = [found[1] for found in first if not isinstance(found, Problem)]
    names = {name for row in told for name in row}
    said = dump.columns if columns.settled(names, dump.columns) else None
    table = _post_table.study(told, said or _others(dump.columns))
    if not dump.columns and (roles := _post_openings.settled(names, table.roles)) != table.roles:
        table = replace(table, roles=roles, openings=True, outside=False)
    if dump.columns and not said and dump.columns.named and told:
        wrong = ", ".join(dump.columns.named.values())
        yield Problem("", f"sitegen.toml names columns that are not all there: {wrong}", lost=False)
    if told and not table.roles.keys() & {"text", "title"}:
        shown = ", ".join(sorted(map(str, names)))[:200]
        yield Problem("", f"no column is known that holds the text, so no row is read: {shown}")
        return
    if "depth" in table.roles and columns.is_flat(told, table.roles):
        told_nothing = f"the column {table.roles['depth'][0][:30]!r} tells how deep posts stand"
        yield Problem("", f"{told_nothing}, but not in the order of a page: not read", lost=False)
    openers = _openers(dump, table) if table.by_topic else {}
    prefix, community, unnamed = naming(dump)
    page = ""
    if _post_page.is_one(table.roles) and not table.openings:
        page, table = f"{unnamed}page", replace(table, outside=True)
    noted, placing = False, Placing()
    for found in chain(first, rows):
        if isinstance(found, Problem):
            yield found
            continue
        where, row = found
        table = _post_table.grown(table, row, said or _others(dump.columns))
        place = placing.place(unnamed + where, row, table)
        post = _post(where, place, row, table, openers, (prefix, community, page))
        if page and isinstance(post, Post):
            post = replace(post, title=stem_of(dump.name).rpartition("/")[2])
        yield post
        time = columns.told(row, table.roles.get("created", ()))
        if isinstance(post, Post) and post.created is None and time is not None and not noted:
            noted = True
            unread = f"{str(time)[:40]!r} is no time that can be read for certain"
            yield Problem(where, f"{unread}; such are left out", lost=False)


def _others(said: Columns | None) -> Columns | None:
    """What the user says of a table besides the names of its columns."""
    return Columns(site=said.site, markup=said.markup) if said else None


def _numbers(dump: Dump) -> tuple[tuple[str, ...], Iterable[Problem]]:
    """The columns that number rows by what these answer, if they do so to the end."""
    rows = (found[1] for found in _rows.rows(dump, bool) if not isinstance(found, Problem))
    first = list(islice(rows, 1))
    if not first or not (named := _numbering.columns(first[0], dump.columns)):
        return (), ()
    first += islice(rows, _LOOKED_AT)
    if not _numbering.holds(first, named):
        return (), ()
    if _numbering.holds(chain(first, rows), named):
        return named, ()
    wrong = "the numbers of rows do not count on to the end, so nothing tells what answers what"
    return (), [Problem("", wrong, lost=False)]


def _rows_of(dump: Dump, named: Sequence[str] = ()) -> Iterator[tuple[str, Row] | Problem]:
    said = {plain(name) for name in dump.columns.named.values()} if dump.columns else set()
    for found in _rows.rows(dump, lambda name: columns.may_tell(name) or plain(name) in said):
        if isinstance(found, Problem):
            yield found
        elif named:
            yield found[0], _numbering.told(found[1], named)
        elif dump.columns:
            yield found
        else:
            yield found[0], eased(found[1])


def _openers(dump: Dump, table: Table) -> Mapping[str, str]:
    unnamed, placing = naming(dump)[2], Placing()
    return _post_table.openers(
        (
            placing.place(unnamed + found[0], found[1], table),
            _post_table.time_of(found[1], table),
        )
        for found in _rows_of(dump)
        if not isinstance(found, Problem)
    )


def _post(
    where: str,
    place: Place,
    row: Row,
    table: Table,
    openers: Mapping[str, str],
    named: tuple[str, str | None, str],
) -> Post | Problem:
    if place.own is None:
        return Problem(where, "a row without a usable id")
    own, (prefix, community, page) = place.own, named
    stands = place.parent or place.thread or table.openings
    is_empty = bool(page) and columns.told(row, table.telling) is None
    if is_empty or (not stands and row.keys().isdisjoint(table.telling)):
        return Problem(where, "a row without a text, a title and a name is no post")
    place = replace(place, thread=page) if page else place
    root, parent, guessed = _post_table.above(place, table, openers)
    own = _post_table.in_thread(own) if table.openings else own
    post = made(row, table, prefix, (own, parent, root), community, guessed=guessed)
    return replace(post, evidence=LEFT_OUT) if place.is_left_out else post


SOURCE = Source(
    name="posts-table",
    title="Posts of any site in rows: CSV, Parquet and JSON",
    version=15,
    sniff=_sniff,
    read=_read,
    last=True,
)
