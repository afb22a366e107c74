"""Files that came with posts: whose they are, and their bytes, each kept once."""

import sqlite3
from collections.abc import Iterable

from sitegen.model import Attachment, Post, saved_in


def insert(db: sqlite3.Connection, dump: int, attachment: Attachment) -> None:
    """Takes in a file of a dump; its bytes are known already where another post has it too."""
    name = attachment.name
    db.execute("INSERT OR IGNORE INTO file VALUES (?, ?)", (name, attachment.data))
    db.execute("INSERT INTO attachment VALUES (?, ?, ?)", (dump, attachment.post, name))


def exist(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM attachment LIMIT 1").fetchone() is not None


def forget_orphans(db: sqlite3.Connection) -> None:
    """Drops the bytes of files that no post has any more."""
    db.execute("DELETE FROM file WHERE name NOT IN (SELECT name FROM attachment)")


def of_posts(db: sqlite3.Connection, posts: Iterable[Post]) -> tuple[str, ...]:
    """The names of the files that posts mention, as far as these came with them; sorted."""
    names: set[str] = set()
    for post in posts:
        if mentioned := saved_in(post.body.text):
            rows = db.execute("SELECT name FROM attachment WHERE id = ?", (post.id,))
            names.update({row[0] for row in rows} & set(mentioned))
    return tuple(sorted(names))


def data(db: sqlite3.Connection, name: str) -> bytes:
    """The bytes of a file that came with a post. Raises KeyError when there is none."""
    row = db.execute("SELECT data FROM file WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise KeyError(name)
    return bytes(row[0])
