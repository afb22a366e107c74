"""mbin-html: saved pages of threads and microblog posts on Mbin and kbin.

Comments lie in one another or flat, as a reader has set it: each tells by number what it answers,
which need not be on the page. Every instance numbers all that it sees by itself.

Markup: templates/components/{entry,entry_comment,post,post_comment}.html.twig of
https://github.com/MbinOrg/mbin from 1.2 to 1.8.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sitegen.model import Body, Post, Problem, Record, State
from sitegen.sources import _page_parts as parts
from sitegen.sources import _web
from sitegen.sources._html import Node, attribute, inside, looks_like_html, saved_page, text_of
from sitegen.sources._html_write import rewritten
from sitegen.sources._json import utc_iso
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_OF_PROGRAM = re.compile(rb"\bdata-controller=\"[^\"<>]{0,60}\bkbin\b")
_OF_THREAD = re.compile(
    rb"\bpage-(?:entry|post)-single\b|\bdata-notifications-(?:entry|post)-id-value=\"\d"
)
_PLACE = re.compile(
    r"(https?://[^/?#\s]{1,253})(/m/([^/?#\s]{1,200})/([tp])/(\d{1,12}))(?:[/?#]|\Z)"
)
_COMMENT = re.compile(r"((?:entry|post)-comment)-(\d{1,12})", re.ASCII)
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)


class _Thread(NamedTuple):
    """`kind` is what ids of elements begin with: "entry", or "post" of a microblog."""

    id: str
    base: str
    address: str
    community: str
    kind: str
    number: str


def _sniff(head: Head) -> bool:
    data = head.data
    return (
        looks_like_html(data)
        and _OF_PROGRAM.search(data) is not None
        and _OF_THREAD.search(data) is not None
    )


def _read(dump: Dump) -> Iterator[Record]:
    root, noted, problems = saved_page(dump)
    yield from problems
    thread = _thread(root, noted) if root else None
    if root is None or thread is None:
        yield Problem("", "the page does not tell which thread it is of")
        return
    opening = root.css_first(f"[id='{thread.kind}-{thread.number}']")
    if opening is not None:
        yield _opening(opening, thread)
    yield from _comments(root, thread)
    hidden = sum(text_of(node) == "Private" for node in root.css("div[class*='comment-level--']"))
    if hidden:
        yield Problem("", f"comments that only followers of their authors may read ({hidden:,})")


def _thread(root: Node, noted: str) -> _Thread | None:
    found = parts.place(root, noted, _PLACE)
    page = _web.page_id(found[1] + found[2]) if found else None
    if found is None or page is None:
        return None
    own = _web.host_of(found[1] + "/")
    community = found[3] if "@" in found[3] else f"{found[3]}@{own}"
    kind = "entry" if found[4] == "t" else "post"
    return _Thread(page, found[1], found[1] + found[2], community, kind, found[5])


def _opening(node: Node, thread: _Thread) -> Post:
    heading = node.css_first("header h1") if thread.kind == "entry" else None
    linked = heading.css_first("a[href]") if heading else None
    title = None
    if heading:
        title = text_of(linked) if linked else _without_badges(heading)
    text = parts.first(node, ".entry__body .content" if thread.kind == "entry" else ".content")
    byline = parts.first(node, ".entry__meta" if thread.kind == "entry" else "header")
    state, body = _said(text, thread)
    link = attribute(linked, "href") if linked else ""
    labels = [text_of(badge) for badge in heading.css("small.badge")] if heading else []
    return Post(
        id=thread.id,
        root=thread.id,
        body=body,
        author=_author(byline),
        created=_time(byline, 0),
        edited=_time(byline, 1),
        score=_score(node),
        state=_gone(node, state),
        permalink=thread.address,
        title=title or None,
        link=link or None,
        community=thread.community,
        labels=tuple(dict.fromkeys(filter(None, labels))),
        claimed=parts.number(parts.words(node, "[data-subject-target='commentsCounter']")),
    )


def _without_badges(heading: Node) -> str:
    """A title without what stands before it ("18+") and behind it (the language)."""
    found = []
    child = heading.first_child
    while child is not None:
        if child.is_text_node:
            found.append(child.text_content or "")
        child = child.next
    return " ".join("".join(found).split())


def _comments(root: Node, thread: _Thread) -> Iterator[Post | Problem]:
    seen: set[str] = set()
    for node, holds in parts.innermost(root.css("blockquote.comment[id]")):
        match = _COMMENT.fullmatch(attribute(node, "id"))
        where = f"comment {match[2]}" if match else ""
        if match is None:
            yield Problem("", "a comment without a usable number")
        elif holds:
            yield Problem(where, "a comment whose end is missing: others stand in it")
        elif match[2] in seen:
            yield Problem(where, "it stands here twice; the first is kept")
        elif node.css_first(".content") is None:
            yield Problem(where, "a comment without a text")
        else:
            seen.add(match[2])
            yield _comment(node, match[1], match[2], thread)


def _comment(node: Node, kind: str, number: str, thread: _Thread) -> Post:
    above = attribute(node, "data-subject-parent-value")
    answers = _NUMBER.fullmatch(above) is not None and above != number
    byline = node.css_first("header")
    state, body = _said(node.css_first(".content"), thread, node.css_first("footer figure img"))
    return Post(
        id=f"{thread.id}#{kind}-{number}",
        parent=f"{thread.id}#{kind}-{above}" if answers else thread.id,
        root=thread.id,
        body=body,
        author=_author(byline),
        created=_time(byline, 0),
        edited=_time(byline, 1),
        score=_score(node),
        state=state,
        permalink=f"{thread.address}#{kind}-{number}",
        community=thread.community,
    )


def _said(text: Node | None, thread: _Thread, picture: Node | None = None) -> tuple[State, Body]:
    """Whether a text is still there, and the text, with the picture below it."""
    note = text.css_first("p.text-muted > i") if text else None
    if text and note and text_of(text).startswith("[") and text_of(text).endswith("]"):
        return _taken(text_of(note)), Body("", "html")
    html = inside(text) if text else ""
    if picture is not None:
        html = f"{html}\n<p>{picture.html or ''}</p>"
    return "visible", Body(rewritten(html, thread.base).strip(), "html")


def _gone(node: Node, state: State) -> State:
    """Of a thread that is gone the heading says so, and nothing else is there."""
    note = node.css_first("header > p.text-muted > i")
    return _taken(text_of(note)) if note else state


def _taken(note: str) -> State:
    return "removed" if "moderator" in note.lower() else "deleted"


def _author(byline: Node | None) -> str | None:
    """ "name@host", as what the program federates with has it; the name alone on old pages."""
    node = byline.css_first("a.user-inline") if byline else None
    if node is None:
        return None
    handle = attribute(node, "title").strip().removeprefix("@")
    return (handle if "@" in handle else text_of(node).removeprefix("@")) or None


def _time(byline: Node | None, which: int) -> datetime | None:
    times = byline.css("time[datetime]")[: which + 1] if byline else []
    return utc_iso(attribute(times[which], "datetime")) if len(times) > which else None


def _score(node: Node) -> int | None:
    """Votes for it, less those against it where they are shown."""
    up = parts.number(parts.words(node, "[data-subject-target='favCounter']"))
    down = parts.number(parts.words(node, "[data-subject-target='downvoteCounter']"))
    return None if up is None else up - (down or 0)


SOURCE = Source(
    name="mbin-html",
    title="Saved pages of threads on Mbin and kbin",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
