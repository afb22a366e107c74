"""Pages for programs that fetch the site, as values: sitemaps, robots.txt and llms.txt."""

from datetime import datetime

import msgspec


class SitemapPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="sitemap"):
    """(path, time of the last change), at most 50,000; with `index`, the paths are sitemaps."""

    path: str
    urls: tuple[tuple[str, datetime | None], ...]
    index: bool = False

    look = ""

    @property
    def template(self) -> str:
        return "sitemap-index.xml" if self.index else "sitemap.xml"


class RobotsPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="robots"):
    path: str = "robots.txt"

    template = "robots.txt"
    look = ""


class LlmsPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="llms"):
    """What the site holds, for language models (https://llmstxt.org/), with its largest lists."""

    threads: int
    comments: int
    communities: tuple[tuple[str, str, int], ...]  # (path, name, threads)
    months: bool
    path: str = "llms.txt"

    template = "llms.txt"
    look = ""
