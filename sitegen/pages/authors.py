"""Pages of authors: all that one of a site wrote, paged from the oldest as lists are."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from heapq import heappush, heappushpop
from itertools import groupby

from sitegen.pages import urls
from sitegen.pages.lists import Numbers
from sitegen.pages.page import AuthorPage, GroupsPage, Site

_NAMED = 500  # authors on the page that lists them: those who wrote most

Digests = Iterable[tuple[str, str, bytes]]  # (site, name, digest of a post), by author, by time


def author_pages(site: Site, per_page: int, written: Digests) -> Iterator[AuthorPage | GroupsPage]:
    """The pages of all authors, and the one that leads to those who wrote most."""
    most: list[tuple[int, str, str]] = []
    for (where, name), rows in groupby(written, key=lambda row: row[:2]):
        digests = [row[2] for row in rows]
        yield from _pages(site, per_page, where, name, digests)
        push = heappush if len(most) < _NAMED else heappushpop
        push(most, (len(digests), where, name))
    most.sort(key=lambda of: (-of[0], of[1:]))
    groups = tuple((urls.author(where, name), name, count) for count, where, name in most)
    yield GroupsPage(urls.AUTHORS, site, "authors", groups)


def _pages(
    site: Site, per_page: int, where: str, name: str, digests: list[bytes]
) -> Iterator[AuthorPage]:
    path, total = urls.author(where, name), len(digests)
    last = Numbers(total, 0, per_page).older
    for number in range(last + 1):  # 0 is the front, with the newest posts
        first = (number - 1 if number else last) * per_page
        end = first + per_page if number else total
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
