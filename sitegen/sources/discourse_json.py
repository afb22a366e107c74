"""discourse-json: topics, windows of topics and single posts as Discourse answers.

A topic's answer holds twenty of its posts, and lists the ids of all (`stream`): what is missing is
a gap, which closes as other answers bring the posts.

API: https://docs.discourse.org (/t/ID.json, /t/ID/posts.json, /posts.json, /posts/ID.json)
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from sitegen.model import Gap, Problem, Record
from sitegen.sources import _discourse
from sitegen.sources._discourse import Facts, Topic
from sitegen.sources._discourse_site import forum_of
from sitegen.sources._forum_names import Forum, forum_in_name
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents, left_out, listed, typed
from sitegen.sources.source import Dump, Head, Source

_OF_TOPICS = frozenset(
    {"archetype", "fancy_title", "highest_post_number", "posts_count", "timeline_lookup", "slug"}
)
_OF_POSTS = frozenset({"username", "avatar_template", "cooked", "post_number", "topic_id"})
_OF_LONG = frozenset({"actions_summary", "archetype", "chunk_size"})  # its links fill the head
_SURE = 3  # of these keys
_MOST_NAMED = 100_000  # ids in a gap; topics are closed long before
_HOLES = 1000  # deleted posts that a gap may have among those it names, besides as many again
_UNKNOWN = Forum()


class _Held(msgspec.Struct, frozen=True):
    """A document taken apart: its posts with their places in it, and the topic's own fields."""

    posts: list[Any]
    path: str
    topic: dict[str, Any]


# Recognising


def _sniff(head: Head) -> bool:
    found = members(head.data)
    if found.keys() >= _OF_LONG:
        return True
    if b'"cooked"' not in head.data and b'"post_stream"' not in head.data:
        return False
    if "post_stream" in found or "latest_posts" in found:
        return True
    if "posts" in found and "post_number" in members(found["posts"]):
        return True
    return len(found.keys() & _OF_TOPICS) >= _SURE or len(found.keys() & _OF_POSTS) >= _SURE


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    fallback: Forum | None = None
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            held = _held(document.value)
            if held is None:
                yield Problem(document.where, "neither a topic nor a post of Discourse")
                continue
            forum = forum_of(held.posts, held.topic)
            if forum is None:
                fallback = fallback or _fallback(dump)
                forum = fallback
                if not forum.host:
                    yield _untold(document.where)
            yield from _records(document, held, forum)


def _held(value: object) -> _Held | None:
    if not isinstance(value, dict):
        return None
    stream = value.get("post_stream")
    if isinstance(stream, dict):
        return _Held(listed(stream.get("posts")), ".post_stream.posts", value)
    if isinstance(value.get("latest_posts"), list):
        return _Held(value["latest_posts"], ".latest_posts", {})
    posts = value.get("posts")  # what scripts put together
    if isinstance(posts, list) and any(isinstance(p, dict) and "post_number" in p for p in posts):
        told = value.get("topic", value)
        return _Held(posts, ".posts", told if isinstance(told, dict) else {})
    return _Held([value], "", {}) if "post_number" in value else None


def _fallback(dump: Dump) -> Forum:
    """The site of a document that tells none: what others in the dump tell, or a folder's name."""
    with dump.open() as stream:
        for document in documents(stream):
            held = None if isinstance(document, Problem) else _held(document.value)
            forum = forum_of(held.posts, held.topic) if held else None
            if forum:
                return forum
    return forum_in_name(dump.name) or _UNKNOWN


def _untold(where: str) -> Problem:
    return Problem(
        where,
        "nothing tells which site this is from, so it has no links there; put it into a folder "
        "named after the site, such as forum.example.org",
        lost=False,
    )


def _records(document: Document, held: _Held, forum: Forum) -> Iterator[Record]:
    try:
        topic, unusable = typed(held.topic, Topic)
    except ValueError:  # no field must be there
        topic, unusable = Topic(), []
    yield from left_out(document.where, unusable)
    accepted = _discourse.accepted_number(held.topic)
    found: dict[int, int] = {}
    opens = any(isinstance(p, dict) and p.get("post_number") == 1 for p in held.posts)
    for index, fields in enumerate(held.posts):
        where = document.at(f"{held.path}[{index}]") if held.path else document.where
        torn = document.torn and index == len(held.posts) - 1
        facts, wrong, unusable = _facts(fields, topic, torn)
        if facts is None:
            yield Problem(where, wrong)
            continue
        if facts.id is not None:
            found[facts.id] = facts.post_number
        yield _discourse.post(
            facts,
            topic,
            forum,
            accepted=facts.post_number == accepted,
            names_topic=not opens and len(found) == 1,
        )
        yield from left_out(where, unusable)
    told = held.topic.get("post_stream")
    stream = listed(told.get("stream")) if isinstance(told, dict) else []
    if stream and not held.posts and topic.title and _discourse.usable(topic.id):
        yield _discourse.unseen(topic, forum)
        found[stream[0] if isinstance(stream[0], int) else 0] = 1
    yield from _gap(stream, found, topic, forum)


def _facts(fields: object, topic: Topic, torn: bool) -> tuple[Facts | None, str, list[str]]:
    """A post, or why there is none, and the names of what cannot be used of it."""
    if not isinstance(fields, dict):
        return None, "not a post of Discourse", []
    if torn and "cooked" not in fields and "raw" not in fields:
        return None, "cut off before its text", []
    try:
        facts, unusable = typed(fields, Facts)
    except ValueError as error:
        return None, f"not a post: {error}", []
    if not _discourse.usable(facts.post_number):
        return None, f"{facts.post_number} cannot be the number of a post", []
    if not _discourse.usable(facts.topic_id or topic.id):
        return None, f"post {facts.post_number} does not tell its topic", []
    return facts, "", unusable


def _gap(stream: Sequence[Any], found: dict[int, int], topic: Topic, forum: Forum) -> Iterator[Gap]:
    """The posts that the stream lists but the document does not hold.

    The stream gives ids, others name posts by numbers. Both count upwards, so what is missing
    between two posts has a number between theirs; deleted posts leave numbers that nobody has.
    """
    if not found or not topic.id:
        return
    count, numbers = 0, list[int]()
    run, last = 0, 0  # how many are missing since the post with the number `last`
    end = topic.highest_post_number
    for post_id in (*stream, None):
        number = found.get(post_id) if isinstance(post_id, int) else None
        if post_id is not None and number is None:
            run += 1
            continue
        if run and last == 0:  # the opening post is no reply
            run, last = run - 1, 1
        if run:
            count += run
            most = min(2 * run + _HOLES, _MOST_NAMED - len(numbers))
            numbers += range(last + 1, min(_limit(number, end, last, run), last + 1 + most))
        run, last = 0, number or last
    if count:
        slug = topic.slug or ""
        ids = tuple([_discourse.post_id(forum, topic.id, slug, n) for n in numbers])
        root = _discourse.post_id(forum, topic.id, slug, 1)
        yield Gap(parent=root, root=root, count=count, ids=ids)


def _limit(number: int | None, end: int | None, last: int, run: int) -> int:
    """The number that those of a run lie below: that of the next post, or of the topic's end."""
    if number is not None:
        return number
    return end + 1 if end is not None and end >= last + run else last + 1 + run


SOURCE = Source(
    name="discourse-json",
    title="Discourse topics and posts as its .json addresses answer",
    version=3,
    sniff=_sniff,
    keys=frozenset({"post_stream", "latest_posts", "posts"}) | _OF_TOPICS | _OF_POSTS,
    read=_read,
)
