"""What templates may see: the API of themes. Every field is documented here and in docs/themes.md.

A template gets one context: the fields of the class named in its first line, as variables.
All strings are plain text and are escaped by the template engine; `body` fields alone are
finished, safe HTML. Every `href` is ready for use from the page it stands on.
"""

from collections.abc import Sequence

import msgspec

from sitegen.theme.views import (
    Above,
    Alternate,
    CommentView,
    Elsewhere,
    IndexLink,
    Link,
    PageView,
    PartLink,
    PartView,
    PeopleView,
    PersonView,
    ReadingView,
    Row,
    SiteView,
    ThreadView,
    When,
    WithinView,
    WrittenView,
)

__all__ = [
    "CONTEXTS",
    "Above",
    "Alternate",
    "AuthorContext",
    "CommentView",
    "CopyBlock",
    "CopyContext",
    "Elsewhere",
    "Entry",
    "FeedContext",
    "GroupsContext",
    "IndexLink",
    "Link",
    "ListContext",
    "LlmsContext",
    "MovedContext",
    "NotFoundContext",
    "PageView",
    "PartLink",
    "PartView",
    "PeopleView",
    "PersonView",
    "ReadingView",
    "RobotsContext",
    "Row",
    "SearchContext",
    "SiteView",
    "SitemapContext",
    "TextContext",
    "ThreadContext",
    "ThreadIndexContext",
    "ThreadView",
    "When",
    "WithinView",
    "WrittenView",
]


class ThreadContext(msgspec.Struct, frozen=True, gc=False):
    """templates/thread.html: one thread with its comments."""

    site: SiteView  #: the site
    page: PageView  #: this page
    thread: ThreadView  #: the opening post
    comments: Sequence[CommentView]  #: those on this page, flat, in reading order
    part: PartView | None = None  #: None: the whole thread is on this page
    within: WithinView | None = None  #: the part of a long thread that this page is about
    people: PeopleView | None = None  #: None where comments are few, and on all but the first page
    orders: tuple[Link, ...] = ()  #: where there are several; this one's href is empty
    nested: bool = False  #: a comment on this page has its replies inside it
    originals: str = ""  #: all permalinks: what is before an anchor's end, a space, what is after


class ThreadIndexContext(msgspec.Struct, frozen=True, gc=False):
    """templates/thread-index.html: where the comments of a thread of very many pages stand."""

    site: SiteView  #: the site
    page: PageView  #: this page
    thread: Link  #: the thread's first page, and its title
    comments: tuple[Elsewhere, ...]  #: the oldest first
    indexes: tuple[IndexLink, ...]  #: all such pages, this one too
    next: str  #: href of the one with the next comments; empty on the last


class ListContext(msgspec.Struct, frozen=True, gc=False):
    """templates/list.html: the front page, a community, a month, what links to a host, and their
    older pages."""

    site: SiteView  #: the site
    page: PageView  #: this page
    kind: str  #: "front", "community", "month" or "domain"
    heading: str  #: what the page lists, and which page it is; the site's title on the front page
    description: str  #: of the site, on its front page, or of the community; else empty
    rows: list[Row]  #: newest first, but in other orders
    total: int  #: threads on all pages together; on an older page those it shows
    comments: int  #: their comments
    newer: Link | None  #: the page with newer threads
    older: Link | None  #: the page with older threads
    orders: tuple[Link, ...] = ()  #: where there are several; this one's href is empty
    number: int = 0  #: of an older page, from the oldest; 0 for the newest threads


class AuthorContext(msgspec.Struct, frozen=True, gc=False):
    """templates/author.html: what an author of a site wrote, and its older pages."""

    site: SiteView  #: the site
    page: PageView  #: this page
    name: str  #: as it is shown; never empty
    where: str  #: the name of the site that the author wrote on
    posts: list[WrittenView]  #: newest first
    total: int  #: posts on all pages together; 0 on older pages
    newer: Link | None  #: the page with newer posts
    older: Link | None  #: the page with older posts
    heading: str = ""  #: `name`, and which page it is


class GroupsContext(msgspec.Struct, frozen=True, gc=False):
    """templates/groups.html: the list of communities, of months, of domains or of authors."""

    site: SiteView  #: the site
    page: PageView  #: this page
    kind: str  #: "communities", "months", "domains" or "authors"
    heading: str  #: what the page lists
    groups: list[Link]  #: largest first, or months, newest first; `count` are threads, or posts


class LlmsContext(msgspec.Struct, frozen=True, gc=False):
    """templates/llms.txt: what the site holds, for language models (https://llmstxt.org/)."""

    site: SiteView  #: the site
    threads: int  #: all there are
    comments: int  #: all there are
    communities: tuple[Link, ...]  #: the largest; absolute when the site has a url
    others: tuple[Link, ...]  #: front page, months, feed, sitemap


class TextContext(msgspec.Struct, frozen=True, gc=False):
    """templates/page.html: a page that the site's owner wrote in `pages/`."""

    site: SiteView  #: the site
    page: PageView  #: this page
    heading: str  #: its title
    body: str  #: safe HTML; may be empty


class MovedContext(msgspec.Struct, frozen=True, gc=False):
    """templates/moved.html: where a page was published once that lies elsewhere now, or is gone."""

    site: SiteView  #: the site
    page: PageView  #: this page
    target: str  #: href of where it is now; empty when it is gone
    canonical: str  #: absolute URL of that; empty when sitegen.toml has no url


class SearchContext(msgspec.Struct, frozen=True, gc=False):
    """templates/search.html: where readers search the texts of all posts."""

    site: SiteView  #: the site
    page: PageView  #: this page
    communities: tuple[str, ...]  #: names that a search can be narrowed to; empty when only one
    files: str  #: prefix that leads to the files of the index, for the script


class NotFoundContext(msgspec.Struct, frozen=True, gc=False):
    """templates/404.html: its links are absolute, for it is served at any address."""

    site: SiteView  #: the site
    page: PageView  #: this page


class CopyBlock(msgspec.Struct, frozen=True, gc=False):
    """A line of a text copy, or, of a copy of more than 20,000 lines, up to 100 of them.

    A line that no page can hold goes on in the next part: there it has a block, but not its id.
    """

    line: int  #: number of its first line, from 1; the thread leads to "#lN"
    text: str  #: its lines, with line feeds between them; may be empty
    continued: str = ""  #: a sentence, where its first line began on the page before; else empty


class CopyPartLink(msgspec.Struct, frozen=True, gc=False):
    """A page of a text copy that is cut into several, or a stretch of such pages, by its first."""

    href: str  #: the page; empty for this one
    number: int  #: from 1
    first: int  #: number of the first line there
    last: int  #: number of the last one
    continued: bool  #: the first line began on the page before


class CopyPartView(msgspec.Struct, frozen=True, gc=False):
    """This page among those of a long text copy. The first lies where the whole copy would.

    Links to lines may lead to the first page, wherever the line stands: it lists where that is.
    """

    number: int  #: from 1
    lines: str  #: which lines stand here, a sentence
    pages: tuple[CopyPartLink, ...]  #: first, last and those around this one, with gaps in between
    previous: str  #: href of the page before; empty on the first
    next: str  #: href of the page after; empty on the last
    listed: tuple[CopyPartLink, ...]  #: where lines stand: on the first page, and on each hundredth


class CopyContext(msgspec.Struct, frozen=True, gc=False):
    """templates/copy.html: the lossy text copy that a thread was read from.

    Each line N that the thread leads to opens a block, and has to be "#lN".
    """

    site: SiteView  #: the site
    page: PageView  #: this page
    thread: Link  #: the thread that was read from it
    text: str  #: link to the copy as a plain text file
    data: str  #: link to how it was read, as JSON
    blocks: list[CopyBlock]  #: all lines, or those of this part; blank ones too
    part: CopyPartView | None = None  #: None for a copy of one page


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A thread in a feed."""

    id: str  #: a permanent IRI
    href: str  #: absolute when the site has a url, else relative to the feed
    title: str  #: never empty
    author: str  #: empty when not known
    published: str  #: ISO time; never empty
    updated: str  #: ISO time; never empty
    summary: str  #: one line of plain text


class FeedContext(msgspec.Struct, frozen=True, gc=False):
    """templates/feed.xml: the newest threads of the site or of a community, as Atom (RFC 4287)."""

    site: SiteView  #: the site
    title: str  #: of the feed; never empty
    id: str  #: a permanent IRI of the feed
    self_url: str  #: absolute URL of the feed; empty when the site has no url
    home_url: str  #: absolute URL of the front page, or relative
    updated: str  #: ISO time of the newest entry; never empty
    entries: list[Entry]  #: newest first


class SitemapContext(msgspec.Struct, frozen=True, gc=False):
    """templates/sitemap.xml, and templates/sitemap-index.xml where `urls` are sitemaps."""

    urls: list[tuple[str, str]]  #: (absolute URL, ISO time of the last change or empty)


class RobotsContext(msgspec.Struct, frozen=True, gc=False):
    """templates/robots.txt."""

    sitemap: str  #: absolute URL; empty when the site has no url


CONTEXTS: dict[str, type[msgspec.Struct]] = {
    "thread.html": ThreadContext,
    "thread-index.html": ThreadIndexContext,
    "list.html": ListContext,
    "author.html": AuthorContext,
    "groups.html": GroupsContext,
    "copy.html": CopyContext,
    "page.html": TextContext,
    "search.html": SearchContext,
    "moved.html": MovedContext,
    "404.html": NotFoundContext,
    "llms.txt": LlmsContext,
    "feed.xml": FeedContext,
    "sitemap.xml": SitemapContext,
    "sitemap-index.xml": SitemapContext,
    "robots.txt": RobotsContext,
}
