"""slashdot-html: saved pages of stories on Slashdot with their comments, in the design since 2006.

Comments are items of lists in one another; what a page only names, because it is folded or below a
threshold, has no text there. Times are in the zone of the reader, which no page tells.

Markup: dispComment in Slash.pm of Slash; stories as programs find them in pages of 2020 to 2026.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from sitegen import possessive
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources._html import Node, attribute, classes, looks_like_html, page, text_of, walk
from sitegen.sources._html_write import absolute, rewritten
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_TAG = possessive.compiled(rb"<(?:link|meta)\s[^<>]*+>")
_OF_STORY = possessive.compiled(rb"slashdot\.org/(?:story/|comments\.pl\?)")
_LIST = possessive.compiled(rb"<ul\s[^<>]*\bid=\"commentlisting\"")
_SID = possessive.compiled(r"comments\.pl\?(?:[^#]{0,80}&)?sid=(\d{1,12})\b")
_TREE = possessive.compiled(r"tree_(\d{1,12})")
_BODY = possessive.compiled(r"comment_body_\d{1,12}")
_SCORE = possessive.compiled(r"Score: ?(-?\d{1,2})(?:, ?([A-Za-z ]{2,30}))?")
_NAME = possessive.compiled(r"(.{1,100}?)(?: \(\d{1,10}\))?(?: \*)?", re.S)
_WHEN = possessive.compiled(
    r"on [A-Z]\w{2,8} ([A-Z]\w\w)\w{0,6} (\d{1,2}, \d{4}) @ ?(\d\d:\d\d[AP]M)"
)
_SHOWN = possessive.compiled(r"on (\w{3,9} \w{3,9} \d{1,2},? @ ?\d\d:\d\d[AP]M)")
_ANONYMOUS = "Anonymous Coward"
_MOST = 40  # links that are looked at
_BASE = "https://slashdot.org"


class _Said(NamedTuple):
    """An element that may hold a comment, its number, and that of the comment around it."""

    native: str
    above: str
    parts: dict[str, Node]


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data) or b"slashdot" not in data.lower():
        return False
    own = [tag for tag in _TAG.findall(data) if b"canonical" in tag or b"og:url" in tag]
    return any(map(_OF_STORY.search, own)) or (
        _LIST.search(data) is not None and b"comments.pl?" in data
    )


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    links = root.css("a[href*='comments.pl?']")[:_MOST] if root else []
    told = (_SID.search(attribute(link, "href")[:500]) for link in links)
    sid = next((found[1] for found in told if found), "")
    if root is None or not sid:
        yield Problem("", "the page does not tell which discussion it is of")
        return
    story = f"slashdot:{sid}"
    opening = _story(root, story, sid)
    if opening:
        yield opening
    seen: set[str] = set()
    said = None
    for said in _comments(root):
        if isinstance(said, Problem):
            yield said
        elif said.native in seen:
            yield Problem(f"comment {said.native}", "it stands here twice; the first is kept")
        elif "body" not in said.parts:
            yield Problem(f"comment {said.native}", "a comment that is folded, without its text")
        else:
            seen.add(said.native)
            yield _comment(said, story, sid)
    if opening is None and said is None:
        yield Problem("", "neither a story nor a comment was found")


# The story


def _story(root: Node, story: str, sid: str) -> Post | None:
    """The story; a page of one comment holds none."""
    node = root.css_first("article[id^='firehose-']")
    heading = root.css_first(".story-title") or root.css_first("h2.story")
    if node is None or heading is None:
        return None
    number = attribute(node, "id").removeprefix("firehose-")
    text = node.css_first(f"#text-{number}") if number.isdecimal() else None
    byline = node.css_first(".story-byline")
    author = byline.css_first("a") if byline else None
    title = heading.css_first("a") or heading
    source = heading.css_first("a.story-sourcelnk")
    created, labels = _time(text_of(byline) if byline else "")
    return Post(
        id=story,
        root=story,
        body=_words(text),
        author=text_of(author) or None if author else None,
        created=created,
        permalink=f"{_BASE}/comments.pl?sid={sid}",
        title=text_of(title) or None,
        link=absolute(attribute(source, "href"), _BASE) or None if source else None,
        labels=labels,
    )


# Comments


def _comments(root: Node) -> Iterator[_Said | Problem]:
    """All comments in the order of their beginnings, when each has ended before its answers;
    before them, texts that stand in no comment."""
    open_: list[tuple[int, str]] = []
    found: dict[int, _Said] = {}
    order: list[int] = []
    astray: list[Problem] = []

    def inside(node: Node) -> bool:
        return _part(node) == ""

    for node, begins in walk(root, inside):
        if not node.is_element_node:
            continue
        if not begins:
            if open_ and open_[-1][0] == node.mem_id:
                open_.pop()
            continue
        tree = _TREE.fullmatch(attribute(node, "id")) if node.tag == "li" else None
        if tree:
            above = next((own for _, own in reversed(open_) if own != tree[1]), "")
            found[node.mem_id] = _Said(tree[1], above, {})
            order.append(node.mem_id)
            if node.first_child is not None:
                open_.append((node.mem_id, tree[1]))
        elif part := _part(node):
            told = attribute(node, "id").rpartition("_")[2] if part == "body" else ""
            if open_ and told in ("", open_[-1][1]):
                found[open_[-1][0]].parts.setdefault(part, node)
            elif told:
                astray.append(Problem(f"comment {told}", "its text stands in no comment"))
    yield from astray
    yield from (found[each] for each in order)


def _part(node: Node) -> str:
    """Which part of a comment an element is."""
    own = attribute(node, "id")
    if _BODY.fullmatch(own):
        return "body"
    for name in ("comment_link_", "comment_score_", "comment_otherdetails_"):
        if own.startswith(name):
            return name
    return "details" if "by" in classes(node) and node.tag == "span" else ""


def _comment(said: _Said, story: str, sid: str) -> Post:
    parts = said.parts
    details, score = parts.get("comment_otherdetails_"), parts.get("comment_score_")
    subject = parts.get("comment_link_")
    points = _SCORE.search(text_of(score)) if score else None
    created, labels = _time(text_of(details) if details else "")
    title = text_of(subject) if subject else ""
    body = _words(parts["body"])
    if title and not title.startswith("Re:"):
        body = Body(f"<p><b>{subject.inner_html if subject else ''}</b></p>{body.text}", "html")
    return Post(
        id=f"slashdot:c{said.native}",
        parent=f"slashdot:c{said.above}" if said.above else story,
        root=story,
        body=body,
        author=_author(parts.get("details"), details),
        created=created,
        score=int(points[1]) if points else None,
        permalink=f"{_BASE}/comments.pl?sid={sid}&cid={said.native}",
        labels=(*([points[2].lower()] if points and points[2] else []), *labels),
    )


def _author(by: Node | None, details: Node | None) -> str | None:
    """The name without its number: in a `span.by`, of old in the words before the details."""
    if by is None and details is not None and details.parent is not None:
        by = details.parent if "details" in classes(details.parent) else None
    if by is None:
        return None
    link = by.css_first("a[href*='/~']")
    told = text_of(link) if link else text_of(by).removeprefix("by ")
    if not link and told.startswith(_ANONYMOUS):
        return _ANONYMOUS
    found = _NAME.fullmatch(told[:120])
    return found[1] if found else None


def _time(told: str) -> tuple[datetime | None, tuple[str, ...]]:
    """The time; without a year, as the page shows times of its own, a label."""
    if found := _WHEN.search(told):
        with suppress(ValueError):
            when = f"{' '.join(found.groups())} +0000"
            return datetime.strptime(when, "%b %d, %Y %I:%M%p %z"), ()
    shown = _SHOWN.search(told)
    return None, (shown[1],) if shown else ()


def _words(node: Node | None) -> Body:
    html = (node.inner_html or "").strip() if node else ""
    return Body(rewritten(html, _BASE) if '="/' in html else html, "html")


SOURCE = Source(
    name="slashdot-html",
    title="Saved pages of stories on Slashdot",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
