"""disqus-html: saved frames of Disqus, in which sites show comments: the page in the page.

A frame bears the first fifty comments and the thread as JSON, as the API tells them. Comments that
a reader had loaded later stand only in its elements; they are counted, not read.

Objects: https://disqus.com/api/docs/threads/listPosts/ and /threads/details/. Frame: programs that
take comments from https://disqus.com/embed/comments/, 2013 to 2025.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Body, Post, Problem, Record, State
from sitegen.sources import _web
from sitegen.sources._chat import text_of
from sitegen.sources._html import Node, attribute, looks_like_html, page
from sitegen.sources._json_records import not_listed
from sitegen.sources._times import utc_iso
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_MARK = re.compile(rb"<script\b[^<>]{0,200}\bid=\"disqus-threadData\"")
_SHOWN = re.compile(r"post-(\d{1,20})", re.ASCII)
_NUMBER = re.compile(r"\d{1,20}", re.ASCII)


def _sniff(head: Head) -> bool:
    return looks_like_html(head.data) and _MARK.search(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    told = _told(root) if root else {}
    thread = told.get("thread")
    if root is None or not isinstance(thread, dict) or not _number(thread.get("id")):
        yield Problem("", "the comments that the frame was drawn from are not whole, or not there")
        return
    opening = _opening(thread)
    yield opening
    seen: set[str] = set()
    posts = told.get("posts")
    yield from not_listed(posts, "posts")
    for index, one in enumerate(posts if isinstance(posts, list) else ()):
        number = _number(one.get("id")) if isinstance(one, dict) else ""
        if not number:
            yield Problem(f"comment {index + 1}", "a comment without a usable id")
        elif number in seen:
            yield Problem(f"comment {number}", "it stands here twice; the first is kept")
        else:
            seen.add(number)
            if one.get("isSpam") is True:
                yield Problem(f"comment {number}", "marked as spam, and not shown")
            else:
                yield _comment(one, number, opening)
    nodes = root.css("li.post[id^='post-']")
    shown = {found[1] for node in nodes if (found := _SHOWN.fullmatch(attribute(node, "id")))}
    if later := len(shown - seen):
        yield Problem(
            "", f"comments that were loaded later, and are not among its data ({later:,})"
        )


def _told(root: Node) -> Mapping[str, Any]:
    script = root.css_first("script#disqus-threadData")
    try:
        told = msgspec.json.decode(script.text() or "", strict=False) if script else None
    except (msgspec.DecodeError, RecursionError):
        return {}
    answer = told.get("response") if isinstance(told, dict) else None
    return answer if isinstance(answer, dict) else {}


def _opening(thread: Mapping[str, Any]) -> Post:
    """The page that is commented on, as disqus-xml names it."""
    address, forum = text_of(thread, "link"), text_of(thread, "forum")
    count = _whole(thread.get("posts"))
    return Post(
        id=_web.page_id(address) or f"web:{forum or 'disqus'}/{_number(thread.get('id'))}",
        body=Body(text_of(thread, "message"), "html"),
        created=utc_iso(thread.get("createdAt")),
        permalink=address if _web.host_of(address) else None,
        title=text_of(thread, "clean_title") or text_of(thread, "title") or None,
        community=_web.host_of(address) or forum or None,
        labels=("closed",) if thread.get("isClosed") is True else (),
        claimed=count if count is not None and count >= 0 else None,
    )


def _comment(told: Mapping[str, Any], number: str, opening: Post) -> Post:
    above = _number(told.get("parent"))
    author = told.get("author")
    state: State = "visible"
    if told.get("isDeleted") is True or told.get("isDeletedByAuthor") is True:
        state = "deleted"
    name = (
        text_of(author, "name") or text_of(author, "username") if isinstance(author, dict) else ""
    )
    text = text_of(told, "message") or text_of(told, "raw_message")
    gone = state == "deleted"
    return Post(
        id=f"{opening.id}#disqus-{number}",
        parent=f"{opening.id}#disqus-{above}" if above and above != number else opening.id,
        root=opening.id,
        body=Body("" if gone else text, "html"),
        author=None if gone else name or None,
        created=utc_iso(told.get("createdAt")),
        score=_whole(told.get("points")),
        state=state,
        permalink=f"{opening.permalink}#comment-{number}" if opening.permalink else None,
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(value: object) -> str:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if _NUMBER.fullmatch(text) else ""


SOURCE = Source(
    name="disqus-html",
    title="Saved frames of comments on Disqus",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
