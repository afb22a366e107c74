"""tildes-html: saved pages of topics on Tildes.

Comments are articles in one another; what each says stands in an element of its own before its
answers. Topics and comments number themselves apart, both by 36 signs.

Markup: templates/topic.jinja2 and templates/macros/comments.jinja2 of https://gitlab.com/tildes/tildes
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.model import Body, Post, Problem, Record, State
from sitegen.sources._html import (
    Node,
    attribute,
    classes,
    looks_like_html,
    page,
    text_of,
    walk,
)
from sitegen.sources._html_write import rewritten
from sitegen.sources._json import utc_iso
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_HOST = "tildes.net"
_TOPIC = re.compile(rb"<article\s[^<>]*\btopic-full\b")
_ADDRESS = re.compile(
    r"(?:https?://([\w.-]{3,100}))?/(~[\w.-]{1,100})/([a-z0-9]{1,10})(?:/([\w-]{1,200}))?", re.A
)
_SENT_TO = re.compile(r"/topics/([a-z0-9]{1,10})/")
_ID = re.compile(r"[a-z0-9]{1,10}")
_COUNT = re.compile(r"\d[\d,]{0,9}")
_LINKS = "link[rel=canonical], meta[property='og:url'], a.comment-nav-link"
_MOST = 20  # links that are looked at


class _Topic(NamedTuple):
    """`id` is what ids begin with, `address` the topic's own where the page tells its group."""

    id: str
    base: str
    group: str | None
    address: str | None


def _sniff(head: Head) -> bool:
    if not looks_like_html(head.data) or b"topic-full-byline" not in head.data:
        return False
    return _TOPIC.search(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    node = root.css_first("article.topic-full") if root else None
    topic = _topic(root, node) if root and node else None
    if root is None or node is None or topic is None:
        yield Problem("", "the page does not tell which topic it is of")
        return
    yield _opening(root, node, topic)
    yield from _comments(node, topic)


def _topic(root: Node, node: Node) -> _Topic | None:
    links = [attribute(n, "href") or attribute(n, "content") for n in root.css(_LINKS)[:_MOST]]
    told = next((found for link in links if (found := _ADDRESS.match(link[:1000]))), None)
    form = node.css_first("[data-ic-post-to*='/topics/']")
    sent = _SENT_TO.search(attribute(form, "data-ic-post-to")) if form else None
    own = attribute(node, "id").removeprefix("topic-") or (told[3] if told else sent and sent[1])
    if not own or not _ID.fullmatch(own):
        return None
    context = root.css_first(".site-header-context")
    group = told[2] if told else text_of(context) if context else ""
    host = ((told and told[1]) or _HOST).lower()
    base = f"https://{host}"
    address = f"{base}/{group}/{own}" if group.startswith("~") else None
    if told and told[3] == own and told[4]:
        address = f"{address}/{told[4]}"
    place = "" if host == _HOST else f"{host}/"
    return _Topic(f"tildes:{place}{own}", base, group or None, address)


def _opening(root: Node, node: Node, topic: _Topic) -> Post:
    byline, heading = node.css_first(".topic-full-byline"), node.css_first("h1")
    text, link = node.css_first(".topic-full-text"), node.css_first(".topic-full-link a[href]")
    count, votes = (
        node.css_first(".topic-comments-header h2"),
        node.css_first(".topic-voting-votes"),
    )
    gone = node.css_first(".text-error")
    told = text_of(gone) if gone else ""
    times = [attribute(n, "datetime") for n in byline.css("time")[:2]] if byline else []
    author = byline.css_first(".link-user") if byline else None
    tags = [text_of(n) for n in root.css(".topic-tags a, .topic-full-tags a")[:100]]
    return Post(
        id=topic.id,
        root=topic.id,
        body=_body(text, topic),
        author=text_of(author) or None if author else None,
        created=utc_iso(times[0]) if times else None,
        edited=utc_iso(times[1]) if len(times) > 1 else None,
        score=_number(votes),
        state="deleted" if "deleted" in told else "removed" if "removed" in told else "visible",
        permalink=topic.address,
        title=text_of(heading) or None if heading else None,
        link=attribute(link, "href") or None if link else None,
        community=topic.group,
        labels=tuple(dict.fromkeys(tags)),
        claimed=_number(count),
    )


def _comments(top: Node, topic: _Topic) -> Iterator[Post | Problem]:
    """All comments in the order of the page, each below the one around it."""
    around: list[tuple[int, str]] = []  # the articles around: which, and whose
    seen: set[str] = set()

    def inside(node: Node) -> bool:
        return "comment-text" not in classes(node)

    for node, begins in walk(top, inside):
        if not node.is_element_node:
            continue
        if not begins:
            if around and around[-1][0] == node.mem_id:
                _, own = around.pop()
                if own and own not in seen:
                    yield Problem(own, "a comment without a text")
        elif node.tag == "article" and "comment" in classes(node):
            own = attribute(node, "data-comment-id36")
            own = own or attribute(node, "id").removeprefix("comment-")
            usable = _ID.fullmatch(own) is not None
            if node.first_child is None or not usable:
                yield Problem(
                    own[:40], f"a comment without {'a text' if usable else 'a usable id'}"
                )
            if node.first_child is not None:
                around.append((node.mem_id, own if usable else ""))
        elif "comment-itself" in classes(node):
            own = around[-1][1] if around else ""
            if not own:
                if not around:  # of one without a usable id it was told already
                    yield Problem("", "a text of a comment that stands in none")
                continue
            if own in seen:
                yield Problem(own, "it stands here twice; the first is kept")
                continue
            seen.add(own)
            above = next((whose for _, whose in around[-2::-1] if whose not in ("", own)), "")
            yield _comment(node, own, above, topic)


def _comment(node: Node, own: str, above: str, topic: _Topic) -> Post:
    posted = node.css_first("time.comment-posted-time") or node.css_first("header time")
    edited = node.css_first(".comment-edited-time time")
    author, text = node.css_first("header .link-user"), node.css_first(".comment-text")
    votes = node.css_first(".comment-votes") or node.css_first("[name=vote], [name=unvote]")
    labels = [text_of(n).lower() for n in node.css(".comment-labels .label, .comment-tags .label")]
    state: State = "visible"
    if node.css_first(".is-comment-deleted"):
        state = "deleted"
    elif node.css_first(".is-comment-removed"):
        state = "removed"
    return Post(
        id=f"{topic.id}/{own}",
        parent=f"{topic.id}/{above}" if above else topic.id,
        root=topic.id,
        body=_body(text, topic),
        author=text_of(author) or None if author else None,
        created=utc_iso(attribute(posted, "datetime")) if posted else None,
        edited=utc_iso(attribute(edited, "datetime")) if edited else None,
        score=_number(votes) or 0 if votes else None,
        state=state,
        permalink=f"{topic.address}#comment-{own}" if topic.address else None,
        community=topic.group,
        labels=tuple(dict.fromkeys(labels)),
    )


def _body(node: Node | None, topic: _Topic) -> Body:
    html = (node.inner_html or "").strip() if node else ""
    return Body(rewritten(html, topic.base) if '="/' in html else html, "html")


def _number(node: Node | None) -> int | None:
    found = _COUNT.search(text_of(node)) if node else None
    return int(found[0].replace(",", "")) if found else None


SOURCE = Source(
    name="tildes-html",
    title="Saved pages of topics on Tildes",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
