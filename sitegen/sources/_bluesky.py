"""A post of Bluesky, as a view of a server or as the record that its author's repository holds.

Lexicons: app.bsky.feed.defs, app.bsky.feed.post; https://docs.bsky.app
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Body, Gap, Post, Problem
from sitegen.sources._bluesky_text import address_of, body, uri_parts
from sitegen.sources._chat import first_words, text_of
from sitegen.sources._json import utc_iso

POST = "app.bsky.feed.post"
_HANDLE = re.compile(r"[a-zA-Z0-9.-]{3,253}")


def post_id(uri: str) -> str | None:
    """ "at://did:plc:x/app.bsky.feed.post/3k" is "bsky:did:plc:x/3k"; None for what is no post."""
    authority, collection, key = uri_parts(uri)
    return f"bsky:{authority}/{key}" if collection == POST else None


def of_view(
    view: Mapping[str, Any], where: str, above: str | None = None
) -> Iterator[Post | Problem]:
    """The post of a view. `above` is the id of the post it is nested in."""
    uri = text_of(view, "uri")
    record = view.get("record", view.get("value"))
    own = post_id(uri)
    if not isinstance(record, dict) or own is None:
        kind = uri_parts(uri)[1] or "unknown"
        yield Problem(where, f"not a post, but a record of the kind {kind[:60]}")
        return
    if "text" not in record:
        yield Problem(where, "a post without its text")
        return
    parent, root = _answers(record, above)
    authority = uri_parts(uri)[0]
    likes = view.get("likeCount")
    yield Post(
        id=own,
        body=Body(body(record, view.get("embed"), authority), "html"),
        parent=parent,
        root=root,
        author=_author(view.get("author"), authority),
        created=utc_iso(record.get("createdAt")) or utc_iso(view.get("indexedAt")),
        score=likes if isinstance(likes, int) else None,
        permalink=address_of(uri),
        title=first_words(text_of(record, "text")) if parent is None else None,
        labels=_labels(view, record),
    )


def absent(node: Mapping[str, Any], above: Post | None) -> Post | None:
    """A stand-in for a reply that is not found, or that is kept from who asked; None: no post."""
    own = post_id(text_of(node, "uri"))
    if own is None or above is None:
        return None
    blocked = node.get("blocked") is True
    return Post(
        id=own,
        body=Body(""),
        parent=above.id,
        root=above.root or above.id,
        state="missing",
        permalink=address_of(text_of(node, "uri")),
        labels=("blocked",) if blocked else (),
    )


def cut_off(view: Mapping[str, Any], post: Post) -> Iterator[Gap]:
    """The replies below a post at which an answer ends, as it was asked for no more levels."""
    count = view.get("replyCount")
    if isinstance(count, int) and 0 < count < 1 << 40:
        yield Gap(parent=post.id, root=post.root or post.id, count=count)


def _answers(record: Mapping[str, Any], above: str | None) -> tuple[str | None, str | None]:
    reply = record.get("reply")
    if not isinstance(reply, dict):
        return above, None
    found = []
    for name in ("parent", "root"):
        told = reply.get(name)
        found.append(post_id(text_of(told, "uri")) if isinstance(told, dict) else None)
    parent, root = found
    return (parent or above or root), root


def _author(told: object, authority: str) -> str | None:
    handle = text_of(told, "handle") if isinstance(told, dict) else ""
    if _HANDLE.fullmatch(handle) and handle != "handle.invalid":
        return f"@{handle}"
    return authority or None


def _labels(view: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[str, ...]:
    labels = []
    reposts = view.get("repostCount")
    if isinstance(reposts, int) and reposts > 0:
        labels.append(f"{reposts} repost{'s' * (reposts != 1)}")
    own = record.get("labels")
    values = own.get("values") if isinstance(own, dict) else None
    for told in (view.get("labels"), values):
        for label in told if isinstance(told, list) else ():
            value = text_of(label, "val") if isinstance(label, dict) else ""
            if value and not value.startswith("!"):
                labels.append(value)
    return tuple(dict.fromkeys(labels[:20]))
