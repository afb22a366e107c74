"""Whole dumps of GitHub: documents taken apart into threads, comments and reviews.

Lists lie in lists (pages), objects in answers. Each object tells by itself what it is, so any
mixture of them is one dump.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from sitegen.model import Post, Problem, Record
from sitegen.sources import _github_places as places
from sitegen.sources import _github_threads as threads
from sitegen.sources._github import Names
from sitegen.sources._github_discussion import discussion
from sitegen.sources._github_fields import nodes
from sitegen.sources._github_look import BESIDE, Hint, hint_of, inside, kind_of
from sitegen.sources._github_threads import Scope, Spot
from sitegen.sources._json_records import documents
from sitegen.sources.source import Dump

_UNTOLD = (
    "nothing tells which repository this is from, so it has no links there; put it into folders "
    "named after it, such as github.com/OWNER/NAME"
)
_Stack = list[tuple[Any, Spot, Hint]]  # a value, its place, and what it lies under in an answer


def read(dump: Dump) -> Iterator[Record]:
    """All records of a dump."""
    scope = Scope(places.repository_of(dump.name), Names())
    untold = False
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            for record in _document(document.value, Spot(document.where, document.torn), scope):
                yield record
                untold = untold or (isinstance(record, Post) and record.community is None)
    if untold:
        yield Problem("", _UNTOLD, lost=False)
    if scope.passed:
        told = f"events that are neither comments nor reviews were passed over: {scope.passed:,}"
        yield Problem("", told, lost=False)


def _document(value: Any, spot: Spot, scope: Scope) -> Iterator[Record]:
    stack: _Stack = [(value, spot, "")]
    while stack:
        item, place, hint = stack.pop()
        if isinstance(item, list):
            last = len(item) - 1
            inner = [(v, place.at(f"[{n}]", last=n == last), hint) for n, v in enumerate(item)]
            stack += reversed(inner)
        elif isinstance(item, dict):
            yield from _object(item, place, scope, stack, hint)
        elif not hint and item is not None:
            yield Problem(place.where, "neither an issue nor a comment of GitHub")


def _object(
    item: dict[str, Any], spot: Spot, scope: Scope, stack: _Stack, hint: Hint
) -> Iterator[Record]:
    kind = kind_of(item, hint)
    if kind in ("issue", "discussion", "answer") or hint:
        scope.repo = _repository(item) or scope.repo
    if kind == "issue":
        yield from threads.thread(item, spot, scope, pull=hint == "pull")
    elif kind == "discussion":
        yield from discussion(item, spot, scope)
    elif kind == "comment":
        yield from _with_replies(item, spot, scope)
    elif kind == "review":
        yield from threads.review(item, spot, scope)
    elif kind == "event":
        yield from _event(item, spot, scope, stack)
    elif kind == "answer":
        found = [
            (value, spot.at(f".{path}"), "" if path in BESIDE else hint_of(path, hint))
            for path, value in inside(item)
        ]
        stack += reversed(found)
        scope.passed += not found
    elif hint:  # what else a question asked for, and what lies in it
        held = [(key, value) for key, value in item.items() if isinstance(value, dict | list)]
        stack += [(v, spot.at(f".{key}"), hint_of(key, hint)) for key, v in reversed(held)]
    else:
        yield Problem(spot.where, "neither an issue nor a comment of GitHub")


def _with_replies(item: dict[str, Any], spot: Spot, scope: Scope) -> Iterator[Record]:
    """A comment, and the replies that one of a discussion may hold, as giscus answers them."""
    own = None
    for record in threads.comment(item, spot, scope):
        own = record.id if isinstance(record, Post) else own
        yield record
    replies = nodes(item.get("replies"))
    place = places.place_in(item.get("html_url")) or places.place_in(item.get("url"))
    for index, reply in enumerate(replies):
        inner = spot.at(f".replies[{index}]", last=index == len(replies) - 1)
        for record in threads.comment(reply, inner, scope, place):
            yield replace(record, parent=own) if own and isinstance(record, Post) else record


def _event(item: dict[str, Any], spot: Spot, scope: Scope, stack: _Stack) -> Iterator[Record]:
    """A step of a timeline: a comment, a review, comments on lines, or something else."""
    event = item.get("event")
    if event == "commented":
        yield from threads.comment(item, spot, scope)
    elif event == "reviewed":
        yield from threads.review(item, spot, scope)
    elif event == "line-commented":
        stack.append((nodes(item.get("comments")), spot.at(".comments"), ""))
    else:
        scope.passed += 1


def _repository(item: Mapping[str, Any]) -> places.Place | None:
    """The repository that an object around others tells: itself, or by name."""
    for holder in (item, item.get("repository"), item.get("repo")):
        if isinstance(holder, Mapping):
            for name in ("nameWithOwner", "full_name"):
                if found := places.repository(holder.get(name)):
                    return found
            owner = holder.get("owner")
            login = owner.get("login") if isinstance(owner, Mapping) else None
            if found := places.repository(f"{login or ''}/{holder.get('name')}"):
                return found
    repo = item.get("repo")
    return places.repository(repo.get("name")) if isinstance(repo, Mapping) else None
