"""What was worked out of threads and takes long: kept until the thread, or sitegen, is another.

It may be thrown away at any time; the same is then worked out again.
"""

from sitegen.store.store import Store


class Memory:
    """What is kept of one `kind`, made by code with a digest. `renewed`: the store may be written;
    otherwise nothing is put there."""

    def __init__(self, store: Store, kind: str, code: str, *, renewed: bool) -> None:
        self._db, self._kind, self._code, self._renewed = store.db, kind, code, renewed

    def get(self, thread: str, digest: str) -> bytes | None:
        row = self._db.execute(
            "SELECT data FROM memory WHERE kind = ? AND thread = ? AND key = ?",
            (self._kind, thread, f"{self._code}.{digest}"),
        ).fetchone()
        return row[0] if row else None

    def put(self, thread: str, digest: str, data: bytes) -> None:
        if self._renewed:
            self._db.execute(
                "INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?)",
                (self._kind, thread, f"{self._code}.{digest}", data),
            )

    def tidy(self) -> None:
        """Forgets threads that are no more."""
        if self._renewed:
            self._db.execute(
                "DELETE FROM memory WHERE kind = ? AND thread NOT IN (SELECT id FROM thread)",
                (self._kind,),
            )
