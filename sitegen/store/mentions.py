"""Posts that name other posts by their addresses, and which of those the archive holds.

A thread's page shows a second, local link beside such an address, so its summary lists what it
names; a dump that brings or takes away a post that others name touches their threads.
"""

import sqlite3
from collections.abc import Iterator

from sitegen import model
from sitegen.model import Post

Row = tuple[int, str, str]  # (dump, id of the post, id of what it names)


def rows(dump: int, post: Post) -> Iterator[Row]:
    """What the addresses in the text of a post name."""
    for named in model.posts_named(post.body.text):
        if named != post.id:
            yield dump, post.id, named


def insert(db: sqlite3.Connection, told: list[Row]) -> None:
    """Takes in rows, and empties the list."""
    if told:
        db.executemany("INSERT INTO mention VALUES (?, ?, ?)", told)
        told.clear()


def touch(db: sqlite3.Connection) -> None:
    """Touches the threads that name a post which came, went or moved."""
    db.execute(
        "INSERT OR IGNORE INTO touched_thread SELECT thread FROM mention JOIN post USING (id)"
        " WHERE named IN (SELECT id FROM touched_id) AND thread IS NOT NULL"
    )


def of_threads(db: sqlite3.Connection, only: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """For each thread that names posts of the archive: their ids and the threads they stand in.

    `only` is a condition on `thread`.
    """
    named: dict[str, list[tuple[str, str]]] = {}
    if db.execute("SELECT 1 FROM mention LIMIT 1").fetchone() is None:
        return {}
    for thread, target, there in db.execute(
        "SELECT DISTINCT thread, named, there FROM ("
        " SELECT post.thread AS thread, named, target.thread AS there FROM mention"
        " JOIN post ON post.id = mention.id JOIN post AS target ON target.id = named"
        " WHERE NOT post.replaced AND NOT target.replaced"
        f") {only} ORDER BY thread, named"
    ):
        named.setdefault(thread, []).append((target, there))
    return {thread: tuple(pairs) for thread, pairs in named.items()}
