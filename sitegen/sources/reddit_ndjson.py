"""Dumps of Pushshift and Arctic Shift: submissions and comments of Reddit, an object a line.

Each line stands for itself: nothing is remembered from one to the next.
Format: docs/formats/reddit-ndjson.md.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sitegen.model import Post, Problem, Record
from sitegen.sources import _json
from sitegen.sources._reddit import comment, missed, submission
from sitegen.sources._reddit_fields import Fields, is_escaped, kind_of, mended, unescaped
from sitegen.sources._reddit_snscrape import TYPE, renamed
from sitegen.sources.source import Dump, Head, Source

_FIELDS = msgspec.json.Decoder(Fields)
_ANY = msgspec.json.Decoder(Any)
_FIRST_LINES = 5
_TIME = re.compile(  # the last as pandas writes it
    rb'\d+(?:\.\d+)?|"\d+(?:\.\d+)?"|"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^"\\]{0,24}"'
)
_SCRAPED = TYPE.decode().lstrip('"')
_COMMENT = {"link_id", "parent_id"}
_SUBMISSION = {"selftext", "is_self", "num_comments", "permalink", "domain"}


def _sniff(head: Head) -> bool:
    if TYPE in head.data and _json.members(head.data).get("_type", b"").startswith(TYPE):
        return True
    if head.data.find(b"\n", 0, -1) < 0:  # for one line, the search would be all that takes time
        return _claims(head.data) and b'"created_utc"' in head.data
    if b'"created_utc"' not in head.data:
        return False
    lines = [line for line in head.data.split(b"\n", 50)[1:] if line.strip()]
    return _claims(head.data) or any(_claims(line) for line in lines[:_FIRST_LINES])


def _claims(data: bytes) -> bool:
    """Whether `data` begins with a flat submission or comment, without comments inside it."""
    told = _json.members(data)
    if told.get("data", b"")[:1] == b"[" and "kind" not in told:
        told = _json.members(told["data"])
    if told.keys().isdisjoint(("id", "name")) or not _TIME.fullmatch(told.get("created_utc", b"")):
        return False
    if any(told.get(name, b"")[:1] in (b"[", b"{") for name in ("replies", "comments")):
        return False
    if "body" in told and not told.keys().isdisjoint(_COMMENT):
        return True
    return "title" in told and len(told.keys() & _SUBMISSION) > 1


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for found in _json.values(stream):
            if isinstance(found, Problem):
                yield found
                continue
            where, data = found
            if TYPE in data:
                yield from _mended(where, data)
                continue
            try:
                fields = _json.decode(data, _FIELDS)
            except ValueError:
                yield from _mended(where, data)
                continue
            if fields.id is None and fields.name is None:
                yield from _mended(where, data)  # perhaps an answer that holds records
                continue
            post = _post(fields)
            if isinstance(post, str):
                yield Problem(where, post)
                continue
            yield post
            if post.created is None or fields.edited or not post.body.text:
                yield from _notes(where, missed(fields, post))


def _post(fields: Fields) -> Post | str:
    """The post of a record, or why there is none."""
    kind = kind_of(fields)
    text = unescaped if is_escaped(fields) else str
    if kind == "t1":
        return comment(fields, text)
    if kind == "t3":
        return submission(fields, text)
    return f"a thing of kind {kind} is no post" if kind else "neither a submission nor a comment"


def _mended(where: str, data: bytes) -> Iterator[Record]:
    """The slow way: for malformed values, wrong types and the answers of an API."""
    try:
        value = _json.decode(data, _ANY)
    except ValueError as error:
        yield Problem(where, str(error))
        return
    path, several = ".data", value.get("data") if isinstance(value, dict) else None
    if isinstance(value, list):
        path, several = "", value
    for number, item in enumerate(several if isinstance(several, list) else [value]):
        place = where if item is value else _json.inside(where, f"{path}[{number}]")
        if not isinstance(item, dict):
            yield Problem(place, f"not an object: {str(item)[:40]!r}")
            continue
        kind = item.get("_type")
        is_scraped = isinstance(kind, str) and kind.startswith(_SCRAPED)
        fields, lost = mended(renamed(item) if is_scraped else item)
        post = _post(fields)
        if isinstance(post, str):
            yield Problem(place, post)
            continue
        yield post
        yield from _notes(place, dict.fromkeys(lost + missed(fields, post)))


def _notes(where: str, names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        yield Problem(where, f"no usable {name}", lost=False)


SOURCE = Source(
    name="reddit-ndjson",
    title="Pushshift and Arctic Shift dumps of Reddit, and what snscrape writes of it",
    version=2,
    sniff=_sniff,
    signs=(b'"created_utc"', b'"_type"'),
    read=_read,
)
