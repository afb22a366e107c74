"""Sitemaps: what search engines are told of. Threads come first, from the oldest, so that a new one
changes the last sitemap only; then lists and texts.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sitegen.pages import urls
from sitegen.pages.crawled import SitemapPage

SITEMAP_URLS = 50_000  # the protocol's limit for one file


class Sitemaps:
    """One sitemap, or several with their index. Addresses are added one by one."""

    def __init__(self) -> None:
        self._entries: list[tuple[str, datetime | None]] = []
        self._parts: list[tuple[str, datetime | None]] = []

    def add(self, path: str, last: datetime | None = None) -> tuple[SitemapPage, ...]:
        """The sitemap that has no room for it, if there is one."""
        full = (self._part(),) if len(self._entries) == SITEMAP_URLS else ()
        self._entries.append((path, last))
        return full

    def rest(self, others: Iterable[str]) -> Iterator[SitemapPage]:
        """What is left once all threads were added; `others` are paths."""
        for path in others:
            yield from self.add(path)
        if not self._parts:
            yield SitemapPage(urls.SITEMAP, tuple(self._entries))
            return
        yield self._part()
        yield SitemapPage(urls.SITEMAP, tuple(self._parts), index=True)

    def _part(self) -> SitemapPage:
        path = urls.sitemap(len(self._parts) + 1)
        self._parts.append((path, None))
        entries, self._entries = tuple(self._entries), []
        return SitemapPage(path, entries)
