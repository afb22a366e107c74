"""Tables of a database whose rows answer rows of other tables: questions, answers, comments.

They are one family, and their ids are told apart by their tables. What opens threads is
`thread-TABLE-ID`, as an opening post that stands in no row of the table of answers.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import count

import msgspec

from sitegen.databases import Row, Table
from sitegen.sources import _post_columns
from sitegen.sources._post_columns import Roles
from sitegen.sources._post_names import NAMES, NOTHING, plain
from sitegen.sources._post_table import in_thread
from sitegen.sources._sqlite_links import Link, Names, singular

Told = dict[str, object]

_RARE = 20  # of so many rows that name a parent, one names its thread by chance
_OWN, _THREAD, _PARENT = "id", "article_id", "parent_id"  # how answers are told
_NESTED = ("parent", "path", "answered")


class Looked(msgspec.Struct, frozen=True):
    """A table, its first rows under usual names, and what their columns tell."""

    table: Table
    links: tuple[Link, ...]
    names: Names
    row: Callable[[Row], Told]
    raw: tuple[Row, ...]
    rows: tuple[Told, ...]
    roles: Roles

    def threads(self) -> list[Link]:
        return [link for link in self.links if link.kind == "thread"]


class Family(msgspec.Struct, frozen=True):
    """What rows of tables answer in other tables, nearest first, and by which column of a table
    that is told."""

    above: Mapping[str, tuple[Link, ...]]
    targets: Mapping[str, str]
    looked: Mapping[str, Looked]

    def root(self, name: str) -> str:
        """The table with what the threads begin with that rows of a table are in."""
        while links := self.above.get(name):
            name = links[-1].other
        return name

    def is_open(self, name: str) -> bool:
        """Whether each row of a table that others answer opens a thread, rather than that the
        rows are in threads of another table, which has no texts."""
        one = self.looked[name]
        threads = {link.other for link in one.threads()}
        told = len(threads) == 1 and {"id", "author", "created"} <= one.roles.keys()
        return name in self.targets and name not in self.above and not told

    def shown(self, name: str, own: str) -> str:
        """The id of a row as others of the family tell it."""
        if name in self.above:
            return f"{name}-{own}"
        return in_thread(f"{name}-{own}") if self.is_open(name) else own


def family(looked: Iterable[Looked]) -> Family:
    """Which tables answer which. No table answers itself by way of others; names that are those
    of threads count first."""
    by_name = {one.table.name: one for one in looked}
    number = count()
    found = [
        (plain(link.column) not in NAMES["thread"], next(number), one.table.name, link)
        for one in by_name.values()
        if "text" in one.roles
        for link in one.threads()
        if _may_be_answered(by_name[link.other], one.table.name)
    ]
    above: dict[str, list[Link]] = {}
    targets: dict[str, str] = {}
    for _, _, name, link in sorted(found, key=lambda one: one[:2]):
        is_same = targets.get(link.other, link.target) == link.target
        if is_same and not _reaches(above, link.other, name):
            above.setdefault(name, []).append(link)
            targets[link.other] = link.target
    order = {name: tuple(sorted(links, key=lambda link: link.other not in above))
             for name, links in above.items()}  # fmt: skip
    return Family(order, targets, by_name)


def _may_be_answered(other: Looked, name: str) -> bool:
    """Whether rows of a table of that name answer rows of another: what comments are below may be
    a page or a link, which has no text of its own."""
    is_comment = singular(name).endswith("comment") and "title" in other.roles
    return bool(other.rows) and ("text" in other.roles or is_comment)


def _reaches(above: Mapping[str, Iterable[Link]], name: str, sought: str) -> bool:
    seen, left = set(), [name]
    while left:
        one = left.pop()
        if one == sought:
            return True
        if one not in seen:
            seen.add(one)
            left.extend(link.other for link in above.get(one, ()))
    return False


def opening(one: Looked, target: str) -> tuple[Callable[[Row], Told], bool]:
    """A function that tells rows which open threads, under the ids by which the rows of other
    tables name them, and whether they tell what they answer among themselves."""
    column = one.roles.get("id", ("id",))[0]
    is_nested = not one.roles.keys().isdisjoint(_NESTED[:2])

    def told(raw: Row) -> Told:
        row = one.row(raw)
        own = _post_columns.key(raw.get(target) if target else row.get(column))
        parent = _post_columns.above(row, one.roles)
        row = _without(row, {"id", "path"} | ({plain(_PARENT)} if is_nested else set()))
        row[_OWN] = f"{one.table.name}-{own}" if own else None
        if is_nested:
            answers = parent is not None and parent != own
            row[_PARENT] = in_thread(f"{one.table.name}-{parent}") if answers else None
        return row

    return told, is_nested


def _without(row: Told, names: Collection[str]) -> Told:
    return {name: value for name, value in row.items() if plain(name) not in names}


def answering(one: Looked, tables: Family) -> tuple[Callable[[Row], Told], tuple[str, ...]]:
    """A function that tells rows which answer rows of other tables, and the columns that these are
    told in."""
    name, links = one.table.name, tables.above[one.table.name]
    columns = {link.column for link in links}
    roles = _post_columns.roles_of([n for row in one.rows for n in row if n not in columns], None)
    below = next((link.column for link in one.links if link.kind == "parent"), "")
    roles = {**roles, "parent": (below,)} if below else roles
    own_column = tables.targets.get(name) or roles.get("id", ("",))[0]
    own = {key for row in one.rows if (key := _post_columns.key(row.get(own_column)))}
    nothing = NOTHING - own
    flat = [link for link in links if tables.is_open(link.other)]
    flat = [link for link in flat if tables.looked[link.other].roles.keys().isdisjoint(_NESTED)]
    names_thread = _names_thread(one, roles, flat, own)
    taken = {*roles.get("id", ()), *roles.get("parent", ()), *roles.get("path", ()), *columns}
    is_nested = not roles.keys().isdisjoint(_NESTED) or len(flat) < len(links)
    said = (*((_OWN,) if own_column else ()), _THREAD, *((_PARENT,) if is_nested else ()))
    bare = {plain(one) for one in (_OWN, _THREAD, _PARENT, *taken)}

    def told(raw: Row) -> Told:
        row = one.row(raw)
        key = _post_columns.key(row.get(own_column))
        answered = _post_columns.above(row, roles, nothing)
        parent = f"{name}-{answered}" if answered and answered != key else None
        thread = None
        for link in links:
            above = _post_columns.named(raw.get(link.column))
            if above is None:
                continue
            other = id_of(one, link, raw)
            if answered and answered in (other, above if names_thread else None):
                parent = None
            if link in flat:
                thread = thread or f"{link.other}-{above}"
            else:
                parent = parent or tables.shown(link.other, above)
        row = _without(row, bare)
        told = {_OWN: f"{name}-{key}" if key else None, _THREAD: thread, _PARENT: parent}
        return row | {column: told[column] for column in said}

    return told, said


def _names_thread(one: Looked, roles: Roles, flat: list[Link], own: Collection[str]) -> bool:
    """Whether rows that answer the opening post name it as their parent, as the thread."""
    pairs = [
        (_post_columns.above(told, roles), _post_columns.named(raw.get(link.column)))
        for told, raw in zip(one.rows, one.raw, strict=True)
        for link in flat
    ]
    named = [parent for parent, thread in pairs if parent and parent == thread]
    strange = sum(parent not in own for parent in named)
    return strange * 2 > len(named) and len(named) * _RARE > sum(bool(one[0]) for one in pairs)


def id_of(one: Looked, link: Link, raw: Row) -> str | None:
    """The id of the row that a row refers to, where the link is by another column."""
    if plain(link.target) == "id":
        return None
    other = one.names.row(link, raw.get(link.column)) or {}
    return _post_columns.key(other.get("id"))
