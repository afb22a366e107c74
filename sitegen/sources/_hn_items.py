"""Items of the official Hacker News API as posts: https://github.com/HackerNews/API.

Copies in databases write numbers as strings, 0 for "no parent" and dates as text.
"""

from datetime import datetime

import msgspec

from sitegen.model import Post, Problem
from sitegen.sources import _hn
from sitegen.sources._json import utc_iso, utc_unix

_OPENING_KINDS = frozenset({"story", "job", "poll"})


class Item(msgspec.Struct, gc=False):
    """An item as the API tells it."""

    id: int
    type: str | None = None
    by: str | None = None
    time: int | float | str | None = None
    text: str | None = None
    parent: int | None = None
    poll: int | None = None
    kids: list[int] | None = None
    parts: list[int] | None = None
    url: str | None = None
    score: int | None = None
    title: str | None = None
    descendants: int | None = None
    deleted: bool | None = None
    dead: bool | None = None


def record(where: str, item: Item) -> Post | Problem:
    """The post of an item; a problem where it is none."""
    if not _hn.usable_id(item.id):
        return Problem(where, f"{item.id} cannot be the id of an item")
    kind, parent = item.type, item.parent or item.poll
    if kind in _OPENING_KINDS or not _hn.usable_id(parent):
        parent = None  # copies in databases say 0 for "no parent"
    if kind == "comment" and parent is None and not item.text:
        return Problem(where, f"comment {item.id} has neither a parent nor a text")
    opens = parent is None and kind != "comment"
    return _hn.post(
        item.id,
        kind,
        item.text,
        item.by,
        utc_unix(item.time) or _date(item.time),
        item.score,
        parent=parent,
        root=item.id if opens else None,
        replies=(*(item.parts or ()), *(item.kids or ())),
        title=item.title,
        link=item.url,
        claimed=item.descendants,
        state="deleted" if item.deleted else "dead" if item.dead else "visible",
    )


def _date(time: object) -> datetime | None:
    """ "2022-10-16 14:12:24 UTC", as databases write it."""
    return utc_iso(time.removesuffix(" UTC")) if isinstance(time, str) else None
