"""The lists of all months, made while all threads go past."""

from collections.abc import Sequence

from sitegen.pages import urls
from sitegen.pages.domains import Group
from sitegen.pages.lists import Listing, Numbers
from sitegen.pages.page import GroupsPage, Listed, ListPage, Site


class Months:
    """Threads are added one by one, from the oldest: those without a date before all others.

    `groups` are the months in that order.
    """

    def __init__(self, site: Site, groups: Sequence[Group], per_page: int) -> None:
        self._site, self._groups, self._per_page = site, groups, per_page
        self._number = 0  # of the group that is under way
        self._left = 0  # threads of it that are still to come
        self._pages = self._begun()

    def _begun(self) -> Listing:
        group = self._groups[self._number]
        self._left = group.threads
        numbers = Numbers(group.threads, group.comments, self._per_page)
        return Listing(urls.month(group.name), self._site, "month", group.name or "", numbers)

    def add(self, row: Listed) -> tuple[ListPage, ...]:
        """The pages that are complete with it."""
        if not self._left:
            self._number += 1
            self._pages = self._begun()
        self._left -= 1
        page = self._pages.add(row)
        full = (page,) if page else ()
        return full if self._left else (*full, self._pages.front())

    def index(self) -> GroupsPage:
        """The page that names all months, the newest first."""
        names = [(urls.month(of.name), of.name or "", of.threads) for of in self._groups]
        return GroupsPage(urls.MONTHS, self._site, "months", tuple(reversed(names)))
