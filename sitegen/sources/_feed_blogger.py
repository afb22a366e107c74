"""Entries of Blogger's Takeout (feed.atom): posts and comments without addresses.

They are known by Blogger's own tags, `tag:blogger.com,1999:blog-7.post-12`, in which entries name
what they answer, too. Elements: http://schemas.google.com/blogger/2018
"""

import re

from sitegen.model import Body, Post
from sitegen.sources._json import utc_iso
from sitegen.sources._xml_records import Element

_TAG = re.compile(r"tag:blogger\.com,1999:blog-(\d{1,24})\.(?:post|page)-(\d{1,24})")
_PUBLIC = frozenset(("", "LIVE", "PUBLISHED"))


def is_blogger(told: Element) -> bool:
    return bool(told.told("blogger:type"))


def hidden(told: Element) -> str:
    """Why an entry is not shown: it never was public, or is no longer. "" where it is."""
    status = told.told("blogger:status").upper()
    return "" if status in _PUBLIC else f"entries that are not public ({status[:40]})"


def entry(told: Element, blog: str) -> Post | None:
    """The post of an entry of a blog with that title; None without an id."""
    own = _id(told.told("id"))
    if own is None:
        return None
    page = _id(told.told("blogger:parent"))
    person = told.first("author")
    return Post(
        id=own,
        body=Body(told.told("content"), "html"),
        parent=_id(told.told("blogger:inReplyTo")) or page,
        root=page,
        author=(person.told("name") or None) if person else None,
        created=utc_iso(told.told("published", "blogger:created")),
        title=None if page else " ".join(told.told("title").split()) or None,
        community=blog or None,
    )


def _id(tag: str) -> str | None:
    found = _TAG.fullmatch(tag.strip())
    return f"web:blogger.com/{found[1]}/{found[2]}" if found else None
