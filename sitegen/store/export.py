"""All that a site shows, as records of one dump, from which alone the same threads follow.

Each post comes once, as its page shows it. Where it stands is told in the least words: a post
that follows its parent names no thread, so that dumps added later still move it with its parent.
"""

from collections.abc import Iterator

import msgspec

from sitegen.model import Attachment, Continuation, Gap, Post, assemble
from sitegen.store import attached
from sitegen.store.store import Store

_gap = msgspec.msgpack.Decoder(Gap).decode


def thread(store: Store, thread_id: str) -> Iterator[Post | Gap | Attachment]:
    """The posts of a thread in reading order, each with its files, then its gaps."""
    posts, gaps = store.thread(thread_id)
    settled = {
        row[0]: row[1:]
        for row in store.db.execute(
            "SELECT id, max(told IS NOT NULL AND told <> id), max(up) FROM post"
            " WHERE thread = ? AND NOT replaced GROUP BY id",
            (thread_id,),
        )
    }
    made = assemble(thread_id, posts)
    for post in (made.root, *(comment.post for comment in made.comments)):
        if post.id in settled:  # ghosts are in no dump, and made again wherever they are missed
            yield _placed(post, thread_id, *settled[post.id])
            for name in attached.of_posts(store.db, [post]):
                yield Attachment(post.id, name, attached.data(store.db, name))
    yield from gaps


def _placed(post: Post, thread_id: str, told: bool, up: str | None) -> Post:
    """The post with its thread as root, unless that follows from what it answers or opens."""
    opens = post.parent is None and post.id == thread_id
    follows = not told and up == post.parent
    root = None if opens or follows else thread_id
    return msgspec.structs.replace(post, root=root)


def homeless_gaps(store: Store) -> Iterator[Gap]:
    """Gaps of threads that no dump holds a post of: they show when one is added."""
    for (data,) in store.db.execute(
        "SELECT gap.data FROM gap JOIN dump ON dump.id = dump"
        " WHERE thread NOT IN (SELECT id FROM thread) ORDER BY thread, name, gap.rowid"
    ):
        yield _gap(data)


def continuations(store: Store) -> Iterator[tuple[Continuation, str | None]]:
    """Where pages of threads break off, and the thread that is there; the one that holds first."""
    seen: set[tuple[str, str]] = set()
    for name, parent, of in store.db.execute(
        "SELECT continuation.name, parent,"
        " (SELECT thread FROM post WHERE post.id = continuation.parent LIMIT 1)"
        " FROM continuation JOIN dump ON dump.id = dump ORDER BY dump.name, continuation.rowid"
    ):
        if (name, parent) not in seen:
            seen.add((name, parent))
            yield Continuation(name, parent), of
