"""From Lemmy's objects to Posts: ids that every instance shares, texts, states, labels.

An instance numbers everything it sees by itself, so its numbers mean nothing elsewhere. An id is
made of `ap_id`, the address on the instance where a thing was written, which all others repeat.

Objects: crates/db_schema/src/source/{post,comment}.rs of https://github.com/LemmyNet/lemmy;
app/api/alpha/schema.py of https://codeberg.org/rimu/pyfedi (PieFed), with other names.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

import msgspec

from sitegen.entities import unescape
from sitegen.model import Body, Evidence, Post, State
from sitegen.sources._json import utc_iso

NOWHERE = "unknown"  # in place of the host where nothing tells it

_PERMANENTLY_DELETED = "*Permanently Deleted*"
_LONGEST = 1000  # characters of an address that can be an id
_LARGEST = 1 << 53
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#x27);")
_BARE = re.compile(r"<|&(?!(?:amp|lt|gt|quot|#x27);)")
_GUESSED = Evidence(
    parent="guessed", parent_confidence=0.5, rule="the dump does not tell which comment it answers"
)


class Actor(msgspec.Struct, gc=False):
    """A person or a community. `ap_id` is what version 1 calls `actor_id`."""

    id: int | None = None
    name: str | None = None
    user_name: str | None = None
    actor_id: str | None = None
    ap_id: str | None = None
    local: bool | None = None
    bot_account: bool | None = None
    bot: bool | None = None


class _Written(msgspec.Struct, gc=False):
    id: int | None = None
    ap_id: str | None = None
    local: bool | None = None
    creator_id: int | None = None
    user_id: int | None = None
    published: str | None = None
    published_at: str | None = None
    updated: str | None = None
    updated_at: str | None = None
    edited_at: str | None = None
    deleted: bool | None = None
    removed: bool | None = None
    score: int | None = None


class Opening(_Written, gc=False):
    """A post: what opens a thread."""

    name: str | None = None
    title: str | None = None
    url: str | None = None
    body: str | None = None
    nsfw: bool | None = None
    locked: bool | None = None
    stickied: bool | None = None
    sticky: bool | None = None
    featured_community: bool | None = None
    featured_local: bool | None = None
    comments: int | None = None


class Reply(_Written, gc=False):
    """A comment. `path` ("0.12.34") tells its ancestors by their local ids, itself last."""

    content: str | None = None
    body: str | None = None
    path: str | None = None
    parent_id: int | None = None
    post_id: int | None = None
    distinguished: bool | None = None


class Counts(msgspec.Struct, gc=False):
    score: int | None = None
    comments: int | None = None


# Objects


def is_comment(value: object) -> bool:
    if not isinstance(value, dict) or "id" not in value:
        return False
    return "content" in value or "path" in value or ("post_id" in value and "body" in value)


def is_post(value: object) -> bool:
    return (
        isinstance(value, dict)
        and "id" in value
        and ("community_id" in value or "name" in value or "title" in value)
        and "ap_id" in value
    )


# Ids


def shared_id(ap_id: str | None) -> str | None:
    """ "lemmy:lemmy.ml/comment/12" of "https://lemmy.ml/comment/12"; None when it is no address."""
    if not ap_id or len(ap_id) > _LONGEST or not host_of(ap_id):
        return None
    return "lemmy:" + ap_id.partition("://")[2].rstrip("/")


def local_id(host: str | None, kind: str, number: int) -> str:
    """The id of what an instance wrote itself: kind is "post" or "comment"."""
    return f"lemmy:{host or NOWHERE}/{kind}/{number}"


@lru_cache(maxsize=4096)  # people write more than once
def host_of(address: str | None) -> str | None:
    try:
        parts = urlsplit(address or "")
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def ancestors(told: Reply) -> Sequence[int] | None:
    """The local ids of the comments above this one, the topmost first; None where untold."""
    if told.path is not None:
        steps = told.path.split(".")
        if steps[0] == "0" and all(step.isdecimal() and len(step) < 19 for step in steps):
            return [int(step) for step in steps[1:-1]]
    if told.parent_id is not None:
        return [told.parent_id]
    return None


# Posts


def opening(post_id: str, told: Opening, creator: Actor, community: Actor, counts: Counts) -> Post:
    state, body = _state(told, told.body)
    pinned = told.featured_community or told.featured_local or told.stickied or told.sticky
    labels = ["pinned"] if pinned else []
    title = told.name or told.title
    labels += ["locked"] if told.locked else []
    labels += ["NSFW"] if told.nsfw else []
    labels += ["bot"] if creator.bot_account or creator.bot else []
    claimed = _count(told.comments if counts.comments is None else counts.comments)
    return Post(
        id=post_id,
        root=post_id,
        body=Body(_unescaped(body), "markdown"),
        title=_unescaped(title) if title else None,
        link=told.url or None,
        author=handle(creator),
        created=utc_iso(told.published) or utc_iso(told.published_at),
        edited=_edited(told),
        score=_count(told.score if counts.score is None else counts.score),
        state=state,
        permalink=told.ap_id,
        community=handle(community),
        labels=tuple(labels),
        claimed=claimed if claimed is None or claimed >= 0 else None,
    )


def reply(
    post_id: str,
    parent: str | None,
    root: str | None,
    told: Reply,
    creator: Actor,
    community: Actor,
    counts: Counts,
    *,
    guessed: bool,
) -> Post:
    state, body = _state(told, told.body if told.content is None else told.content)
    labels = ["moderator"] if told.distinguished else []
    labels += ["bot"] if creator.bot_account or creator.bot else []
    return Post(
        id=post_id,
        parent=parent,
        root=root,
        body=Body(_unescaped(body), "markdown"),
        author=handle(creator),
        created=utc_iso(told.published) or utc_iso(told.published_at),
        edited=_edited(told),
        score=_count(told.score if counts.score is None else counts.score),
        state=state,
        permalink=told.ap_id,
        community=handle(community),
        labels=tuple(labels),
        evidence=_GUESSED if guessed else None,
    )


def handle(actor: Actor) -> str | None:
    """ "name@host": names alone are not unique among instances."""
    host = host_of(actor.actor_id or actor.ap_id)
    name = actor.name or actor.user_name
    return f"{name}@{host}" if name and host else name or None


def _edited(told: _Written) -> datetime | None:
    return utc_iso(told.updated) or utc_iso(told.updated_at) or utc_iso(told.edited_at)


def _state(told: _Written, text: str | None) -> tuple[State, str]:
    if text == _PERMANENTLY_DELETED:
        return "deleted", ""
    state: State = "removed" if told.removed else "deleted" if told.deleted else "visible"
    return state, text or ""


def _unescaped(text: str) -> str:
    """The text as its author wrote it: Lemmy 0.18.3 to 0.18.5 kept texts escaped for HTML."""
    if "&" not in text or not _ENTITY.search(text) or _BARE.search(text):
        return text
    return _ENTITY.sub(lambda match: unescape(match[0]), text)


def _count(number: int | None) -> int | None:
    return number if number is not None and -_LARGEST < number < _LARGEST else None
