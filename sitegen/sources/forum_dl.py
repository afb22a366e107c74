"""forum-dl: what forum-dl writes of forums, lists of mail and Hacker News, as JSON.

An entry a line: boards, threads, posts and files. A post's `path` leads to its thread, its
`subpath` from there to it: all posts above it where the site tells them, on forums its own id only.
Of Hacker News and Discourse the site's own answer comes along, and is read in place of the rest.

Writer: forum_dl/writers/jsonl.py of https://github.com/mikwielgus/forum-dl.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Body, Continuation, Post, Problem, Record
from sitegen.sources import _discourse, _hn_items, _mail_pages, _scraped, _web
from sitegen.sources._forum_names import Forum
from sitegen.sources._json import members
from sitegen.sources._json_records import left_out, objects, typed
from sitegen.sources.source import Dump, Head, Source

_KINDS = frozenset({"board", "thread", "post", "file"})
_MAIL = frozenset({"pipermail", "hyperkitty", "hypermail"})
_BOARDS = 100_000  # whose titles are held


class _Item(msgspec.Struct, gc=False):
    path: list[str]
    subpath: list[str] | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    creation_time: str | None = None
    content: str | None = None
    data: dict[str, Any] | None = None


class _Thread(msgspec.Struct):
    """The thread whose posts are read. `opening` is the id of its first post."""

    path: list[str]
    topic: _scraped.Topic
    opening: str | None = None


def _sniff(head: Head) -> bool:
    found = members(head.data)
    if not {"extractor", "type", "item"} <= found.keys():
        return False
    return found["type"].strip(b'"').decode("ascii", "replace") in _KINDS and (
        "path" in members(found["item"])
    )


def _read(dump: Dump) -> Iterator[Record]:
    reader = _Reader()
    with dump.open() as stream:
        for document in objects(stream, "not an entry of forum-dl"):
            if isinstance(document, Problem):
                yield document
            else:
                yield from reader.entry(document.value, document.where, torn=document.torn)


class _Reader:
    def __init__(self) -> None:
        self._boards: dict[tuple[str, ...], str] = {}
        self._thread: _Thread | None = None

    def entry(self, value: Mapping[str, Any], where: str, *, torn: bool) -> Iterator[Record]:
        kind, told = value.get("type"), value.get("item")
        if not isinstance(kind, str) or kind not in _KINDS or not isinstance(told, dict):
            yield Problem(where, "neither a board, a thread, a post nor a file of forum-dl")
            return
        if kind == "file":
            return
        try:
            item, unusable = typed(told, _Item)
        except ValueError as error:
            yield Problem(where, f"the {kind} is not usable: {error}")
            return
        if kind == "board":
            if item.title and len(self._boards) < _BOARDS:
                self._boards[tuple(item.path)] = item.title.strip()
        elif kind == "thread":
            self._thread = self._begun(item)
        elif torn and item.content is None:
            yield Problem(where, "cut off before its text")
        else:
            yield from self._post(item, str(value.get("extractor") or ""), where)
            yield from left_out(where, unusable)

    def _begun(self, item: _Item) -> _Thread:
        board = self._boards.get(tuple(item.path[:-1]))
        own = "/".join(item.path)
        return _Thread(item.path, _scraped.topic(item.url or "", own, item.title, board))

    def _post(self, item: _Item, extractor: str, where: str) -> Iterator[Record]:
        thread = self._thread
        if thread is None or thread.path != item.path:
            thread = self._thread = self._begun(item)
        data = item.data or {}
        if "id" in data and extractor in ("hackernews", "hn"):
            yield from _of_news(data, where)
        elif "post_number" in data:
            yield from self._of_discourse(data, item, thread, where)
        else:
            yield from _of_page(item, extractor, thread)

    def _of_discourse(
        self, data: dict[str, Any], item: _Item, thread: _Thread, where: str
    ) -> Iterator[Record]:
        try:
            facts, unusable = typed(data, _discourse.Facts)
        except ValueError as error:
            yield Problem(where, f"not a post of Discourse: {error}")
            return
        if not _discourse.usable(facts.post_number):
            yield Problem(where, f"{facts.post_number} cannot be the number of a post")
            return
        base, led, _ = (item.url or "").partition("/t/")
        host = _web.host_of(base) if led else None
        forum = Forum(host, base) if host else Forum()
        first = thread.opening is None
        about = _discourse.Topic(title=thread.topic.title)
        if not facts.topic_id and item.path[-1:] and item.path[-1].isdecimal():
            about.id = int(item.path[-1][:15])
        accepted = bool(facts.accepted_answer)
        post = _discourse.post(facts, about, forum, accepted=accepted, names_topic=first)
        thread.opening = thread.opening or post.id
        yield post
        yield from left_out(where, unusable)


def _of_news(data: dict[str, Any], where: str) -> Iterator[Record]:
    try:
        item, unusable = typed(data, _hn_items.Item)
    except ValueError as error:
        yield Problem(where, f"not an item of Hacker News: {error}")
        return
    yield _hn_items.record(where, item)
    yield from left_out(where, unusable)


def _of_page(item: _Item, extractor: str, thread: _Thread) -> Iterator[Record]:
    topic, below = thread.topic, item.subpath or []
    own = f"{topic.name}#post-{below[-1]}" if below else topic.name
    parent = thread.opening
    if len(below) > 1:
        parent = f"{topic.name}#post-{below[-2]}" if below[-2] != below[-1] else parent
    elif parent in (None, own):
        parent, thread.opening = None, own
        if own != topic.name:
            yield Continuation(topic.name, own)  # saved pages of the topic name it so
    yield Post(
        id=own,
        body=_body(item, extractor),
        parent=parent,
        author=(item.author or "").strip() or None,
        created=_scraped.moment(item.creation_time),
        permalink=item.url if _web.host_of(item.url or "") else None,
        title=topic.title,
        community=topic.community,
    )


def _body(item: _Item, extractor: str) -> Body:
    if extractor in _MAIL and item.content:
        text, kind = _mail_pages.words(item.content)
        return Body(text, "mail" if kind == "plain" else "mail-html")
    return _scraped.body(item.content, item.url or "")


SOURCE = Source(
    name="forum-dl",
    title="Forums, lists of mail and Hacker News as forum-dl writes them (JSONL)",
    version=1,
    sniff=_sniff,
    keys=frozenset({"extractor"}),
    read=_read,
)
