"""What was wrong in the dumps: records that could not be used, and what is known to be amiss."""

from collections.abc import Iterator

from sitegen.model import Problem
from sitegen.store.store import Store


def problems(store: Store) -> Iterator[tuple[str, Problem]]:
    """(name of the dump, problem), in the order of the dumps and of their records."""
    for name, place, message, lost in store.db.execute(
        "SELECT name, place, message, problem.lost FROM problem JOIN dump ON dump.id = dump"
        " ORDER BY name, problem.rowid"
    ):
        yield name, Problem(place, message, bool(lost))


def count(store: Store) -> int:
    """How many there are."""
    return int(store.db.execute("SELECT count(*) FROM problem").fetchone()[0])
