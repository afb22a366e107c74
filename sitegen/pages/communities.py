"""The lists of communities, made while their threads go past."""

from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from sitegen.config import Config
from sitegen.model import ThreadSummary
from sitegen.pages import urls
from sitegen.pages.domains import Group
from sitegen.pages.lists import Listing, Numbers, Ranked, Ranking, ordered_pages
from sitegen.pages.looks import look_of
from sitegen.pages.page import FeedPage, GroupsPage, Listed, ListPage, Page, Site, listed
from sitegen.pages.sites import site_name


class Threads(Protocol):
    """What the store knows of the threads of a community."""

    def summaries(self, site: str, community: str | None) -> Iterator[ThreadSummary]: ...
    def newest(self, count: int, site: str, community: str | None) -> list[ThreadSummary]: ...


class Community:
    """Threads are added one by one, from the oldest."""

    def __init__(self, config: Config, site: Site, group: Group) -> None:
        self.numbers = Numbers(group.threads, group.comments, config.build.per_page)
        self.path = urls.community(group.site, group.name)
        self.name = group.name or site_name(group.site)
        self._site = site
        self._look = look_of(tuple(config.communities), group.site, group.name)
        self._pages = Listing(self.path, site, "community", self.name, self.numbers)

    def add(self, row: Listed) -> ListPage | None:
        """The page that is full with it, if one is."""
        page = self._pages.add(row)
        return self._shown(page) if page else None

    def rest(self, found: Ranked, newest: Iterable[ThreadSummary]) -> Iterator[Page]:
        """The other pages, once all threads were added, and its feed."""
        yield self._shown(self._pages.front(found))
        other = ordered_pages(self.path, self._site, "community", self.name, found, self.numbers)
        yield from map(self._shown, other)
        yield FeedPage(urls.feed(self.path), tuple(map(listed, newest)), self.name)

    def _shown(self, page: ListPage) -> ListPage:
        return msgspec.structs.replace(page, look=self._look) if self._look else page


def all_communities(
    config: Config, site: Site, catalog: Threads, groups: Iterable[Group]
) -> Iterator[Page]:
    """The lists of all communities, and the page that names them where there are several."""
    names = []
    for group in groups:
        pages = Community(config, site, group)
        names.append((pages.path, pages.name, group.threads))
        ranking = Ranking(pages.numbers)
        for summary in ranking.past(catalog.summaries(group.site, group.name)):
            if page := pages.add(listed(summary)):
                yield page
        newest = catalog.newest(config.build.feed_entries, group.site, group.name)
        yield from pages.rest(ranking.found(), newest)
    if site.communities:
        names.sort(key=lambda group: (-group[2], group[1], group[0]))
        yield GroupsPage(urls.COMMUNITIES, site, "communities", tuple(names))
