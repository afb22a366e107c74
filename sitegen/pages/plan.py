"""All pages of a site, from the summaries of its threads, and from long threads themselves.

Lists are paged from the oldest thread, so that a new one changes the newest page and no other.
Everything streams: no more than one list page, sitemap or thread is held at a time.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal, Protocol

import msgspec

from sitegen.config import Config
from sitegen.model import ThreadSummary
from sitegen.model.order import Order
from sitegen.pages import urls
from sitegen.pages.authors import Digests, author_pages
from sitegen.pages.communities import Community, all_communities
from sitegen.pages.crawled import LlmsPage, RobotsPage
from sitegen.pages.domains import Group, domain_pages
from sitegen.pages.lists import Listing, Numbers, Ranking, ordered_pages
from sitegen.pages.months import Months
from sitegen.pages.page import FeedPage, NotFoundPage, Page, SearchPage, Site, TextPage, listed
from sitegen.pages.sitemaps import Sitemaps
from sitegen.pages.sites import site_name
from sitegen.pages.threads import Divided, Threads, anew, file_pages, thread_pages

_LLMS_LISTS = 100  # communities in llms.txt
_SEARCH_COMMUNITIES = 500  # that a search can be narrowed to
_SMALL = 2000  # posts of a site whose threads have, if nothing else is said, other orders and forms
_MIDDLING = (
    20_000  # posts of a site where, if nothing else is said, large parts of threads have pages
)
_WORTH = 10  # comments of a thread that has them
_ORDERS: tuple[Order | Literal["flat"], ...] = ("dumped", "oldest", "newest", "best", "flat")


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


def plan(
    config: Config,
    catalog: Catalog,
    texts: Sequence[TextPage] = (),
    written: Digests = (),
    division: Divided = anew,
    few: Collection[str] | None = None,
) -> Iterator[Page]:
    """Every page but the assets, each once. `texts` are those that the site's owner wrote,
    `written` what each author did, where pages of authors are asked for. `few`: the ids of those
    threads whose own pages are wanted, where not all are.
    """
    communities, months = list(catalog.communities()), list(catalog.months())
    site = navigation(config, communities, months, catalog.domains())
    threads, comments, _ = catalog.totals()
    per_page = config.build.per_page
    numbers = Numbers(threads, comments, per_page)
    sitemaps = Sitemaps() if config.site.url else None
    yield from _all_threads(
        config, site, catalog, communities, months, numbers, division, sitemaps, few
    )
    if site.domains:
        yield from domain_pages(site, catalog, per_page)
    yield FeedPage(
        urls.FEED, tuple(listed(thread) for thread in catalog.newest(config.build.feed_entries))
    )
    if sitemaps:
        lists = (
            [urls.FRONT],
            (urls.community(group.site, group.name) for group in communities),
            (urls.domain(of.name or "") for of in (catalog.domains() if site.domains else ())),
            (text.path for text in texts),
        )
        yield from sitemaps.rest(chain(*lists))
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
    sitemaps: Sitemaps | None,
    few: Collection[str] | None,
) -> Iterator[Page]:
    """The pages of all threads, and the lists where they stand but for those of hosts; of the
    sitemaps those that are full.

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
        if few is None or summary.id in few:
            yield from thread_pages(config, site, catalog, summary, division, alone=alone)
        sharer = sharer if alone else next(sharers, "")
        if sitemaps and not summary.noindex:
            yield from sitemaps.add(urls.thread(summary.id), summary.last)
        if summary.files and few is None:
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
