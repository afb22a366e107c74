"""All pages of a site, from the summaries of its threads, and from long threads themselves.

Lists are paged from the oldest thread, so that a new one changes the newest page and no other.
Everything streams: no more than one list page, sitemap or thread is held at a time.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Literal, Protocol

import msgspec

from sitegen.config import Config
from sitegen.model import Gap, Post, ThreadSummary, assemble, site_of
from sitegen.model.order import Order
from sitegen.pages import parts, urls
from sitegen.pages.authors import Digests, author_pages
from sitegen.pages.communities import Community, all_communities
from sitegen.pages.crawled import LlmsPage, RobotsPage
from sitegen.pages.domains import Group, Hosts, domain_of, domain_pages
from sitegen.pages.lists import Listing, Numbers, Ranking, ordered_pages
from sitegen.pages.looks import look_of
from sitegen.pages.months import Months
from sitegen.pages.page import (
    CopyPage,
    FeedPage,
    FilePage,
    NotFoundPage,
    Page,
    SearchPage,
    Site,
    TextPage,
    ThreadIndexPage,
    ThreadPage,
    TwinPage,
    listed,
)
from sitegen.pages.parts import Division
from sitegen.pages.sitemaps import sitemap_pages
from sitegen.pages.sites import site_name

_LLMS_LISTS = 100  # communities in llms.txt
_SEARCH_COMMUNITIES = 500  # that a search can be narrowed to
_COPIES = ("html", "json", "txt")
_SMALL = 2000  # posts of a site whose threads have, if nothing else is said, other orders and forms
_MIDDLING = (
    20_000  # posts of a site where, if nothing else is said, large parts of threads have pages
)
_OTHERS = 10  # threads named on one about the same page of the web
_WORTH = 10  # comments of a thread that has them
_ORDERS: tuple[Order | Literal["flat"], ...] = ("dumped", "oldest", "newest", "best", "flat")


class Threads(Hosts, Protocol):
    """What the plan asks of the store for one long thread."""

    def thread(self, thread_id: str) -> tuple[list[Post], list[Gap]]: ...
    def sharing(self, of: ThreadSummary, most: int) -> list[ThreadSummary]: ...


class Catalog(Threads, Protocol):
    """What the plan asks of the store."""

    def summaries(
        self, site: str | None = None, community: str | None = None, month: str | None = None
    ) -> Iterator[ThreadSummary]: ...
    def sharers(self) -> Iterator[str]: ...
    def newest(
        self, count: int, site: str | None = None, community: str | None = None
    ) -> list[ThreadSummary]: ...
    def communities(self) -> Iterable[Group]: ...
    def months(self) -> Iterable[Group]: ...
    def totals(self) -> tuple[int, int, int]: ...


# How a thread is divided, which is worked out where it is not known.
Divided = Callable[[ThreadSummary, Callable[[], Division]], Division]


def anew(of: ThreadSummary, work_out: Callable[[], Division]) -> Division:
    """Knows of no thread how it is divided."""
    return work_out()


def plan(
    config: Config,
    catalog: Catalog,
    texts: Sequence[TextPage] = (),
    written: Digests = (),
    division: Divided = anew,
) -> Iterator[Page]:
    """Every page but the assets, each once. `texts` are those that the site's owner wrote,
    `written` what each author did, where pages of authors are asked for.
    """
    communities, months = list(catalog.communities()), list(catalog.months())
    site = navigation(config, communities, months, catalog.domains())
    threads, comments, _ = catalog.totals()
    per_page = config.build.per_page
    numbers = Numbers(threads, comments, per_page)
    yield from _all_threads(config, site, catalog, communities, months, numbers, division)
    if site.domains:
        yield from domain_pages(site, catalog, per_page)
    yield FeedPage(
        urls.FEED, tuple(listed(thread) for thread in catalog.newest(config.build.feed_entries))
    )
    if config.site.url:
        lists = (
            [urls.FRONT],
            (urls.community(group.site, group.name) for group in communities),
            (urls.domain(group.name or "") for group in catalog.domains() if site.domains),
            (text.path for text in texts),
        )
        yield from sitemap_pages(catalog.summaries(), chain(*lists))
    for text in texts:
        yield msgspec.structs.replace(text, site=site)
    if site.authors:
        yield from author_pages(site, per_page, config.build.thread_kilobytes * 1000, written)
    yield RobotsPage()
    yield _llms(site, communities, threads, comments)
    if config.search.enabled:
        yield _search(site, communities)
    yield NotFoundPage(site)


def _all_threads(
    config: Config,
    site: Site,
    catalog: Catalog,
    communities: list[Group],
    months: list[Group],
    numbers: Numbers,
    division: Divided,
) -> Iterator[Page]:
    """The pages of all threads, and the lists where they stand but for those of hosts.

    All that can be is made in one pass: each further one decodes them all, 10 ms for 10,000.
    """
    ranking, front = Ranking(numbers), Listing(urls.FRONT, site, "front", "", numbers)
    only = Community(config, site, communities[0]) if len(communities) == 1 else None
    listing = Months(site, months, numbers.per_page) if site.months else None
    sharers = catalog.sharers()
    sharer = next(sharers, "")
    files: set[str] = set()
    for summary in ranking.past(catalog.summaries()):
        row = listed(summary)
        if page := front.add(row):
            yield page
        if only and (page := only.add(row)):
            yield page
        if listing:
            yield from listing.add(row)
        alone = summary.id != sharer
        yield from thread_pages(config, site, catalog, summary, division, alone=alone)
        sharer = sharer if alone else next(sharers, "")
        if summary.files:
            yield from file_pages(summary, files)
    found = ranking.found()
    yield front.front(found)
    yield from ordered_pages(urls.FRONT, site, "front", "", found, numbers)
    if only:
        yield from only.rest(found, catalog.newest(config.build.feed_entries))
    else:
        yield from all_communities(config, site, catalog, communities)
    if listing:
        yield listing.index()


def _llms(site: Site, groups: Sequence[Group], threads: int, comments: int) -> LlmsPage:
    largest = sorted(groups, key=lambda of: (-of.threads, of.site, of.name or ""))[:_LLMS_LISTS]
    lists = tuple(
        (urls.community(of.site, of.name), of.name or site_name(of.site), of.threads)
        for of in largest
    )
    return LlmsPage(threads, comments, lists, site.months)


def _search(site: Site, groups: Sequence[Group]) -> SearchPage:
    names = {of.name or site_name(of.site): of.threads for of in groups}
    largest = sorted(names, key=lambda name: (-names[name], name))[:_SEARCH_COMMUNITIES]
    return SearchPage(site, tuple(sorted(largest)))


def navigation(
    config: Config,
    communities: Sequence[Group],
    months: Sequence[Group],
    domains: Iterator[Group],
) -> Site:
    """What every page shows of the site as a whole, and what there is of each thread."""
    posts = sum(group.threads + group.comments for group in communities)
    orders, twins, asked = config.build.orders, config.build.twins, config.build.domains
    parted = config.build.subthreads
    small = posts <= _SMALL
    return Site(
        len(communities) > 1,
        any(month.name for month in months),
        (_ORDERS if small else ()) if orders == "auto" else orders,
        (("json", "md", "feed") if small else ()) if twins == "auto" else twins,
        _WORTH if "auto" in (orders, twins) else 0,
        config.search.enabled,
        config.build.authors,
        posts <= _MIDDLING if parted == "auto" else parted,
        (small if asked == "auto" else asked) and next(domains, None) is not None,
    )


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
    named = config.communities
    look = look_of(tuple(named), site_of(of.id), of.community) if named else ""
    for kind in _COPIES if of.copied else ():
        yield CopyPage(urls.copy(of.id, kind), site, of.id, of.digest, kind, look, of.noindex)
    for form in site.twins if of.count >= site.fewest and not of.noindex else ():
        yield TwinPage(urls.twin(of.id, form), of.id, of.digest, form, look)
    others = tuple(map(listed, catalog.sharing(of, _OTHERS))) if of.link and not alone else ()
    domain = domain_of(of.link, catalog) if site.domains else ""
    if not parts.is_long(of.posts, of.size, most, kilobytes):
        orders = _orders(config.build.order, site, catalog, of) if site.orders else ()
        for order in ("", *orders):
            path = urls.order(of.id, order) if order else urls.thread(of.id)
            yield ThreadPage(
                path, site, of.id, of.digest, 0 if order else of.posts, named=of.named,
                order=order, orders=orders, look=look, others=others, files=of.files,
                domain=domain,
                noindex=of.noindex,
            )  # fmt: skip
        return

    def worked_out() -> Division:
        comments = assemble(of.id, *catalog.thread(of.id), config.build.order).comments
        return parts.division(comments, most, kilobytes)

    divided = division(of, worked_out)
    cuts, named_tops = divided.cuts, divided.tops if site.subthreads else ()
    tops = tuple(number for number, _ in named_tops)
    for number, (start, end) in enumerate(pairwise((*cuts, divided.comments))):
        yield ThreadPage(
            urls.part(of.id, number), site, of.id, of.digest, end - start, number, cuts, of.named,
            look=look, others=others, files=of.files, domain=domain, tops=tops, noindex=of.noindex,
        )  # fmt: skip
    for top, post in named_tops:
        yield ThreadPage(
            urls.subthread(of.id, post), site, of.id, of.digest, 0, bisect_right(cuts, top) - 1,
            cuts, of.named, look=look, files=of.files, tops=tops, top=top, noindex=of.noindex,
        )  # fmt: skip
    for number in range(parts.index_pages(divided.comments, cuts)):
        path = urls.index(of.id, number)
        yield ThreadIndexPage(path, site, of.id, of.digest, cuts, number, look, of.noindex)


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
