"""tracker-xml: issues of Jira and Bugzilla with their comments, as both export them in XML.

Jira: "Export XML" of an issue or a search, a feed whose items are issues. Bugzilla: `show_bug.cgi`
with `ctype=xml`. Formats: docs/formats/tracker-xml.md; bugzilla.dtd of Bugzilla 3.0 and later.
"""

import re
from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources import _tracker
from sitegen.sources._json_records import left_out
from sitegen.sources._mail_dates import moment
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources._tracker import About, Said
from sitegen.sources._xml_records import Element, records, root_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_BASE = re.compile(rb"<bugzilla\b[^>]{0,400}?\surlbase=[\"']([^\"'<>]{1,300})[\"']")


def _sniff(head: Head) -> bool:
    kind = root_of(head.data)
    if kind == "bugzilla":
        return b"<bug" in head.data
    return kind == "rss" and _tracker.is_jira(head.data)


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        start = stream.read(HEAD_BYTES)
    base = found[1].decode("utf-8", "replace") if (found := _BASE.search(start)) else ""
    is_jira = root_of(start) == "rss"
    with dump.open() as stream:
        for record in records(stream, "item" if is_jira else "bug"):
            if isinstance(record, Problem):
                yield record
            elif record.element.name:
                told = record.element
                made = _issue(told, dump.name) if is_jira else _bug(told, base, dump.name)
                yield from made or [Problem(record.where, _why(told))]
                yield from left_out(record.where, _unread(told) if made else [])


def _unread(told: Element) -> list[str]:
    """The names of times that are there and cannot be read."""
    found: dict[str, None] = {}
    if (at := told.told("created")) and not moment(at):
        found["created"] = None
    if (at := told.told("creation_ts")) and not _tracker.time(at):
        found["creation_ts"] = None
    held = told.first("comments")
    for one in held.all("comment") if held else ():
        if (at := one.attributes.get("created", "")) and not moment(at):
            found["created of a comment"] = None
    for one in told.all("long_desc"):
        if (at := one.told("bug_when")) and not _tracker.time(at):
            found["bug_when"] = None
    return list(found)


def _why(told: Element) -> str:
    error = told.attributes.get("error", "")[:60]
    return f"the tracker did not give this bug: {error}" if error else "an issue without its id"


def _issue(told: Element, name: str) -> Iterator[Record] | None:
    """An issue of Jira."""
    key, page = told.told("key"), told.told("link")
    if not _tracker.is_key(key):
        return None
    base = page.partition("/browse/")[0] if "/browse/" in page else ""
    held = told.first("comments")
    comments = [
        Said(
            _tracker.number(one.attributes.get("id")),
            one.text.strip(),
            _tracker.person(one.attributes.get("author", "")),
            moment(one.attributes.get("created", "")),
            private=any(one.attributes.get(name) for name in ("grouplevel", "rolelevel")),
        )
        for one in (held.all("comment") if held else ())
    ]
    about = About(
        _tracker.site_of(base, name), told.told("project") or None, "html",
        _labels(told.told("type"), told.told("resolution") or told.told("status")),
        *_tracker.jira_page(base, key),
    )  # fmt: skip
    issue = Said(key, told.told("description"), _tracker.person(told.told("reporter")),
                 moment(told.told("created")))  # fmt: skip
    return _tracker.posts(about, told.told("summary") or told.told("title"), issue, comments)


def _bug(told: Element, base: str, name: str) -> Iterator[Record] | None:
    """A bug of Bugzilla."""
    number = _tracker.number(told.told("bug_id"))
    if not number or "error" in told.attributes:
        return None
    said = [_said(one, place) for place, one in enumerate(told.all("long_desc"))]
    who = told.first("reporter")
    author = _tracker.person(who.attributes.get("name", ""), who.text) if who else None
    at = _tracker.address(base)
    page = at and f"{at}/show_bug.cgi?id={number}"
    about = About(
        _tracker.site_of(base, name), told.told("product") or None, "plain",
        _labels(told.told("component"), told.told("resolution") or told.told("bug_status")),
        page, "#c{}",
    )  # fmt: skip
    bug = Said(number, "", author, _tracker.time(told.told("creation_ts")))
    return _tracker.bug_posts(about, told.told("short_desc"), bug, said)


def _said(told: Element, place: int) -> Said:
    who = told.first("who")
    author = _tracker.person(who.attributes.get("name", ""), who.text) if who else None
    held = told.first("thetext")
    text = held.text.strip("\r\n") if held else ""
    if file := told.told("attachid"):
        text = f"{text}\n\nAttached: file {file[:20]}"
    own = _tracker.number(told.told("comment_count") or str(place))
    return Said(own, text, author,
                _tracker.time(told.told("bug_when")),
                private=told.attributes.get("isprivate", "0") != "0")  # fmt: skip


def _labels(*told: str) -> tuple[str, ...]:
    return tuple(one[:60] for one in told if one and one not in ("---", "Unresolved"))


SOURCE = Source(
    name="tracker-xml",
    title="Issues of Jira and Bugzilla with their comments, as both export them (XML)",
    version=4,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
