"""What an object of GitHub is: a thread, a comment, a review, an event, or an answer around them.

The same rules look at a head, whose values are raw bytes and the last perhaps cut, and at plain
values: keys tell most, and of values only short strings and the keys of objects are looked at.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

from sitegen.sources._github_places import place_in, repository_in
from sitegen.sources._json import members

Kind = Literal["issue", "discussion", "comment", "review", "event", "answer", "other"]
Hint = Literal["", "any", "issue", "pull", "discussion"]  # "": it lies in no answer
Fields = Mapping[str, Any]

_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*(?:\]\s*,?\s*)?)*")
_OF_DISCUSSIONS = frozenset(
    {"answerChosenAt", "isAnswered", "upvoteCount", "commentTotal", "answer", "upvotes"}
)
_OF_THREADS = frozenset({"number", "body", "bodyHTML", "bodyText", "comments", "body_html"})
_OF_COMMENTS = frozenset({"authorAssociation", "includesCreatedEdit", "viewerDidAuthor"})
_AROUND = ("issue", "issues", "pull_request", "pull_requests", "pulls", "discussion", "discussions")
_NOT_AROUND = ("title", "body", "magic")  # threads, and archives of another format
#: Lists that a script put beside a thread.
BESIDE = ("comments", "issue_comments", "reviews", "review_comments", "timeline", "events")
_IN_EVENTS = ("issue", "pull_request", "discussion", "review", "comment")
_HINTS: Mapping[str, Hint] = MappingProxyType(
    {"discussion": "discussion", "pullrequest": "pull", "pull_request": "pull", "issue": "issue"}
)
#: Keys of which an object has one that is a thread, an answer, an event or a part of a thread.
OF_THREADS = _OF_THREADS | {"repository_url", "labels_url", "commentTotal"}
OF_ANSWERS = frozenset({"items", "response", "payload", "action", "data", *_AROUND})
OF_PARTS = frozenset({"event", "url", "html_url", "issue_url", "pull_request_url"})
_LOOKS = 200  # objects of an answer that are looked at for a kind


# Heads


def first_object(data: bytes) -> Fields:
    """The members of the first object in a head, however many lists it lies in."""
    match = _OPENING.match(data)
    return members(data[match.end() :] if match else data)


def kind_in(data: bytes) -> Kind:
    """What a head begins with; of an answer, what lies in it."""
    queue: list[tuple[Fields, Hint]] = [(first_object(data), "")]
    for fields, hint in queue:
        kind = kind_of(fields, hint)
        if kind not in ("answer", "other"):
            return kind
        if kind == "other" and not hint:
            return "other"
        for key, value in fields.items():
            if isinstance(value, bytes) and value[:1] in (b"{", b"[") and len(queue) < _LOOKS:
                queue.append((first_object(value), hint_of(key, hint)))
    return "answer" if "data" not in queue[0][0] else "other"


# Objects


def hint_of(key: str, hint: Hint) -> Hint:
    """What lies under a key of an answer: one of the kinds, or anything that was asked for."""
    low = key.lower()
    for beginning, told in _HINTS.items():
        if low.startswith(beginning):
            return told
    return hint or "any"


def kind_of(fields: Fields, hint: Hint = "") -> Kind:
    """What an object is, by its fields, and by what it lies under in an answer."""
    if is_answer(fields):
        return "answer"
    if "event" in fields and not fields.keys().isdisjoint(("actor", "sha", "user", "node_id")):
        bare = _text(fields["event"]) in ("line-commented", "cross-referenced")
        if "workflow_id" in fields:  # a run of GitHub Actions, and what set it off
            return "other"
        return "event" if bare or "sha" in fields or _is_of_api(fields) else "other"
    if _is_thread(fields):
        place = place_in(_text(fields.get("url"))) or place_in(_text(fields.get("html_url")))
        talk = hint == "discussion" or not _OF_DISCUSSIONS.isdisjoint(fields)
        return "discussion" if (place.kind == "discussions" if place else talk) else "issue"
    return _kind_of_part(fields)


def _kind_of_part(fields: Fields) -> Kind:
    address = _text(fields.get("html_url")) or _text(fields.get("url")) or ""
    named = place_in(_text(fields.get("issue_url")) or _text(fields.get("pull_request_url")))
    if named is None and not ("#" in address and place_in(address)):
        return "other"
    if "diff_hunk" in fields or "diffHunk" in fields or "path" in fields:
        return "comment"
    is_review = "pull_request_url" in fields or "#pullrequestreview-" in address
    return "review" if is_review and "state" in fields else "comment"


def is_answer(fields: Fields) -> bool:
    """Whether an object only holds others: GraphQL, a search, an event of a feed, a recording."""
    if "items" in fields and "incomplete_results" in fields:
        return True
    if "response" in fields and "api.github.com" in (_text(fields.get("scope")) or ""):
        return True
    if "payload" in fields and "repo" in fields:
        return (_text(fields.get("type")) or "").endswith("Event")
    if "action" in fields and "repository" in fields:
        return not fields.keys().isdisjoint(_IN_EVENTS)
    if _around(fields):
        return True
    return "data" in fields and fields.keys() <= {"data", "errors", "extensions"}


def _around(fields: Fields) -> str:
    """The key of threads in an object that a script put around them and their comments."""
    if (
        not fields.keys().isdisjoint(_NOT_AROUND)
        or {"repo", "timestamp", "labels"} <= fields.keys()
    ):
        return ""
    return next(
        (
            name
            for name in _AROUND
            if {"number", "title"} <= (held := _object(fields.get(name))).keys()
            and _is_thread(held)
        ),
        "",
    )


def _is_thread(fields: Fields) -> bool:
    """Whether it opens a thread: many things have a title and an address, so it takes more."""
    if "repository_url" in fields or "labels_url" in fields:
        return "number" in fields and _is_of_api(fields)
    if "commentTotal" in fields:
        return "title" in fields
    if not _keys(fields.get("comments")).isdisjoint(_OF_COMMENTS):
        return True
    if "title" not in fields or _OF_THREADS.isdisjoint(fields):
        return False
    place = place_in(_text(fields.get("html_url"))) or place_in(_text(fields.get("url")))
    return place is not None or "login" in _keys(fields.get("author"))


def _is_of_api(fields: Fields) -> bool:
    told = (_text(fields.get(name)) for name in ("repository_url", "url", "issue_url", "html_url"))
    return any(repository_in(address) or place_in(address) for address in told)


def _text(value: object) -> str | None:
    """A short string, plain or as it stands in JSON."""
    if isinstance(value, bytes):
        if value[:1] != b'"' or len(value) > 1000:
            return None
        value = value.strip(b'"').replace(b"\\/", b"/").decode("utf-8", "replace")
    return value if isinstance(value, str) else None


def _keys(value: object) -> frozenset[str]:
    """The keys of an object, of the first of a list, or of GraphQL's first node."""
    found = _object(value)
    return _keys(found["nodes"]) if "nodes" in found else frozenset(found)


def _object(value: object) -> Fields:
    """An object, or the first of a list; {} where there is none."""
    if isinstance(value, bytes):
        return first_object(value)
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, Mapping) else {}


# Answers


def inside(fields: Fields) -> Iterator[tuple[str, Any]]:
    """The values that an answer holds, with their paths."""
    held = fields.get("payload") if isinstance(fields.get("payload"), Mapping) else fields
    if "data" in fields:
        yield "data", fields["data"]
    elif "items" in fields:
        yield "items", fields["items"]
    elif "response" in fields:
        yield "response", fields["response"]
    elif "action" not in fields and "payload" not in fields and _around(fields):
        held = {key: fields.get(key) for key in (*_AROUND, *BESIDE)}
        yield from ((k, value) for k, value in held.items() if isinstance(value, Mapping | list))
    else:
        prefix = "" if held is fields else "payload."
        for name in _IN_EVENTS:
            if isinstance(held, Mapping) and isinstance(held.get(name), Mapping):
                yield f"{prefix}{name}", held[name]
