"""How one table of posts is written, by its first rows, and where each row stands in its thread.

A thread begins with one of its rows, which the table names by its id or only puts together with
others, or with something that is in no row, such as an article.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import cast

import msgspec

from sitegen.columns import Columns
from sitegen.model import Markup
from sitegen.sources import _post_columns as columns
from sitegen.sources import _post_markup, _rows
from sitegen.sources._post_columns import Roles
from sitegen.sources._post_depth import Above, Scale
from sitegen.sources._post_names import NOTHING, OF_THREADS, OUTSIDE, plain
from sitegen.sources._rows import Row
from sitegen.sources._slashed import Order, order_of

_RARE = 20  # of so many rows that name a parent, one names its thread by chance
_LATE = datetime(9999, 12, 31, tzinfo=UTC)
_SETTLED = frozenset({"id", "thread", "path", "number", "answered", "depth"})
_IDS = ("id", "parent", "thread")
_SEVERAL = 2
_LONG = 4  # characters of an id that is not a thread's by chance


class Table(msgspec.Struct, frozen=True):
    """How a table is written.

    `written`: columns of texts that are written in a way of `_post_texts`.
    `shared`: ids of threads are ids of rows. `outside`: threads begin with what is in no row.
    `names_thread`: a row that answers the opening post names the thread as its parent.
    `nothing`: what says that a row answers none. `numbered`: rows name each other by their numbers
    in the thread. `openings`: each row is an opening post, and its id is that of its thread.
    `titled`: each row tells the title of its thread, whose opening post may be in no row.
    `scale`: how rows tell how deep they stand, where nothing else tells what they answer.
    `names`: the columns that may tell something, and `plain` their names as all write them.
    """

    names: frozenset[str]
    plain: frozenset[str]
    roles: Roles
    markups: Mapping[str, Markup]
    written: Mapping[str, str]
    order: Order | None
    shared: bool
    outside: bool
    names_thread: bool
    nothing: frozenset[str]
    numbered: bool
    openings: bool
    titled: bool
    scale: Scale | None

    @property
    def telling(self) -> frozenset[str]:
        """The columns of which each post has one."""
        told = (self.roles.get(role, ()) for role in ("text", "title", "author"))
        return frozenset(name for names in told for name in names)

    @property
    def by_topic(self) -> bool:
        """Whether the oldest row of a thread, wherever it stands, is its opening post."""
        apart = not (self.shared or self.outside or self.numbered or self.openings)
        return apart and "thread" in self.roles


class Place(msgspec.Struct, frozen=True):
    """The ids of a row: its own, its thread's and its parent's, as the table tells them."""

    own: str | None
    thread: str | None
    parent: str | None
    is_left_out: bool = False  # what it answers by its depth, which is in no row


class Placing:
    """Tells where each row stands, in their order, by the depths that rows tell, too."""

    def __init__(self) -> None:
        self._thread: str | None = None
        self._found: Above[str] = Above()

    def place(self, where: str, row: Row, table: Table) -> Place:
        place = place_of(where, row, table)
        if table.scale is None or place.own is None or place.parent is not None:
            return place
        if place.thread != self._thread:
            self._thread, self._found = place.thread, Above()
        level = table.scale.level(columns.told(row, table.roles["depth"]))
        parent, is_left_out = self._found.find(level, place.own)
        parent = parent if parent != place.own else None
        return msgspec.structs.replace(place, parent=parent, is_left_out=is_left_out)


def study(first: Sequence[Row], said: Columns | None) -> Table:
    """How the table is written that begins with these rows."""
    names = dict.fromkeys(name for row in first for name in row)
    roles = columns.roles_of(names, said)
    own = [columns.key(columns.told(row, roles.get("id", ()))) for row in first]
    ids = {id_ for id_ in own if id_}
    threads = [columns.named(columns.told(row, roles.get("thread", ()))) for row in first]
    parents = [columns.above(row, roles) for row in first]
    pairs = [(p, t) for p, t in zip(parents, threads, strict=True) if p and t]
    thread_column = roles.get("thread", ("",))[0]
    if "title" not in roles and _are_titles([thread for thread in threads if thread]):
        roles = {**roles, "title": (thread_column,)}
    markups, written = {}, {}
    named = (columns.told(row, roles.get(role, ())) for row in first for role in _IDS)
    is_reddits = _post_markup.is_reddits(named)
    for name in roles.get("text", ()):
        texts = [value for row in first if isinstance(value := row.get(name), str)]
        markups[name], written[name] = _post_markup.markup_of(name, texts)
        if said and said.markup:
            markups[name], written[name] = said.markup, ""
        elif markups[name] == "plain" and is_reddits:
            markups[name] = "reddit"
    return Table(
        names=frozenset(filter(columns.may_tell, names)),
        plain=frozenset(map(plain, names)),
        roles=roles,
        markups=cast(Mapping[str, Markup], markups),
        written={name: how for name, how in written.items() if how},
        order=order_of(columns.told(row, roles.get("created", ())) for row in first),
        shared=_is_shared({i: t for i, t in zip(own, threads, strict=True) if i}),
        outside=plain(thread_column) in OUTSIDE | OF_THREADS,
        names_thread=sum(parent == thread for parent, thread in pairs) * _RARE > len(pairs),
        nothing=NOTHING - ids,
        numbered={"number", "answered", "thread"} <= roles.keys(),
        openings=roles.get("id", ()) == (thread_column,),
        titled=is_reddits and any(plain(name) in OF_THREADS for name in roles.get("title", ())),
        scale=columns.depths(first, roles),
    )


def grown(table: Table, row: Row, said: Columns | None) -> Table:
    """The table, with what columns tell that only later rows of JSON have, such as this one. What
    threads are is settled by the first rows."""
    new = [name for name in row if name not in table.names and columns.may_tell(name)]
    new = [name for name in new if plain(name) not in table.plain]
    if not new:
        return table
    names, bare = table.names | set(new), table.plain | set(map(plain, new))
    settled = _SETTLED if "parent" not in table.roles else {*_SETTLED, "parent"}
    found = columns.roles_of(sorted(names), said)
    roles = {role: names for role, names in found.items() if role not in settled}
    markups = {
        name: cast(Markup, _post_markup.markup_of(name, ())[0]) for name in roles.get("text", ())
    }
    return msgspec.structs.replace(
        table,
        names=names,
        plain=bare,
        roles={**table.roles, **roles},
        markups={**markups, **table.markups},
    )


def _are_titles(threads: Sequence[str]) -> bool:
    """Whether threads are named by words rather than ids."""
    return sum(" " in one and one[0].isalpha() for one in threads) * 2 > len(threads)


def _is_shared(threads: Mapping[str, str | None]) -> bool:
    """Whether threads are named by the id of their first row, by the threads of rows.

    The first post of a forum is often post 1 of topic 1, so one such row does not tell.
    """
    named = {thread for thread in threads.values() if thread in threads}
    if any(threads[thread] != thread for thread in named if thread):
        return False
    return len(named) >= _SEVERAL or any(_is_telling(thread or "") for thread in named)


def _is_telling(thread: str) -> bool:
    return len(thread) >= _LONG or not thread.isdigit()


def place_of(where: str, row: Row, table: Table) -> Place:
    """Where a row stands. One without a column of ids is told by its own place in the file."""
    roles = table.roles
    thread = columns.named(columns.told(row, roles.get("thread", ())))
    if table.numbered:
        number = columns.key(columns.told(row, roles["number"]))
        if number is None or thread is None:
            return Place(None, thread, None)
        answered = columns.named(columns.told(row, roles["answered"])) or "1"
        parent = None if number in ("1", answered) else f"{thread}/{answered}"
        return Place(f"{thread}/{number}", thread, parent)
    own: str | None = where.replace(" ", "-")
    if "id" in roles:
        own = columns.key(columns.told(row, roles["id"]))
    above = columns.above(row, roles, table.nothing)
    if above == own or (above == thread and table.names_thread):
        above = None
    return Place(own, thread, above)


def openers(places: Iterable[tuple[Place, datetime | None]]) -> Mapping[str, str]:
    """The id of the opening post of each thread: the oldest row that answers none; one of unknown
    time only where no other does."""
    oldest: dict[str, tuple[datetime, str]] = {}
    for place, time in places:
        if place.thread is None or place.own is None or place.parent is not None:
            continue
        known = oldest.get(place.thread)
        if known is None or (time or _LATE) < known[0]:
            oldest[place.thread] = (time or _LATE, place.own)
    return {thread: own for thread, (_, own) in oldest.items()}


def above(
    place: Place, table: Table, openers: Mapping[str, str]
) -> tuple[str | None, str | None, bool]:
    """The thread's opening post, the parent, and whether nothing but the thread tells that."""
    if table.openings or place.thread is None:
        return None, place.parent, False
    if table.numbered:
        return f"{place.thread}/1", place.parent, False
    if table.shared:
        root = place.thread
    elif table.outside:
        root = in_thread(place.thread)
    else:
        root = openers.get(place.thread, in_thread(place.thread))
    if place.own == root:
        return root, None, False
    is_told = table.scale is not None or not table.roles.keys().isdisjoint(("parent", "path"))
    return root, place.parent or root, not is_told


def in_thread(thread: str) -> str:
    """The id of an opening post that is in no row, apart from those of rows."""
    return f"thread-{thread}"


def time_of(row: Row, table: Table) -> datetime | None:
    """The first of a row's times that can be read."""
    for column in table.roles.get("created", ()):
        if (value := row.get(column)) and (time := _rows.moment(value, table.order)):
            return time
    return None
