"""What a marked post or comment tells: its text, author, times, points, and whether it is gone."""

import re
from datetime import datetime
from html import escape

from sitegen.model import Body, State
from sitegen.sources import _forum_times
from sitegen.sources._html import Node, attribute, before
from sitegen.sources._html_write import rewritten
from sitegen.sources._marked_items import Item

BODIES = ("text", "articleBody", "commentText", "reviewBody")
TIMES = ("datePublished", "dateCreated", "commentTime")
_HTML = re.compile(r"<(?:p|br|a|ul|ol|div|blockquote|pre|code|em|strong|b|i)\b[^<>]{0,500}>|</p>")
_UP = frozenset({"LikeAction", "AgreeAction", "VoteAction", "UpvoteAction"})


def body(item: Item, base: str) -> Body:
    value = item.first(*BODIES)
    if isinstance(value, Node):
        html = before(value, item.cut) if item.cut else (value.inner_html or "").strip()
        if value.tag == "meta":
            return Body(attribute(value, "content").strip(), "plain")
        return Body(rewritten(html, base) if '="/' in html else html, "html")
    if isinstance(value, Item):
        return Body(escape(value.words("name"), quote=False), "html")
    told = (value or "").strip()
    return Body(told, "html" if _HTML.search(told) else "plain")


def author(item: Item) -> str | None:
    return item.words("author", "creator")[:200] or None


def time(item: Item, *names: str) -> datetime | None:
    value = item.words(*names)
    return _forum_times.moment(value, None) if 0 < len(value) <= _forum_times.LONGEST else None


def untold(item: Item) -> tuple[str, ...]:
    """The words for a time that cannot be read."""
    value = item.words(*TIMES)[: _forum_times.LONGEST]
    return () if time(item, *TIMES) else _forum_times.label(value)


def score(item: Item, counted: dict[str, int]) -> int | None:
    up, down = item.words("upvoteCount"), item.words("downvoteCount")
    if up.removeprefix("-").isdecimal():
        return int(up[:12]) - (int(down[:12]) if down.isdecimal() else 0)
    return next((counted[kind] for kind in sorted(_UP) if kind in counted), None)


def state(item: Item) -> State:
    return "deleted" if item.words("creativeWorkStatus").lower() == "deleted" else "visible"
