"""Pages as values and threads from the store → what templates see.

Everything that comes from a dump passes through words.py or the bodies room on its way.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from urllib.parse import quote

import msgspec

from sitegen.build import said, words
from sitegen.build.engine import token
from sitegen.build.site_view import Frame, page_view
from sitegen.model import site_of
from sitegen.pages import (
    FeedPage,
    GroupsPage,
    Listed,
    ListPage,
    LlmsPage,
    MovedPage,
    NotFoundPage,
    RobotsPage,
    SearchPage,
    SitemapPage,
    TextPage,
    urls,
)
from sitegen.pages.sites import site_name
from sitegen.theme import context as view

NO_FEED_DATE = "1970-01-01T00:00:00Z"


@lru_cache(maxsize=256)
def community_link(path: str, site: str, community: str | None, title: str = "") -> view.Link:
    target = urls.relative(path, urls.community(site, community))
    return view.Link(target, words.line(title) or words.line(community) or site_name(site))


def list_context(frame: Frame, page: ListPage) -> view.ListContext:
    heading = {
        "front": frame.site.title,
        "month": frame.month(page.name) if page.kind == "month" else "",
        "domain": page.name,
    }.get(page.kind, frame.look.title or _community_name(frame, page.name))
    title = "" if page.kind == "front" and not page.number else heading
    if page.number:
        title = f"{heading}{frame.on_page(page.number)}"
    if page.order:
        title = frame.text(said.LISTS_IN_ORDER[page.order], title=heading)
    lead = frame.site.description if page.kind == "front" else words.line(frame.look.description)
    description = lead
    if not description and page.number:
        description = f"{title}: {frame.count(len(page.rows), 'thread')}"
    elif not description:
        threads = frame.count(page.total, "thread")
        description = f"{heading}: {threads}, {frame.comments(page.comments)}"
    shown = page_view(frame, page.path, page.site, title, description)
    if page.feed:
        feed = urls.relative(page.path, urls.feed(page.path))
        own = view.Alternate(feed, "application/atom+xml", heading)
        shown = msgspec.structs.replace(shown, alternates=(own,))
    return view.ListContext(
        site=frame.site,
        page=shown,
        kind=page.kind,
        heading=title if page.number else heading,
        description=lead if not page.number else "",
        rows=[row(frame, page.path, thread, page.kind != "community") for thread in page.rows],
        total=page.total,
        comments=page.comments,
        number=page.number,
        newer=view.Link(urls.relative(page.path, page.newer), frame.text("Newer"))
        if page.newer
        else None,
        older=view.Link(urls.relative(page.path, page.older), frame.text("Older"))
        if page.older
        else None,
        orders=_orders(frame, page),
    )


def _neighbour(frame: Frame, path: str, target: str, text: str) -> view.Link | None:
    return view.Link(urls.relative(path, target), frame.text(text)) if target else None


def _orders(frame: Frame, page: ListPage) -> tuple[view.Link, ...]:
    """The orders of a list, on its first page in each of them."""
    if not page.orders:
        return ()
    front = page.path.replace(f"most-{page.order}/", "") if page.order else page.path
    return tuple(
        view.Link(
            ""
            if order == page.order
            else urls.relative(page.path, urls.ordered(front, order) if order else front),
            frame.text(said.LISTS[order]),
        )
        for order in ("", *page.orders)
    )


def row(frame: Frame, path: str, thread: Listed, with_community: bool) -> view.Row:
    link = words.web_link(thread.link)
    site = site_of(thread.id)
    return view.Row(
        href=urls.relative(path, urls.thread(thread.id)),
        title=frame.title(thread.title, thread.author, thread.state, thread.id),
        author=frame.author(thread.author),
        when=frame.moment(thread.created, thread.precision[0]),
        last=frame.moment(thread.last, thread.precision[1]),
        score=thread.score,
        count=thread.count,
        found=thread.found,
        domain=words.domain(link) if link else "",
        community=community_link(path, site, thread.community) if with_community else None,
        state=thread.state,
    )


def groups_context(frame: Frame, page: GroupsPage) -> view.GroupsContext:
    heading = {
        "communities": frame.text("Communities"),
        "months": frame.text("Months"),
        "domains": frame.text("Domains"),
        "authors": frame.text("Authors"),
    }[page.kind]
    name: Callable[[str], str] = frame.month if page.kind == "months" else frame.author
    if page.kind == "communities":
        name = partial(_community_name, frame)
    kinds = {"communities": ("community", "communities"), "months": ("month", "months")}
    many = kinds.get(page.kind, ("person", "people"))
    told = frame.count(len(page.groups), *many) if page.kind != "domains" else ""
    return view.GroupsContext(
        site=frame.site,
        page=page_view(frame, page.path, page.site, heading, told),
        kind=page.kind,
        heading=heading,
        groups=[
            view.Link(urls.relative(page.path, path), name(group), threads)
            for path, group, threads in page.groups
        ],
    )


def _community_name(frame: Frame, name: str) -> str:
    return words.line(name) or frame.text("A community without a name")


def text_context(frame: Frame, page: TextPage) -> view.TextContext:
    """The body's place is held by a token, as in threads."""
    title, description = words.line(page.title), words.line(page.description)
    return view.TextContext(
        site=frame.site,
        page=page_view(frame, page.path, page.site, title, description),
        heading=title,
        body=token(0) if page.body else "",
    )


def moved_context(frame: Frame, page: MovedPage) -> view.MovedContext:
    file, hash_, place = page.target.partition("#")
    target = page.target
    own = bool(target) and not target.startswith(("http://", "https://"))
    if own:
        target = urls.relative(page.path, file) + hash_ + place
    title = "This page has moved" if target else "This page is gone"
    return view.MovedContext(
        site=frame.site,
        page=page_view(frame, page.path, page.site, frame.text(title), ""),
        target=target,
        canonical=urls.absolute(frame.config.site.url, file) if own else "",
    )


def search_context(frame: Frame, page: SearchPage) -> view.SearchContext:
    names = tuple(map(words.line, page.communities))
    return view.SearchContext(
        site=frame.site,
        page=page_view(frame, page.path, page.site, frame.text("Search"), ""),
        communities=names if len(names) > 1 else (),
        files="",
    )


def not_found_context(frame: Frame, page: NotFoundPage) -> view.NotFoundContext:
    return view.NotFoundContext(
        frame.site, page_view(frame, page.path, page.site, frame.text("Page not found"), "")
    )


def feed_context(frame: Frame, page: FeedPage) -> view.FeedContext:
    url = frame.config.site.url
    entries = [_entry(frame, page.path, thread) for thread in page.rows]
    name = words.line(page.name)
    title = f"{name} · {frame.site.title}" if name else frame.site.title
    return view.FeedContext(
        site=frame.site,
        title=title,
        id=urls.absolute(url, page.path) or iri("feed", title),
        self_url=urls.absolute(url, page.path),
        home_url=urls.absolute(url, _front(page)) or "index.html",
        updated=max((entry.updated for entry in entries), default=NO_FEED_DATE),
        entries=entries,
    )


def _front(page: FeedPage) -> str:
    """The list that a feed is of."""
    return f"{page.path.removesuffix(urls.FEED)}index.html"


def _entry(frame: Frame, feed: str, thread: Listed) -> view.Entry:
    url, path = frame.config.site.url, urls.thread(thread.id)
    count = frame.comments(thread.count)
    where = words.line(thread.community) or site_name(site_of(thread.id))
    return view.Entry(
        id=urls.absolute(url, path) or iri("post", thread.id),
        href=urls.absolute(url, path) or urls.relative(feed, path),
        title=frame.title(thread.title, thread.author, thread.state, thread.id),
        author=words.line(thread.author),
        published=words.iso(thread.created) or NO_FEED_DATE,
        updated=words.iso(thread.last) or words.iso(thread.created) or NO_FEED_DATE,
        summary=f"{count}, {where}",
    )


def iri(kind: str, name: str) -> str:
    """A permanent name for what has no public URL (RFC 4151 would need a domain)."""
    return f"urn:sitegen:{kind}:{quote(name.encode('utf-8', 'replace'), safe=':')}"


def sitemap_context(frame: Frame, page: SitemapPage) -> view.SitemapContext:
    url = frame.config.site.url
    return view.SitemapContext(
        [(urls.absolute(url, path), words.iso(last)) for path, last in page.urls]
    )


def llms_context(frame: Frame, page: LlmsPage) -> view.LlmsContext:
    url = frame.config.site.url
    others = [
        (urls.FRONT, frame.text("All threads, the newest first")),
        (urls.MONTHS if page.months else "", frame.text("Threads by month")),
        (urls.FEED, frame.text("Atom feed of the newest threads")),
        (urls.SITEMAP if url else "", frame.text("Every thread")),
    ]
    return view.LlmsContext(
        site=frame.site,
        threads=page.threads,
        comments=page.comments,
        communities=tuple(
            view.Link(urls.absolute(url, path) or path, _community_name(frame, name), threads)
            for path, name, threads in page.communities
        ),
        others=tuple(
            view.Link(urls.absolute(url, path) or path, text) for path, text in others if path
        ),
    )


def robots_context(frame: Frame, page: RobotsPage) -> view.RobotsContext:
    return view.RobotsContext(urls.absolute(frame.config.site.url, urls.SITEMAP))
