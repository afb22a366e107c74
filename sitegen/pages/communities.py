"""The lists of a community, made while its threads go past."""

from collections.abc import Iterable, Iterator

import msgspec

from sitegen.config import Config
from sitegen.model import ThreadSummary
from sitegen.pages import urls
from sitegen.pages.domains import Group
from sitegen.pages.lists import Listing, Numbers, Ranked, ordered_pages
from sitegen.pages.looks import look_of
from sitegen.pages.page import FeedPage, Listed, ListPage, Page, Site, listed
from sitegen.pages.sites import site_name


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
