"""What columns of a table in a database refer to in other tables: people, places, threads.

Where the database does not say that a column refers to a table, names do: `user` and `author_id`
are people's, `channel_id` a row of `channels`. Rows are told with the names that stand there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

import msgspec

from sitegen.databases import Database, Row, Table
from sitegen.model import Problem
from sitegen.sources import _forum_tables, _sqlite_names
from sitegen.sources._post_names import NAMES, plain

_AUTHORS = frozenset(NAMES["author"]) | frozenset(
    ("account", "accountid", "senderid", "authoruserid", "postedby", "postauthor", "person",
     "personid", "profile", "profileid", "useruid", "fromuserid")
)  # fmt: skip
_PLACES = frozenset(NAMES["community"]) | frozenset(
    ("repo", "repository", "project", "channel", "chat", "context", "room", "group", "guild",
     "server", "parentchannel", "subredditname", "dialog", "peer", "mailinglist", "list",
     "node", "idboard", "fid")
)  # fmt: skip
_THREADS = frozenset(NAMES["thread"])
_TEXTS = frozenset((*NAMES["text"], *NAMES["html"], *NAMES["markdown"]))
_TIMES = frozenset((*NAMES["created"], "postedtimestamp"))
OF_PEOPLE = ("login", "username", "screen_name", "acct", "user_name", "handle", "nick",
              "nickname", "display_name", "pseudo", "name", "full_name", "author")  # fmt: skip
OF_PLACES = ("full_name", "path_with_namespace", "display_name", "name", "title", "forum_name",
             "slug")  # fmt: skip
_OF_THREADS = ("title", "subject", "name", "headline", "topic_title", "thread_title", "titel",
               "titre", "sujet", "titulo")  # fmt: skip
ENDS = ("name", "title", "titre", "nom", "naam", "titel", "nombre")  # of columns of places
_PEOPLE = ("user", "account", "author", "member", "person", "people", "profile", "suser")
_CHATS = ("supergroup", "channel", "chat", "user")  # what a chat may be with
_SOUGHT = ("first_name", "last_name", "firstname", "lastname")
_OWN_NAMES = ("username", "post_username", "poster_name", "comment_author", "author_name", "poster")
# Columns of SMF, MyBB and WordPress that refer to a table, and a row of it.
_MEANT = {
    "idboard": "board",
    "idtopic": "topic",
    "fid": "forum",
    "tid": "thread",
    "commentpostid": "post",
    "postauthor": "user",
}
_REMEMBERED = 20_000  # rows of other tables
_MOST = 100_000  # rows of a table without a key for what refers to it
_LONGEST = 200  # characters of a name


class Link(msgspec.Struct, frozen=True):
    """A column that refers to a column of another table: `kind` says to what: "author",
    "community", "thread", or "parent" for the same table."""

    column: str
    other: str
    target: str
    kind: str


def singular(name: str) -> str:
    """The name of a table as that of one of its rows: posts, post."""
    bare = plain(name)
    if bare.endswith("ies"):
        return f"{bare[:-3]}y"
    if bare.endswith(("statuses", "boxes", "classes")):
        return bare[:-2]
    return bare[:-1] if bare.endswith("s") and not bare.endswith(("ss", "us")) else bare


def links(table: Table, tables: Mapping[str, Table]) -> list[Link]:
    """What the columns of a table refer to, as far as that may tell something of a post."""
    by_name: dict[str, Table] = {}
    for name in sorted(tables, key=len):
        by_name.setdefault(singular(name), tables[name])
    lower = {name.lower(): one for name, one in tables.items()}
    found = []
    usual = _sqlite_names.usual(table.name, table.columns, table.key)
    for column in table.columns:
        said = table.refers.get(column)
        named = lower.get(said[0].lower()) if said else None
        shown = usual.get(column, column)
        for other in [named] if said else _guessed(shown, by_name):
            if other is None or (other is table and not said):
                continue
            target = _target(other, said[1] if said else "")
            kind = "parent" if other is table else _kind(shown, other)
            if target and kind:
                found.append(Link(column, other.name, target, kind))
    return found


def _bare(column: str) -> str:
    name = plain(column)
    return _MEANT.get(name) or name.removesuffix("id") or name


def _guessed(column: str, by_name: Mapping[str, Table]) -> list[Table]:
    """The tables that a column may refer to by its name."""
    name, bare = plain(column), _bare(column)
    if name == "id":
        return []
    sought: tuple[str, ...] = ()
    if bare in by_name and (name != bare or name in _AUTHORS | _PLACES | _THREADS):
        sought = (bare,)
    elif name in _AUTHORS and (name.endswith("id") or name in ("user", "author", "account")):
        sought = next(((one,) for one in _PEOPLE if one in by_name), ())
    elif bare in ("parentchannel", "context", "chat", "peer", "dialog"):
        sought = _CHATS
    return [by_name[one] for one in sought if one in by_name]


def _target(other: Table, said: str) -> str:
    named = {column.lower(): column for column in other.columns}
    if said:
        return named.get(said.lower(), "")
    if len(other.key) == 1:
        return other.key[0]
    return named.get("id", "")


def _kind(column: str, other: Table) -> str:
    name, bare = plain(column), _bare(column)
    names = {plain(one) for one in other.columns}
    if name in _AUTHORS or bare in _AUTHORS:
        return "author" if not names.isdisjoint(map(plain, (*OF_PEOPLE, *_SOUGHT))) else ""
    if name in _PLACES or bare in _PLACES:
        return "community"
    if name in _THREADS or bare in _THREADS:
        return "thread"
    is_post = all(not names.isdisjoint(one) for one in (_TEXTS, NAMES["author"], _TIMES))
    return "thread" if is_post else ""


class Names:
    """What rows of other tables are called. Without a key they are looked through once."""

    def __init__(self, base: Database) -> None:
        self._base = base
        self._known: dict[tuple[str, str, object], Row | None] = {}
        self._listed: dict[tuple[str, str], dict[str, Row]] = {}

    def row(self, link: Link, value: object) -> Row | None:
        """The row that a value refers to."""
        if not isinstance(value, int | str) or (isinstance(value, str) and len(value) > _LONGEST):
            return None
        table = self._base.tables[link.other]
        if not table.key or table.key[0] != link.target:
            return self._all(table, link.target).get(str(value))
        asked = (link.other, link.target, value)
        if asked not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._base.one(table, link.target, value)
            self._known[asked] = _short(found) if found else None
        return self._known[asked]

    def _all(self, table: Table, target: str) -> Mapping[str, Row]:
        held = self._listed.get((table.name, target))
        if held is None:
            held = self._listed[table.name, target] = {}
            for found in islice(self._base.rows(table), _MOST):
                if not isinstance(found, Problem) and (value := found[1].get(target)) is not None:
                    held[str(value)[:_LONGEST]] = _short(found[1])
        return held

    def places(self, table: str) -> list[Link]:
        """The columns of a table that refer to places."""
        tables = self._base.tables
        return [link for link in links(tables[table], tables) if link.kind == "community"]

    def name(self, link: Link, value: object) -> str | None:
        """The name of what a value refers to, in the words of its kind."""
        row = self.row(link, value)
        if row is None:
            return None
        by_name = {column.lower(): told for column, told in row.items()}
        if link.kind == "author":
            return _of_person(by_name)
        if link.kind == "community":
            ends = [name for name in by_name if plain(name).endswith(ENDS)]
            return _told(by_name, (*OF_PLACES, *ends))
        usual = _sqlite_names.usual(link.other, tuple(row))
        return _told(by_name | {usual[name]: row[name] for name in usual}, _OF_THREADS)


def _short(row: Row) -> Row:
    """What of a row may be a name: rows of posts hold long texts."""
    return {
        name: value for name, value in row.items() if isinstance(value, str | int)
        and not (isinstance(value, str) and len(value) > _LONGEST * 2)
    }  # fmt: skip


def _of_person(row: Row) -> str | None:
    found = _told(row, OF_PEOPLE)
    if found:
        return found
    bare = {plain(name): value for name, value in row.items()}
    parts = [_told(bare, (name,)) for name in ("firstname", "lastname")]
    return " ".join(part for part in parts if part) or _told(bare, tuple(map(plain, OF_PEOPLE)))


def _told(row: Row, names: Sequence[str]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:_LONGEST]
    return None


def resolver(found: Iterable[Link], names: Names) -> Callable[[Row], dict[str, object]]:
    """A function that tells a row with the names of the people and the place it refers to, and the
    title and place of its thread."""
    told = [(link, _column(link)) for link in found if link.kind != "parent"]
    places = {link.other: names.places(link.other) for link, _ in told if link.kind == "thread"}

    def resolved(row: Row) -> dict[str, object]:
        row = dict(row)
        for link, column in told:
            thread = names.row(link, row.get(link.column)) if link.kind == "thread" else None
            if thread:
                for place in places[link.other]:
                    if name := names.name(place, thread.get(place.column)):
                        row.setdefault("community", name)
                if why := _forum_tables.hides_thread(thread):
                    row[_forum_tables.OF_THREAD] = why
            name = names.name(link, row.get(link.column))
            if name is None or (link.kind == "author" and _is_named(row)):
                continue
            if link.kind != "thread" and not plain(link.column).endswith("id"):
                row[link.column] = name
            row.setdefault(column, name)
        return row

    return resolved


def _is_named(row: Row) -> bool:
    """Whether a row tells its author's name itself: that of a guest is in no table of people."""
    return any(isinstance(name := row.get(one), str) and name.strip() for one in _OWN_NAMES)


def _column(link: Link) -> str:
    return {"author": "author_name", "community": "community"}.get(link.kind, "thread_title")
