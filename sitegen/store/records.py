"""Records of a dump as rows of the store.

What cannot be stored becomes a problem of the dump; nothing a source gives stops a build.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

import msgspec

from sitegen.model import Attachment, Continuation, Gap, Post, Problem, Record, Subject
from sitegen.model.attachments import is_sound
from sitegen.store import attached, mentions, subjects

_BATCH = 500  # rows to an INSERT; more is not faster, and is held in memory
_MOST = 1 << 53  # replies that a dump is believed to lack
_KEPT = (Attachment, Subject)
# For None and bytes SQLite's module looks up how they adapt, which takes as long as the rest of an
# INSERT: so 0, which is no text, stands for None, and what is encoded comes as a bytearray.
_INSERT_POST = (
    "INSERT INTO post VALUES (?, ?, nullif(?, 0), nullif(?, 0), ?,"
    " nullif(?, 0), nullif(?, 0), nullif(?, 0), 0)"
)
_encode = msgspec.msgpack.Encoder().encode


def keep(db: sqlite3.Connection, dump: int, record: Attachment | Subject) -> None:
    """Takes in what is not held until the end of a dump."""
    if isinstance(record, Attachment):
        attached.insert(db, dump, record)
    else:
        subjects.insert(db, dump, record)


def insert_dump(
    db: sqlite3.Connection, dump: int, told: tuple[str, str, str], records: Iterable[Record]
) -> None:
    """Takes in a dump under a number that is new; `told` are its name, its stamp, its format."""
    name = told[0]
    gaps: list[tuple[Gap, bytes]] = []
    problems: list[Problem] = []
    continuations: list[Continuation] = []
    named: list[mentions.Row] = []
    posts = 0
    take = partial(keep, db, dump)
    rows = post_rows(name, dump, records, gaps, problems, continuations, named, take)
    while batch := list(islice(rows, _BATCH)):
        db.executemany(_INSERT_POST, batch)
        posts += len(batch)
        mentions.insert(db, named)
    if gaps:
        held = [(dump, gap.root, data) for gap, data in gaps]
        db.executemany("INSERT INTO gap VALUES (?, ?, ?)", held)
    if continuations:
        places = [(dump, c.name, c.parent) for c in continuations]
        db.executemany("INSERT INTO continuation VALUES (?, ?, ?)", places)
    if problems:
        faults = [(dump, p.where, p.message, p.lost) for p in problems]
        db.executemany("INSERT INTO problem VALUES (?, ?, ?, ?)", faults)
    absent = min(sum(max(gap.count, 0) for gap, _ in gaps), _MOST)
    lost = sum(problem.lost for problem in problems)
    db.execute(
        "INSERT INTO dump VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (dump, *told, posts + lost, posts, absent, lost),
    )


def post_rows(
    name: str,
    dump: int,
    records: Iterable[Record],
    gaps: list[tuple[Gap, bytes]],
    problems: list[Problem],
    continuations: list[Continuation],
    named: list[mentions.Row],
    keep: Callable[[Attachment | Subject], None],
) -> Iterator[tuple[object, ...]]:
    """What `_INSERT_POST` takes of each post; what is no post goes to the lists, gaps with their
    encoding, and to `keep`."""
    for record in records:
        if isinstance(record, Problem):
            problems.append(Problem(_text(record.where), _text(record.message), record.lost))
            continue
        if isinstance(record, _KEPT):
            if isinstance(record, Subject) or is_sound(record.name, record.data):
                keep(record)
            else:
                where = f"{name}: {_text(record.post[:80])}"
                problems.append(Problem(where, "a file under a name that is not its own"))
            continue
        try:
            data = _encode(record)
        except (OverflowError, UnicodeEncodeError) as error:
            of = record.id if isinstance(record, Post) else record.parent
            where = f"{name}: {_text(of[:80])}"
            problems.append(Problem(where, f"a value cannot be stored: {error}"))
            continue
        if isinstance(record, Continuation):
            continuations.append(record)
            continue
        if isinstance(record, Gap):
            gaps.append((record, data))
            continue
        root, parent = record.root, record.parent
        if root is None and parent is None:
            root = record.id
        copy = None
        if record.evidence is not None and record.evidence.copy:
            copy = root or parent
            if root != record.id:  # what a copy tells follows its opening post, wherever that is
                root, parent = None, copy
        text = record.body.text
        # Most texts hold no address, and a single character is looked for 20 times as fast.
        if "/" in text and ("://" in text or "&#x2F;" in text or "/comments/" in text):
            named += mentions.rows(dump, record)
        followed = parent if root is None else None
        thread, above, copied = (0 if at is None else at for at in (root, followed, copy))
        yield dump, record.id, thread, above, bytearray(data), thread, above, copied


def _text(text: str) -> str:
    """Text that can be stored: halves of characters are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
