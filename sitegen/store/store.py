"""The store: all posts of all dumps on disk, and the threads they make.

It is a function of content/ alone: in whatever order dumps were read, changed and removed, it
says the same. Everything that can be huge is an iterator.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

import msgspec

from sitegen import model
from sitegen.model import Gap, Post, Record, ThreadSummary
from sitegen.redactions import Redactions
from sitegen.store import copies, database, domains, hiding, joining, later, resolve
from sitegen.store.merge import merged
from sitegen.store.records import insert_dump
from sitegen.store.rows import DumpRow, DumpTotals, Group

_OFTEN_EMPTY = ("gap", *joining.TABLES)
_post = msgspec.msgpack.Decoder(Post).decode
_gap = msgspec.msgpack.Decoder(Gap).decode
_summary = msgspec.msgpack.Decoder(ThreadSummary).decode


class Store:
    """The store in one file. `open` it to build, `read_only` in workers; `close` when done."""

    def __init__(self, db: sqlite3.Connection, path: Path, new: bool) -> None:
        self.db = db
        self._path = path
        self._draft = new
        self._touched = new
        self.redactions = hiding.noted(db)  #: what must not be shown; None: nothing is hidden
        self._hides_otherwise = False
        self._empty: frozenset[str] = frozenset()  # tables, as far as is known for sure
        self._last_dump: int = db.execute("SELECT coalesce(max(id), 0) FROM dump").fetchone()[0]

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The store to be brought up to date. Raises StoreError."""
        db, new = database.open_for_writing(path)
        resolve.prepare(db)
        return cls(db, path, new)

    @classmethod
    def read_only(cls, path: Path) -> "Store":
        """The finished store. Raises StoreError when there is none."""
        return cls(database.open_for_reading(path), path, False)

    @classmethod
    @contextmanager
    def session(cls, path: Path) -> Iterator["Store"]:
        """The store to be brought up to date, closed in the end.

        Raises StoreError; a store that turns out to be damaged is thrown away.
        """
        with database.reported(path):
            store = cls.open(path)
            try:
                yield store
            finally:
                store.close()

    def close(self) -> None:
        self.db.close()

    # -- facts ---------------------------------------------------------------------------------

    def dumps(self) -> Iterator[DumpRow]:
        """All dumps, by name."""
        repeats = self._repeats()
        rows: Iterator[DumpRow] = self.db.execute(
            f"SELECT name, source, records, posts, {'id' if repeats else 0}, gaps, lost FROM dump"
            " ORDER BY name"
        )
        if repeats:
            return ((*row[:4], repeats.get(row[4], 0), *row[5:]) for row in rows)
        return rows

    def dump_totals(self) -> DumpTotals:
        """What all dumps hold together."""
        dumps, records, posts, gaps, lost = self.db.execute(
            "SELECT count(*), coalesce(sum(records), 0), coalesce(sum(posts), 0),"
            " coalesce(sum(gaps), 0), coalesce(sum(lost), 0) FROM dump"
        ).fetchone()
        return DumpTotals(dumps, records, posts, gaps, lost, sum(self._repeats().values()))

    def _repeats(self) -> dict[int, int]:
        """For each dump, how many of its posts it holds again; only looked for if there are any."""
        told = self.db.execute("SELECT coalesce(sum(posts), 0) FROM dump").fetchone()[0]
        if told == self.totals()[2]:
            return {}
        return dict(
            self.db.execute("SELECT dump, count(*) - count(DISTINCT id) FROM post GROUP BY dump")
        )

    @property
    def is_new(self) -> bool:
        """Nothing has been read into it yet."""
        return self._draft

    def stamps(self) -> Iterator[tuple[str, str]]:
        """(name, stamp) of each dump, by name: what it was when it was last read."""
        return self.db.execute("SELECT name, stamp FROM dump ORDER BY name")

    def has_dump(self, name: str) -> bool:
        return bool(self.db.execute("SELECT 1 FROM dump WHERE name = ?", (name,)).fetchone())

    def replace_dump(self, name: str, stamp: str, source: str, records: Iterable[Record]) -> None:
        """Puts the records of a dump in the place of what was held of it. Raises StoreError."""
        with database.reported(self._path):
            self._forget(name)
            self._insert(name, stamp, source, records)

    def remove_dump(self, name: str) -> None:
        """Forgets a dump that is no longer in content/."""
        self._forget(name)

    def _forget(self, name: str) -> None:
        """Begins the one transaction in which dumps change and threads are made anew."""
        if not self.db.in_transaction:
            self.db.execute("BEGIN")
        self._touched = True
        if self._draft:
            return
        row = self.db.execute("SELECT id FROM dump WHERE name = ?", (name,)).fetchone()
        if row is None:
            return
        resolve.touch_dump(self.db, row[0])
        for table in ("post", "gap", "continuation", "mention", "attachment", "subject", "problem"):
            self.db.execute(f"DELETE FROM {table} WHERE dump = ?", row)
        self.db.execute("DELETE FROM dump WHERE id = ?", row)

    def _insert(self, name: str, stamp: str, source: str, records: Iterable[Record]) -> None:
        dump = self._last_dump = self._last_dump + 1
        insert_dump(self.db, dump, (name, stamp, source), records)
        if not self._draft:
            resolve.touch_dump(self.db, dump)

    def redact(self, redactions: Redactions | None) -> None:
        """Sets what must not be shown from now on; the store goes on holding everything."""
        redactions = hiding.as_known(redactions, self.redactions)
        self._hides_otherwise, self.redactions = redactions != self.redactions, redactions

    def resolve(self) -> list[str]:
        """Works out threads and summaries after changes; does nothing when there were none.

        The ids of threads that may be other than they were, sorted; none in a new store.
        """
        if not (self._touched or self._hides_otherwise):
            return []
        with database.reported(self._path):
            if self._draft:
                database.make_indexes(self.db)
            touched = resolve.resolve(self.db, self._draft, self.redactions)
            before, self.redactions = self.redactions, hiding.with_quotes(self, self.redactions)
            if not (same := self.redactions == before) or self._hides_otherwise:
                hiding.renew(self.db, self.redactions, made=self._draft and same)
            if self.db.in_transaction:
                self.db.execute("COMMIT")
            if self._draft:
                self.db = database.finish(self.db, self._path)
                resolve.prepare(self.db)
        self._draft = self._touched = self._hides_otherwise = False
        return touched

    # -- what the facts make -------------------------------------------------------------------

    def thread(self, thread_id: str) -> tuple[list[Post], list[Gap]]:
        """The posts of a thread, each once, as the dumps tell them, these by name; and its gaps."""
        with database.reported(self._path):
            posts, gaps = self.as_told(thread_id)
        return model.redacted(self.redactions, thread_id, posts), gaps

    def as_told(self, thread_id: str) -> tuple[list[Post], list[Gap]]:
        """The same, with what must not be shown."""
        rows = self.db.execute(
            "SELECT dump, data FROM post WHERE thread = ? AND NOT replaced ORDER BY rowid",
            (thread_id,),
        )
        told = resolve.in_order(self.db, [(dump, _post(data)) for dump, data in rows])
        posts = joining.joined(self.db, told, self._empty)
        gaps = () if "gap" in self._empty else copies.gaps(self.db, thread_id)
        return merged(posts), [_gap(data) for data in gaps]

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read within is of one state of the store.

        Locks are taken once, not for every question, and tables that hold nothing are not asked:
        of a page of ten comments that was a tenth of the time. A store that cannot be read is
        told of when it is asked.
        """
        with suppress(sqlite3.Error):
            self.db.execute("BEGIN")
            self._empty = database.empty(self.db, _OFTEN_EMPTY)
        try:
            yield
        finally:
            self._empty = frozenset()
            if self.db.in_transaction:
                with suppress(sqlite3.Error):
                    self.db.execute("COMMIT")

    def summaries(
        self, site: str | None = None, community: str | None = None, month: str | None = None
    ) -> Iterator[ThreadSummary]:
        """Threads from the oldest to the newest; undated ones first.

        All of them; those of a community (`site` given; `community` None: the site's threads
        without one); or those of a month ("" for the undated ones).
        """
        where = ""
        values: tuple[str | None, ...] = ()
        if month is not None:
            where, values = "WHERE month IS ?", (month or None,)
        elif site is not None:
            where, values = "WHERE site = ? AND community IS ?", (site, community)
        query = f"SELECT data FROM thread {where} ORDER BY created, id"
        for (data,) in self.db.execute(query, values):
            yield _summary(data)

    def summary(self, thread_id: str) -> ThreadSummary | None:
        """One thread; None when there is no such thread."""
        row = self.db.execute("SELECT data FROM thread WHERE id = ?", (thread_id,)).fetchone()
        return _summary(row[0]) if row else None

    def list_of(self, thread_id: str, post_id: str) -> int:
        """The page of its thread's list to which links to a post lead; 0: the thread's first."""
        return later.list_of(self.db, thread_id, post_id)

    def sharing(self, of: ThreadSummary, most: int) -> list[ThreadSummary]:
        """Other threads whose link leads to the same page, the oldest first."""
        return list(map(_summary, domains.sharing(self.db, of.id, most)))

    def sharers(self) -> Iterator[str]:
        """The ids of threads for which `sharing` gives any, in the order of `summaries`."""
        return domains.sharers(self.db)

    def domains(self) -> Iterator[Group]:
        """Hosts that several threads link to, by name."""
        return domains.groups(self.db)

    def of_domain(self, host: str) -> Iterator[ThreadSummary]:
        return domains.threads(self.db, host)

    def is_shared(self, host: str) -> bool:
        """Whether several threads link to a host."""
        return domains.several(self.db, host)

    def newest(
        self, count: int, site: str | None = None, community: str | None = None
    ) -> list[ThreadSummary]:
        """The newest threads that have a date and may be found, newest first.

        Of all, or of a community as in `summaries`.
        """
        only = "" if site is None else " AND site = ? AND community IS ?"
        rows = self.db.execute(
            f"SELECT data FROM thread WHERE created IS NOT NULL{only}"
            " ORDER BY created DESC, id DESC",
            () if site is None else (site, community),
        )
        listed = (of for (data,) in rows if not (of := _summary(data)).noindex)
        return list(islice(listed, count))

    def communities(self) -> list[Group]:
        """All communities, by site and name."""
        rows = self.db.execute(
            "SELECT site, community, count(*), sum(count) FROM thread"
            " GROUP BY site, community ORDER BY site, community"
        )
        return [Group(*row) for row in rows]

    def months(self) -> list[Group]:
        """All months ("2024-02"; None: no date), from the oldest."""
        rows = self.db.execute(
            "SELECT '', month, count(*), sum(count) FROM thread GROUP BY month ORDER BY month"
        )
        return [Group(*row) for row in rows]

    def totals(self) -> tuple[int, int, int]:
        """How many threads, comments and posts (comments and opening posts) there are."""
        row = self.db.execute(
            "SELECT count(*), coalesce(sum(count), 0), coalesce(sum(posts), 0) FROM thread"
        ).fetchone()
        return row[0], row[1], row[2]

    def note(self, name: str) -> str:
        """A word the last build left; empty when there is none."""
        row = self.db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def set_note(self, name: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))
