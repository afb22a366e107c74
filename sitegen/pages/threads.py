"""The pages of one thread, from its summary; a long one is read, to see where to cut it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Protocol

import msgspec

from sitegen.config import Config
from sitegen.model import Gap, Post, ThreadSummary, assemble, births, copy_parts, site_of
from sitegen.model.order import Order
from sitegen.pages import parts, urls
from sitegen.pages.domains import Hosts, domain_of
from sitegen.pages.files import FilePage
from sitegen.pages.looks import look_of
from sitegen.pages.page import (
    CopyPage,
    Page,
    Site,
    ThreadIndexPage,
    ThreadPage,
    TwinPage,
    listed,
)
from sitegen.pages.parts import Division

_OTHERS = 10  # threads named on one about the same page of the web


class Threads(Hosts, Protocol):
    """What the plan asks of the store for one long thread."""

    def thread(self, thread_id: str) -> tuple[list[Post], list[Gap]]: ...
    def sharing(self, of: ThreadSummary, most: int) -> list[ThreadSummary]: ...
    def list_of(self, thread_id: str, post_id: str) -> int: ...


# How a thread is divided, which is worked out where it is not known.
Divided = Callable[[ThreadSummary, Callable[[], Division]], Division]


def anew(of: ThreadSummary, work_out: Callable[[], Division]) -> Division:
    """Knows of no thread how it is divided."""
    return work_out()


def thread_pages(
    config: Config,
    site: Site,
    catalog: Threads,
    of: ThreadSummary,
    division: Divided = anew,
    *,
    alone: bool = False,
) -> Iterator[Page]:
    """The pages of one thread. A long one is read, to be cut, unless its `division` is known.
    `alone`: it is known that no other thread shares its link, upon which its pages would depend."""
    most, kilobytes = config.build.thread_comments, config.build.thread_kilobytes
    patterns = tuple(config.communities)
    look = look_of(patterns, site_of(of.id), of.community) if patterns else ""
    first = births.first_listed(most, kilobytes)
    if of.count <= first:
        first = 0
    parted = _parted(of, most, kilobytes)
    divided = division(of, partial(_divided, config, catalog, of)) if any(parted) else None
    in_parts = kilobytes if divided and divided.copies > 1 else 0
    for kind, number in _copies(divided.copies if divided else 1) if of.copied else ():
        yield CopyPage(
            urls.copy(of.id, kind, number), site, of.id, of.digest, kind, look, of.noindex,
            number, in_parts if kind == "html" else 0,
        )  # fmt: skip
    for form in site.twins if of.count >= site.fewest and not of.noindex else ():
        yield TwinPage(urls.twin(of.id, form), of.id, of.digest, form, look, first)
    others = tuple(map(listed, catalog.sharing(of, _OTHERS))) if of.link and not alone else ()
    domain = domain_of(of.link, catalog) if site.domains else ""
    named = tuple([(post, at, catalog.list_of(at, post)) for post, at in of.named])
    if not divided or not parted[0]:
        orders = _orders(config.build.order, site, catalog, of) if site.orders else ()
        for order in ("", *orders):
            path = urls.order(of.id, order) if order else urls.thread(of.id)
            yield ThreadPage(
                path, site, of.id, of.digest, 0 if order else of.posts, named=named,
                order=order, orders=orders, look=look, others=others, files=of.files,
                domain=domain,
                noindex=of.noindex, copy_parts=in_parts,
            )  # fmt: skip
        return
    cuts, named_tops = divided.cuts, divided.tops if site.subthreads else ()
    tops = tuple(number for number, _ in named_tops)
    for number, (start, end) in enumerate(pairwise((*cuts, divided.comments))):
        yield ThreadPage(
            urls.part(of.id, number), site, of.id, of.digest, end - start, number, cuts, named,
            look=look, others=others, files=of.files, domain=domain, tops=tops, noindex=of.noindex,
            first=0 if number else first, copy_parts=in_parts,
        )  # fmt: skip
    for top, post in named_tops:
        yield ThreadPage(
            urls.subthread(of.id, post), site, of.id, of.digest, 0, bisect_right(cuts, top) - 1,
            cuts, named, look=look, files=of.files, tops=tops, top=top, noindex=of.noindex,
            copy_parts=in_parts,
        )  # fmt: skip
    for number in range(1, births.lists(of.count, first) + 1) if first else ():
        path = urls.index(of.id, number)
        yield ThreadIndexPage(path, site, of.id, of.digest, cuts, number, first, look, of.noindex)


def is_parted(config: Config, of: ThreadSummary) -> bool:
    """Whether a thread, or the copy that it was read from, may have several pages."""
    return any(_parted(of, config.build.thread_comments, config.build.thread_kilobytes))


def _parted(of: ThreadSummary, most: int, kilobytes: int) -> tuple[bool, bool]:
    """Whether a thread may have several pages, and whether its copy may."""
    return (
        parts.is_long(of.posts, of.size, most, kilobytes),
        of.copied and copy_parts.is_long(of.extent, kilobytes),
    )


def _divided(config: Config, catalog: Threads, of: ThreadSummary) -> Division:
    """How a thread and its copy are divided: all of it is read."""
    most, kilobytes = config.build.thread_comments, config.build.thread_kilobytes
    posts, gaps = catalog.thread(of.id)
    long, long_copy = _parted(of, most, kilobytes)
    divided = Division(len(posts), (0,), ())
    if long:
        thread = assemble(of.id, posts, gaps, config.build.order)
        divided = parts.division(of.id, thread, most, kilobytes)
    if not long_copy:
        return divided
    text = next((post.evidence.copy for post in posts if post.id == of.id and post.evidence), "")
    copies = len(copy_parts.divided(posts, text, kilobytes).parts)
    return msgspec.structs.replace(divided, copies=copies)


def _copies(count: int) -> Iterator[tuple[str, int]]:
    """The kinds of pages of a copy, each with the number of its part, from 0."""
    yield from (("json", 0), ("txt", 0))
    yield from (("html", number) for number in range(count))


def file_pages(of: ThreadSummary, seen: set[str]) -> Iterator[FilePage]:
    """The saved files that posts of a thread mention, but for those `seen`, to which they come."""
    for name in of.files:
        if name not in seen:
            seen.add(name)
            yield FilePage(urls.file(name), name)


def _orders(own: Order, site: Site, catalog: Threads, of: ThreadSummary) -> tuple[str, ...]:
    """The other orders of a thread of one page, as far as it tells what they go by and they differ.

    `own` is the order of its page.
    """
    if of.count < max(site.fewest, 2):
        return ()
    posts, gaps = catalog.thread(of.id)
    replies = [post for post in posts if post.id != of.id]
    dated = len({post.created for post in replies} - {None}) > 1
    scored = len({post.score for post in replies} - {None}) > 1
    found: list[str] = []
    seen = [_sequence(of.id, posts, gaps, own)]
    for order in site.orders:
        if order == "flat":
            found += [order] * dated
        elif order == "dumped" or (scored if order == "best" else dated):
            sequence = _sequence(of.id, posts, gaps, order)
            if sequence not in seen:
                seen.append(sequence)
                found.append(order)
    return tuple(found)


def _sequence(of: str, posts: Iterable[Post], gaps: Iterable[Gap], order: Order) -> list[str]:
    """The ids of all comments in this order."""
    return [comment.post.id for comment in assemble(of, posts, gaps, order).comments]
