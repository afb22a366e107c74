"""What URS saves, the Universal Reddit Scraper: threads, subreddits, people, live streams.

It has renamed its fields and nested them differently over the years, but its comments always tell
what they answer: so posts are known by their fields, wherever they stand.
Format: docs/formats/reddit-urs.md.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents
from sitegen.sources._reddit_fields import full_id
from sitegen.sources._reddit_saved import Item, id_in, inner, records, shown
from sitegen.sources.source import Dump, Head, Source

_SETTINGS = ("scrape_settings", "livestream_settings")
_OF_2020 = (
    {"Parent ID", "Comment ID", "Date Created"},
    {"Title", "Date Created", "Upvotes", "ID"},
    {"Name", "Fullname", "Comment Karma"},
)
_LEVELS = 4  # {"c0ffee": [[{"Parent ID": …}]]} has three
_NAMES = {
    "comment_id": "id",
    "date_created": "created_utc",
    "upvotes": "score",
    "is_locked": "locked",
    "nsfw": "over_18",
    "is_spoiler": "spoiler",
    "flair": "link_flair_text",
    "comment_count": "num_comments",
    "in_subreddit": "subreddit",
}
_TIMES = ("created_utc", "edited")
_OWN_WORK = {"submissions", "comments", "hot", "new", "top", "controversial", "gilded"}
_NO_POSTS = {
    "scrape_settings", "livestream_settings", "livestream_metadata", "information", "subreddit",
    "subreddit_rules", "moderated", "multireddits", "gallery_data", "media_metadata",
    "name", "fullname", "id", "date_created", "comment_karma", "link_karma",
    "is_employee", "is_friend", "is_mod", "is_gold",
}  # fmt: skip
_NOT_ALLOWED = "FORBIDDEN"  # stands where Reddit did not let the scraper look


class _About(msgspec.Struct, frozen=True):
    """What a document says of itself: the thread, the subreddit or the person that it is about."""

    root: str | None
    title: str | None
    subreddit: str | None
    person: str | None
    live: bool


# Recognising


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if any(told.get(name, b"")[:1] == b"{" for name in _SETTINGS):
        return True
    for _ in range(_LEVELS):
        if any(told.keys() >= names for names in _OF_2020):
            return True
        inside = next(iter(told.values()), b"").lstrip(b"[ \t\r\n")
        if inside[:1] != b"{":
            return False
        told = members(inside)
    return False


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for found in documents(stream):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _records(found)


def _records(document: Document) -> Iterator[Record]:
    about = _about(document.value)
    items: list[Item] = []
    for item in _items(document, about):
        if isinstance(item, Problem):
            yield item
        else:
            items.append(item)
    several = about.live or about.person is not None
    yield from records(items, root=None if several else _root(items, about), ordered=not several)


def _about(value: object) -> _About:
    told: Mapping[str, Any] = value if isinstance(value, dict) else {}
    settings = next((s for name in _SETTINGS if isinstance(s := told.get(name), dict)), {})
    names = told.get("Name")  # of 2020
    return _About(
        root=id_in(settings.get("url") or settings.get("submission_url"))[0],
        title=_text(settings.get("submission_title")),
        subreddit=_text(settings.get("subreddit")),
        person=_text(settings.get("redditor"))
        or _text(names[0] if isinstance(names, list) and names else None),
        live="livestream_settings" in told,
    )


def _text(told: object) -> str | None:
    return told if isinstance(told, str) and told else None


def _root(items: list[Item], about: _About) -> str | None:
    """The thread of comments that name none: that of the address, or the only one named."""
    if about.root:
        return about.root
    told = (item.data.get("parent_id") for item in items)
    roots = {full_id(t, "t1") for t in told if isinstance(t, str) and t[:3].lower() == "t3_"}
    return roots.pop() if len(roots) == 1 else None


def _items(document: Document, about: _About) -> Iterator[Item | Problem]:
    """All posts of a document in reading order. Nothing recurses."""
    stack: list[tuple[Any, str, str | None]] = [(document.value, "", None)]
    while stack:
        told, path, author = stack.pop()
        if isinstance(told, list):
            stack += [(item, inner(path, n), author) for n, item in enumerate(told)][::-1]
            continue
        if not isinstance(told, dict):
            if told != _NOT_ALLOWED:
                yield Problem(document.at(path), f"not a post: {shown(told)}")
            continue
        named = {_key(name): value for name, value in told.items()}
        kind = _kind(named)
        if kind:
            yield _item(kind, named, document.at(path), about, author)
            author = None  # what is inside is by others
        below = [
            (value, inner(path, name), about.person if name in _OWN_WORK else author)
            for name, value in named.items()
            if isinstance(value, dict | list) and name not in _NO_POSTS
        ]
        if kind is None and not below and not named.keys() <= _NO_POSTS:
            yield Problem(document.at(path), f"neither a submission nor a comment: {shown(told)}")
        stack += below[::-1]


def _key(name: str) -> str:
    """A name in today's spelling: "Is Submitter?" of 2020 is "is_submitter"."""
    return name.removesuffix("?").replace(" ", "_").lower()


def _kind(named: Mapping[str, Any]) -> str | None:
    if "parent_id" in named:
        return "t1"
    return "t3" if "title" in named and ("id" in named or "permalink" in named) else None


def _item(
    kind: str, named: Mapping[str, Any], where: str, about: _About, author: str | None
) -> Item:
    fields = {_NAMES.get(name, name): value for name, value in named.items()}
    if "text" in fields:
        fields["body" if kind == "t1" else "selftext"] = fields.pop("text")
    told = _text(fields.get("author")) or author
    fields["author"] = told.removeprefix("u/") if told else None
    dated = any(_is_local(fields.get(name)) for name in _TIMES)
    fields |= {name: _iso(fields.get(name)) for name in _TIMES}
    created, edited = fields["created_utc"], fields["edited"]
    if dated and isinstance(created, str) and isinstance(edited, str) and "T" in edited < created:
        fields["edited"] = True  # in 2020 and 2021, its two clocks differed
    if kind == "t3":
        address = fields.get("permalink") or fields.get("url")
        if fields.get("id") is None and fields.get("name") is None:
            fields["id"] = (id_in(address)[0] or about.root or ":").partition(":")[2] or None
        if id_in(address)[0] and "permalink" not in fields:
            fields["permalink"] = address
        if not isinstance(fields.get("subreddit"), str):  # in a live stream, all about it
            fields["subreddit"] = None if id_in(address)[0] else about.subreddit
    elif fields.get("id") is None:
        fields |= _nameless(fields)
    title = about.title if kind == "t1" else None
    return Item(kind=kind, data=fields, where=where, title=title, precision="day" if dated else "")


def _nameless(fields: Mapping[str, Any]) -> dict[str, Any]:
    """An id for a comment of a person, for until 2021 those were saved without one.

    What it answers and when tell it from all others; its address is that of its thread.
    """
    parent, thread = full_id(fields.get("parent_id"), "t1"), full_id(fields.get("link_id"), "t3")
    time = "".join(c for c in str(fields.get("created_utc")) if c.isdigit() and c.isascii())
    if parent is None or not time:
        return {}
    return {
        "id": f"{parent[10:]}-{time}",
        "permalink": f"/comments/{thread[10:]}/" if thread else None,
    }


def _is_local(told: object) -> bool:
    """Whether a time is one of URS: "06-02-2021 20:44:02", of its own clock."""
    return isinstance(told, str) and len(told) == 19 and told[2] == told[5] == "-"


def _iso(told: Any) -> Any:
    return f"{told[6:10]}-{told[:5]}T{told[11:]}" if _is_local(told) else told


SOURCE = Source(
    name="reddit-urs",
    title="Scrapes of URS, the Universal Reddit Scraper",
    version=1,
    sniff=_sniff,
    signs=(
        *(b'"%b"' % name.encode() for name in _SETTINGS),
        *(b'"Date Created"', b'"Comment Karma"'),
    ),
    read=_read,
)
