"""forum-html: saved pages of topics, in the looks that the programs of forums come with.

A topic is flat. A post that begins with a quote answers what it quotes, where the program writes
which post that is, if that one is on the same page; all others answer the topic. The pages of a
topic name it by its number, and join in whatever order they come.

What tells the parts of a page apart: _forum_looks.py.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from sitegen.model import Body, Continuation, Evidence, Post, Problem, Record
from sitegen.sources import _forum_bodies, _forum_times, _page_parts, _saved, _web
from sitegen.sources._forum_looks import LOOKS, Look
from sitegen.sources._forum_names import forum_in_name
from sitegen.sources._html import Node, attribute, looks_like_html, page, text_of
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_QUOTES = Evidence(parent_rule="the post begins with a quote that names the post it is from")
_COUNTER = re.compile(r"\d{1,3}(?:[,.]\d{3})*|\d{1,9}", re.ASCII)
_NO_KEY = re.compile(r"[\W_]+")
_ANSWER = re.compile(r"(?:Re|Aw): ", re.I)
_MOST = 20  # links that are looked at
_LONGEST = 2000  # characters of an address


class _Topic(NamedTuple):
    """`name` is the same on all of its pages; `address` leads to the first.

    `named`: addresses have the topic's title in them.
    """

    name: str
    number: str
    named: bool
    title: str | None
    base: str
    address: str
    community: str | None
    first: bool


class _Found(NamedTuple):
    number: str
    author: str | None
    told: str
    content: Node


def _sniff(head: Head) -> bool:
    return looks_like_html(head.data) and _look(head.data) is not None


def _look(data: bytes) -> Look | None:
    return next(
        (look for look in LOOKS if look.mark.search(data) and look.of_topic.search(data)), None
    )


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        beginning = stream.read(HEAD_BYTES)
    look, saved = _look(beginning), _saved.address(beginning.decode("utf-8", "replace"))
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    if root is None or look is None:
        yield Problem("", "no page")
        return
    topic = _topic(root, dump.name, look, saved)
    if topic is None:
        yield Problem("", "the page does not tell which topic it is of")
        return
    found: dict[str, _Found] = {}
    words: dict[str, str] = {}  # of posts that stand there again
    for post in _posts(root, look):
        if isinstance(post, Problem):
            yield post
        elif (first := found.setdefault(post.number, post)) is not post:
            if post.number not in words:
                words[post.number] = text_of(first.content)
            if words[post.number] != text_of(post.content):
                yield Problem(f"post {post.number}", "it stands here twice; the first is kept")
    if not found:
        yield Problem("", "no post was found: a topic without posts, or a look that is not known")
        return
    yield from _records(topic, found, look)


def _records(topic: _Topic, found: dict[str, _Found], look: Look) -> Iterator[Record]:
    order = _forum_times.order_of(post.told for post in found.values())
    opening = next(iter(found)) if topic.first else ""
    for number, post in found.items():
        quoted = _forum_bodies.quoted(post.content, look) if number != opening else None
        answers = quoted if quoted in found and quoted != number else None
        parent = f"{topic.name}#post-{answers}" if answers else topic.name
        created = _forum_times.moment(post.told, order)
        yield Post(
            id=f"{topic.name}#post-{number}",
            body=Body(_forum_bodies.body(post.content, topic.base), "html"),
            parent=None if number == opening else parent,
            author=post.author,
            created=created,
            permalink=_permalink(topic, number, look),
            labels=() if created else _forum_times.label(post.told),
            title=topic.title,
            community=topic.community,
            evidence=_QUOTES if answers else None,
        )
    if opening:
        yield Continuation(topic.name, f"{topic.name}#post-{opening}")


# The topic


def _topic(root: Node, dump: str, look: Look, saved: str) -> _Topic | None:
    """The topic that a page is of, by the page's own address, or by the link of its title.

    `saved` is the address that whoever saved the page noted, or "".
    """
    heading = _first(root, look.title)
    links = [link for link in (*_addresses(root, heading, look), saved[:_LONGEST]) if link]
    found, address = next(
        ((found, link) for link in links if (found := look.topic.match(link))), (None, "")
    )
    if found is None:
        return None
    told = found.groupdict()
    number = told.get("number") or told["named"] or ""
    base = found["base"] if address.startswith("http") else _site(root, links)
    known = forum_in_name(dump)
    host = _web.host_of(base + "/") or (known.host if known else "")
    title = _title(root, heading)
    place = _web.page_id(base + "/") or f"web:{host or _nameless(title)}"
    return _Topic(
        f"{place}/{look.kind}/{number}",
        number,
        bool(told.get("named")),
        title,
        base,
        _of_first_page(address) if address.startswith("http") else "",
        host or None,
        _is_first(root, links, look),
    )


def _nameless(title: str | None) -> str:
    """What stands for the host where no page tells it: forums count their topics alike, from 1."""
    words = _NO_KEY.sub("-", title or "")[:80].strip("-")
    return f"forum/~{words}" if words else "forum"


def _addresses(root: Node, heading: Node | None, look: Look) -> Iterator[str]:
    for node in root.css('link[rel="canonical"], meta[property="og:url"]')[:_MOST]:
        yield (attribute(node, "href") or attribute(node, "content"))[:_LONGEST]
    inside = heading.css_first("a[href]") if heading else None
    for node in (inside, *(root.css(look.links)[:_MOST] if look.links else ())):
        if node:
            yield attribute(node, "href")[:_LONGEST]


def _site(root: Node, links: list[str]) -> str:
    """The folder that a page lies in, as its own absolute addresses tell."""
    base = root.css_first("base[href]")
    told = next((link for link in links if _web.host_of(link)), "")
    address = attribute(base, "href") if base else told
    return urljoin(address, ".").rstrip("/") if _web.host_of(address) else ""


def _title(root: Node, heading: Node | None) -> str | None:
    told = text_of(heading) if heading else ""
    page_title = root.css_first("title")
    told = told or (text_of(page_title) if page_title else "")
    return _ANSWER.sub("", told, count=1) or None


def _of_first_page(address: str) -> str:
    return re.split(r"/page-?\d|#|[?&]start=|[?&;]page=", address, maxsplit=1)[0]


def _is_first(root: Node, links: list[str], look: Look) -> bool:
    """Whether the page is the first of its topic: by the count of its first post, else by links."""
    node = root.css_first(look.counter) if look.counter else None
    count = _COUNTER.search(text_of(node)) if node else None
    if count:
        return count[0] == "1"
    if any(look.page.search(link) for link in links[:1]):
        return False
    earlier = root.css_first(
        'link[rel="prev"]:not([href*="prev_next"]), .pagination li.previous a, .pageNav-jump--prev,'
        ' .PageNav a.text[href*="page"]:first-child, a[rel="prev"]'
    )
    return earlier is None


# Posts


def _posts(root: Node, look: Look) -> Iterator[_Found | Problem]:
    for node, holds in _page_parts.innermost(root.css(look.posts)):
        if holds:
            continue
        number = _number(node, look)
        content = _first(node, look.content)
        if number and content:
            author, time = _first(node, look.author), _first(node, look.time)
            name = attribute(node, "data-author") or (text_of(author) if author else "")
            yield _Found(number, name or None, _told(time) if time else "", content)
        elif number or (content and text_of(content)):
            lacks = "a text" if number else "a number"
            yield Problem(f"post {number}".strip(), f"a post without {lacks}")


def _number(node: Node, look: Look) -> str:
    for selector, name in look.number:
        at = node.css_first(selector) if selector else node
        if at and (found := look.in_number.fullmatch(attribute(at, name))):
            return found[1]
    return ""


def _told(time: Node) -> str:
    """The time of a post, in the most exact of the ways in which it is told."""
    for name in ("data-time", "data-timestamp", "datetime", "title"):
        if told := attribute(time, name).strip():
            return told[: _forum_times.LONGEST]
    return text_of(time)[-_forum_times.LONGEST :]


def _first(node: Node, selectors: str) -> Node | None:
    """The element that the first selector names which names one."""
    parts = selectors.split(", ")
    return next((found for part in parts if (found := node.css_first(part))), None)


def _permalink(topic: _Topic, number: str, look: Look) -> str | None:
    form = look.permalink_named if topic.named and look.permalink_named else look.permalink
    if not (topic.base if "{base}" in form else topic.address):
        return None
    return form.format(
        topic=topic.address.rstrip("/"), base=topic.base, number=topic.number, post=number
    )


SOURCE = Source(
    name="forum-html",
    title="Saved topics of forums",
    version=4,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
