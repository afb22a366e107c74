"""A list of threads, cut into pages from the oldest.

Older pages are full and never change again while threads are added at the new end. The front of
a list holds the newest threads: at least a page of them, and less than two.
"""

from collections.abc import Iterable, Iterator

import msgspec

from sitegen.model import ThreadSummary
from sitegen.pages import urls
from sitegen.pages.page import Listed, ListPage, Site, listed


class Numbers(msgspec.Struct, frozen=True):
    """Of a whole list: its threads, their comments, and how many threads go on a page."""

    threads: int
    comments: int
    per_page: int

    @property
    def older(self) -> int:
        """How many full older pages there are, besides the front."""
        return max(0, self.threads // self.per_page - 1)


def list_pages(
    path: str, site: Site, kind: str, name: str, threads: Iterable[ThreadSummary], numbers: Numbers
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
    yield _page(path, site, kind, name, rows, numbers, 0)


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
