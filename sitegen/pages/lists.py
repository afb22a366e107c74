"""A list of threads, cut into pages from the oldest.

Older pages are full and never change again while threads are added at the new end. The front of
a list holds the newest threads: at least a page of them, and less than two.
"""

from collections.abc import Callable, Iterable, Iterator
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


def ranked(threads: Callable[[], Iterable[ThreadSummary]], numbers: Numbers) -> Ranked:
    """The first threads of a list in its other orders, where there is enough to be put in order."""
    if numbers.threads < _FEWEST:
        return NOT_RANKED
    most, best = _largest(threads(), numbers.per_page)
    return Ranked(
        tuple(map(listed, most)) if most[0].count > most[-1].count else (),
        tuple(map(listed, best)) if best and best[0].score != best[-1].score else (),
    )


def _largest(
    threads: Iterable[ThreadSummary], many: int
) -> tuple[list[ThreadSummary], list[ThreadSummary]]:
    """The threads with most comments and those with most points, the first of each, in one pass:
    each pass over a large site decodes all of its threads.
    """
    most: list[tuple[int, str, ThreadSummary]] = []
    best: list[tuple[int, str, ThreadSummary]] = []
    for of in threads:
        for heap, number in ((most, of.count), (best, of.score)):
            if number is None:
                continue
            if len(heap) < many:
                heappush(heap, (number, of.id, of))
            elif number >= heap[0][0]:
                heappushpop(heap, (number, of.id, of))  # ids differ, so threads are never compared
    by_rank = [[of for _, _, of in sorted(heap, reverse=True)] for heap in (most, best)]
    return by_rank[0], by_rank[1]


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
    orders: tuple[str, ...] = (),
) -> Iterator[ListPage]:
    """The pages of a list whose `threads` come from the oldest."""
    rows: list[Listed] = []
    number = 1
    for summary in threads:
        rows.append(listed(summary))
        if len(rows) == numbers.per_page and number <= numbers.older:
            yield _page(path, site, kind, name, rows, numbers, number)
            rows = []
            number += 1
    front = _page(path, site, kind, name, rows, numbers, 0)
    yield msgspec.structs.replace(front, orders=orders, feed=kind == "community")


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
        numbers.threads if front else 0,  # so that older pages do not change with every thread
        numbers.comments if front else 0,
        newer,
        older,
    )
