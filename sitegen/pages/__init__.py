"""Which pages there are, and where. Values only: nothing here reads a disk or makes a byte."""

from sitegen.pages.crawled import LlmsPage, RobotsPage, SitemapPage
from sitegen.pages.files import AssetPage, DataPage, FilePage
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
from sitegen.pages.plan import Catalog, navigation, plan
from sitegen.pages.threads import Divided, file_pages, thread_pages

__all__ = [
    "AssetPage",
    "AuthorPage",
    "Catalog",
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
    "navigation",
    "plan",
    "thread_pages",
]
