"""youtube-json: comments below videos as the API of YouTube answers, or a program for them saves.

Answers of the API, one or many: `commentThreads`, `comments` and `videos`, or resources taken out
of them. And what programs write that read YouTube's pages, a comment a line or a list.

API: https://developers.google.com/youtube/v3/docs/commentThreads
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Body, Gap, Post, Problem, Record
from sitegen.sources import _videos
from sitegen.sources import _youtube_lines as _lines
from sitegen.sources._json import elements, inside, members, utc_iso
from sitegen.sources._json_records import left_out, listed, objects, typed
from sitegen.sources._videos import YOUTUBE
from sitegen.sources.source import Dump, Head, Source

_KINDS = frozenset(
    f"youtube#{resource}{answer}"
    for resource in ("commentThread", "comment", "video")
    for answer in ("", "ListResponse")
)
_VIDEO = re.compile(r"(?<![\w-])[\w-]{11}(?![\w-])")
_NOTHING = _lines.NOTHING


class _Snippet(msgspec.Struct, gc=False):
    """Of a comment or of a video: both have their own half of these."""

    video: str | None = msgspec.field(default=None, name="videoId")
    parent: str | None = msgspec.field(default=None, name="parentId")
    original: str | None = msgspec.field(default=None, name="textOriginal")
    shown: str | None = msgspec.field(default=None, name="textDisplay")
    author: str | None = msgspec.field(default=None, name="authorDisplayName")
    likes: int | None = msgspec.field(default=None, name="likeCount")
    published: str | None = msgspec.field(default=None, name="publishedAt")
    updated: str | None = msgspec.field(default=None, name="updatedAt")
    title: str | None = None
    description: str | None = None
    channel: str | None = msgspec.field(default=None, name="channelTitle")


class _Counts(msgspec.Struct, gc=False):
    likes: int | None = msgspec.field(default=None, name="likeCount")
    comments: int | None = msgspec.field(default=None, name="commentCount")


# Recognising


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if _is_one(told):
        return True
    held = told.get("comments")
    if held is None or not _lines.may_hold(head.data):
        return False
    first = next((one for one in elements(held) if not isinstance(one, Problem)), None)
    return first is not None and _lines.is_line(members(first[1]))


def _is_one(told: Mapping[str, bytes]) -> bool:
    kind = told.get("kind", b"").strip(b'" \n').decode("utf-8", "replace")
    if kind in _KINDS:
        return bool(told.keys() & {"id", "items"})
    return _lines.is_line(told) and bool(told.keys() & _lines.OF_LINES_ALONE)


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    stem = dump.name.rpartition("/")[2].partition(".")[0]
    named = _VIDEO.search(stem)
    lines = _lines.Reader(named[0] if named else stem[:100].replace(" ", "_") or "video")
    with dump.open() as stream:
        for document in objects(stream, _NOTHING):
            if isinstance(document, Problem):
                yield document
                continue
            told = document.value
            if "cid" in told:
                yield from lines.records(document.where, told)
            elif "kind" not in told and isinstance(told.get("comments"), list):
                for index, one in enumerate(told["comments"]):
                    yield from lines.records(
                        document.at(f".comments[{index}]"), one, told.get("videoId")
                    )
            elif isinstance(told.get("items"), list):
                for index, one in enumerate(told["items"]):
                    yield from _resource(document.at(f".items[{index}]"), one)
            else:
                yield from _resource(document.where, told)


def _resource(where: str, fields: object, video: str | None = None) -> Iterator[Record]:
    """A resource of the API. `video` is that of the thread around a comment."""
    snippet = fields.get("snippet") if isinstance(fields, dict) else None
    if not isinstance(fields, dict) or not isinstance(snippet, dict):
        yield Problem(where, _NOTHING)
        return
    if isinstance(snippet.get("topLevelComment"), dict):
        yield from _thread(where, fields, snippet)
        return
    native = fields.get("id")
    if not isinstance(native, str) or not _videos.usable(native):
        yield Problem(where, f"{str(native)[:40]!r} cannot be the id of a comment or a video")
        return
    told, unusable = typed(snippet, _Snippet)
    if told.title is not None or fields.get("kind") == "youtube#video":
        yield _video(native, told, fields.get("statistics"))
    else:
        of = told.video or video
        of = of if _videos.usable(of) else None
        comment = _comment(native, told, of)
        if comment is None:
            yield Problem(
                where, f"comment {native[:40]} tells neither its video nor what it answers"
            )
            return
        yield comment
    yield from left_out(where, unusable)


def _thread(where: str, fields: Mapping[str, Any], snippet: Mapping[str, Any]) -> Iterator[Record]:
    video = snippet.get("videoId")
    video = video if isinstance(video, str) else None
    yield from _resource(
        inside(where, ".snippet.topLevelComment"), snippet["topLevelComment"], video
    )
    replies = fields.get("replies")
    held = listed(replies.get("comments")) if isinstance(replies, dict) else []
    for index, one in enumerate(held):
        yield from _resource(inside(where, f".replies.comments[{index}]"), one, video)
    total, native = snippet.get("totalReplyCount"), snippet["topLevelComment"].get("id")
    if not isinstance(total, int) or total <= len(held) or not video:
        return
    if isinstance(native, str) and _videos.usable(native) and _videos.usable(video):
        parent, root = _videos.comment_id(YOUTUBE, video, native), _videos.video_id(YOUTUBE, video)
        yield Gap(parent=parent, root=root, count=total - len(held), total=total)


def _video(native: str, told: _Snippet, counts: object) -> Post:
    numbers = typed(counts, _Counts)[0] if isinstance(counts, dict) else _Counts()
    return Post(
        id=_videos.video_id(YOUTUBE, native),
        root=_videos.video_id(YOUTUBE, native),
        body=Body(told.description or "", "plain"),
        title=told.title,
        author=told.channel or None,
        created=utc_iso(told.published),
        score=numbers.likes,
        permalink=_videos.address(YOUTUBE, native),
        link=_videos.address(YOUTUBE, native),
        community=told.channel or None,
        claimed=numbers.comments,
    )


def _comment(native: str, told: _Snippet, video: str | None) -> Post | None:
    """A comment; None where neither its video nor what it answers is told."""
    created, changed = utc_iso(told.published), utc_iso(told.updated)
    parent: str | None = told.parent or native.rpartition(".")[0]
    parent = parent if _videos.usable(parent) else None
    if not (video or parent):
        return None
    return _videos.made(
        YOUTUBE,
        video,
        native,
        body=Body(told.shown or "", "html")
        if told.original is None
        else Body(told.original, "plain"),
        parent=parent,
        author=told.author,
        created=created,
        edited=changed if changed != created else None,
        score=told.likes,
    )


SOURCE = Source(
    name="youtube-json",
    title="YouTube comments as the API answers, and as programs that read its pages write them",
    version=3,
    sniff=_sniff,
    read=_read,
    keys=frozenset({"kind", "cid", "comments"}),
)
