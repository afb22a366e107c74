"""forum-html: saved pages of topics, in the looks that the programs of forums come with.

A topic is flat. A post that begins with a quote answers what it quotes, where the program writes
which post that is, if that one is on the same page; all others answer the topic. Where a program
(NodeBB) tells what each post answers, that may be on another page. The pages of a topic name it by
its number, and join in whatever order they come.

What tells the parts of a page apart: _forum_looks.py.
"""

from collections.abc import Iterable, Iterator
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
_DEEPEST = 8  # posts around one that holds more


class _Found(NamedTuple):
    number: str
    author: str | None
    told: str
    content: Node
    answers: str  # the number of another post; "" where the program tells none


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
        parent, evidence = (
            (None, None) if number == opening else _parent(topic, number, found, look)
        )
        if parent == _answered(topic, post.answers):
            yield Continuation(parent, topic.name)
        created = _forum_times.moment(post.told, order)
        yield Post(
            id=f"{topic.name}#post-{number}",
            body=Body(_forum_bodies.body(post.content.html or "", topic.base), "html"),
            parent=parent,
            author=post.author,
            created=created,
            permalink=_permalink(topic, number, look),
            labels=() if created else _forum_times.label(post.told),
            title=topic.title,
            community=topic.community,
            evidence=evidence,
        )
        if look.answers:
            yield Continuation(_answered(topic, number), f"{topic.name}#post-{number}")
    if opening:
        yield Continuation(topic.name, f"{topic.name}#post-{opening}")


def _parent(
    topic: Topic, number: str, found: dict[str, _Found], look: Look
) -> tuple[str, Evidence | None]:
    """What a post answers, and how that is known where the program does not tell it."""
    post = found[number]
    if post.answers not in ("", number):
        told = f"{topic.name}#post-{post.answers}"
        return told if post.answers in found else _answered(topic, post.answers), None
    quoted = _forum_bodies.quoted(post.content, look)
    if quoted in found and quoted != number:
        return f"{topic.name}#post-{quoted}", _QUOTES
    return topic.name, None


def _answered(topic: Topic, number: str) -> str:
    """The place of what posts on other pages answer: that post, or the topic if no page has it."""
    return f"{topic.name}#answers-{number}"


def _posts(root: Node, look: Look) -> Iterator[_Found | Problem]:
    for node, holds in _page_parts.innermost(root.css(look.posts)):
        if holds and not (look.answers and _lies_near(node)):
            continue
        number, content = _number(node, look.number, look), _own(node, look.content, look)
        if number and content:
            author = _own(node, look.author, look)
            time = _own(node, look.time, look) if look.time else node
            name = attribute(node, "data-author") or attribute(node, "data-username")
            name = name or (text_of(author) if author else "")
            answers = _number(node, look.answers, look)
            yield _Found(number, name or None, _told(time) if time else "", content, answers)
        elif number or (content and text_of(content)):
            lacks = "a text" if number else "a number"
            yield Problem(f"post {number}".strip(), f"a post without {lacks}")


def _number(node: Node, places: Iterable[tuple[str, str]], look: Look) -> str:
    for selector, name in places:
        at = _own(node, selector, look) if selector else node
        if at and (found := look.in_number.fullmatch(attribute(at, name))):
            return found[1]
    return ""


def _lies_near(node: Node) -> bool:
    """Whether few posts lie around one: nobody unfolds answers in answers without an end."""
    around = 0
    above = node.parent
    while above is not None and around < _DEEPEST:
        around += "data-pid" in above.attributes
        above = above.parent
    return around < _DEEPEST


def _own(node: Node, selectors: str, look: Look) -> Node | None:
    """A part of a post, and not of an answer that a reader unfolded in it."""
    found = _page_parts.first(node, selectors)
    above = found if look.answers else None
    while above is not None and above != node:
        if "data-pid" in above.attributes:
            return None
        above = above.parent
    return found


def _told(time: Node) -> str:
    """The time of a post, in the most exact of the ways in which it is told."""
    for name in ("data-time", "data-timestamp", "datetime", "title"):
        if told := attribute(time, name).strip():
            return told[: _forum_times.LONGEST]
    return text_of(time)[-_forum_times.LONGEST :]


def _permalink(topic: Topic, post: str, look: Look) -> str | None:
    form = look.permalink_named if topic.named and look.permalink_named else look.permalink
    if not (topic.base if "{base}" in form else topic.address):
        return None
    if not post.isdecimal():  # the opening post of Vanilla, or one of another site
        return post if "://" in post else topic.address or None
    return form.format(
        topic=topic.address.rstrip("/"), base=topic.base, number=topic.number, post=post
    )


SOURCE = Source(
    name="forum-html",
    title="Saved topics of forums",
    version=7,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
