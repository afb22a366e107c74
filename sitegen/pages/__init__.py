"""Which pages there are, and where. Values only: nothing here reads a disk or makes a byte."""

from sitegen.pages.page import (
    AssetPage,
    CopyPage,
    FeedPage,
    GroupsPage,
    Listed,
    ListPage,
    LlmsPage,
    NotFoundPage,
    Page,
    RobotsPage,
    Site,
    SitemapPage,
    TextPage,
    ThreadIndexPage,
    ThreadPage,
    TwinPage,
)
from sitegen.pages.plan import Catalog, navigation, plan, thread_pages

__all__ = [
    "AssetPage",
    "Catalog",
    "CopyPage",
    "FeedPage",
    "GroupsPage",
    "ListPage",
    "Listed",
    "LlmsPage",
    "NotFoundPage",
    "Page",
    "RobotsPage",
    "Site",
    "SitemapPage",
    "TextPage",
    "ThreadIndexPage",
    "ThreadPage",
    "TwinPage",
    "navigation",
    "plan",
    "thread_pages",
]
