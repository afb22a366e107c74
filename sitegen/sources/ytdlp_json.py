"""ytdlp-json: videos with the comments below them, as yt-dlp writes what it knows of one.

Files `NAME.info.json` of `--write-info-json --write-comments`, and lines of `--dump-json`.

Fields: "Field names" in yt_dlp/extractor/common.py of https://github.com/yt-dlp/yt-dlp.
"""

from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import msgspec

from sitegen.model import Body, Evidence, Post, Problem, Record
from sitegen.sources import _videos
from sitegen.sources._json import members, utc_iso, utc_unix
from sitegen.sources._json_inside import array_of
from sitegen.sources._json_records import Document, documents, left_out, listed, trees, typed
from sitegen.sources._json_scan import TOO_LONG
from sitegen.sources._json_tree import tree
from sitegen.sources.source import Dump, Head, Source

_OF_VIDEOS = frozenset(
    {"extractor", "extractor_key", "webpage_url", "formats", "thumbnails", "uploader", "channel"}
)
_ROOT = "root"
_COMMENTS = "comments"
_ENTRIES = "entries"
_DEEPEST = 20  # lists in lists: a channel has tabs, and these playlists
_LISTS = ("playlist", "multi_video")
_ADDRESSES = ("url", "url_transparent")


class _Video(msgspec.Struct, gc=False):
    id: str
    title: str | None = None
    fulltitle: str | None = None
    description: str | None = None
    channel: str | None = None
    uploader: str | None = None
    timestamp: float | None = None
    upload_date: str | None = None
    like_count: int | None = None
    comment_count: int | None = None
    webpage_url: str | None = None
    extractor_key: str | None = None
    extractor: str | None = None


class _Comment(msgspec.Struct, gc=False):
    """Ids are numbers where a site's are, as on BiliBili."""

    id: str | int
    text: str | None = None
    html: str | None = None
    parent: str | int | None = None
    author: str | None = None
    author_id: str | int | None = None
    timestamp: float | None = None
    like_count: int | None = None
    author_is_uploader: bool | None = None
    is_favorited: bool | None = None
    is_pinned: bool | None = None
    age: str | None = msgspec.field(default=None, name="_time_text")
    older_age: str | None = msgspec.field(default=None, name="time_text")  # up to 2023


class _Thread(msgspec.Struct, frozen=True):
    """Where comments belong: the site, the video's id, and who put it up."""

    site: str
    video: str
    author: str | None


# Recognising


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if (
        _ENTRIES in told
        and told.get("_type", b"").strip(b'" ').decode("utf-8", "replace") in _LISTS
    ):
        return any(name in head.data for name in (b'"extractor_key"', b'"format_id"', b'"ie_key"'))
    if "id" not in told or len(told.keys() & _OF_VIDEOS) < 2:
        return False
    if "extractor_key" in told or b'"format_id"' in told.get("formats", b""):
        return True
    return b'"format_id"' in head.data and "formats" in told


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for number, document in enumerate(documents(stream)):
            if isinstance(document, Document):
                yield from _video(document)
            elif number == 0 and document.message.startswith(TOO_LONG):
                yield from _long(dump, document)
            else:
                yield document


def _long(dump: Dump, problem: Problem) -> Iterator[Record]:
    """A video with more comments than are read at once; the problem where there are none."""
    with dump.open() as stream:
        found = array_of(stream, _COMMENTS)
        if isinstance(found, bytes):
            yield from _long_list(dump, problem)
            return
        fields = {}
        for name, told in found[0].items():
            with suppress(ValueError):
                fields[name] = tree(told)[0]
        thread = yield from _opening(Document("$", fields))
        if thread is None:
            return
        for document in trees(found[1]):
            if isinstance(document, Problem):
                yield document
            else:
                yield from _told(document.where, document.value, thread, document.torn)


def _long_list(dump: Dump, problem: Problem) -> Iterator[Record]:
    """The same for a playlist of more than is read at once, video by video."""
    with dump.open() as stream:
        found = array_of(stream, _ENTRIES)
        if isinstance(found, bytes):
            yield problem
            return
        for document in trees(found[1]):
            yield from (document,) if isinstance(document, Problem) else _video(document)


def _video(document: Document) -> Iterator[Record]:
    if not isinstance(document.value, dict):
        yield Problem(document.where, "not a video with its comments")
    elif document.value.get("_type") in _LISTS:
        yield from _playlist(document)
    else:
        yield from _one(document)


def _playlist(document: Document) -> Iterator[Record]:
    """The videos of a playlist or a channel; it is no thread itself, and may hold others."""
    waiting = [(document, 0)]
    while waiting:
        at, depth = waiting.pop()
        if at.value.get("_type") not in _LISTS:
            yield from _one(at)
            continue
        if depth > _DEEPEST:
            yield Problem(document.where, f"a list in more than {_DEEPEST} others was not read")
            continue
        held = [
            (index, entry)
            for index, entry in enumerate(listed(at.value.get(_ENTRIES)))
            if isinstance(entry, dict)
        ]
        last = held[-1][0] if held else -1
        waiting += [
            (Document(at.at(f".{_ENTRIES}[{index}]"), entry, at.torn and index == last), depth + 1)
            for index, entry in reversed(held)
            if entry.get("_type") not in _ADDRESSES
        ]
        if named := sum(entry.get("_type") in _ADDRESSES for _, entry in held):
            yield Problem(at.where, f"a list that only names {named:,} of its videos", lost=False)


def _one(document: Document) -> Iterator[Record]:
    thread = yield from _opening(document)
    told = document.value.get(_COMMENTS)
    if thread is None or told is None:
        return
    if not isinstance(told, list):
        yield Problem(document.at(f".{_COMMENTS}"), "the comments are no list, and were not read")
        return
    for index, fields in enumerate(told):
        where = document.at(f".{_COMMENTS}[{index}]")
        yield from _told(where, fields, thread, document.torn and index == len(told) - 1)


def _told(where: str, fields: object, thread: _Thread, torn: bool) -> Iterator[Record]:
    if torn and isinstance(fields, dict) and not fields.keys() & {"text", "html"}:
        yield Problem(where, "cut off before its text")
    else:
        yield from _comment(where, fields, thread)


def _opening(document: Document) -> Generator[Record, None, _Thread | None]:
    """The video. Gives the thread that its comments belong to, None where it cannot be told."""
    try:
        video, unusable = typed(document.value, _Video)
        reason = "" if _videos.usable(video.id) else f"{video.id[:40]!r} cannot be an id"
    except ValueError as error:
        video, unusable, reason = _Video(""), [], str(error)
    if reason:
        held = document.value.get(_COMMENTS)
        count = f"; its {len(held):,} comments are lost" if isinstance(held, list) and held else ""
        yield Problem(document.where, f"not a video: {reason}{count}")
        return None
    site = _videos.site_of(video.extractor_key or video.extractor)
    author = video.channel or video.uploader or None
    created, evidence = _created(video)
    link = _videos.address(site, video.id) or video.webpage_url
    yield Post(
        id=_videos.video_id(site, video.id),
        root=_videos.video_id(site, video.id),
        body=Body(video.description or "", "plain"),
        title=video.fulltitle or video.title,
        author=author,
        created=created,
        score=video.like_count,
        permalink=link,
        link=link,
        community=author,
        claimed=video.comment_count,
        evidence=evidence,
    )
    yield from left_out(document.where, unusable)
    return _Thread(site, video.id, author)


def _created(video: _Video) -> tuple[datetime | None, Evidence | None]:
    if video.timestamp is not None and (created := utc_unix(video.timestamp)):
        return created, None
    day = utc_iso(video.upload_date)
    return day, Evidence(precision="day") if day else None


def _comment(where: str, fields: object, thread: _Thread) -> Iterator[Record]:
    if not isinstance(fields, dict):
        yield Problem(where, "not a comment")
        return
    try:
        told, unusable = typed(fields, _Comment)
    except ValueError as error:
        yield Problem(where, f"not a comment: {error}")
        return
    if not _videos.usable(str(told.id)):
        yield Problem(where, f"{str(told.id)[:40]!r} cannot be the id of a comment")
        return
    yield _post(told, fields, thread)
    yield from left_out(where, unusable)


def _post(told: _Comment, fields: Mapping[str, Any], thread: _Thread) -> Post:
    parent = str(told.parent or _ROOT)
    age = told.age or told.older_age or ""
    is_html = told.text is None and told.html is not None
    labels = ["pinned" if told.is_pinned else "", "edited" if "(edited)" in age else ""]
    labels += ["liked by the uploader" if told.is_favorited else ""]
    return _videos.made(
        thread.site,
        thread.video,
        str(told.id),
        body=Body(told.html or "", "html") if is_html else Body(told.text or "", "plain"),
        parent=parent if parent != _ROOT and _videos.usable(parent) else None,
        author=(thread.author if told.author_is_uploader else "")
        or told.author
        or str(told.author_id or ""),
        created=utc_unix(fields.get("timestamp")),
        score=told.like_count,
        labels=labels,
        age=age,
    )


SOURCE = Source(
    name="ytdlp-json",
    title="Videos and their comments as yt-dlp writes them",
    version=3,
    sniff=_sniff,
    read=_read,
    keys=frozenset({"extractor_key", "extractor", "formats", _ENTRIES}),
)
