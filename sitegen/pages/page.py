"""Pages as values: each names everything its bytes depend on, bar the settings and the theme.

So the digest of the value is the page's key: whoever wants to know whether a page must be made
again compares two digests. `path` is below the output folder, with forward slashes. `look` names
what of [communities] says how the page looks; empty: it looks like the site.
"""

from datetime import datetime
from typing import Literal

import msgspec

from sitegen.model import State, ThreadSummary
from sitegen.model.order import Order
from sitegen.pages.crawled import LlmsPage, RobotsPage, SitemapPage
from sitegen.pages.files import AssetPage, DataPage, FilePage


class Site(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What every page's navigation shows of the site as a whole."""

    communities: bool  # there is a page that lists them
    months: bool
    orders: tuple[Order | Literal["flat"], ...] = ()  # of threads, besides that of their page
    twins: tuple[str, ...] = ()  # forms in which threads are given besides their page
    fewest: int = 0  # comments of a thread that has these
    search: bool = False  # there is a page that searches them
    authors: bool = False  # each author has a page
    subthreads: bool = False  # large parts of long threads have pages of their own
    domains: bool = False  # each host that several threads link to has a list


class Listed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A thread as a list shows it."""

    id: str
    title: str | None
    author: str | None
    created: datetime | None
    last: datetime | None
    score: int | None
    count: int
    link: str | None
    community: str | None
    state: State
    precision: tuple[str, str] = ("", "")  # of both times
    found: int = 0  # comments in a copy, as far as one can tell


class ThreadPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="thread"):
    """A thread, or a page of one that is cut into several.

    `digest` stands for all facts of the thread; `posts` is how many stand on the page. `cuts` are
    the numbers of the comments with which its pages begin, and this is `cuts[part]`'s.
    `named` are posts of the archive whose addresses stand in the thread's texts, each with its
    thread and the page of that one's list to which links to it lead. `orders` are the other orders
    it is shown in, on pages of which `order` is one of them and `posts` is 0, as on pages of parts
    of a long thread. `files` are names of saved files that its posts mention.
    """

    path: str
    site: Site
    id: str
    digest: str
    posts: int
    part: int = 0
    cuts: tuple[int, ...] = (0,)
    named: tuple[tuple[str, str, int], ...] = ()
    look: str = ""
    order: str = ""
    orders: tuple[str, ...] = ()
    others: tuple[Listed, ...] = ()  # threads about the same page of the web
    files: tuple[str, ...] = ()
    domain: str = ""  # the host it links to, where that has a list
    tops: tuple[int, ...] = ()  # numbers of comments that have a page with all their replies
    top: int = -1  # the one of these whose page this is; then `part` is where it stands
    noindex: bool = False  # search engines are asked to leave it out
    first: int = 0  # how many comments are linked to on the first page, if not all; see births
    copy_parts: int = 0  # kilobytes of a part of the copy it was read from; 0: that is one page

    template = "thread.html"


class TwinPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="twin"):
    """A thread in another form: "json", "md" (Markdown) or "feed" (its newest comments)."""

    path: str
    id: str
    digest: str
    form: str
    look: str = ""
    first: int = 0  # as in ThreadPage

    @property
    def template(self) -> str:
        return "feed.xml" if self.form == "feed" else ""


class ThreadIndexPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="index"):
    """Where comments of a very long thread stand: page `part`, from 1, of the list of them."""

    path: str
    site: Site
    id: str
    digest: str
    cuts: tuple[int, ...]
    part: int
    first: int
    look: str = ""
    noindex: bool = False

    template = "thread-index.html"


class CopyPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="copy"):
    """The lossy copy that a thread was read from, beside the thread: `kind` is "html" (its lines,
    each with an anchor), "txt" (as it was) or "json" (how it was read). Of the lines of a long one
    this is `part`, from 0, where parts have about so many `kilobytes`; 0: the copy is one page.
    """

    path: str
    site: Site
    id: str
    digest: str
    kind: str
    look: str = ""
    noindex: bool = False
    part: int = 0
    kilobytes: int = 0

    @property
    def template(self) -> str:
        return "copy.html" if self.kind == "html" else ""


class ListPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="list"):
    """Threads, newest first. `newer` and `older` are paths; empty where the list ends.

    `orders` are the other orders there are pages of, on the front page of a list and on these
    pages, whose `order` is one of them. With `feed`, the list has a feed of its own.
    """

    path: str
    site: Site
    kind: str  # "front", "community", "month" or "domain"
    name: str  # site, community, month or host; empty on the front page
    number: int  # of the page, from the oldest; 0 for the newest threads
    rows: tuple[Listed, ...]
    total: int  # threads of the list; on an older page, which stays as it is, those in `rows`
    comments: int  # theirs
    newer: str = ""
    older: str = ""
    order: str = ""  # "comments" or "points": most first; empty for the newest first
    orders: tuple[str, ...] = ()
    feed: bool = False
    look: str = ""

    template = "list.html"


class AuthorPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="author"):
    """What an author of a site wrote, newest first: `count` posts, `first` of them older.

    `digest` stands for all that is shown of them. Numbers and paths are as in ListPage.
    """

    path: str
    site: Site
    of: str  # the site that the author wrote on
    name: str
    number: int
    first: int
    count: int
    digest: str
    total: int
    newer: str = ""
    older: str = ""

    template = "author.html"
    look = ""


class GroupsPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="groups"):
    """Communities, months or domains, as (path, name, threads); or authors, with posts."""

    path: str
    site: Site
    kind: str  # "communities", "months", "domains" or "authors"
    groups: tuple[tuple[str, str, int], ...]

    template = "groups.html"
    look = ""


class FeedPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="feed"):
    """The newest threads that have a date, newest first: of the site, or of a community."""

    path: str
    rows: tuple[Listed, ...]
    name: str = ""  # of the community

    template = "feed.xml"
    look = ""


class TextPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="text"):
    """A page that the site's owner wrote; `body` is safe HTML."""

    path: str
    site: Site
    title: str
    description: str
    body: str

    template = "page.html"
    look = ""


class SearchPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="search"):
    """Where readers search the site; `communities` are the names that it can be narrowed to."""

    site: Site
    communities: tuple[str, ...]
    path: str = "search/index.html"

    template = "search.html"
    look = ""


class MovedPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="moved"):
    """Where a page was. `target`: the file (with a place on it) or URL it leads to; "": gone."""

    path: str
    site: Site
    target: str

    template = "moved.html"
    look = ""


class NotFoundPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="404"):
    site: Site
    path: str = "404.html"

    template = "404.html"
    look = ""


Page = (
    ThreadPage
    | CopyPage
    | ThreadIndexPage
    | TwinPage
    | ListPage
    | AuthorPage
    | GroupsPage
    | FeedPage
    | SitemapPage
    | RobotsPage
    | LlmsPage
    | TextPage
    | SearchPage
    | MovedPage
    | DataPage
    | NotFoundPage
    | FilePage
    | AssetPage
)


def listed(of: ThreadSummary) -> Listed:
    return Listed(
        of.id, of.title, of.author, of.created, of.last, of.score, of.count, of.link, of.community,
        of.state, of.precision, of.found)  # fmt: skip
