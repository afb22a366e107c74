"""Which pages there are, and where. Values only: nothing here reads a disk or makes a byte."""

from typing import TYPE_CHECKING

from sitegen import lazily

FRONT = "index.html"  #: of the site, and of each folder; here, where asking for it loads nothing

if TYPE_CHECKING:
    from sitegen.pages import urls
    from sitegen.pages.crawled import LlmsPage, RobotsPage, SitemapPage
    from sitegen.pages.files import AssetPage, DataPage, FilePage
    from sitegen.pages.looks import look_of
    from sitegen.pages.page import (
        AuthorPage,
        CopyPage,
        FeedPage,
        GroupsPage,
        Listed,
        ListPage,
        MovedPage,
        NotFoundPage,
        Page,
        SearchPage,
        Site,
        TextPage,
        ThreadIndexPage,
        ThreadPage,
        TwinPage,
    )
    from sitegen.pages.threads import Divided, file_pages, thread_pages


__all__ = [
    "FRONT",
    "AssetPage",
    "AuthorPage",
    "CopyPage",
    "DataPage",
    "Divided",
    "FeedPage",
    "FilePage",
    "GroupsPage",
    "ListPage",
    "Listed",
    "LlmsPage",
    "MovedPage",
    "NotFoundPage",
    "Page",
    "RobotsPage",
    "SearchPage",
    "Site",
    "SitemapPage",
    "TextPage",
    "ThreadIndexPage",
    "ThreadPage",
    "TwinPage",
    "file_pages",
    "look_of",
    "thread_pages",
    "urls",
]

__getattr__ = lazily.names(
    __name__,
    {
        "crawled": "LlmsPage RobotsPage SitemapPage",
        "files": "AssetPage DataPage FilePage",
        "looks": "look_of",
        "page": "AuthorPage CopyPage FeedPage GroupsPage Listed ListPage MovedPage NotFoundPage"
        " Page SearchPage Site TextPage ThreadIndexPage ThreadPage TwinPage",
        "threads": "Divided file_pages thread_pages",
        "urls": "",
    },
)
