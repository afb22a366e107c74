"""sitegen's own format: a post a line, as any script can write it and `sitegen export` does.

Only an id is needed, and mostly a body; what else a line says is used as far as it goes.
Format: docs/formats/sitegen-ndjson.md.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TypeGuard

import msgspec

from sitegen.errors import nearest
from sitegen.model import Attachment, Body, Markup, Post, Problem, Record
from sitegen.sources import sitegen_lines
from sitegen.sources._json import decode, members, salvage, values
from sitegen.sources._json_records import left_out
from sitegen.sources._times import utc_iso, utc_unix
from sitegen.sources.sitegen_lines import KEYS, VERSION, Line
from sitegen.sources.source import Dump, Head, Source

_LINE = msgspec.json.Decoder(Line)
_ANY = msgspec.json.Decoder(Any)
_OWN_ID = re.compile(rb'"[a-z0-9][a-z0-9._-]{0,30}:[^/"]')
_NAMES = frozenset(KEYS)
_TELLING = frozenset(("title", "parent", "author"))  # besides a body: what makes a post
_NAMED = re.compile(rb'"id"\s*:\s*' + _OWN_ID.pattern)
_NEAR = 1000  # bytes; a line without a body is short
_NO_SITE = "local"  # of ids that name no site, where no header does
_MEANT = {
    "text": "body", "content": "body", "html": "body", "message": "body",
    "user": "author", "username": "author", "by": "author", "name": "author",
    "date": "created", "time": "created", "timestamp": "created", "created_at": "created",
    "created_utc": "created", "updated": "edited", "points": "score", "parent_id": "parent",
    "reply_to": "parent", "thread": "root", "url": "permalink", "tags": "labels",
}  # fmt: skip


class _Defaults(msgspec.Struct, frozen=True):
    """What a header says of the lines below it."""

    site: str = _NO_SITE
    markup: Markup = "plain"
    community: str | None = None


# Recognising


def _sniff(head: Head) -> bool:
    """A header, or a first line whose id names its site, as no other format's does.

    Without a body, what else it says must be ours: feeds have items with an id and a title too.
    """
    data = head.data
    if not (b'"body"' in data or b'"sitegen"' in data or _NAMED.search(data, 0, _NEAR)):
        return False
    first = members(data)
    if first.get("sitegen", b"").isdigit():
        return True
    ours = "body" in first or (_TELLING & first.keys() and first.keys() <= _NAMES)
    return bool(ours) and _OWN_ID.match(first.get("id", b"")) is not None


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    defaults = _Defaults()
    unknown: set[str] = set()
    with dump.open() as stream:
        for found in values(stream):
            if isinstance(found, Problem):
                yield found
                continue
            where, data = found
            problems: list[Problem] = []
            try:
                line: Line | None = _LINE.decode(data)
            except (ValueError, RecursionError):
                line = _slowly(where, data, unknown, problems)
            if line is not None and line.sitegen is not None:
                problems += _of_header(where, line.sitegen)
                defaults = _Defaults(line.site or _NO_SITE, line.markup or "plain", line.community)
            elif line is not None:
                record = _record(where, line, defaults, problems)
                if not isinstance(record, Attachment) or len(record.data) <= dump.attachments:
                    yield record
            yield from problems


def _of_header(where: str, version: int) -> list[Problem]:
    if version <= VERSION:
        return []
    said = f"written in version {version} of this format; {VERSION} is the newest known here"
    return [Problem(where, f"{said}: some of it may be misread", lost=False)]


def _record(where: str, line: Line, defaults: _Defaults, problems: list[Problem]) -> Record:
    site = defaults.site
    post_id = _full(line.id, site)
    if post_id is None:
        return sitegen_lines.other(line) or Problem(where, "no usable id")
    if line.body is None and line.state == "visible" and line.title is None:
        problems.append(Problem(where, "no body", lost=False))
    parent = _full(line.parent, site)
    created, edited = line.created, line.edited
    return Post(
        id=post_id,
        body=Body(line.body or "", line.markup or defaults.markup),
        parent=parent,
        root=_full(line.root, site),
        author=line.author,
        created=created if _is_utc(created) else _time(created, "created", where, problems),
        edited=edited if _is_utc(edited) else _time(edited, "edited", where, problems),
        score=line.score,
        state=line.state,
        permalink=line.permalink,
        title=line.title,
        link=line.link,
        community=line.community or (defaults.community if parent is None else None),
        labels=line.labels,
        replies=tuple([r for reply in line.replies if (r := _full(reply, site))])
        if line.replies
        else (),
        claimed=line.claimed,
        evidence=sitegen_lines.evidence_of(line) if line.evidence is not None else None,
    )


def _full(told: str | int | None, site: str) -> str | None:
    """The id with its site: as told, where it begins with one ("hn:8863"); addresses do not."""
    if told is None or told == "":
        return None
    if type(told) is str:
        before, colon, after = told.partition(":")
        if colon and before and after and not after.startswith("//"):
            return told
    return f"{site}:{told}"


def _is_utc(told: object) -> TypeGuard[datetime | None]:
    return told is None or (type(told) is datetime and told.tzinfo is UTC)


def _time(told: object, key: str, where: str, problems: list[Problem]) -> datetime | None:
    if isinstance(told, datetime):
        time = utc_iso(told.isoformat())
    else:
        time = utc_unix(told) or utc_iso(told)
    if time is None:
        problems.append(Problem(where, f"{key} is no time: {str(told)[:40]!r}", lost=False))
    return time


# Lines that are not quite in order


def _slowly(where: str, data: bytes, unknown: set[str], problems: list[Problem]) -> Line | None:
    """What can be used of a line, if anything can; `unknown` are keys told of already."""
    try:
        told = decode(data, _ANY)
        if not isinstance(told, dict):
            raise ValueError(f"not an object: {str(told)[:40]!r}")
        for key in sorted(told.keys() - unknown - set(KEYS)):
            unknown.add(key)
            problems.append(Problem(where, _meant(key), lost=False))
        fields = {key: value for key, value in told.items() if key in KEYS and value is not None}
        for key in ("created", "edited"):
            if isinstance(fields.get(key), str):
                fields[key] = _time(fields[key], key, where, problems)
        line, unusable = salvage(fields, Line)
    except ValueError as error:
        problems.append(Problem(where, str(error)))
        return None
    problems += left_out(where, unusable)
    return line


def _meant(key: str) -> str:
    hint = f"did you mean {_MEANT[key]!r}?" if key in _MEANT else nearest(key, KEYS)
    near = f": {hint}" if hint.startswith("did") else ""
    return f"the key {key[:40]!r} means nothing here, and is left out of all lines{near}"


SOURCE = Source(
    name="sitegen-ndjson",
    title="sitegen's own format: a post a line, and what sitegen export writes",
    version=1,
    sniff=_sniff,
    keys=frozenset({"sitegen", "body"} | _TELLING),
    read=_read,
)
