"""hn-hnapi: threads of Hacker News as node-hnapi and api.hnpwa.com gave them, comments in comments.

Lists of stories (`/v0/news/1.json`) hold no comments, only how many there are.

API: https://github.com/cheeaun/node-hnapi and https://github.com/tastejs/hacker-news-pwas
(docs/api.md): `content`, `user`, `time` in seconds, `comments`, `comments_count`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources import _hn
from sitegen.sources._json import inside, members, utc_unix
from sitegen.sources._json_records import documents, left_out, listed, typed
from sitegen.sources.source import Dump, Head, Source

_KINDS = {"job": "job", "poll": "poll", "comment": "comment"}
_GONE = frozenset({"[deleted]", "[flagged]", "[dead]"})
_SITE = "item?id="
# What scripts keep of a story and of its comments, who leave out what was true once (time_ago).
_OF_STORIES = frozenset({"id", "title", "points", "user", "time", "comments"})
_OF_COMMENTS = frozenset({"id", "level", "user", "time", "content", "comments"})


class _Facts(msgspec.Struct, gc=False):
    id: int
    type: str | None = None
    title: str | None = None
    user: str | None = None
    points: int | None = None
    time: int | float | str | None = None
    content: str | None = None
    url: str | None = None
    comments_count: int | None = None
    deleted: bool | None = None
    dead: bool | None = None


def _sniff(head: Head) -> bool:
    found = members(head.data)
    if found.keys() >= _OF_STORIES:
        return members(found["comments"]).keys() >= _OF_COMMENTS
    if not {"id", "time_ago"} <= found.keys():
        return False
    return "user" in found and bool(found.keys() & {"comments", "comments_count", "content"})


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
            else:
                yield from _thread(document.where, document.value)


def _thread(where: str, top: Any) -> Iterator[Record]:
    """The posts of a document, in preorder; only the innermost part of a place is told."""
    root: int | None = None
    stack: list[tuple[Any, str, int | None]] = [(top, where, None)]
    while stack:
        told, place, parent = stack.pop()
        if not isinstance(told, dict):
            yield Problem(place, "not a post")
            continue
        below = listed(told.get("comments"))
        try:
            facts, unusable = typed({k: v for k, v in told.items() if k != "comments"}, _Facts)
        except ValueError as error:
            yield Problem(place, f"not a post: {error}")
            facts, unusable = _Facts(0), []
        known = _hn.usable_id(facts.id)
        if known:
            if root is None and facts.type != "comment":
                root = facts.id
            yield _post(facts, parent, root, below)
            yield from left_out(place, unusable)
        elif facts.id:
            yield Problem(place, f"{facts.id} cannot be the id of a post")
        above = facts.id if known else parent
        for number in range(len(below) - 1, -1, -1):
            stack.append((below[number], inside(where, f"…comments[{number}]"), above))


def _post(facts: _Facts, parent: int | None, root: int | None, below: list[Any]) -> Record:
    kind = _KINDS.get(facts.type or "", "story" if parent is None else "comment")
    text = facts.content
    gone = facts.deleted is True or (not facts.user and (not text or text in _GONE) and parent)
    link = facts.url if facts.url and not facts.url.startswith(_SITE) else None
    return _hn.post(
        facts.id,
        kind,
        text,
        facts.user,
        utc_unix(facts.time),
        facts.points,
        parent=parent,
        root=root,
        replies=[reply for told in below if (reply := _id_of(told))],
        title=facts.title,
        link=link,
        claimed=facts.comments_count,
        state="deleted" if gone else "dead" if facts.dead else "visible",
    )


def _id_of(told: Any) -> int | None:
    number = told.get("id") if isinstance(told, Mapping) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


SOURCE = Source(
    name="hn-hnapi",
    title="Hacker News threads of node-hnapi and api.hnpwa.com",
    version=2,
    sniff=_sniff,
    keys=frozenset({"time_ago", "comments"}),
    read=_read,
)
