"""Threads that come in pages: posts that name a place on another page find what they answer.

A page that goes on from another one names the place where that one broke off; dumps that hold the
place say which post it is. Where none does, the name stays: a ghost, like any absent parent.
"""

import sqlite3
from collections.abc import Collection

import msgspec

from sitegen.model import Post
from sitegen.store import subjects, unnumbered

TABLES = ("continuation", "subject")  #: that `joined` asks
_AT_ONCE = 500  # names in one question
_TOLD = (
    "SELECT continuation.name, parent FROM continuation JOIN dump ON dump.id = dump {only}"
    " ORDER BY EXISTS (SELECT 1 FROM post WHERE post.id = continuation.parent),"
    " dump.name DESC, continuation.rowid DESC"
)


def join(db: sqlite3.Connection) -> None:
    """Lets posts that name a place share the thread of what stands there."""
    places = _followed(dict(db.execute(_TOLD.format(only="")).fetchall()))
    db.executemany(
        "UPDATE post SET up = ? WHERE up = ?", [(parent, name) for name, parent in places.items()]
    )


def touch_dump(db: sqlite3.Connection, dump: int) -> None:
    """Notes the names that a dump tells, before it goes or after it came."""
    db.execute(
        "INSERT OR IGNORE INTO touched_name SELECT name FROM continuation WHERE dump = ?", (dump,)
    )


def touch_answers(db: sqlite3.Connection) -> None:
    """Notes all posts whose parent is a name that may lead elsewhere now than it did before."""
    db.execute(
        "INSERT OR IGNORE INTO touched_name WITH RECURSIVE led(name) AS ("
        " SELECT name FROM continuation WHERE parent IN (SELECT id FROM touched_id)"
        " UNION SELECT id FROM touched_name"
        " UNION SELECT continuation.name FROM led JOIN continuation ON parent = led.name"
        ") SELECT name FROM led"
    )
    if db.execute("SELECT 1 FROM touched_name LIMIT 1").fetchone():
        db.execute(
            "INSERT OR IGNORE INTO touched_id"
            " SELECT id FROM post WHERE parent IN (SELECT id FROM touched_name)"
        )


def joined(db: sqlite3.Connection, posts: list[Post], empty: Collection[str]) -> list[Post]:
    """Posts as told, with what stands at a place as the parent of those that name the place.

    `empty` names tables that hold nothing, as far as that is known: they need not be asked.
    """
    posts = unnumbered.joined(posts)
    if "subject" not in empty:
        posts = subjects.answered(db, posts)
    if "continuation" in empty:
        return posts
    named = {post.parent for post in posts if post.parent and post.root is None}
    places = _followed(_led_from(db, named - {post.id for post in posts}))
    if not places:
        return posts
    return [
        msgspec.structs.replace(post, parent=places[post.parent])
        if post.root is None and post.parent in places
        else post
        for post in posts
    ]


def _led_from(db: sqlite3.Connection, names: Collection[str]) -> dict[str, str]:
    """What dumps tell of these names, and of names that they lead to."""
    told: dict[str, str] = {}
    asked: set[str] = set()
    while names := sorted(set(names) - asked):
        asked.update(names)
        found: dict[str, str] = {}
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            only = f"WHERE continuation.name IN ({','.join('?' * len(some))})"
            found.update(db.execute(_TOLD.format(only=only), some).fetchall())
        told |= found
        names = found.values()
    return told


def _followed(told: dict[str, str]) -> dict[str, str]:
    """The post that each name leads to, through other names if need be.

    Names that lead in a circle lead nowhere.
    """
    places: dict[str, str] = {}
    nowhere: set[str] = set()
    for at in told:
        path: dict[str, None] = {}
        while at in told and at not in places and at not in nowhere and at not in path:
            path[at] = None
            at = told[at]
        if at in places or at not in told:
            places.update(dict.fromkeys(path, places.get(at, at)))
        else:
            nowhere.update(path)
    return places
