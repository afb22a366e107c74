"""Pages of authors: all that one of a site wrote, paged from the oldest as lists are.

Unlike rows of lists, posts are of any length: a page also ends where it would grow too large.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from heapq import heappush, heappushpop
from itertools import groupby

from sitegen.pages import urls
from sitegen.pages.page import AuthorPage, GroupsPage, Site

_NAMED = 500  # authors on the page that lists them: those who wrote most

# (site, name, digest of a post, its bytes), by author, by time
Digests = Iterable[tuple[str, str, bytes, int]]


def author_pages(
    site: Site, per_page: int, largest: int, written: Digests
) -> Iterator[AuthorPage | GroupsPage]:
    """The pages of all authors, and the one that leads to those who wrote most.

    Pages hold so many posts and `largest` bytes of them, the newest one up to twice as many posts.
    """
    most: list[tuple[int, str, str]] = []
    for (where, name), rows in groupby(written, key=lambda row: row[:2]):
        digests, sizes = [], []
        for _, _, digest, size in rows:
            digests.append(digest)
            sizes.append(size)
        yield from _pages(site, _cuts(sizes, per_page, largest), where, name, digests)
        push = heappush if len(most) < _NAMED else heappushpop
        push(most, (len(digests), where, name))
    most.sort(key=lambda of: (-of[0], of[1:]))
    groups = tuple((urls.author(where, name), name, count) for count, where, name in most)
    yield GroupsPage(urls.AUTHORS, site, "authors", groups)


def _cuts(sizes: list[int], per_page: int, largest: int) -> list[int]:
    """Where each page begins, from the oldest. What is no full page joins the one before it,
    where that leaves room."""
    cuts, within = [0], 0
    for number, size in enumerate(sizes):
        if number - cuts[-1] == per_page or (number > cuts[-1] and within + size > largest):
            cuts.append(number)
            within = 0
        within += size
    is_full = len(sizes) - cuts[-1] == per_page
    if len(cuts) > 1 and not is_full and sum(sizes[cuts[-2] :]) <= largest:
        cuts.pop()
    return cuts


def _pages(
    site: Site, cuts: list[int], where: str, name: str, digests: list[bytes]
) -> Iterator[AuthorPage]:
    path, total, last = urls.author(where, name), len(digests), len(cuts) - 1
    ends = [*cuts[1:], total]
    for number in range(last + 1):  # 0 is the front, with the newest posts
        stretch = number - 1 if number else last
        first, end = cuts[stretch], ends[stretch]
        newer = older = ""
        if number:
            newer = path if number == last else urls.older(path, number + 1)
        if number > 1 or (not number and last):
            older = urls.older(path, number - 1 if number else last)
        digest = blake2b(b"".join(digests[first:end]), digest_size=16).hexdigest()
        yield AuthorPage(
            urls.older(path, number) if number else path,
            site, where, name, number, first, end - first, digest,
            0 if number else total, newer, older,
        )  # fmt: skip
