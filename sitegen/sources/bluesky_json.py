"""bluesky-json: threads, feeds, posts and records of Bluesky, as its API answers.

A thread is nested both ways: the parents of the post that was asked for, and its replies. Nothing
recurses on it.

API: https://docs.bsky.app (app.bsky.feed.getPostThread, getAuthorFeed, getTimeline, getPosts,
searchPosts; app.bsky.unspecced.getPostThreadV2; com.atproto.repo.listRecords); events of the
network as Jetstream sends them: https://github.com/bluesky-social/jetstream
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sitegen.model import Post, Problem, Record
from sitegen.sources._bluesky import absent, cut_off, of_view
from sitegen.sources._chat import text_of
from sitegen.sources._json import inside, members
from sitegen.sources._json_records import documents, listed
from sitegen.sources.source import Dump, Head, Source

_LISTS = ("feed", "posts", "records")
_OF_EVENTS = frozenset({"did", "time_us", "kind"})
_POSTS = "app.bsky.feed.post"


def _sniff(head: Head) -> bool:
    if b"app.bsky." not in head.data:
        return False
    told = members(head.data)
    if told.keys() >= _OF_EVENTS:
        return True
    if told.get("uri", b"").startswith(b'"at://'):
        return bool(told.keys() & {"record", "value", "cid"})
    if "thread" in told or told.keys() >= {"post", "$type"}:
        return b"app.bsky." in told.get("thread", head.data)
    if members(told.get("post", b"")).get("uri", b"").startswith(b'"at://'):
        return True
    return any(
        members(told.get(key, b"")).keys() & {"uri", "post", "value", "record"} for key in _LISTS
    )


def _read(dump: Dump) -> Iterator[Record]:
    others: Counter[str] = Counter()
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
            elif isinstance(document.value, dict) and document.value.keys() >= _OF_EVENTS:
                yield from _event(document.where, document.value, others)
            else:
                yield from _document(document.where, document.value)
    for what, count in sorted(others.items()):
        yield Problem("", f"left out: events that are {what} ({count:,})", lost=False)


def _event(where: str, told: dict[str, Any], others: Counter[str]) -> Iterator[Record]:
    """The post that was written or changed in the network; all else is counted."""
    commit = told.get("commit")
    commit = commit if isinstance(commit, dict) else {}
    record = commit.get("record")
    if text_of(commit, "collection") != _POSTS:
        others["no posts"] += 1
    elif not isinstance(record, dict):
        others["deletions of posts"] += 1
    else:
        address = f"at://{text_of(told, 'did')}/{_POSTS}/{text_of(commit, 'rkey')}"
        yield from of_view({"uri": address, "cid": commit.get("cid"), "value": record}, where)


def _document(where: str, value: object) -> Iterator[Record]:
    if not isinstance(value, dict):
        yield Problem(where, "neither a thread nor a post of Bluesky")
        return
    thread = value.get("thread")
    if isinstance(thread, dict):
        yield from _thread(thread, inside(where, ".thread"))
    elif isinstance(thread, list):
        for number, item in enumerate(thread):
            yield from _item(item, inside(where, f".thread[{number}]"))
    elif any(isinstance(value.get(key), list) for key in _LISTS):
        for key in _LISTS:
            for number, item in enumerate(listed(value.get(key))):
                yield from _entry(item, inside(where, f".{key}[{number}]"))
    elif isinstance(value.get("post"), dict) and ("replies" in value or "parent" in value):
        yield from _thread(value, where)
    else:
        yield from _entry(value, where)


def _entry(item: object, where: str) -> Iterator[Record]:
    """An entry of a feed, with the posts it answers, or a post."""
    if not isinstance(item, dict):
        yield Problem(where, "not a post of Bluesky")
        return
    view = item.get("post")
    if not isinstance(view, dict):
        yield from of_view(item, where)
        return
    yield from of_view(view, where)
    reply = item.get("reply")
    for name in ("parent", "root"):
        told = reply.get(name) if isinstance(reply, dict) else None
        if isinstance(told, dict) and isinstance(told.get("record"), dict):
            yield from of_view(told, f"{where}.reply.{name}")


def _item(item: object, where: str) -> Iterator[Record]:
    """An entry of the newer answer, in which threads lie flat."""
    value = item.get("value") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(value, dict):
        yield Problem(where, "not an entry of a thread")
    elif isinstance(value.get("post"), dict):
        yield from of_view(value["post"], where)
    elif not text_of(item, "uri").startswith("at://"):
        yield Problem(where, "an entry without a post")


def _thread(node: dict[str, Any], where: str) -> Iterator[Record]:
    # (node, place, the post it is nested in, whether its replies are told)
    stack: list[tuple[Any, str, Post | None, bool]] = [(node, where, None, True)]
    while stack:
        told, place, above, goes_down = stack.pop()
        if not isinstance(told, dict):
            yield Problem(place, "not a post of Bluesky")
            continue
        view = told.get("post")
        if not isinstance(view, dict):
            yield from _absent(told, place, above, goes_down)
            continue
        post = None
        for record in of_view(view, place, above.id if above else None):
            post = record if isinstance(record, Post) else None
            yield record
        parent = told.get("parent")
        if isinstance(parent, dict):
            stack.append((parent, f"{place}.parent", None, False))
        replies = told.get("replies")
        if isinstance(replies, list):
            below = [(r, f"{place}.replies[{n}]", post, True) for n, r in enumerate(replies)]
            stack += reversed(below)
        elif post and goes_down:
            yield from cut_off(view, post)


def _absent(
    told: dict[str, Any], place: str, above: Post | None, goes_down: bool
) -> Iterator[Record]:
    """A reply that was not given; what was answered needs no stand-in of its own."""
    stand_in = absent(told, above)
    if stand_in:
        yield stand_in
    elif above is None and not text_of(told, "uri").startswith("at://"):
        yield Problem(place, "neither a post nor the place of one that is missing")
    elif goes_down:
        gone = "is blocked" if told.get("blocked") is True else "was not found"
        yield Problem(place, f"the post that was asked for {gone}")


SOURCE = Source(
    name="bluesky-json",
    title="Bluesky threads, feeds and posts of the API",
    version=2,
    sniff=_sniff,
    keys=frozenset({"uri", "thread", "post", "did", *_LISTS}),
    read=_read,
)
