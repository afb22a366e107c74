"""tracker-json: issues of Jira, Bugzilla and Redmine with their comments, as their APIs answer.

One issue, a page of a search, or issues one a line or in a list. Formats:
docs/formats/tracker-json.md; REST APIs 2 and 3 of Jira, 1 of Bugzilla, and that of Redmine.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sitegen.model import Problem, Record
from sitegen.sources import _tracker
from sitegen.sources._chat import dicts, text_of
from sitegen.sources._json import inside, members
from sitegen.sources._json_records import left_out, listed, not_listed, objects
from sitegen.sources._times import utc_iso
from sitegen.sources._tracker import About, Said
from sitegen.sources.source import Dump, Head, Source

_JIRA, _REDMINE = frozenset({"key", "fields"}), frozenset({"id", "subject", "tracker"})
# Of Jira with its history, and of Bugzilla, whose keys are in order, with its comments.
_WITH_CHANGES = frozenset({"key", "self", "changelog"})
_WITH_COMMENTS = frozenset({"assigned_to", "comments"})
_BUGZILLA = frozenset({"id", "summary", "creator", "component"})
_MOST = 1_000_000  # comments of an issue
_OF_BUGS = re.compile(rb'\{\s*"\d{1,12}"\s*:\s*\{\s*"comments"\s*:')
_BLOCKS = frozenset(
    {"paragraph", "heading", "codeBlock", "listItem", "tableRow", "rule", "blockquote"}
)

# What may be a document or a person in place of a text, all that is a text, and what is a time.
_DOCUMENTS, _PEOPLE = ("description", "body"), ("creator", "reporter", "author")
_TEXTS = ("summary", "subject", *_DOCUMENTS, "notes", "text", *_PEOPLE)
_TIMES = ("created", "updated", "created_on", "creation_time", "time")

Told = Mapping[str, Any]


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if "bugs" in told and _OF_BUGS.match(told["bugs"]) and b'"bug_id"' in head.data:
        return True
    issues = (head.data, *(told.get(name, b"") for name in ("issues", "issue", "bugs")))
    return any(map(_is_issue, map(members, issues)))


def _is_issue(told: Mapping[str, bytes]) -> bool:
    """Whether an object, of which the head may show only what comes first, is an issue."""
    if told.keys() >= _JIRA:
        return told["fields"].startswith(b"{")
    if told.keys() >= _WITH_CHANGES:
        return b"/rest/api/" in told["self"]
    if told.keys() >= _WITH_COMMENTS and b'"bug_id"' in told["comments"]:
        return True
    return told.keys() >= _REDMINE or told.keys() >= _BUGZILLA


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in objects(stream, "not an issue of Jira, Bugzilla or Redmine"):
            if isinstance(document, Problem):
                yield document
                continue
            for place, told in _issues(document.value):
                where = document.at(place) if place else document.where
                yield from _issue(told, where, dump.name)


def _issues(told: Told) -> Iterator[tuple[str, object]]:
    """The issues of an answer, with their places in it."""
    for name in ("issues", "bugs"):
        found = told.get(name)
        if isinstance(found, list):
            yield from ((f".{name}[{number}]", one) for number, one in enumerate(found))
            return
        if name == "bugs" and isinstance(found, dict) and found:
            yield from _commented(found)
            return
    if isinstance(told.get("issue"), dict):
        yield ".issue", told["issue"]
    else:
        yield "", told


def _commented(bugs: Told) -> Iterator[tuple[str, object]]:
    """Bugs of which an answer of Bugzilla tells the comments alone, by their numbers."""
    for number, one in bugs.items():
        comments = one.get("comments") if isinstance(one, dict) else None
        place = f".bugs[{json.dumps(number)}]"
        if not isinstance(comments, list):
            yield place, None
        elif comments:
            yield place, {"id": number, "summary": f"Bug {number}", "comments": comments}


def _issue(told: object, where: str, name: str) -> Iterator[Record]:
    made, held, place, fields = None, None, ".comments", told
    if isinstance(told, dict):
        if isinstance(told.get("fields"), dict):
            made, place, fields = _of_jira(told, name), ".fields.comment", told["fields"]
            held = _comments(told["fields"])
        elif "subject" in told:
            made, place = _of_redmine(told, name), ".journals"
            held = told.get("journals")
        elif "summary" in told:
            made = _of_bugzilla(told, name)
            held = told.get("comments")
    if not made or not isinstance(fields, dict):
        yield Problem(where, "no issue with a usable id")
        return
    yield from made
    yield from left_out(where, _unusable([fields]))
    where = inside(where, place)
    yield from not_listed(held, where)
    odd = sum(not isinstance(one, dict) for one in listed(held))
    if odd:
        yield Problem(where, f"no comments, and left out: {odd:,}")
    yield from left_out(where, _unusable(dicts(held)))
    if place == ".journals":
        mute = sum(not text_of(one, "notes").strip() for one in dicts(held))
        if mute:
            yield Problem(where, f"left out: changes without a word ({mute:,})")


def _comments(fields: Told) -> object:
    """The list of comments of an issue of Jira, which stands in a page of them; or what stands
    in its place."""
    held = fields.get("comment")
    return held.get("comments") if isinstance(held, dict) else held


def _unusable(told: Sequence[Told]) -> list[str]:
    """The names of what is there, would be read, and is of a wrong type in some of these."""
    found = []
    for name in _TEXTS:
        values = [value for one in told if (value := one.get(name)) is not None]
        if not all(isinstance(value, str) or _may_be(name, value) for value in values):
            found.append(name)
    for name in _TIMES:
        if any(one.get(name) not in (None, "") and utc_iso(one[name]) is None for one in told):
            found.append(name)
    return found


def _may_be(name: str, value: object) -> bool:
    if not isinstance(value, dict):
        return False
    return name in _PEOPLE or (name in _DOCUMENTS and isinstance(value.get("content"), list))


def _total(told: object) -> int:
    return told if type(told) is int and told < _MOST else 0


def _of_jira(told: Told, name: str) -> Iterator[Record] | None:
    key, fields, own = text_of(told, "key"), told["fields"], text_of(told, "self")
    if not _tracker.is_key(key):
        return None
    base = own.partition("/rest/")[0] if "/rest/" in own else ""
    about = About(
        _tracker.site_of(base, name), text_of(_dict(fields, "project"), "name") or None, "plain",
        _labels(_dict(fields, "issuetype"), _dict(fields, "resolution") or _dict(fields, "status")),
        *_tracker.jira_page(base, key),
    )  # fmt: skip
    said = [_jira_said(one) for one in dicts(_comments(fields))]
    who = _name(fields, "reporter") or _name(fields, "creator")
    issue = Said(key, _prose(fields.get("description")), who,
                 utc_iso(fields.get("created")))  # fmt: skip
    total = _total(_dict(fields, "comment").get("total"))
    return _tracker.posts(about, text_of(fields, "summary"), issue, said, total)


def _jira_said(told: Told) -> Said:
    created, updated = utc_iso(told.get("created")), utc_iso(told.get("updated"))
    edited = updated if created and updated and updated > created else None
    return Said(
        _tracker.number(told.get("id")),
        _prose(told.get("body")),
        _name(told, "author"),
        created,
        edited,
        _dict(told, "visibility") != {},
    )


def _of_redmine(told: Told, name: str) -> Iterator[Record] | None:
    number = _tracker.number(told.get("id"))
    if not number:
        return None
    community = text_of(_dict(told, "project"), "name") or None
    about = About(_tracker.site_of("", name), community, "plain",
                  _labels(_dict(told, "tracker"), _dict(told, "status")))  # fmt: skip
    said = [
        Said(_tracker.number(one.get("id")), text_of(one, "notes"), _name(one, "user"),
             utc_iso(one.get("created_on")), private=one.get("private_notes") is True)
        for one in dicts(told.get("journals")) if text_of(one, "notes").strip()
    ]  # fmt: skip
    issue = Said(number, text_of(told, "description"), _name(told, "author"),
                 utc_iso(told.get("created_on")),
                 private=told.get("is_private") is True)  # fmt: skip
    return _tracker.posts(about, text_of(told, "subject"), issue, said)


def _of_bugzilla(told: Told, name: str) -> Iterator[Record] | None:
    number = _tracker.number(told.get("id"))
    if not number:
        return None
    said = [
        Said(_tracker.number(one.get("count", place)),
             text_of(one, "text") or text_of(one, "raw_text"),
             _tracker.person(text_of(one, "creator") or text_of(one, "author")),
             utc_iso(one.get("creation_time") or one.get("time")),
             private=one.get("is_private") is True)
        for place, one in enumerate(dicts(told.get("comments")))
    ]  # fmt: skip
    who = text_of(_dict(told, "creator_detail"), "real_name") or text_of(told, "creator")
    labels = tuple(
        one[:60]
        for key in ("component", "resolution")
        if (one := text_of(told, key)) and one != "---"
    )
    about = About(_tracker.site_of("", name), text_of(told, "product") or None, "plain", labels)
    bug = Said(number, text_of(told, "description"), _tracker.person(who),
               utc_iso(told.get("creation_time")))  # fmt: skip
    return _tracker.bug_posts(about, text_of(told, "summary"), bug, said)


def _dict(told: Told, name: str) -> dict[str, Any]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}


def _name(told: Told, key: str) -> str | None:
    """The name of a person, who is an object or a name alone."""
    who = _dict(told, key)
    if not who:
        return _tracker.person(text_of(told, key))
    names = (text_of(who, name) for name in ("displayName", "name", "emailAddress"))
    return _tracker.person(next(filter(None, names), ""))


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
    version=4,
    sniff=_sniff,
    keys=frozenset(
        {"issues", "issue", "bugs", "fields", "tracker", "creator", "changelog", "assigned_to"}
    ),
    read=_read,
)
