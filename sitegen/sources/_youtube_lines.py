"""Comments of YouTube as programs write them that read its pages, whatever they call what is there.

youtube-comment-downloader (https://github.com/egbertbouman/youtube-comment-downloader), Invidious
(https://docs.invidious.io/api/), Piped (https://docs.piped.video/docs/api-documentation/) and the
data sets of Apify's scrapers of YouTube.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from sitegen.model import Body, Gap, Problem, Record
from sitegen.sources import _videos
from sitegen.sources._json_records import left_out, typed
from sitegen.sources._times import utc_iso, utc_unix
from sitegen.sources._videos import YOUTUBE

NOTHING = "neither a comment nor a video of YouTube"
#: One of these is in a line that stands alone, so that others' comments are not claimed.
OF_LINES_ALONE = frozenset({"votes", "time_parsed", "heart", "videoId", "voteCount"})
# What we call a value, and the names it has.
_NAMES = {
    "cid": ("cid", "commentId"),
    "text": ("text", "comment", "content", "commentText"),
    "age": ("time", "publishedTimeText", "publishedText", "commentedTime"),
    "moment": ("time_parsed", "publishedAt", "published"),
    "author": ("author",),
    "votes": ("votes", "voteCount", "likeCount"),
    "heart": ("heart", "hasCreatorHeart", "creatorHeart", "hearted"),
    "pinned": ("isPinned", "pinned"),
    "parent": ("replyToCid",),
    "video": ("videoId",),
    "title": ("title",),
    "replies": ("replyCount",),
}
_HTML = "commentText"


class _Line(msgspec.Struct, gc=False):
    cid: str
    text: str | None = None
    age: str | None = None
    moment: float | str | None = None
    author: str | None = None
    votes: str | int | None = None
    heart: Any = None
    pinned: bool | None = None
    parent: str | None = None
    video: str | None = None
    title: str | None = None
    replies: int | None = None


def may_hold(data: bytes) -> bool:
    """Whether it is worth looking closer at the beginning of a file."""
    return b'"cid"' in data or b'"commentId"' in data


def is_line(told: Mapping[str, object]) -> bool:
    """Whether an object is a comment: it has an id, a text and an author, under any names."""
    return all(_name(told, key) for key in ("cid", "text", "author"))


def _name(told: Mapping[str, object], key: str) -> str:
    return next((name for name in _NAMES[key] if told.get(name) is not None), "")


class Reader:
    """Reads the comments of a file. `video` is what those are on that do not tell it."""

    def __init__(self, video: str) -> None:
        self._video = video
        self._titled: set[str] = set()

    def records(self, where: str, fields: object, video: object = None) -> Iterator[Record]:
        """A comment, and how many answers to it there are. An answer's id begins with its parent's.

        `video` is that of the object around it.
        """
        if not isinstance(fields, dict):
            yield Problem(where, NOTHING)
            return
        if isinstance(held := fields.get("replies"), dict):  # Invidious
            fields = {**fields, "replyCount": held.get("replyCount")}
        names = {key: _name(fields, key) for key in _NAMES}
        try:
            told, unusable = typed(
                {key: fields[name] for key, name in names.items() if name}, _Line
            )
        except ValueError as error:
            yield Problem(where, f"not a comment: {error}")
            return
        if not _videos.usable(told.cid):
            yield Problem(where, f"{told.cid[:40]!r} cannot be the id of a comment")
            return
        about = told.video or (video if isinstance(video, str) else "")
        about = about if _videos.usable(about) else self._video
        age = told.age or ""
        post = _videos.made(
            YOUTUBE,
            about,
            told.cid,
            body=Body(told.text or "", "html" if names["text"] == _HTML else "plain"),
            parent=told.parent or told.cid.rpartition(".")[0] or None,
            author=told.author,
            created=utc_unix(told.moment) or utc_iso(told.moment),
            score=_videos.count_of(told.votes),
            labels=[
                "pinned" if told.pinned else "",
                "edited" if "(edited)" in age else "",
                "liked by the uploader" if told.heart else "",
            ],
            age=age,
        )
        if told.title and about not in self._titled:
            self._titled.add(about)
            post = replace(post, title=told.title)
        yield post
        yield from left_out(where, [names.get(name) or name for name in unusable])
        if told.replies and post.root:
            yield Gap(parent=post.id, root=post.root, count=told.replies, total=told.replies)
