"""forum-print-html: pages that forums make for printing, and the plain archives of their topics.

Such a page often holds a whole topic, but does not name its posts: they are told apart by author,
time and words. A topic is flat. A post that begins with a quote answers the post that the line
above the quote tells by author and time, if just one on the page is that; all others answer the
topic.

What tells the parts of a page apart: _forum_prints.py.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.model import Body, Continuation, Evidence, Post, Problem, Record
from sitegen.sources import _forum_bodies, _forum_prints, _forum_times, _forum_topics, _saved
from sitegen.sources._chat import Repeats, is_web
from sitegen.sources._forum_printed import Said
from sitegen.sources._forum_prints import Print
from sitegen.sources._forum_topics import Topic
from sitegen.sources._html import Node, attribute, looks_like_html, outermost, page, text_of
from sitegen.sources._page_parts import LONGEST, first
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_QUOTES = Evidence(
    parent_rule="the post begins with a quote, and the line above it names author and time"
)
_TAG = re.compile(r"<[^<>]*>")
_MOST = 200  # links to other pages that are looked at


class _Found(NamedTuple):
    id: str
    said: Said


def _sniff(head: Head) -> bool:
    return looks_like_html(head.data) and _forum_prints.print_of(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        beginning = stream.read(HEAD_BYTES)
    kind = _forum_prints.print_of(beginning)
    saved = _saved.address(beginning.decode("utf-8", "replace"))
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    if root is None or kind is None:
        yield Problem("", "no page")
        return
    topic = _topic(root, dump.name, kind, saved)
    if topic is None:
        yield Problem("", "the page does not tell which topic it is of")
        return
    found: list[_Found] = []
    for post in _posts(root, kind, topic):
        if isinstance(post, Problem):
            yield post
        else:
            found.append(post)
    if not found:
        yield Problem("", "no post was found: a topic without posts, or a look that is not known")
        return
    yield from _records(topic, found)


def _topic(root: Node, dump: str, kind: Print, saved: str) -> Topic | None:
    written = _written(root, kind)
    told = _forum_topics.topic(root, dump, kind.look, saved or written)
    topic = told or _forum_topics.untold(root, dump, kind.look)
    if topic is None:
        return None
    of_first = kind.of_first is not None and kind.of_first.search(saved or dump)
    is_first = topic.first and not kind.look.page.search(saved)
    is_first = is_first and (bool(of_first) or not _leads_back(root, kind))
    heading = first(root, kind.look.title) if kind.titled else None
    title = kind.titled(heading) if kind.titled and heading else ""
    address = topic.address or (written if kind.look.topic.match(written) else "")
    return topic._replace(
        name=f"{topic.name}/{kind.part}",
        title=title or topic.title,
        first=is_first,
        address=address,
    )


def _written(root: Node, kind: Print) -> str:
    """The topic's address, where a page tells it in words."""
    told = [text_of(node) for node in root.css(kind.written)[:_MOST]] if kind.written else []
    parts = [part for part in told if len(part) <= LONGEST]
    if not parts or not is_web(parts[0]):
        return ""
    return parts[-1] if is_web(parts[-1]) else f"{parts[0].rstrip('/')}/{parts[-1].lstrip('/')}"


def _leads_back(root: Node, kind: Print) -> bool:
    """Whether the first page is a link that leads somewhere: this is another one."""
    pager = root.css_first(kind.pager) if kind.pager else None
    links = pager.css("a")[:_MOST] if pager else ()
    return any(text_of(link) == "1" and not _is_script(link) for link in links)


def _is_script(link: Node) -> bool:
    """Whether a link is to nothing: so vBulletin writes the page that is shown."""
    return attribute(link, "href").startswith("javascript:")


def _posts(root: Node, kind: Print, topic: Topic) -> Iterator[_Found | Problem]:
    repeats = Repeats()
    those = {node.mem_id for node in root.css(kind.posts)}
    for node in outermost(root, lambda node: node.mem_id in those):
        said = kind.said(node)
        if said is None:
            if not kind.among:
                yield Problem("", "a post without a text, an author or a time")
            continue
        if not said.html.strip():
            yield Problem(f"post of {said.author[:80]}, {said.told}", "a post without a text")
            continue
        words = " ".join(_TAG.sub(" ", said.html).split())
        told = f"{said.told[: _forum_times.LONGEST]}\n{said.author}\n{words}"
        yield _Found(f"{topic.name}#{repeats.id_of(told)}", said)


def _records(topic: Topic, found: list[_Found]) -> Iterator[Record]:
    order = _forum_times.order_of(post.said.told for post in found)
    opening = found[0].id if topic.first else ""
    quoted = _Quoted()
    for post in found:
        author, told, html, line = post.said
        answers = quoted.post(line) if line and post.id != opening else None
        quoted.learn(post)
        created = _forum_times.moment(told, order)
        yield Post(
            id=post.id,
            body=Body(_forum_bodies.body(html, topic.base), "html"),
            parent=None if post.id == opening else answers or topic.name,
            author=author or None,
            created=created,
            permalink=topic.address or None if post.id == opening else None,
            labels=() if created else _forum_times.label(told),
            title=topic.title,
            community=topic.community,
            evidence=_QUOTES if answers else None,
        )
    if opening:
        yield Continuation(topic.name, opening)


class _Quoted:
    """Posts so far, by the time in the page's words: a line above a quote ends with it."""

    def __init__(self) -> None:
        self._posts: dict[str, list[_Found]] = {}
        self._lengths: set[int] = set()

    def learn(self, post: _Found) -> None:
        told = post.said.told
        if told and len(told) <= _forum_times.LONGEST:
            self._posts.setdefault(told, []).append(post)
            self._lengths.add(len(told))

    def post(self, line: str) -> str | None:
        for length in sorted(self._lengths, reverse=True):
            if posts := self._posts.get(line[-length:]):
                names = line[:-length]
                named = [post.id for post in posts[:2] if post.said.author in names]
                return named[0] if len(posts) == 1 and named else None
        return None


SOURCE = Source(
    name="forum-print-html",
    title="Printed topics and archives of forums",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
