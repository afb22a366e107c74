"""Threads and their summaries, made anew from the facts for whatever changed dumps touch.

A post stands in the thread its dump tells. Where none is told it shares its parent's thread; a
parent that no dump holds opens a thread as a ghost; a loop of parents is a thread of its own.
Two dumps that disagree are settled by the dump whose name comes first, and one with structure
comes before any lossy copy, whose posts follow its opening post (see `copies`). What a dump
shows alone because it does not know its parent yields to any dump that does.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

import msgspec

from sitegen import model
from sitegen.model import Post, ThreadSummary, community_of, link_key, site_of, title_of
from sitegen.model.copy_parts import extent
from sitegen.model.post import precision_of
from sitegen.model.thread import precision_at
from sitegen.redactions import Redactions
from sitegen.store import attached, copies, joining, mentions, subjects
from sitegen.store.database import dump_names, empty
from sitegen.store.merge import merged

T = TypeVar("T")

_AT_ONCE = 500  # posts: all of a long thread in one piece would be megabytes held twice
_decode = msgspec.msgpack.Decoder(Post).decode
_encode = msgspec.msgpack.Encoder().encode


def touch_dump(db: sqlite3.Connection, dump: int) -> None:
    """Notes the posts and threads of a dump that is about to be replaced or removed."""
    db.execute("INSERT OR IGNORE INTO touched_id SELECT id FROM post WHERE dump = ?", (dump,))
    db.execute(
        "INSERT OR IGNORE INTO touched_thread SELECT thread FROM post"
        " WHERE dump = ? AND thread IS NOT NULL",
        (dump,),
    )
    db.execute(
        "INSERT OR IGNORE INTO touched_thread SELECT thread FROM gap WHERE dump = ?", (dump,)
    )
    joining.touch_dump(db, dump)
    subjects.touch_dump(db, dump)


def prepare(db: sqlite3.Connection) -> None:
    """The temporary tables in which changes are noted until `resolve`."""
    db.executescript(
        "CREATE TEMP TABLE IF NOT EXISTS touched_id (id TEXT PRIMARY KEY) WITHOUT ROWID;"
        "CREATE TEMP TABLE IF NOT EXISTS touched_name (id TEXT PRIMARY KEY) WITHOUT ROWID;"
        "CREATE TEMP TABLE IF NOT EXISTS touched_thread (id TEXT PRIMARY KEY) WITHOUT ROWID;"
        "CREATE TEMP TABLE IF NOT EXISTS place (id TEXT PRIMARY KEY, thread TEXT) WITHOUT ROWID;"
    )


def resolve(
    db: sqlite3.Connection, everything: bool, redactions: Redactions | None = None
) -> list[str]:
    """Threads and summaries of all posts, or of those that were touched.

    The ids of the threads that were made anew or are gone, sorted; none when it was everything.
    """
    if not everything:
        _reset(db)
    _settle_versions(db, everything)
    joining.join(db)
    subjects.place(db, everything)
    _place(db)
    _cut_loops(db)
    copies.replace(db)
    attached.forget_orphans(db)
    _summarise(db, everything, redactions)
    touched = [row[0] for row in db.execute("SELECT id FROM touched_thread ORDER BY id")]
    db.execute("DELETE FROM touched_id")
    db.execute("DELETE FROM touched_name")
    db.execute("DELETE FROM touched_thread")
    return [] if everything else touched


def _reset(db: sqlite3.Connection) -> None:
    """Forgets the threads of touched posts and of all that take their thread from them."""
    joining.touch_answers(db)
    db.execute(
        "INSERT OR IGNORE INTO touched_id WITH RECURSIVE below(id) AS ("
        " SELECT id FROM touched_id UNION SELECT post.id FROM below JOIN post ON post.up = below.id"
        ") SELECT id FROM below"
    )
    db.execute(
        "INSERT OR IGNORE INTO touched_thread SELECT thread FROM post"
        " WHERE id IN (SELECT id FROM touched_id) AND thread IS NOT NULL"
    )
    db.execute(
        "UPDATE post SET thread = told, up = CASE WHEN told IS NULL THEN parent END"
        " WHERE id IN (SELECT id FROM touched_id)"
    )


def _settle_versions(db: sqlite3.Connection, everything: bool) -> None:
    """Gives all versions of a post one thread or one parent to follow."""
    only = "" if everything else "WHERE id IN (SELECT id FROM touched_id) "
    several = db.execute(f"SELECT id FROM post {only}GROUP BY id HAVING count(*) > 1").fetchall()
    for (post_id,) in several:
        versions = db.execute(
            "SELECT post.rowid, told, parent, data FROM post JOIN dump ON dump.id = post.dump"
            " WHERE post.id = ? ORDER BY copy IS NOT NULL, told IS NULL, name, post.rowid",
            (post_id,),
        ).fetchall()
        if versions[0][1] == post_id and versions[-1][1] != post_id:
            versions.sort(key=lambda version: version[1] == post_id and _is_loose(version[3]))
        told, parent = versions[0][1:3]
        db.execute("UPDATE post SET thread = ?, up = NULL WHERE id = ?", (told, post_id))
        if told is None:
            db.execute("UPDATE post SET up = ? WHERE rowid = ?", (parent, versions[0][0]))


def _is_loose(data: bytes) -> bool:
    """Whether a post stands alone only because its dump does not know what it answers."""
    post = _decode(data)
    guessed = post.evidence is not None and post.evidence.parent == "guessed"
    return guessed and post.parent is None and post.root is None


def _place(db: sqlite3.Connection) -> None:
    """Carries threads downwards, from posts that have one to those that share it.

    CROSS JOIN: newer versions of SQLite, such as 3.46, would look through all posts without a
    thread at each step.
    """
    db.execute("DELETE FROM place")
    db.execute(
        "INSERT OR IGNORE INTO place WITH RECURSIVE down(id, thread) AS ("
        " SELECT post.id, coalesce(above.thread, post.up) FROM post"
        "  LEFT JOIN post AS above ON above.id = post.up"
        "  WHERE post.up IS NOT NULL AND post.thread IS NULL"
        "   AND (above.id IS NULL OR above.thread IS NOT NULL)"
        " UNION SELECT post.id, down.thread FROM down CROSS JOIN post ON post.up = down.id"
        "  WHERE +post.thread IS NULL"
        ") SELECT id, thread FROM down"
    )
    _carry(db)


def _carry(db: sqlite3.Connection) -> None:
    db.execute(
        "UPDATE post SET thread = place.thread FROM place"
        " WHERE post.id = place.id AND post.thread IS NULL"
    )


def _cut_loops(db: sqlite3.Connection) -> None:
    """What is left has only posts without a thread above it: loops, and what hangs from them."""
    left = dict(
        db.execute("SELECT id, up FROM post WHERE thread IS NULL AND up IS NOT NULL ORDER BY id")
    )
    if not left:
        return
    thread: dict[str, str] = {}
    for start in left:
        path: dict[str, None] = {}
        at = start
        while at not in thread and at not in path:
            path[at] = None
            at = left[at]
        if at not in thread:
            loop = list(path)[list(path).index(at) :]
            thread[at] = min(loop)
        thread.update(dict.fromkeys(path, thread[at]))
    db.execute("DELETE FROM place")
    db.executemany("INSERT INTO place VALUES (?, ?)", thread.items())
    _carry(db)


def summarise_anew(db: sqlite3.Connection, redactions: Redactions | None) -> None:
    """All summaries, after a change of what must not be shown. No thread is other than it was."""
    if not db.in_transaction:
        db.execute("BEGIN")
    _summarise(db, True, redactions)


def _summarise(db: sqlite3.Connection, everything: bool, redactions: Redactions | None) -> None:
    if everything:
        db.execute("DELETE FROM thread")
    else:
        db.execute(
            "INSERT OR IGNORE INTO touched_thread SELECT thread FROM post"
            " WHERE id IN (SELECT id FROM touched_id)"
        )
        mentions.touch(db)
        db.execute("DELETE FROM thread WHERE id IN (SELECT id FROM touched_thread)")
    db.executemany(
        "INSERT INTO thread VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        map(_row, _threads(db, everything, redactions)),
    )


def _threads(
    db: sqlite3.Connection, everything: bool, redactions: Redactions | None
) -> Iterator[ThreadSummary]:
    only = "" if everything else "WHERE thread IN (SELECT id FROM touched_thread) "
    gaps: dict[str, list[bytes]] = {}
    for thread, data in db.execute(
        f"SELECT thread, data FROM gap JOIN dump ON dump.id = gap.dump {only or 'WHERE '}"
        f"{'AND ' if only else ''}{copies.GAP_STANDS} ORDER BY name, gap.rowid"
    ):
        gaps.setdefault(thread, []).append(data)
    named = mentions.of_threads(db, only)
    attachments, nothing = attached.exist(db), empty(db, joining.TABLES)
    rows = db.execute(
        "SELECT thread, dump, data FROM post"
        f" {only or 'WHERE '}{'AND ' if only else ''}NOT replaced ORDER BY thread, rowid"
    )
    for thread, group in groupby(rows, key=itemgetter(0)):
        blobs = in_order(db, [row[1:] for row in group])
        told = [_decode(blob) for blob in blobs]
        posts = joining.joined(db, told, nothing)
        if posts is not told:
            blobs += [(post.parent or "").encode() for post in posts]
        told = merged(posts)
        shown = model.redacted(redactions, thread, told)
        if shown is not told:
            blobs = [_encode(post) for post in shown]
        files = attached.of_posts(db, shown) if attachments else ()
        made = summary(thread, shown, blobs, gaps.get(thread, ()), named.get(thread, ()), files)
        if redactions and model.is_noindex(redactions, thread, told):
            made = msgspec.structs.replace(made, noindex=True)
        yield made


def in_order(db: sqlite3.Connection, rows: list[tuple[int, T]]) -> list[T]:
    """Posts of a thread by the names of their dumps. `rows` (dump, post) come as they were told."""
    dumps = {dump for dump, _ in rows}
    if len(dumps) > 1:
        names = dump_names(db, dumps)
        rows.sort(key=lambda row: names[row[0]])
    return [post for _, post in rows]


def summary(
    thread: str,
    posts: list[Post],
    blobs: list[bytes],
    gaps: Iterable[bytes],
    named: tuple[tuple[str, str], ...] = (),
    files: tuple[str, ...] = (),
) -> ThreadSummary:
    """The summary of a thread from its posts and all that its page shows, encoded."""
    digest = blake2b(digest_size=16)
    for start in range(0, len(blobs), _AT_ONCE):
        digest.update(b"\0" if start else b"")
        digest.update(b"\0".join(blobs[start : start + _AT_ONCE]))
    for gap in gaps:
        digest.update(gap)
    root = next((post for post in posts if post.id == thread), None)
    times = [post.created for post in posts if post.created is not None]
    first, last = min(times, default=None), max(times, default=None)
    told = root or Post(id=thread, body=posts[0].body, state="missing")
    copied = told.evidence is not None and told.evidence.copy != ""
    timed = told if told.created else next((p for p in posts if p.created == first), told)
    return ThreadSummary(
        id=thread,
        digest=digest.hexdigest(),
        title=title_of(told, posts),
        community=community_of(told, posts),
        link=told.link,
        author=told.author,
        created=told.created or first,
        last=last,
        score=told.score,
        state=told.state,
        count=len(posts) - (root is not None),
        posts=len(posts),
        size=sum(map(len, blobs)),
        copied=copied,
        found=told.evidence.number if copied and told.evidence else 0,
        extent=extent(told.evidence.copy) if copied and told.evidence else 0,
        named=named,
        files=files,
        precision=(precision_of(timed), precision_at(posts, last)),
    )


def _row(of: ThreadSummary) -> tuple[object, ...]:
    created: datetime | None = of.created
    return (
        of.id,
        site_of(of.id),
        of.community,
        f"{created.year:04}-{created.month:02}" if created else None,
        created.timestamp() if created else None,
        of.count,
        of.posts,
        _encode(of),
        link_key(of.link),
    )
