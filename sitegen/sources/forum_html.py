"""forum-html: saved pages of topics, in the looks that the programs of forums come with.

A topic is flat. A post that begins with a quote answers what it quotes, where the program writes
which post that is, if that one is on the same page; all others answer the topic. The pages of a
topic name it by its number, and join in whatever order they come.

What tells the parts of a page apart: _forum_looks.py.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sitegen.model import Body, Continuation, Evidence, Post, Problem, Record
from sitegen.sources import (
    _forum_bodies,
    _forum_prints,
    _forum_times,
    _forum_topics,
    _page_parts,
    _saved,
)
from sitegen.sources._forum_looks import LOOKS, Look
from sitegen.sources._forum_topics import Topic
from sitegen.sources._html import Node, attribute, looks_like_html, page, text_of
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_QUOTES = Evidence(parent_rule="the post begins with a quote that names the post it is from")


class _Found(NamedTuple):
    number: str
    author: str | None
    told: str
    content: Node


def _sniff(head: Head) -> bool:
    if not looks_like_html(head.data) or _forum_prints.print_of(head.data):
        return False
    return _look(head.data) is not None


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
    topic = _forum_topics.topic(root, dump.name, look, saved)
    if topic is None:
        yield Problem("", "the page does not tell which topic it is of")
        return
    found: dict[str, _Found] = {}
    words: dict[str, str] = {}  # of posts that stand there again
    for post in _posts(root, look):
        if isinstance(post, Problem):
            yield post
        elif (kept := found.setdefault(post.number, post)) is not post:
            if post.number not in words:
                words[post.number] = text_of(kept.content)
            if words[post.number] != text_of(post.content):
                yield Problem(f"post {post.number}", "it stands here twice; the first is kept")
    if not found:
        yield Problem("", "no post was found: a topic without posts, or a look that is not known")
        return
    yield from _records(topic, found, look)


def _records(topic: Topic, found: dict[str, _Found], look: Look) -> Iterator[Record]:
    order = _forum_times.order_of(post.told for post in found.values())
    opening = next(iter(found)) if topic.first else ""
    for number, post in found.items():
        quoted = _forum_bodies.quoted(post.content, look) if number != opening else None
        answers = quoted if quoted in found and quoted != number else None
        parent = f"{topic.name}#post-{answers}" if answers else topic.name
        created = _forum_times.moment(post.told, order)
        yield Post(
            id=f"{topic.name}#post-{number}",
            body=Body(_forum_bodies.body(post.content.html or "", topic.base), "html"),
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


def _posts(root: Node, look: Look) -> Iterator[_Found | Problem]:
    for node, holds in _page_parts.innermost(root.css(look.posts)):
        if holds:
            continue
        number = _number(node, look)
        content = _page_parts.first(node, look.content)
        if number and content:
            author, time = _page_parts.first(node, look.author), _page_parts.first(node, look.time)
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


def _permalink(topic: Topic, number: str, look: Look) -> str | None:
    form = look.permalink_named if topic.named and look.permalink_named else look.permalink
    if not (topic.base if "{base}" in form else topic.address):
        return None
    return form.format(
        topic=topic.address.rstrip("/"), base=topic.base, number=topic.number, post=number
    )


SOURCE = Source(
    name="forum-html",
    title="Saved topics of forums",
    version=5,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
