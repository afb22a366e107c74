"""Which thread a post stands in, for those who know no more than its id."""

from sitegen.store.store import Store


def thread_of(store: Store, post_id: str) -> str | None:
    """The thread that shows a post; None when there is no such post."""
    row = store.db.execute(
        "SELECT thread FROM post WHERE id = ? AND NOT replaced LIMIT 1", (post_id,)
    ).fetchone()
    return row[0] if row else None
