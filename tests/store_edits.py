"""A store after edits of its dumps, beside one that is filled at once with what they left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from small_site import FAST

from sitegen.model import Record
from sitegen.store import Store

Edit = tuple[str, list[Record] | None, bool]  # dump, its records or None: gone; resolved after it
Dumps = dict[str, list[Record]]


@contextmanager
def edited(
    edits: list[Edit], look: Callable[[Store, Dumps], None] = lambda store, dumps: None
) -> Iterator[tuple[Store, Store, Dumps]]:
    """(the store after all edits, the fresh store, what the dumps hold at the end). `look` is asked
    to look at the store whenever it was resolved between."""
    dumps: Dumps = {}
    with TemporaryDirectory(dir=FAST) as folder:
        store = Store.open(Path(folder, "store.db"))
        store.resolve()  # into a store that is new each dump goes but once
        for name, new, resolve in edits:
            if new is None:
                dumps.pop(name, None)
                store.remove_dump(name)
            else:
                dumps[name] = new
                store.replace_dump(name, "1", "test", new)
            if resolve:
                store.resolve()
                look(store, dumps)
        store.resolve()
        fresh = Store.open(Path(folder, "fresh.db"))
        for name in sorted(dumps):
            fresh.replace_dump(name, "1", "test", dumps[name])
        fresh.resolve()
        yield store, fresh, dumps
        store.close()
        fresh.close()
