"""Which pages a site has now, by path; and the bytes that were last right for a few of them.

A plan lies in SQLite, so it is small however large the site is. Used by one thread at a time.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

import msgspec

from sitegen.build import keys, moved, searching, texts
from sitegen.build.assets import all_assets
from sitegen.build.looks import Looks
from sitegen.config import Config, SitePaths
from sitegen.pages import Page, urls
from sitegen.pages.plan import navigation, plan
from sitegen.store import Store, authors, shown
from sitegen.store.places import thread_of

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Page).decode
_SEARCH = urls.search_file("")
_LARGEST = 32 << 20  # bytes of pages that are kept


class Stopped(Exception):
    """Something changed, or the server ends: a plan that is being made is of no use any more."""


class Plan:
    """All pages of a site, as they were planned; and single ones that are newer."""

    def __init__(self, paths: SitePaths, config: Config, looks: Looks, go_on: Callable[[], bool]):
        """Plans the site. Raises ThemeError, and Stopped once `go_on` says no."""
        self._store = Store.read_only(paths.state / "store.db")
        self._config, self._looks = config, looks
        self._fresh: dict[str, Page] = {}
        self._searched: dict[str, Page] | None = None
        own = texts.load(paths, config)
        store = self._store
        site = navigation(config, store.communities(), store.months(), store.domains())
        places = moved.Places(
            partial(shown.is_shown, store), partial(thread_of, store), store.list_of
        )
        pages = chain(
            plan(config, self._store, own, authors.digests(self._store)),
            all_assets(config, looks),
            moved.pages(paths.folder, config, site, places, []),
        )
        try:
            shown.spool(self._store, _rows(pages, go_on))
        except BaseException:
            self._store.close()
            raise

    def close(self) -> None:
        self._store.close()

    def find(self, path: str) -> Page | None:
        fresh = self._fresh.get(path)
        if fresh is not None:
            return fresh
        planned = shown.find(self._store, path)
        if planned is None and path.startswith(_SEARCH):
            return self._search_file(path)
        return _decode(planned) if planned else None

    def _search_file(self, path: str) -> Page | None:
        """A file of the search index, all of which is made when the first of them is asked for."""
        if self._searched is None:
            code = keys.code_digest()
            made = searching.pages(self._config, self._looks, self._store, code, renewed=False)
            self._searched = {page.path: page for page in made}
        return self._searched.get(path)

    def renew(self, pages: Iterable[Page]) -> None:
        """Puts pages in the place of those that were planned."""
        self._fresh.update((page.path, page) for page in pages)

    def templates(self) -> list[tuple[str, int, str]]:
        """(template, how many pages it makes, the path of one of them), by name."""
        return shown.templates(self._store)

    def styles(self) -> list[str]:
        """The paths of all style sheets."""
        return list(shown.ending(self._store, ".css"))


def _rows(pages: Iterable[Page], go_on: Callable[[], bool]) -> Iterator[tuple[str, str, bytes]]:
    for number, page in enumerate(pages):
        if number % 64 == 0 and not go_on():
            raise Stopped
        yield page.path, page.template, _encode(page)


class Kept:
    """The bytes of pages as they were last right, the latest of them."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, tuple[int, bytes]] = OrderedDict()
        self._size = 0

    def get(self, path: str) -> tuple[int, bytes] | None:
        """(the generation of the site that they are of, the bytes)."""
        kept = self._pages.get(path)
        if kept:
            self._pages.move_to_end(path)
        return kept

    def put(self, path: str, generation: int, data: bytes) -> None:
        before = self._pages.pop(path, None)
        self._pages[path] = (generation, data)
        self._size += len(data) - (len(before[1]) if before else 0)
        while self._size > _LARGEST and len(self._pages) > 1:
            _, (_, gone) = self._pages.popitem(last=False)
            self._size -= len(gone)

    def drop(self, end: str) -> None:
        """Forgets the pages whose paths end so."""
        for path in [path for path in self._pages if path.endswith(end)]:
            self._size -= len(self._pages.pop(path)[1])
