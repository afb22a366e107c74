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
from typing import Any

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources import _hn, _hn_items
from sitegen.sources._json import (
    decode,
    elements,
    inside,
    members,
    salvage,
    values,
)
from sitegen.sources._json_records import left_out, typed
from sitegen.sources._json_tree import tree
from sitegen.sources.source import Dump, Head, Source


class _Item(_hn_items.Item, gc=False):
    comments: msgspec.Raw = msgspec.Raw(b"")


_ITEM = msgspec.json.Decoder(_Item, strict=False)
_FIELDS = msgspec.json.Decoder(dict[str, Any])
_TIME = re.compile(rb'"?\d{4}')
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
            yield _hn_items.record(where, item)
            if item.comments and members(bytes(item.comments)):
                value, fault = tree(bytes(item.comments))
                yield from _below(where, "comments", value, item.id)
                if fault:
                    yield Problem(where, fault)


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
                yield _hn_items.record(at, _ITEM.decode(found[1]))
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
    yield _hn_items.record(where, item)
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
            yield _hn_items.record(at, item)
            yield from left_out(at, unusable)
            waiting += [(f"{at}.{key}", inner, item.id) for key, inner in nested.items()]


SOURCE = Source(
    name="hn-firebase",
    title="Hacker News items of the official API",
    version=2,
    sniff=_sniff,
    read=_read,
)
