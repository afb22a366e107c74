"""What each author wrote, for pages of authors; only held while these are asked for.

A function of the threads as they are shown: each thread's rows are made anew when its digest is
another than the one they were made from, so redactions hold here as everywhere.
"""

from collections.abc import Iterator
from hashlib import blake2b

import msgspec

from sitegen.model import (
    Body,
    Evidence,
    Post,
    ThreadSummary,
    community_of,
    precision_of,
    site_of,
    title_of,
)
from sitegen.model.thread import ghost
from sitegen.model.written import Written
from sitegen.store import later
from sitegen.store.store import Store

_QUOTED = 600  # characters of what is answered; a line of it is shown
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Written).decode
_summary = msgspec.msgpack.Decoder(ThreadSummary).decode

Row = tuple[str, str, float | None, str, str, bytes, bytes]


def renew(store: Store, first: int) -> None:
    """Brings the rows up to date with the threads, and with `later`, for which `first` is."""
    db = store.db
    db.create_function(
        "version_of", 1, lambda data: later.version(_summary(data), first), deterministic=True
    )
    db.execute("BEGIN")
    db.execute(
        "CREATE TEMP TABLE stale AS SELECT id FROM thread"
        " LEFT JOIN wrote_of ON thread = id WHERE version IS NOT version_of(data)"
    )
    for where in ("IN (SELECT id FROM stale)", "NOT IN (SELECT id FROM thread)"):
        db.execute(f"DELETE FROM wrote WHERE thread {where}")
        db.execute(f"DELETE FROM wrote_of WHERE thread {where}")
    for (thread,) in db.execute("SELECT id FROM stale"):
        db.executemany("INSERT INTO wrote VALUES (?, ?, ?, ?, ?, ?, ?)", _rows(store, thread))
    db.execute(
        "INSERT INTO wrote_of SELECT id, version_of(data) FROM thread"
        " WHERE id IN (SELECT id FROM stale)"
    )
    db.execute("DROP TABLE stale")
    db.execute("COMMIT")


def forget(store: Store) -> None:
    """Drops all rows; pages of authors are not asked for."""
    if store.db.execute("SELECT 1 FROM wrote_of LIMIT 1").fetchone():
        store.db.execute("DELETE FROM wrote")
        store.db.execute("DELETE FROM wrote_of")


def digests(store: Store) -> Iterator[tuple[str, str, bytes, int]]:
    """(site, name, digest of what is shown of a post, its bytes), by author, from the oldest."""
    yield from store.db.execute(
        "SELECT site, name, digest, length(data) FROM wrote ORDER BY site, name, created, id"
    )


def written(store: Store, site: str, name: str, first: int, count: int) -> list[Written]:
    """So many posts of an author, from the oldest, the first `first` of them left out."""
    rows = store.db.execute(
        "SELECT data FROM wrote WHERE site = ? AND name = ? ORDER BY created, id LIMIT ? OFFSET ?",
        (site, name, count, first),
    )
    return [_decode(data) for (data,) in rows]


def _rows(store: Store, thread: str) -> Iterator[Row]:
    posts, _ = store.thread(thread)
    by_id = {post.id: post for post in posts}
    root = by_id.get(thread) or ghost(thread)
    title, community = title_of(root, posts), community_of(root, posts)
    pages = later.lists(store.db, thread)
    for post in posts:
        if post.author:
            parent = by_id.get(post.parent or "") if post.parent != thread else None
            quoted = parent and _quoted(parent)
            number, above = pages.get(post.id, 0), pages.get(parent.id, 0) if parent else 0
            told = Written(_bare(post), thread, title, community, quoted, number, above)
            data = _encode(told)
            when = post.created.timestamp() if post.created else None
            digest = blake2b(data, digest_size=8).digest()
            yield site_of(thread), post.author, when, post.id, thread, digest, data


def _bare(post: Post) -> Post:
    """The post without what is told of it for its thread's page alone: how it was read."""
    precision = precision_of(post)
    evidence = Evidence(precision=precision) if precision else None
    return msgspec.structs.replace(post, evidence=evidence, replies=())


def _quoted(post: Post) -> Post:
    return _bare(
        msgspec.structs.replace(post, body=Body(post.body.text[:_QUOTED], post.body.markup))
    )
