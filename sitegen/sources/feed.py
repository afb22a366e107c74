"""feed: RSS and Atom feeds of posts and comments, as blogs and forums give them out.

A feed tells little of what answers what. Where it names it (`thr:in-reply-to`), that is kept;
else a comment answers the page it is on, which its address tells. Addresses of sites that have
formats of their own give the ids that those give, so a feed adds to dumps of the same threads.

Formats: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0, Atom (RFC 4287), its
threading (RFC 4685), and what Reddit, Discourse, Lobsters, hnrss.org, WordPress and Blogger (also
in Takeout) make of them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from html import escape

from sitegen import possessive
from sitegen.model import Body, Evidence, Post, Problem, Record
from sitegen.model.permalinks import posts_at
from sitegen.model.post import Markup
from sitegen.sources import _feed_blogger, _web
from sitegen.sources._json import utc_iso
from sitegen.sources._mail_dates import moment
from sitegen.sources._tracker import is_jira
from sitegen.sources._xml_records import Element, records, root_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_WXR = b"http://wordpress.org/export/"
_ENTRY = possessive.compiled(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]")
_ON_PAGE = Evidence(parent="guessed", parent_rule="the feed names the page, and no other comment")
_ALONE = Evidence(parent="guessed", parent_rule="the feed does not name what this answers")
_MARK = possessive.compiled(r"#(?:comment-|disqus_|c|dsq-comment-)?\d+$|#comment", re.I)
_TITLES = possessive.compiled(
    r"(?:(?:New )?Comments? (?:by .{1,80}? )?(?:on|in):? |By: |Re: |(?:/u/[\w-]{1,40} )?on )"
    r"(?P<title>.*)",
    re.I | re.S,
)
_BY = possessive.compiled(r" by [^\"]{1,80}$")
_HNRSS = possessive.compiled(
    r"<p>(?:Article URL|Comments URL|Points|# Comments):.*?</p>\s*(?:<hr>\s*)?", re.S
)
_POINTS, _COUNT = re.compile(r"<p>Points: (\d{1,9})</p>"), re.compile(r"<p># Comments: (\d{1,9})<")
_REDDIT = possessive.compiled(
    r"(?:<!-- SC_OFF -->|<!-- SC_ON -->|(?:&#32;|\s)*submitted by (?:&#32;|\s)*<a .*\Z"
    r"|<table>\s*<tr>\s*<td>\s*<a [^>]*>\s*<img .*?(?=submitted by))",
    re.S,
)
_PARENS = possessive.compiled(r"[^()]*@[^()]*\(([^()]{1,200})\)")


class _Entry:
    """What an entry tells, before what it answers is known."""

    __slots__ = ("href", "post", "ref", "thread")

    def __init__(self, post: Post, thread: str | None, ref: str, href: str) -> None:
        self.post, self.thread, self.ref, self.href = post, thread, ref, href


def _sniff(head: Head) -> bool:
    kind = root_of(head.data)
    if kind not in ("rss", "feed", "RDF") or _WXR in head.data or is_jira(head.data):
        return False
    return _ENTRY.search(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    names: dict[str, str] = {}  # ids of entries as the feed names them, and as we do
    entries: list[_Entry] = []
    about: str | None = None
    blog, left = "", Counter[str]()
    with dump.open() as stream:
        for record in records(stream, "item", "entry"):
            if isinstance(record, Problem):
                yield record
            elif not record.element.name:
                about, blog = _about(record.element), " ".join(record.element.told("title").split())
            elif why := _feed_blogger.left_out(record.element):
                left[why] += 1
            elif _feed_blogger.is_blogger(record.element):
                post = _feed_blogger.entry(record.element, blog)
                if why := _feed_blogger.hidden(record.element):
                    left[why] += 1
                else:
                    yield post or Problem(record.where, "an entry without an id of Blogger's")
            else:
                entry = _entry(record.element, about)
                if entry is None:
                    yield Problem(record.where, "an entry without an address")
                    continue
                for name in (record.element.told("id", "guid"), entry.post.permalink):
                    if name:
                        names[name] = entry.post.id
                entries.append(entry)
    for entry in entries:
        yield _placed(entry, names)
    for why, count in sorted(left.items()):
        yield Problem("", f"left out: {why} ({count:,})")


def _about(head: Element) -> str | None:
    """The page whose comments a feed tells, by the feed's own title; None where it is no such."""
    found = _TITLES.fullmatch(head.told("title"))
    return found["title"].strip() or None if found else None


def _entry(told: Element, about: str | None) -> _Entry | None:
    own = told.told("guid", "id")
    address = _address(told)
    ids = _known(own, told.told("comments"), address)
    link = None
    if ids:
        post_id, thread = ids[0], ids[1] if len(ids) > 1 else None
        if not posts_at(address):
            link = address or None
            address = next(name for name in (own, told.told("comments")) if posts_at(name))
    else:
        address = address if _web.page_id(address) else own
        page = _web.page_id(address)
        if page is None:
            return None
        mark = _MARK.search(address)
        thread = page if mark else None
        post_id = f"{page}{address[address.index('#') :][:100]}" if mark else page
    answered = told.first("thr:in-reply-to")
    comment = thread is not None or answered is not None
    title, is_comment = _title(told.told("title"), about, comment=comment)
    score, claimed, body = _body(told)
    alone = is_comment and not comment
    post = Post(
        id=post_id,
        body=body,
        author=_author(told),
        created=_time(told, "pubDate", "published", "dc:date", "updated", "issued"),
        score=score,
        claimed=claimed,
        permalink=address or None,
        title=title,
        link=link,
        community=_community(told, address, post_id),
        labels=("a comment by itself",) if alone else (),
        evidence=_ALONE if alone else None,
    )
    ref = answered.attributes.get("ref", "") if answered else ""
    ref = _feed_blogger.answered(told) or ref
    return _Entry(post, thread, ref, answered.attributes.get("href", "") if answered else "")


def _known(*addresses: str) -> tuple[str, ...]:
    """The ids of a post of a known site and of its thread, by the first address that names one.

    Another address of the same post may tell the thread, too.
    """
    found = [ids for address in addresses if (ids := posts_at(address))]
    same = [ids for ids in found if ids[0] == found[0][0]]
    return max(same, key=len, default=())


def _placed(entry: _Entry, names: dict[str, str]) -> Post:
    """An entry with what it answers: the entry it names, or else its page."""
    own, thread = entry.post.id, entry.thread
    parent = next((names[name] for name in (entry.ref, entry.href) if name in names), None)
    if parent is None:
        named = _named(entry.href) or _named(entry.ref)
        parent = named if named != own else None
    if parent and parent != own:
        root = thread if thread and thread != own else None
        return _replaced(entry.post, parent, root, None)
    if thread and thread != own:
        return _replaced(entry.post, thread, thread, _ON_PAGE)
    return entry.post


def _replaced(post: Post, parent: str, root: str | None, evidence: Evidence | None) -> Post:
    fields = {name: getattr(post, name) for name in post.__struct_fields__}
    return Post(**fields | {"parent": parent, "root": root, "evidence": evidence})


def _named(address: str) -> str | None:
    """The id of the post at an address."""
    if ids := posts_at(address):
        return ids[0]
    page = _web.page_id(address)
    mark = _MARK.search(address) if page else None
    return f"{page}{address[address.index('#') :][:100]}" if mark else page


# Fields


def _address(told: Element) -> str:
    """Where an entry is: RSS has it as text, Atom as an attribute of one of its links."""
    for link in told.all("link"):
        if link.text.strip():
            return link.text.strip()
        if link.attributes.get("rel", "alternate") == "alternate" and link.attributes.get("href"):
            return link.attributes["href"].strip()
    return told.attributes.get("rdf:about", "")


def _title(text: str, about: str | None, *, comment: bool) -> tuple[str | None, bool]:
    """The title of an entry's thread, and whether the title says that the entry is a comment."""
    found = _TITLES.fullmatch(text)
    if found is None:
        return ((about if comment and about else text) or None), False
    if about and comment:
        return about, True
    title = _BY.sub("", found["title"].strip())
    if text[:3].lower() == "by:":  # "By: Ann", in a feed that does not say of what
        return about, True
    return title.strip('"“” ') or None, True


def _author(told: Element) -> str | None:
    person = told.first("author")
    name = told.told("dc:creator")
    if not name and person:
        name = person.told("name") or person.text.strip()
    if found := _PARENS.fullmatch(name):  # "ann@example.org (Ann)"
        name = found[1]
    return name.removeprefix("/u/").partition("@")[0].strip() or None


def _time(told: Element, *names: str) -> datetime | None:
    text = told.told(*names)
    return utc_iso(text) or moment(text)


def _body(told: Element) -> tuple[int | None, int | None, Body]:
    """Points and the number of comments, where hnrss writes them into the text; and the text."""
    text, markup = _text(told)
    if markup != "html":
        return None, None, Body(text, markup)
    points = claimed = None
    if "<p># Comments: " in text or "<p>Comments URL: " in text:
        points, claimed = _POINTS.search(text), _COUNT.search(text)
        text = _HNRSS.sub("", text).strip()
    if "SC_OFF" in text or "submitted by" in text:
        text = _REDDIT.sub("", text).strip()
    if "<" not in text:
        text = _web.paragraphs(text)
    return points and int(points[1]), claimed and int(claimed[1]), Body(text, "html")


def _text(told: Element) -> tuple[str, Markup]:
    """The fullest text of an entry: the content before the summary."""
    for name in ("content:encoded", "content", "description", "summary"):
        for found in told.all(name):
            kind = found.attributes.get("type", "")
            if found.children:  # XHTML, as it is written
                return found.source.strip(), "html"
            if text := found.text.strip():
                plain = name in ("content", "summary") and kind in ("", "text", "text/plain")
                return (escape(text, quote=False), "html") if plain else (text, "html")
    return "", "html"


def _community(told: Element, address: str, post_id: str) -> str | None:
    category = told.first("category")
    label = category.attributes.get("label", "") if category else ""
    if label.startswith("r/"):
        return label
    return _web.host_of(address) if post_id.startswith(("web:", "discourse:")) else None


SOURCE = Source(
    name="feed",
    title="RSS and Atom feeds of posts and comments",
    version=4,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
