"""forum-html: saved pages of topics of XenForo 2 and phpBB 3, in the looks these come with.

A topic is flat. A post that begins with a quote answers what it quotes, as both programs write
which post that is, if that one is on the same page; all others answer the topic. The pages of a
topic name it by its number, and join in whatever order they come.

Markup: the templates post_macros and thread_view of XenForo 2, viewtopic_body.html of phpBB's
prosilver (https://github.com/phpbb/phpbb).
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sitegen.model import Body, Continuation, Evidence, Post, Problem, Record
from sitegen.sources import _mail_dates, _web
from sitegen.sources._discourse_site import forum_in_name
from sitegen.sources._html import Node, attribute, classes, looks_like_html, page, text_of
from sitegen.sources._html_write import Step, Written, rewritten
from sitegen.sources._json import utc_iso, utc_unix
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_QUOTES = Evidence(parent_rule="the post begins with a quote that names the post it is from")
_XENFORO_POST = re.compile(r"post-(\d{1,12})")
_XENFORO_TOPIC = re.compile(
    r"^(.*?)/threads/(?:[^/?#]*\.)?(\d{1,12})(?:/page-(\d{1,6}))?/?(?:[?#]|$)"
)
_PHPBB_POST = re.compile(r"p(\d{1,12})")
_PHPBB_TOPIC = re.compile(r"^(.*?)/?viewtopic\.php\?(?:[^#]*&)?t=(\d{1,12})\b")
_START = re.compile(r"[?&]start=(\d{1,9})")
_CITED = re.compile(r"[?&;]p=(\d{1,12})|^post: (\d{1,12})")
_AFTER_AUTHOR = re.compile(r"(?:»|&raquo;|\bon\b)\s*(.{8,60})$")
# What the programs put among the words: links that unfold, titles of boxes of code.
_DROPPED = frozenset({"bbCodeBlock-expandLink", "js-expandLink", "attachbox", "message-signature"})


class _Topic(NamedTuple):
    """`name` is the same on all of its pages; `address` leads to the first."""

    name: str
    title: str | None
    address: str
    community: str | None
    first: bool


class _Found(NamedTuple):
    number: str
    author: str | None
    created: datetime | None
    content: Node


def _sniff(head: Head) -> bool:
    if not looks_like_html(head.data):
        return False
    xenforo = b'id="XF"' in head.data and (
        b'data-template="thread_view' in head.data or b"/threads/" in head.data
    )
    return xenforo or (b'id="phpbb"' in head.data and b"section-viewtopic" in head.data)


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    if root is None:
        yield Problem("", "no page")
        return
    xenforo = attribute(root, "id") == "XF"
    topic = _topic(root, dump.name, _XENFORO_TOPIC if xenforo else _PHPBB_TOPIC)
    if topic is None:
        yield Problem("", "the page does not tell which topic it is of")
        return
    found = list(_xenforo(root) if xenforo else _phpbb(root))
    if not found:
        yield Problem("", "no post was found: a topic without posts, or a look that is not known")
        return
    here = {post.number for post in found}
    for index, post in enumerate(found):
        opens = topic.first and index == 0
        quoted = None if opens else _quoted(post.content)
        answers = quoted if quoted in here and quoted != post.number else None
        parent = f"{topic.name}#post-{answers}" if answers else topic.name
        yield Post(
            id=f"{topic.name}#post-{post.number}",
            body=Body(_body(post.content, topic.address), "html"),
            parent=None if opens else parent,
            author=post.author,
            created=post.created,
            permalink=_permalink(topic, post.number, xenforo=xenforo),
            title=topic.title,
            community=topic.community,
            evidence=_QUOTES if answers else None,
        )
    if topic.first:
        yield Continuation(topic.name, f"{topic.name}#post-{found[0].number}")


def _topic(root: Node, dump: str, pattern: re.Pattern[str]) -> _Topic | None:
    """The topic that a page is of, by the page's own address, or by the link of its title."""
    heading = root.css_first("h1.p-title-value, h2.topic-title, #page-body h2")
    title = text_of(heading) if heading else ""
    inside = heading.css_first("a[href]") if heading else None
    links = [
        *(attribute(node, "href") for node in root.css('link[rel="canonical"]')),
        *(attribute(node, "content") for node in root.css('meta[property="og:url"]')),
        *((attribute(inside, "href"),) if inside else ()),
    ]
    for address in links:
        if found := pattern.match(address):
            break
    else:
        return None
    base, number = found[1], found[2]
    known = forum_in_name(dump)
    host = _web.host_of(base + "/") or (known.host if known else "")
    place = _web.page_id(base + "/") or f"web:{host or 'forum'}"
    kind = "threads" if pattern is _XENFORO_TOPIC else "viewtopic"
    later = found[3] if pattern is _XENFORO_TOPIC else _started(address)
    own = address if address.startswith("http") else ""
    return _Topic(
        f"{place}/{kind}/{number}",
        title or None,
        re.split(r"/page-\d|#|[?&]start=", own, maxsplit=1)[0],
        host or None,
        later in (None, "0", "1") and not _has_earlier(root),
    )


def _started(address: str) -> str | None:
    found = _START.search(address)
    return found[1] if found else None


def _has_earlier(root: Node) -> bool:
    """Whether the page links to one before it."""
    return (
        root.css_first('link[rel="prev"], .pagination li.previous a, .pageNav-jump--prev')
        is not None
    )


# Posts


def _xenforo(root: Node) -> Iterator[_Found]:
    for node in root.css("article.message[data-content]"):
        number = _XENFORO_POST.fullmatch(attribute(node, "data-content"))
        content = node.css_first(".message-body .bbWrapper, .message-content .bbWrapper")
        if number and content:
            time = node.css_first("time[datetime], time[data-time]")
            created = None
            if time:
                created = utc_unix(attribute(time, "data-time")) or utc_iso(
                    attribute(time, "datetime")
                )
            yield _Found(number[1], attribute(node, "data-author") or None, created, content)


def _phpbb(root: Node) -> Iterator[_Found]:
    for node in root.css("div.post"):
        number = _PHPBB_POST.fullmatch(attribute(node, "id"))
        content = node.css_first(".postbody .content, .content")
        if not (number and content):
            continue
        line = node.css_first("p.author")
        name = node.css_first(
            "p.author .username, p.author .username-coloured, p.author strong a, p.author strong"
        )
        profile = node.css_first(".postprofile .username, .postprofile .username-coloured")
        name = name or profile
        time = node.css_first("p.author time[datetime]")
        created = utc_iso(attribute(time, "datetime")) if time else None
        if created is None and line and (told := _AFTER_AUTHOR.search(text_of(line))):
            created = _mail_dates.moment(told[1])
        yield _Found(number[1], text_of(name) or None if name else None, created, content)


def _quoted(content: Node) -> str | None:
    """The number of the post that a post's first quote is from, where nothing stands before it."""
    quote = content.css_first("blockquote")
    if quote is None:
        return None
    before, words = text_of(content), text_of(quote)
    if words and not before.startswith(words[:40]):
        return None
    told = attribute(quote, "data-source") or attribute(quote, "cite")
    inside = quote.css_first("cite a[data-post-id]")
    if inside and not told:
        return attribute(inside, "data-post-id") or None
    found = _CITED.search(told)
    return found[1] or found[2] if found else None


def _body(content: Node, address: str) -> str:
    whole = rewritten(content.html or "", address.partition("/threads/")[0], _rule).strip()
    return whole


def _rule(step: Step) -> Written | None:
    names = classes(step.node)
    if not _DROPPED.isdisjoint(names):
        return Written()
    parent = step.node.parent
    if step.node.tag == "p" and parent is not None and "codebox" in classes(parent):
        return Written()  # "Code: select all"
    return None


def _permalink(topic: _Topic, number: str, *, xenforo: bool) -> str | None:
    if not topic.address:
        return None
    if xenforo:
        return f"{topic.address.rstrip('/')}/post-{number}"
    return f"{topic.address.partition('?')[0]}?p={number}#p{number}"


SOURCE = Source(
    name="forum-html",
    title="Saved topics of XenForo 2 and phpBB 3",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
