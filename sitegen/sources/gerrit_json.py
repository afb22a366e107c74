"""gerrit-json: changes under review in Gerrit: what was said of them, and of lines in their files.

Details of changes, comments by file, and both in one, as the REST API answers them; and what
`gerrit query` prints. Format: docs/formats/gerrit-json.md; Documentation/rest-api-changes.txt and
Documentation/json.txt of https://gerrit.googlesource.com/gerrit
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _tracker
from sitegen.sources._chat import is_web, text_of
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, left_out, not_listed, objects, odd
from sitegen.sources._times import utc_iso, utc_unix
from sitegen.sources.source import Dump, Head, Source

Told = Mapping[str, Any]
Clock = Callable[[object], datetime | None]

_CHANGE = frozenset({"_number", "change_id", "subject"})
_QUERIED = frozenset({"project", "number", "subject", "owner", "url"})
_QUERY = frozenset({"createdOn", "commitMessage", "lastUpdated"})
_COMMENT = frozenset({"id", "updated", "message"})
_ON_FILE = frozenset({"patch_set", "unresolved", "change_message_id"})
_ID = re.compile(r"[\w.:~-]{1,100}", re.ASCII)
_ENDING = re.compile(r"(?:\.(?:jsonl?|ndjson|txt|gz|zst|bz2|xz))+$", re.I)
_NUMBERED = re.compile(r"(?:change[-_]?)?(\d{1,9})(?:[-_.]?(?:comments|details?|messages))?", re.I)
_OF_ACCOUNT = dict.fromkeys(("name", "display_name", "username", "email"), str)
_OF_CHANGE = {
    **dict.fromkeys(("subject", "project", "status", "current_revision"), str),
    "owner": dict,
}
_OF_MESSAGE = {"message": str, "tag": str, "author": dict, "real_author": dict}
_OF_COMMENT = {"message": str, "author": dict, "unresolved": bool}
_OF_QUERIED = {
    **dict.fromkeys(("subject", "project", "status", "url", "commitMessage"), str), "owner": dict,
}  # fmt: skip
_OF_UNNAMED = {"message": str, "file": str, "reviewer": dict}
_WHOLE = "/PATCHSET_LEVEL"  # the file of a comment on all of a patch set


class _Change(NamedTuple):
    """Where a change is kept: what its ids begin with, and its project."""

    root: str
    community: str | None = None


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if told.keys() >= _CHANGE or (told.keys() >= _QUERIED and not _QUERY.isdisjoint(told)):
        return True
    return any(_is_comment(members(value)) for value in told.values() if value[:1] == b"[")


def _is_comment(told: Mapping[str, object]) -> bool:
    return told.keys() >= _COMMENT and not _ON_FILE.isdisjoint(told)


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in objects(stream, "neither a change nor comments by file"):
            if isinstance(document, Problem):
                yield document
            else:
                yield from _document(document, dump.name)


def _document(document: Document, name: str) -> Iterator[Record]:
    told: Told = document.value
    site, number = _named(name)
    if told.keys() >= {"type", "rowCount"}:  # the last line of a query
        return
    if told.keys() >= _CHANGE and (own := _tracker.number(told["_number"])):
        yield from _change(told, document, f"gerrit:{site}/{own}")
    elif "number" in told and (own := _tracker.number(told["number"])):
        yield from _queried(told, document, own, site)
    elif "subject" in told or not any(isinstance(one, list) for one in told.values()):
        yield Problem(document.where, "neither a change nor comments by file")
    else:
        change = _Change(f"gerrit:{site}/{number or 'comments'}")
        yield from _by_file(told, document, "", change, frozenset())


def _named(name: str) -> tuple[str, str]:
    """The site and the number of the change that the name of a dump tells: SITE/4711-comments.json,
    SITE/4711/comments.json; else its name is that of the site."""
    folder, _, last = (_ENDING.sub("", name) or name).rpartition("/")
    if last.lower() in ("comments", "detail", "messages") and folder:
        folder, _, last = folder.rpartition("/")
    found = _NUMBERED.fullmatch(last)
    site = (folder or "gerrit") if found else f"{folder}/{last}".lstrip("/")
    return site.replace("/", ":"), found[1] if found else ""


def _change(told: Told, document: Document, root: str) -> Iterator[Record]:
    change = _Change(root, text_of(told, "project") or None)
    revision = _dict(told, "revisions").get(text_of(told, "current_revision"))
    commit = _dict(revision, "commit") if isinstance(revision, dict) else {}
    status = text_of(told, "status").lower()
    yield Post(
        id=root, body=Body(text_of(commit, "message").strip("\n")), author=_name(told, "owner"),
        created=utc_iso(told.get("created")), title=_line(text_of(told, "subject")),
        community=change.community, labels=(status[:60],) if status else (),
    )  # fmt: skip
    names = [*_unusable(told, _OF_CHANGE, "created"), *_unusable_commit(told)]
    yield from left_out(document.where, names)
    messages = told.get("messages")
    yield from not_listed(messages, document.at(".messages"))
    known: set[str] = set()
    for place, one in enumerate(messages if isinstance(messages, list) else ()):
        where = document.at(f".messages[{place}]")
        if not isinstance(one, dict) or not _is_id(one.get("id")):
            yield Problem(where, "a message without a usable id")
            continue
        own = f"{root}/{one['id']}"
        known.add(own)
        is_made = text_of(one, "tag").startswith("autogenerated:")
        yield Post(
            id=own, parent=root, root=root, body=Body(text_of(one, "message").strip("\n")),
            author=_name(one, "real_author") or _name(one, "author"),
            created=utc_iso(one.get("date")), community=change.community,
            labels=("autogenerated",) if is_made else (),
        )  # fmt: skip
        yield from left_out(where, _unusable(one, _OF_MESSAGE, "date"))
    comments = told.get("comments")
    if isinstance(comments, dict):
        yield from _by_file(comments, document, ".comments", change, known)
    elif comments:
        yield Problem(document.at(".comments"), "no comments by file; nothing in it is read")


def _by_file(
    told: Told, document: Document, path: str, change: _Change, known: set[str] | frozenset[str]
) -> Iterator[Record]:
    """Comments on lines of files. Those that answer none stand below the message with which they
    were sent, where the dump has that."""
    for file, listed in told.items():
        key = f"{path}.{file}" if file.isidentifier() else f"{path}[{_quoted(file)}]"
        if not isinstance(listed, list):
            yield Problem(document.at(key), "no list of comments")
            continue
        for place, one in enumerate(listed):
            where = document.at(f"{key}[{place}]")
            if not isinstance(one, dict) or not _is_id(one.get("id")):
                yield Problem(where, "a comment without a usable id")
                continue
            yield _comment(one, file, change, known)
            yield from left_out(where, _unusable(one, _OF_COMMENT, "updated"))


def _comment(told: Told, file: str, change: _Change, known: set[str] | frozenset[str]) -> Post:
    root, answered = change.root, told.get("in_reply_to")
    sent = f"{root}/{told.get('change_message_id')}"
    above = f"{root}/{answered}" if _is_id(answered) else sent if sent in known else root
    labels = []
    if not _is_id(answered):
        line, patch = _tracker.number(told.get("line")), _tracker.number(told.get("patch_set"))
        at = "" if file == _WHOLE else f"{file[-80:]}:{line}" if line else file[-80:]
        labels = [at, f"patch set {patch}" if patch else ""]
    labels += ["unresolved"] if told.get("unresolved") is True else []
    return Post(
        id=f"{root}/{told['id']}", parent=above, root=root,
        body=Body(text_of(told, "message").strip("\n"), "markdown"),
        author=_name(told, "author"), created=utc_iso(told.get("updated")),
        community=change.community, labels=tuple(filter(None, labels)),
    )  # fmt: skip


def _queried(told: Told, document: Document, number: str, site: str) -> Iterator[Record]:
    """A change as `gerrit query --format=JSON --comments` prints it: no message has an id there."""
    page = text_of(told, "url")
    page = page if is_web(page) else ""
    host = _tracker.site_of(page.partition("/c/")[0].rstrip("0123456789"), site) if page else site
    change = _Change(f"gerrit:{host}/{number}", text_of(told, "project") or None)
    status = text_of(told, "status").lower()
    yield Post(
        id=change.root, body=Body(text_of(told, "commitMessage").strip("\n")),
        author=_name(told, "owner"), created=utc_unix(told.get("createdOn")),
        title=_line(text_of(told, "subject")), permalink=page or None, community=change.community,
        labels=(status[:60],) if status else (),
    )  # fmt: skip
    names = _unusable(told, _OF_QUERIED, "createdOn", utc_unix)
    yield from left_out(document.where, names)
    yield from _unnamed(told, document, "", "", change)
    patches = told.get("patchSets")
    yield from not_listed(patches, document.at(".patchSets"))
    for place, patch in enumerate(patches if isinstance(patches, list) else ()):
        at = f".patchSets[{place}]"
        if isinstance(patch, dict):
            yield from _unnamed(patch, document, at, f"patch-{place + 1}-", change)
        else:
            yield Problem(document.at(at), "no patch set")


def _unnamed(
    told: Told, document: Document, path: str, key: str, change: _Change
) -> Iterator[Record]:
    listed = told.get("comments")
    yield from not_listed(listed, document.at(f"{path}.comments"))
    for place, one in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(one, dict):
            yield Problem(document.at(f"{path}.comments[{place}]"), "no comment")
            continue
        line, file = _tracker.number(one.get("line")), text_of(one, "file")
        at = f"{file[-80:]}:{line}" if line else file[-80:]
        yield Post(
            id=f"{change.root}/{key}{place + 1}", parent=change.root, root=change.root,
            body=Body(text_of(one, "message").strip("\n")), author=_name(one, "reviewer"),
            created=utc_unix(one.get("timestamp")), community=change.community,
            labels=(at,) if at and file != _WHOLE else (),
        )  # fmt: skip
        names = _unusable(one, _OF_UNNAMED, "timestamp", utc_unix)
        yield from left_out(document.at(f"{path}.comments[{place}]"), names)


def _quoted(file: str) -> str:
    return '"' + file.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _is_id(told: object) -> bool:
    return isinstance(told, str) and _ID.fullmatch(told) is not None


def _dict(told: Told, name: str) -> dict[str, Any]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}


def _name(told: Told, key: str) -> str | None:
    """The name of an account; of an address what stands before the @."""
    who = _dict(told, key)
    names = (text_of(who, name) for name in ("name", "display_name", "username", "email"))
    return _tracker.person(next(filter(None, names), ""))


def _unusable(
    told: Told, kinds: Mapping[str, type], time: str, clock: Clock = utc_iso
) -> list[str]:
    """The names of what is there, would be read, and is not as it should be."""
    names = odd(told, kinds)
    for key, kind in kinds.items():
        names += odd(_dict(told, key), _OF_ACCOUNT, f"{key}.") if kind is dict else []
    numbers = (name for name in ("line", "patch_set") if told.get(name))
    names += [name for name in numbers if not _tracker.number(told[name])]
    ids = (name for name in ("in_reply_to", "change_message_id") if told.get(name))
    names += [name for name in ids if not _is_id(told[name])]
    return [*names, time] if told.get(time) and clock(told[time]) is None else names


def _unusable_commit(told: Told) -> list[str]:
    """The same of what holds the words of a change."""
    current = text_of(told, "current_revision")
    revision = _dict(told, "revisions").get(current)
    if not isinstance(revision, dict):
        return (
            ["revisions"] if current and told.get("revisions") else odd(told, {"revisions": dict})
        )
    commit = _dict(revision, "commit")
    return odd(revision, {"commit": dict}) or odd(commit, {"message": str}, "commit.")


SOURCE = Source(
    name="gerrit-json",
    title="Changes under review in Gerrit, with messages and comments on files, as it answers them",
    version=3,
    sniff=_sniff,
    signs=(
        b'"change_id"',
        b'"createdOn"',
        b'"commitMessage"',
        b'"lastUpdated"',
        b'"patch_set"',
        b'"unresolved"',
        b'"change_message_id"',
    ),
    read=_read,
)
