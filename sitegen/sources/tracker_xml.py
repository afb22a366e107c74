"""tracker-xml: issues of Jira and Bugzilla with their comments, as both export them in XML.

Jira: "Export XML" of an issue or a search, a feed whose items are issues. Bugzilla: `show_bug.cgi`
with `ctype=xml`. Formats: docs/formats/tracker-xml.md; bugzilla.dtd of Bugzilla 3.0 and later.
"""

import re
from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources import _tracker
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
                made = _issue(record.element) if is_jira else _bug(record.element, base)
                yield from made or [Problem(record.where, _why(record.element))]


def _why(told: Element) -> str:
    error = told.attributes.get("error", "")[:60]
    return f"the tracker did not give this bug: {error}" if error else "an issue without its id"


def _issue(told: Element) -> Iterator[Record] | None:
    """An issue of Jira."""
    key, page = told.told("key"), told.told("link")
    if not key or len(key) > 100:
        return None
    host = _tracker.host_of(page)
    held = told.first("comments")
    comments = [
        Said(
            one.attributes.get("id", "")[:40] or f"at-{number}",
            one.text.strip(),
            _tracker.person(one.attributes.get("author", "")),
            moment(one.attributes.get("created", "")),
        )
        for number, one in enumerate(held.all("comment") if held else (), 1)
    ]
    about = About(
        page.partition("/browse/")[0], host or "jira", told.told("project") or None, "html",
        _labels(told.told("type"), told.told("resolution") or told.told("status")),
        page, "?focusedCommentId={0}#comment-{0}",
    )  # fmt: skip
    issue = Said(key, told.told("description"), _tracker.person(told.told("reporter")),
                 moment(told.told("created")))  # fmt: skip
    return _tracker.posts(about, told.told("summary") or told.told("title"), issue, comments)


def _bug(told: Element, base: str) -> Iterator[Record] | None:
    """A bug of Bugzilla: its first comment is its description."""
    number = told.told("bug_id")
    if not number.isdigit() or "error" in told.attributes:
        return None
    said = [_said(one, place) for place, one in enumerate(told.all("long_desc"))]
    who = told.first("reporter")
    first = said[0] if said else Said("", "", None, None)
    author = _tracker.person(who.attributes.get("name", ""), who.text) if who else None
    page = f"{base.rstrip('/')}/show_bug.cgi?id={number}" if base else ""
    about = About(
        base, _tracker.host_of(base) or "bugzilla", told.told("product") or None, "plain",
        _labels(told.told("component"), told.told("resolution") or told.told("bug_status")),
        page, "#c{}",
    )  # fmt: skip
    issue = Said(number, first.text, first.author or author,
                 first.created or _tracker.time(told.told("creation_ts")))  # fmt: skip
    return _tracker.posts(about, told.told("short_desc"), issue, said[1:])


def _said(told: Element, place: int) -> Said:
    who = told.first("who")
    author = _tracker.person(who.attributes.get("name", ""), who.text) if who else None
    held = told.first("thetext")
    text = held.text.strip("\r\n") if held else ""
    if file := told.told("attachid"):
        text = f"{text}\n\nAttached: file {file[:20]}"
    return Said(told.told("comment_count") or str(place), text, author,
                _tracker.time(told.told("bug_when")))  # fmt: skip


def _labels(*told: str) -> tuple[str, ...]:
    return tuple(one[:60] for one in told if one and one not in ("---", "Unresolved"))


SOURCE = Source(
    name="tracker-xml",
    title="Issues of Jira and Bugzilla with their comments, as both export them (XML)",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
