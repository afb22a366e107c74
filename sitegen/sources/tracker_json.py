"""tracker-json: issues of Jira, Bugzilla and Redmine with their comments, as their APIs answer.

One issue, a page of a search, or issues one a line or in a list. Formats:
docs/formats/tracker-json.md; REST APIs 2 and 3 of Jira, 1 of Bugzilla, and that of Redmine.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Problem, Record
from sitegen.sources import _tracker
from sitegen.sources._chat import dicts, text_of
from sitegen.sources._json import inside, members
from sitegen.sources._json_records import listed, not_listed, objects
from sitegen.sources._times import utc_iso
from sitegen.sources._tracker import About, Said
from sitegen.sources.source import Dump, Head, Source

_JIRA, _REDMINE = frozenset({"key", "fields"}), frozenset({"id", "subject", "tracker"})
_BUGZILLA = frozenset({"id", "summary", "creator", "component"})
_ENDING = re.compile(r"(?:\.(?:jsonl?|ndjson|gz|zst|bz2|xz))+$")
_MOST = 1_000_000  # comments of an issue
_OF_BUGS = re.compile(rb'\{\s*"\d{1,12}"\s*:\s*\{\s*"comments"\s*:')
_BLOCKS = frozenset(
    {"paragraph", "heading", "codeBlock", "listItem", "tableRow", "rule", "blockquote"}
)

Told = Mapping[str, Any]


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if "bugs" in told and _OF_BUGS.match(told["bugs"]) and b'"bug_id"' in head.data:
        return True
    return any(
        members(one).keys() >= keys
        for keys in (_JIRA, _REDMINE, _BUGZILLA)
        for one in (head.data, *(told.get(name, b"") for name in ("issues", "issue", "bugs")))
    )


def _read(dump: Dump) -> Iterator[Record]:
    stem = _ENDING.sub("", dump.name.rpartition("/")[2]) or "tracker"
    with dump.open() as stream:
        for document in objects(stream, "not an issue of Jira, Bugzilla or Redmine"):
            if isinstance(document, Problem):
                yield document
                continue
            for place, told in _issues(document.value):
                where = document.at(place) if place else document.where
                yield from _issue(told, where, stem)


def _issues(told: Told) -> Iterator[tuple[str, object]]:
    """The issues of an answer, with their places in it."""
    for name in ("issues", "bugs"):
        found = told.get(name)
        if isinstance(found, list):
            yield from ((f".{name}[{number}]", one) for number, one in enumerate(found))
            return
        if isinstance(found, dict):  # comments by the numbers of bugs
            for number, one in found.items():
                comments = one.get("comments") if isinstance(one, dict) else None
                place = f".{name}[{json.dumps(number)}]"
                if comments or not isinstance(comments, list):
                    yield place, {"id": number, "summary": f"Bug {number}", "comments": comments}
            return
    if isinstance(told.get("issue"), dict):
        yield ".issue", told["issue"]
    else:
        yield "", told


def _issue(told: object, where: str, stem: str) -> Iterator[Record]:
    made, held, place = None, None, ".comments"
    if isinstance(told, dict):
        if isinstance(told.get("fields"), dict):
            made, place = _of_jira(told), ".fields.comment"
            held = _dict(told["fields"], "comment").get("comments")
        elif "subject" in told:
            made, place = _of_redmine(told, stem), ".journals"
            held = told.get("journals")
        elif "summary" in told:
            made = _of_bugzilla(told, stem)
            held = told.get("comments")
    yield from made or [Problem(where, "no issue with a usable id")]
    yield from not_listed(held, inside(where, place))
    odd = sum(not isinstance(one, dict) for one in listed(held))
    if odd:
        yield Problem(inside(where, place), f"no comments, and left out: {odd:,}")
    mute = sum("notes" in one and not text_of(one, "notes").strip() for one in dicts(held))
    if mute:
        yield Problem(inside(where, place), f"left out: changes without a word ({mute:,})")


def _total(told: object) -> int:
    is_number = isinstance(told, int) and not isinstance(told, bool)
    return told if isinstance(told, int) and is_number and told < _MOST else 0


def _of_jira(told: Told) -> Iterator[Record] | None:
    key, fields, own = text_of(told, "key"), told["fields"], text_of(told, "self")
    if not key or len(key) > 100:
        return None
    base = own.partition("/rest/")[0] if "/rest/" in own else ""
    project = _dict(fields, "project")
    about = About(
        base, _tracker.host_of(base) or "jira", text_of(project, "name") or None, "plain",
        _labels(_dict(fields, "issuetype"), _dict(fields, "resolution") or _dict(fields, "status")),
        f"{base}/browse/{key}" if base else "", "?focusedCommentId={0}#comment-{0}",
    )  # fmt: skip
    comments = dicts(_dict(fields, "comment").get("comments"))
    said = [
        _jira_said(one, str(one.get("id") or f"at-{place}"))
        for place, one in enumerate(comments, 1)
    ]
    who = _dict(fields, "reporter") or _dict(fields, "creator")
    issue = Said(key, _prose(fields.get("description")), _name(who),
                 utc_iso(fields.get("created")))  # fmt: skip
    total = _total(_dict(fields, "comment").get("total"))
    return _tracker.posts(about, text_of(fields, "summary"), issue, said, total)


def _jira_said(told: Told, number: str) -> Said:
    created, updated = utc_iso(told.get("created")), utc_iso(told.get("updated"))
    edited = updated if created and updated and updated > created else None
    return Said(
        number[:40], _prose(told.get("body")), _name(_dict(told, "author")), created, edited
    )


def _of_redmine(told: Told, stem: str) -> Iterator[Record] | None:
    number = _number(told.get("id"))
    if not number:
        return None
    about = About("", stem, text_of(_dict(told, "project"), "name") or None, "plain",
                  _labels(_dict(told, "tracker"), _dict(told, "status")))  # fmt: skip
    said = [
        Said(_number(one.get("id")) or f"at-{place}", text_of(one, "notes"),
             _name(_dict(one, "user")), utc_iso(one.get("created_on")))
        for place, one in enumerate(dicts(told.get("journals")), 1) if text_of(one, "notes").strip()
    ]  # fmt: skip
    issue = Said(number, text_of(told, "description"), _name(_dict(told, "author")),
                 utc_iso(told.get("created_on")))  # fmt: skip
    return _tracker.posts(about, text_of(told, "subject"), issue, said)


def _of_bugzilla(told: Told, stem: str) -> Iterator[Record] | None:
    number = _number(told.get("id"))
    if not number:
        return None
    said = [
        Said(_number(one.get("count")) or f"at-{place}",
             text_of(one, "text") or text_of(one, "raw_text"),
             _tracker.person(text_of(one, "creator") or text_of(one, "author")),
             utc_iso(one.get("creation_time") or one.get("time")))
        for place, one in enumerate(dicts(told.get("comments")))
    ]  # fmt: skip
    who = text_of(_dict(told, "creator_detail"), "real_name") or text_of(told, "creator")
    labels = tuple(
        one[:60]
        for name in ("component", "resolution")
        if (one := text_of(told, name)) and one != "---"
    )
    about = About("", stem, text_of(told, "product") or None, "plain", labels)
    begins = bool(said) and (said[0].number in ("0", "at-0") or not text_of(told, "description"))
    first = said[0] if begins else Said("", text_of(told, "description"), None, None)
    issue = Said(number, first.text, first.author or _tracker.person(who),
                 first.created or utc_iso(told.get("creation_time")))  # fmt: skip
    return _tracker.posts(about, text_of(told, "summary"), issue, said[1:] if begins else said)


def _dict(told: Told, name: str) -> dict[str, Any]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}


def _name(who: Told) -> str | None:
    names = (text_of(who, name) for name in ("displayName", "name", "emailAddress"))
    return _tracker.person(next(filter(None, names), ""))


def _number(told: object) -> str:
    text = str(told) if isinstance(told, int | str) and not isinstance(told, bool) else ""
    return text if text.isdigit() and len(text) < 20 else ""


def _labels(*told: Told) -> tuple[str, ...]:
    return tuple(name[:60] for one in told if (name := text_of(one, "name")))


def _prose(told: object) -> str:
    """A text as it is written, or the words of a document of Jira's API 3, a block a paragraph."""
    if not isinstance(told, dict):
        return told.replace("\r\n", "\n").strip("\n") if isinstance(told, str) else ""
    blocks: list[list[str]] = [[]]
    waiting: list[object] = [told]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        kind, about = text_of(node, "type"), _dict(node, "attrs")
        if kind in _BLOCKS and blocks[-1]:
            blocks.append([])
        words = text_of(node, "text") or text_of(about, "text") or text_of(about, "url")
        blocks[-1] += [words or "\n"] if words or kind == "hardBreak" else []
        waiting.extend(reversed(dicts(node.get("content"))))
    return "\n\n".join(filter(None, ("".join(block).strip() for block in blocks)))


SOURCE = Source(
    name="tracker-json",
    title="Issues of Jira, Bugzilla and Redmine with their comments, as their APIs answer (JSON)",
    version=1,
    sniff=_sniff,
    keys=frozenset({"issues", "issue", "bugs", "fields", "tracker", "creator"}),
    read=_read,
)
