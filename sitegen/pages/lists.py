"""A list of threads, cut into pages from the oldest.

Older pages are full and never change again while threads are added at the new end. The front of
a list holds the newest threads: at least a page of them, and less than two.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from heapq import heappush, heappushpop

import msgspec

from sitegen.model import ThreadSummary
from sitegen.pages import urls
from sitegen.pages.page import Listed, ListPage, Site, listed

_FEWEST = 3  # threads that are worth another order


class Numbers(msgspec.Struct, frozen=True):
    """Of a whole list: its threads, their comments, and how many threads go on a page."""

    threads: int
    comments: int
    per_page: int

    @property
    def older(self) -> int:
        """How many full older pages there are, besides the front."""
        return max(0, self.threads // self.per_page - 1)


class Ranked(msgspec.Struct, frozen=True):
    """The threads with most comments and with most points, the first page of each; or none."""

    comments: tuple[Listed, ...]
    points: tuple[Listed, ...]

    @property
    def orders(self) -> tuple[str, ...]:
        return tuple(name for name in ("comments", "points") if getattr(self, name))


NOT_RANKED = Ranked((), ())


class Ranking:
    """The first threads of a list in its other orders, found while the list goes `past` it.

    Each further pass over a large site would decode all of its threads.
    """

    def __init__(self, numbers: Numbers) -> None:
        self._wanted = numbers.threads >= _FEWEST
        self._many = numbers.per_page
        self._most: list[tuple[int, str, ThreadSummary]] = []
        self._best: list[tuple[int, str, ThreadSummary]] = []

    def past(self, threads: Iterable[ThreadSummary]) -> Iterator[ThreadSummary]:
        """The same threads."""
        if not self._wanted:
            yield from threads
            return
        most, best, many = self._most, self._best, self._many
        for of in threads:
            if len(most) < many:
                heappush(most, (of.count, of.id, of))
            elif of.count >= most[0][0]:
                heappushpop(most, (of.count, of.id, of))  # ids differ: threads are never compared
            if of.score is not None:
                if len(best) < many:
                    heappush(best, (of.score, of.id, of))
                elif of.score >= best[0][0]:
                    heappushpop(best, (of.score, of.id, of))
            yield of

    def found(self) -> Ranked:
        """What was found, once all went past: nothing where there is not enough to be ordered."""
        most, best = ([of for _, _, of in sorted(heap, reverse=True)]
                      for heap in (self._most, self._best))  # fmt: skip
        return Ranked(
            tuple(map(listed, most)) if most and most[0].count > most[-1].count else (),
            tuple(map(listed, best)) if best and best[0].score != best[-1].score else (),
        )


def all_pages(
    path: str, site: Site, kind: str, name: str, threads: Iterable[ThreadSummary], numbers: Numbers
) -> Iterator[ListPage]:
    """The pages of a list and those of its other orders."""
    ranking = Ranking(numbers)
    yield from list_pages(path, site, kind, name, ranking.past(threads), numbers, ranking.found)
    yield from ordered_pages(path, site, kind, name, ranking.found(), numbers)


def ordered_pages(
    path: str, site: Site, kind: str, name: str, found: Ranked, numbers: Numbers
) -> Iterator[ListPage]:
    """The pages of a list in its other orders: of each the first, as far as a page goes."""
    for order in found.orders:
        yield ListPage(
            urls.ordered(path, order), site, kind, name, 0, getattr(found, order),
            numbers.threads, numbers.comments, order=order, orders=found.orders,
        )  # fmt: skip


def list_pages(
    path: str,
    site: Site,
    kind: str,
    name: str,
    threads: Iterable[ThreadSummary],
    numbers: Numbers,
    found: Callable[[], Ranked] = lambda: NOT_RANKED,
) -> Iterator[ListPage]:
    """The pages of a list whose `threads` come from the oldest; `found` is asked at the end."""
    pages = Listing(path, site, kind, name, numbers)
    for summary in threads:
        if page := pages.add(listed(summary)):
            yield page
    yield pages.front(found())


class Listing:
    """The pages of a list whose threads are added one by one, from the oldest."""

    def __init__(self, path: str, site: Site, kind: str, name: str, numbers: Numbers) -> None:
        self._page = partial(_page, path, site, kind, name)
        self._numbers = numbers
        self._older = numbers.older
        self._rows: list[Listed] = []
        self._number = 1
        self._feeds = kind == "community"

    def add(self, row: Listed) -> ListPage | None:
        """The page that is full with it, if one is."""
        self._rows.append(row)
        if len(self._rows) < self._numbers.per_page or self._number > self._older:
            return None
        page = self._page(self._rows, self._numbers, self._number)
        self._rows = []
        self._number += 1
        return page

    def front(self, found: Ranked = NOT_RANKED) -> ListPage:
        """The first page, with the newest threads, once all were added."""
        front = self._page(self._rows, self._numbers, 0)
        return msgspec.structs.replace(front, orders=found.orders, feed=self._feeds)


def _page(
    path: str, site: Site, kind: str, name: str, rows: list[Listed], numbers: Numbers, number: int
) -> ListPage:
    last = numbers.older
    if number == 0:
        newer, older = "", urls.older(path, last) if last else ""
    else:
        newer = path if number == last else urls.older(path, number + 1)
        older = urls.older(path, number - 1) if number > 1 else ""
    front = number == 0
    return ListPage(
        path if front else urls.older(path, number),
        site,
        kind,
        name,
        number,
        tuple(reversed(rows)),
        # so that older pages do not change with every thread
        numbers.threads if front else len(rows),
        numbers.comments if front else sum(row.count for row in rows),
        newer,
        older,
    )
