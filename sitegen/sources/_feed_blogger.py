"""Entries of Blogger's Takeout (feed.atom): posts and comments without addresses; and what an
entry of its feeds and of the older backup (blog-MM-DD-YYYY.xml) tells besides.

They are known by Blogger's own tags, `tag:blogger.com,1999:blog-7.post-12`, in which entries name
what they answer, too. Elements: http://schemas.google.com/blogger/2018, and the kinds of entries of
http://schemas.google.com/g/2005#kind. The backup is the feed of all that Blogger keeps of a blog.
"""

import re

from sitegen.model import Body, Post
from sitegen.sources._json import utc_iso
from sitegen.sources._xml_records import Element

_TAG = re.compile(r"tag:blogger\.com,1999:blog-(\d{1,24})\.(?:post|page)-(\d{1,24})")
_FEED = re.compile(r"/feeds/(\d{1,24})/(?:\d{1,24}/)?comments/(?:default|full)/(\d{1,24})")
_KIND = "http://schemas.google.com/blogger/2008/kind#"
_NO_POSTS = frozenset((f"{_KIND}settings", f"{_KIND}template"))
_PUBLIC = frozenset(("", "LIVE", "PUBLISHED"))


def is_blogger(told: Element) -> bool:
    return bool(told.told("blogger:type"))


def hidden(told: Element) -> str:
    """Why an entry is not shown: it never was public, or is no longer. "" where it is."""
    status = told.told("blogger:status").upper()
    return "" if status in _PUBLIC else f"entries that are not public ({status[:40]})"


def left_out(told: Element) -> str:
    """Why an entry of a backup is none of the blog's posts or comments, or was not public; ""."""
    if any(one.attributes.get("term") in _NO_POSTS for one in told.all("category")):
        return "settings and templates of the blog"
    control = told.first("app:control")
    is_draft = control is not None and control.told("app:draft").lower() == "yes"
    return "entries that are not public (draft)" if is_draft else ""


def answered(told: Element) -> str:
    """The tag of the comment that a comment answers: `thr:in-reply-to` names the post alone."""
    for link in told.all("link"):
        found = _FEED.search(link.attributes.get("href", ""))
        if found and link.attributes.get("rel") == "related":
            return f"tag:blogger.com,1999:blog-{found[1]}.post-{found[2]}"
    return ""


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
