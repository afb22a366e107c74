"""Sitemaps: what search engines are told of. Threads come first, from the oldest, so that a new one
changes the last sitemap only; then lists and texts.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice

from sitegen.model import ThreadSummary
from sitegen.pages import urls
from sitegen.pages.crawled import SitemapPage

SITEMAP_URLS = 50_000  # the protocol's limit for one file


def sitemap_pages(threads: Iterable[ThreadSummary], others: Iterable[str]) -> Iterator[SitemapPage]:
    """One sitemap, or several with their index; `others` are paths."""
    entries: Iterator[tuple[str, datetime | None]] = chain(
        ((urls.thread(of.id), of.last) for of in threads if not of.noindex),
        ((path, None) for path in others),
    )
    first = tuple(islice(entries, SITEMAP_URLS))
    rest = tuple(islice(entries, SITEMAP_URLS))
    if not rest:
        yield SitemapPage(urls.SITEMAP, first)
        return
    parts: list[tuple[str, datetime | None]] = []
    urls_of_part = first
    while urls_of_part:
        path = urls.sitemap(len(parts) + 1)
        parts.append((path, None))
        yield SitemapPage(path, urls_of_part)
        urls_of_part, rest = rest, tuple(islice(entries, SITEMAP_URLS))
    yield SitemapPage(urls.SITEMAP, tuple(parts), index=True)
