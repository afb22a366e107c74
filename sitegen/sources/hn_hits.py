"""hn-hits: stories and comments as the search of hn.algolia.com finds them, one record a hit.

Hits come as the API answers them ({"hits": […]}, several answers in "results"), in an array, or one
a line; scripts rename the fields, and that is understood. A comment names its thread and its title,
so a thread whose story no dump holds has both.

API: https://hn.algolia.com/api; `objectID` is the item's id, `children` are ids without an order.
"""

import re
from collections.abc import Iterator, Mapping
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
from sitegen.sources.source import Dump, Head, Source


class _Hit(msgspec.Struct, gc=False):
    objectID: int | str | None = None
    comment_id: int | str | None = None
    id: int | str | None = None
    parent_id: int | str | None = None
    story_id: int | str | None = None
    author: str | None = None
    created_at: str | None = None
    created_at_i: int | float | str | None = None
    timestamp: int | float | str | None = None
    points: int | None = None
    num_comments: int | None = None
    title: str | None = None
    url: str | None = None
    text: str | None = None
    story_text: str | None = None
    comment_text: str | None = None
    story_title: str | None = None
    tags: list[str] | None = msgspec.field(default=None, name="_tags")
    hits: msgspec.Raw = msgspec.Raw(b"")
    results: msgspec.Raw = msgspec.Raw(b"")


_HIT = msgspec.json.Decoder(_Hit, strict=False)
_FIELDS = msgspec.json.Decoder(dict[str, Any])
_IDS = ("objectID", "comment_id", "id")
_OF_HITS = frozenset({"objectID", "_tags", "_highlightResult", "comment_text", "story_text"})
_OF_HN = frozenset({"_tags", "story_id", "story_title", "points", "num_comments", "parent_id"})
_TIMES = frozenset({"created_at", "created_at_i", "timestamp"})
_WRAPPERS = ("hits", "results")
_LEVELS = 4  # of wrappers: {"results": [{"hits": […]}]} has two
_ID = re.compile(r"[0-9]{1,16}")
_STORY_TAG = re.compile(r"story_([0-9]{1,16})")


# Recognising


def _sniff(head: Head) -> bool:
    found = members(head.data)
    for _ in range(_LEVELS):
        if _is_hit(found):
            return True
        wrapper = next((name for name in _WRAPPERS if name in found), None)
        if wrapper is None:
            return False
        found = members(found[wrapper])
    return False


def _is_hit(found: Mapping[str, bytes]) -> bool:
    if "author" not in found or _TIMES.isdisjoint(found) or _OF_HITS.isdisjoint(found):
        return False
    if len(found.keys() & _OF_HN) < 2:
        return False
    return any(found[name].strip(b'"').isdigit() for name in _IDS if name in found)


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for found in values(stream):
            yield from _problem_or_records(found)


def _problem_or_records(found: tuple[str, bytes] | Problem) -> Iterator[Record]:
    """The records of a value: a hit, or an answer that holds hits."""
    stack = [(found, 0)]
    while stack:
        top, level = stack.pop()
        if isinstance(top, Problem):
            yield top
            continue
        where, data = top
        wrapped = None
        try:
            hit = _HIT.decode(data)
            wrapped = bytes(hit.hits) or bytes(hit.results)
        except (ValueError, RecursionError):
            names = members(data)
            wrapped = next((names[name] for name in _WRAPPERS if name in names), None)
            if not wrapped:
                yield from _damaged(where, data)
                continue
        if not wrapped:
            yield _record(where, hit)
        elif level == _LEVELS:
            yield Problem(where, "answers inside of answers, deeper than any search nests them")
        else:
            inner = [_placed(where, element) for element in elements(wrapped)]
            stack += [(element, level + 1) for element in reversed(inner)]


def _placed(where: str, found: tuple[str, bytes] | Problem) -> tuple[str, bytes] | Problem:
    if isinstance(found, Problem):
        return Problem(where, found.message)
    return inside(where, f".hits{found[0][1:]}"), found[1]


def _damaged(where: str, data: bytes) -> Iterator[Record]:
    """A hit some fields of which are not what they should be: those are left out, and named."""
    try:
        fields = decode(data, _FIELDS)
        hit, unusable = salvage(fields, _Hit)
    except ValueError as error:
        yield Problem(where, str(error))
        return
    yield _record(where, hit)
    if unusable:
        yield Problem(where, f"not usable, and left out: {', '.join(unusable)}", lost=False)


def _record(where: str, hit: _Hit) -> Post | Problem:
    number = _number(hit.objectID) or _number(hit.comment_id) or _number(hit.id)
    if number is None:
        return Problem(where, "a hit without an id")
    tags = hit.tags or ()
    kind = next((tag for tag in tags if tag in _hn.KINDS), None)
    parent = _number(hit.parent_id)
    story = _number(hit.story_id) or _tagged_story(tags)
    answers = kind in ("comment", "pollopt") or hit.comment_text is not None or parent is not None
    post = _hn.post(
        number,
        kind or ("comment" if answers else "story"),
        hit.comment_text or hit.story_text or hit.text,
        hit.author,
        utc_unix(hit.created_at_i) or utc_iso(hit.created_at) or utc_unix(hit.timestamp),
        hit.points,
        parent=(parent or story) if answers else None,
        root=story if answers else number,
        title=hit.title,
        link=hit.url,
        claimed=hit.num_comments,
    )
    if not answers:
        return post
    return msgspec.structs.replace(
        post, title=hit.story_title or None, evidence=None if parent else _hn.NO_PARENT
    )


def _number(told: int | str | None) -> int | None:
    """An id; None where none is told."""
    if isinstance(told, str):
        told = int(told) if _ID.fullmatch(told) else None
    return told if _hn.usable_id(told) else None


def _tagged_story(tags: list[str] | tuple[str, ...]) -> int | None:
    for tag in tags:
        if match := _STORY_TAG.fullmatch(tag):
            return int(match[1])
    return None


SOURCE = Source(
    name="hn-hits",
    title="Hacker News search results of the Algolia API",
    version=1,
    sniff=_sniff,
    keys=_OF_HITS | frozenset(_WRAPPERS),
    read=_read,
)
