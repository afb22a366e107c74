"""lobsters-html: saved pages of Lobsters: a story with its comments, lists of stories or comments.

Comments are nested in one another, each in a list item of its own; the item around all of them
holds none. Times are those of the last edit where a comment was edited.

Markup: app/views/{stories,comments} of https://github.com/lobsters/lobsters, 2012 to 2026.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from sitegen.model import Body, Post, Problem, Record, State
from sitegen.sources import _lobsters
from sitegen.sources._html import (
    Node,
    attribute,
    classes,
    looks_like_html,
    page,
    text_of,
    walk,
)
from sitegen.sources._json import utc_iso, utc_unix
from sitegen.sources._lobsters import Site
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_ZONE = re.compile(r"(\d) ([+-]\d{4})$")
_COUNT = re.compile(r"([\d,]+)\s+comment")
_SCORE = re.compile(r"[+-]?\d{1,9}")


class _Page(msgspec.Struct, frozen=True):
    """`story` is the short id of the story that the page is about, "" where it is a list.

    `address` is that story's own.
    """

    site: Site
    story: str = ""
    address: str = ""


class _Comment(msgspec.Struct, frozen=True):
    """A comment's element, its short id, and that of the comment it is nested in."""

    node: Node
    short: str
    above: str


# Recognising


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data):
        return False
    story = b'id="story_' in data or b"id=story_" in data
    if b"data-shortid=" in data and (b"comments_subtree" in data or story):
        return True
    return b'og:site_name" content="Lobsters"' in data


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream)
    yield from problems
    stories = root.css("li.story[data-shortid]") if root else []
    comments = list(_comments(root)) if root else []
    if root is None or not (stories or comments):
        yield Problem("", "the page holds neither a story nor a comment")
        return
    about = _about(root, stories, bool(comments))
    replies: dict[str, list[str]] = {}
    posts = [_comment(comment, about) for comment in comments]
    for post in posts:
        if isinstance(post, Post):
            replies.setdefault(post.parent or "", []).append(post.id)
    for story in stories:
        yield _story(story, about, replies, root)
    for post in posts:
        below = replies.get(post.id) if isinstance(post, Post) else None
        if isinstance(post, Post) and below:
            yield msgspec.structs.replace(post, replies=tuple(dict.fromkeys(below)))
        else:
            yield post


def _about(root: Node, stories: list[Node], has_comments: bool) -> _Page:
    """What a page is about: the story that its own address names, or the only one there is."""
    links = [
        attribute(link, "href") for link in root.css("link[rev=canonical], link[rel=canonical]")
    ]
    own = next((link for link in links if _lobsters.story_in(link)), "")
    home = [attribute(a, "href") for a in root.css("a#logo, a#l_holder")]
    hosts = (_lobsters.host_of(address) for address in (own, *links, *home))
    site = Site(next((host for host in hosts if host), _lobsters.HOST))
    shorts = [attribute(story, "data-shortid") for story in stories]
    story = _lobsters.story_in(own) or (shorts[0] if len(shorts) == 1 and has_comments else "")
    if not story or (shorts and story not in shorts):
        return _Page(site)
    node = next((s for s in stories if attribute(s, "data-shortid") == story), None)
    return _Page(site, story, _address(node, site, story) if node else own)


def _address(node: Node, site: Site, story: str) -> str:
    """A story's own address, with its title in it where a link has that."""
    for link in node.css("a[href]"):
        address = site.absolute(attribute(link, "href").partition("#")[0])
        if address and _lobsters.story_in(address) == story:
            return address
    return f"https://{site.host}/s/{story}"


def _comments(root: Node) -> Iterator[_Comment]:
    """All comments in the order of the page."""
    open_: list[tuple[int, str]] = []  # the list items around: which, and whose

    def inside(node: Node) -> bool:
        return "comment_text" not in attribute(node, "class")

    for node, begins in walk(root, inside):
        if not node.is_element_node:
            continue
        if not begins:
            if open_ and open_[-1][0] == node.mem_id:
                open_.pop()
        elif node.tag == "li" and "comments_subtree" in classes(node):
            if node.first_child is not None:
                open_.append((node.mem_id, ""))
        elif node.tag == "div" and "comment" in classes(node):
            short = attribute(node, "data-shortid")
            if not short:  # the form for a new one
                continue
            above = next((whose for _, whose in reversed(open_[:-1]) if whose), "")
            yield _Comment(node, short, above)
            if open_:
                open_[-1] = (open_[-1][0], short)


# Stories


def _story(node: Node, about: _Page, replies: dict[str, list[str]], root: Node) -> Post | Problem:
    site = about.site
    short = _lobsters.short_id(attribute(node, "data-shortid"))
    if short is None:
        return Problem("", f"{attribute(node, 'data-shortid')[:40]!r} cannot be the id of a story")
    is_about = short == about.story
    heading = node.css_first(".link")
    title = heading.css_first("a[href]") if heading else None
    byline = node.css_first(".byline")
    text = root.css_first("div.story_content > div.story_text") if is_about else None
    label = node.css_first(".comments_label")
    count = _COUNT.search(text_of(label)) if label else None
    gone = text_of(heading) if heading and title is None else ""
    state: State = "visible"
    if gone.startswith("[Story removed"):
        state = "removed" if "moderator" in gone else "deleted"
    told = attribute(title, "href") if title else ""
    return _lobsters.story_post(
        site,
        short,
        (text.inner_html or "").strip() if text else "",
        title=text_of(title) if title else None,
        link=site.absolute(told) or told,
        author=_author(byline),
        created=_time(byline),
        score=_score(node),
        permalink=about.address if is_about else _address(node, site, short),
        tags=[text_of(tag) for tag in node.css(".tags a.tag")],
        by_author=byline is not None and "authored by" in text_of(byline),
        claimed=int(count[1].replace(",", "")) if count and len(count[1]) < 12 else None,
        replies=replies.get(site.story(short), ()),
        state=state,
    )


# Comments


def _comment(found: _Comment, about: _Page) -> Post | Problem:
    site = about.site
    short, above = _lobsters.short_id(found.short), _lobsters.short_id(found.above)
    if short is None:
        return Problem("", f"{found.short[:40]!r} cannot be the id of a comment")
    byline = found.node.css_first(".byline")
    on = _on(byline, site)
    story = about.story or _lobsters.story_in(on)
    if not (story or above):
        return Problem("", f"comment {short} tells neither its story nor its parent")
    root = site.story(story) if story else None
    body, state, label = _words(found.node)
    labels = [text_of(hat) for hat in byline.css(".hat")] if byline else []
    if byline and byline.css_first(".merge"):
        labels.append("from a merged story")
    time, was_edited = _time(byline), byline is not None and _is_edited(byline)
    address = about.address if about.story else on
    return Post(
        id=site.comment(short),
        parent=site.comment(above) if above else root,
        root=root,
        body=Body(body, "html"),
        author=_author(byline),
        created=None if was_edited else time,
        edited=time if was_edited else None,
        score=_score(found.node),
        state=state,
        permalink=f"{address}#c_{short}" if address else f"https://{site.host}/c/{short}",
        community=site.community,
        labels=tuple([each for each in (*labels, label) if each]),
        evidence=None if above or about.story else _lobsters.NO_PARENT,
    )


def _on(byline: Node | None, site: Site) -> str:
    """The address of the story that a comment on a list of comments says it belongs to."""
    for link in byline.css("a[href]") if byline else ():
        address = site.absolute(attribute(link, "href").partition("#")[0])
        if address and _lobsters.story_in(address):
            return address.partition("/comments/")[0]
    return ""


def _words(node: Node) -> tuple[str, State, str]:
    """(text, state, label): what the site writes in place of a gone comment is no text."""
    text = node.css_first(".comment_text")
    if text is None:
        return "", "visible", ""
    mark = text.css_first(".na")
    gone = _lobsters.gone(text_of(mark)) if mark else None
    return ("", *gone) if gone else ((text.inner_html or "").strip(), "visible", "")


def _is_edited(byline: Node) -> bool:
    """Whether the site says that the time beside it is that of an edit."""
    for node, begins in walk(byline, lambda node: node.tag not in ("a", "time")):
        if begins and node.is_text_node and (node.text_content or "").split()[:1] == ["edited"]:
            return True
    return False


# What both have


def _author(byline: Node | None) -> str | None:
    for link in byline.css("a[href]") if byline else ():
        try:
            path = urlsplit(attribute(link, "href")).path
        except ValueError:
            continue
        if path.startswith(("/~", "/u/")) and (name := text_of(link)):
            return name
    return None


def _time(byline: Node | None) -> datetime | None:
    """The time that a byline tells; an age alone ("3 days ago") tells none."""
    for node in byline.css("time, span[title]") if byline else ():
        if time := utc_unix(attribute(node, "data-at-unix") or None):
            return time
        told = attribute(node, "title")
        if _ZONE.search(told) and (time := utc_iso(_ZONE.sub(r"\1\2", told))):
            return time
    return None


def _score(node: Node) -> int | None:
    """The score; None where the site hides it."""
    shown = node.css_first(".voters .score") or node.css_first(".voters .upvoter")
    text = text_of(shown) if shown else ""
    return int(text) if _SCORE.fullmatch(text) else None


SOURCE = Source(
    name="lobsters-html",
    title="Saved pages of Lobsters",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
