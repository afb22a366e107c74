"""Messages without references, placed by their subjects, where sources were asked to tell them.

An answer that names no message follows the newest message before it that opened a discussion of
the same subject, on the same list, if that discussion was alive within the last 90 days. All rows
of a key are judged together, so the order in which dumps came does not count.
"""

import sqlite3
from collections.abc import Iterable

import msgspec

from sitegen.model import Evidence, Post, Subject

ALIVE = 90 * 86400  # seconds since the last message of the same subject
LABEL = "placed by its subject"
_EVIDENCE = Evidence(parent="inferred", parent_rule="the same subject, and no reference")
_AT_ONCE = 500
_ROWS = (
    "SELECT DISTINCT key, created, reply, id FROM subject"
    " WHERE created IS NOT NULL {only}ORDER BY key, created, reply, id"
)


def insert(db: sqlite3.Connection, dump: int, told: Subject) -> None:
    created = told.created.timestamp() if told.created else None
    db.execute(
        "INSERT INTO subject VALUES (?, ?, ?, ?, ?)",
        (dump, told.post, told.key, created, told.reply),
    )


def exist(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM subject LIMIT 1").fetchone() is not None


def touch_dump(db: sqlite3.Connection, dump: int) -> None:
    """Notes all that shares a subject with a message of a dump, before it goes or after it came."""
    db.execute(
        "INSERT OR IGNORE INTO touched_id SELECT id FROM subject"
        " WHERE key IN (SELECT key FROM subject WHERE dump = ?)",
        (dump,),
    )


def place(db: sqlite3.Connection, everything: bool) -> None:
    """Lets answers share the thread of what they answer. No thread is carried further yet."""
    if not exist(db):
        return
    only = (
        ""
        if everything
        else "AND key IN (SELECT key FROM subject WHERE id IN (SELECT id FROM touched_id)) "
    )
    rows = db.execute(_ROWS.format(only=only)).fetchall()
    # What any dump tells to have a parent, or a thread, is not guessed at.
    db.executemany(
        "UPDATE post SET thread = NULL, up = ? WHERE id = ? AND told = id AND thread = id"
        " AND NOT EXISTS (SELECT 1 FROM post AS other WHERE other.id = post.id"
        "  AND other.told IS NOT other.id)",
        [(root, reply) for reply, root in _answers(rows)],
    )


def _answers(rows: Iterable[tuple[str, float, int, str]]) -> Iterable[tuple[str, str]]:
    """(answer, what it answers) of rows by key and time."""
    of, root, last = "", "", 0.0
    for key, created, reply, post_id in rows:
        if key != of:
            of, root = key, ""
        if root and created - last > ALIVE:
            root = ""
        if reply and root and post_id != root:
            yield post_id, root
        elif not reply:
            root = post_id
        last = created


def answered(db: sqlite3.Connection, posts: list[Post]) -> list[Post]:
    """Posts as told, with what was found for those that tell no parent, and a word about it."""
    alone = [post.id for post in posts if post.parent is None]
    if not alone or not exist(db):
        return posts
    found: dict[str, str] = {}
    for start in range(0, len(alone), _AT_ONCE):
        some = alone[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        found.update(
            db.execute(
                f"SELECT id, up FROM post WHERE told = id AND up IS NOT NULL AND id IN ({marks})",
                some,
            )
        )
    if not found:
        return posts
    return [_placed(post, found[post.id]) if post.id in found else post for post in posts]


def _placed(post: Post, parent: str) -> Post:
    if post.parent is not None:
        return post
    return msgspec.structs.replace(
        post, parent=parent, evidence=_EVIDENCE, labels=(*post.labels, LABEL)
    )
