"""hn-firebase: items of the official Hacker News API, one record an item.

Items may stand one a line, in a JSON array, or in an object that holds one item or a list of
items under each name ({"post": item, "comments": [items]}). Each is told alone: a comment names
its parent, never its thread, so `root` is left to the store. Items that a script has put into each
other, in place of `kids` or beside it, are taken out of each other.

The fields are those of https://github.com/HackerNews/API; copies in databases write numbers as
strings, 0 for "no parent" and dates as text, and all of that is understood.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from sitegen.model import Post, Problem, Record
from sitegen.sources import _hn
from sitegen.sources._json import (
    decode,
    elements,
    inside,
    members,
    salvage,
    utc_iso,
    utc_unix,
    values,
)
from sitegen.sources._json_records import left_out, typed
from sitegen.sources._json_tree import tree
from sitegen.sources.source import Dump, Head, Source


class _Item(msgspec.Struct, gc=False):
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
    comments: msgspec.Raw = msgspec.Raw(b"")


_ITEM = msgspec.json.Decoder(_Item, strict=False)
_FIELDS = msgspec.json.Decoder(dict[str, Any])
_TIME = re.compile(rb'"?\d{4}')
_OPENING_KINDS = frozenset({"story", "job", "poll"})
_NESTED = ("comments", "children", "kids", "replies")
_OTHER_FORMATS = frozenset({"created_at", "created_at_i", "created_utc", "time_ago", "objectID"})


# Recognising


def _sniff(head: Head) -> bool:
    first = members(head.data)
    return _is_item(first) or (
        "id" not in first and any(_is_item(members(value)) for value in first.values())
    )


def _is_item(found: Mapping[str, bytes]) -> bool:
    if not {"id", "time"} <= found.keys() or not _OTHER_FORMATS.isdisjoint(found):
        return False
    if not found["id"].strip(b'"').isdigit() or not _TIME.match(found["time"]):
        return False
    if "type" in found:
        return found["type"].strip(b'"').decode("ascii", "replace") in _hn.KINDS
    return "by" in found or "deleted" in found


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for found in values(stream):
            if isinstance(found, Problem):
                yield found
                continue
            where, data = found
            try:
                item = _ITEM.decode(data)
            except (ValueError, RecursionError):
                yield from _slowly(where, data)
                continue
            yield _record(where, item)
            if item.comments and members(bytes(item.comments)):
                value, fault = tree(bytes(item.comments))
                yield from _below(where, "comments", value, item.id)
                if fault:
                    yield Problem(where, fault)


def _record(where: str, item: _Item) -> Post | Problem:
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


# What is no item at first sight


def _slowly(where: str, data: bytes) -> Iterator[Record]:
    """The records of a value that is a damaged item, an object of items, or null."""
    if data.strip() == b"null":  # what the API answers where there is no item
        return
    names = members(data)
    lists = [(name, value) for name, value in names.items() if value[:1] in (b"[", b"{")]
    if "id" in names or not any(members(value) for _, value in lists):
        yield from _damaged(where, data)
        return
    for name, value in lists:
        for found in elements(value):
            if isinstance(found, Problem):
                yield Problem(where, f"{name}: {found.message}")
                continue
            at = inside(where, f".{name}{found[0][1:]}")
            try:
                yield _record(at, _ITEM.decode(found[1]))
            except (ValueError, RecursionError):
                yield from _damaged(at, found[1])


def _damaged(where: str, data: bytes) -> Iterator[Record]:
    """An item some fields of which are not what they should be: those are left out, and named."""
    try:
        fields = decode(data, _FIELDS)
        nested = {name: fields.pop(name) for name in _NESTED if _holds_items(fields.get(name))}
        item, unusable = salvage(fields, _Item)
    except ValueError as error:
        yield Problem(where, str(error))
        return
    yield _record(where, item)
    if unusable:
        yield Problem(where, f"not usable, and left out: {', '.join(unusable)}", lost=False)
    for name, value in nested.items():
        yield from _below(where, name, value, item.id)


# Items inside of items, as scripts that follow `kids` keep them


def _holds_items(value: object) -> bool:
    values = value.values() if isinstance(value, dict) else value
    return isinstance(values, Iterable) and any(isinstance(item, dict) for item in values)


def _below(where: str, name: str, value: object, parent: int) -> Iterator[Record]:
    """The items in a list that an item holds, and those in them, to any depth."""
    waiting = [(inside(where, f".{name}"), value, parent)]
    while waiting:
        place, held, parent = waiting.pop()
        items = list(held.values()) if isinstance(held, dict) else held
        for number, told in enumerate(items if isinstance(items, list) else ()):
            at = f"{place}[{number}]"
            if not isinstance(told, dict):
                if told is not None:
                    yield Problem(at, f"not an item: {str(told)[:40]!r}")
                continue
            fields = {"parent": parent, "type": "comment", **told}
            nested = {key: fields.pop(key) for key in _NESTED if _holds_items(fields.get(key))}
            try:
                item, unusable = typed(fields, _Item)
            except ValueError as error:
                yield Problem(at, str(error))
                continue
            yield _record(at, item)
            yield from left_out(at, unusable)
            waiting += [(f"{at}.{key}", inner, item.id) for key, inner in nested.items()]


SOURCE = Source(
    name="hn-firebase",
    title="Hacker News items of the official API",
    version=2,
    sniff=_sniff,
    read=_read,
)
