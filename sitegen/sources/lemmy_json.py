"""lemmy-json: posts and comments as Lemmy's API answers, in whatever objects a script put them.

A dump is read twice: who a comment answers is told by local numbers, and which comments these are
may come later than their replies.

API: /api/v3/post, /api/v3/post/list, /api/v3/comment/list, /api/v3/comment; the same of version 4;
of PieFed /api/alpha/post and /api/alpha/post/replies, whose comments hold their replies.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from sitegen.model import Post, Problem, Record
from sitegen.sources import _lemmy
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents, left_out, typed
from sitegen.sources._lemmy import Actor, Counts, Opening, Reply
from sitegen.sources.source import Dump, Head, Source

_WRAPPINGS = ("post_view", "comment_view", "post", "posts", "comments", "items")
_LEVELS = 5  # {"post": {"post_view": {"post": {…}}}}
_LONGEST = 200  # characters of a path to replies
_NOBODY = Actor()


class _View(msgspec.Struct, frozen=True):
    """One post or comment with the objects around it, typed. `unusable` are names of fields."""

    where: str
    told: Opening | Reply
    post: Opening | None  # the post that a comment stands below
    creator: Actor
    community: Actor
    counts: Counts
    unusable: list[str]


class _Known(msgspec.Struct):
    """What the first reading learns. An instance is its host; None: nothing tells it.

    `hosts` are the instances that documents came from, by the places of the documents. `ids` are
    the shared ids of what was not written on the instance, by (instance, kind, local id).
    `openings` are the posts that are told as such, `people` who wrote, by (instance, local id).
    """

    hosts: dict[str, str | None]
    ids: dict[tuple[str | None, str, int], str]
    openings: set[str]
    people: dict[tuple[str | None, int], Actor]


# Recognising


def _sniff(head: Head) -> bool:
    if b'"ap_id"' not in head.data:
        return False
    at = head.data
    for _ in range(_LEVELS):
        found = members(at)
        if "ap_id" in found:
            return not found.keys().isdisjoint(("path", "community_id", "post_id"))
        key = next((key for key in ("comment", *_WRAPPINGS) if found.get(key, b"")[1:2]), None)
        if key is None:
            return False
        at = found[key]
    return False


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    known = _learnt(dump)
    told: set[str] = set()
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            host = known.hosts.get(document.where)
            records: list[Record] = []
            for view in _views(document):
                if isinstance(view, Problem):
                    records.append(view)
                else:
                    records += _records(view, host, known, told)
            yield from _in_order(records)


def _learnt(dump: Dump) -> _Known:
    known = _Known({}, {}, set(), {})
    first: str | None = None
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                continue
            views = [view for view in _views(document) if isinstance(view, _View)]
            host = _instance(views) or first
            first = first or host
            known.hosts[document.where] = host
            for view in views:
                _learn(view, host, known)
    return known


def _learn(view: _View, host: str | None, known: _Known) -> None:
    for told in (view.told, view.post):
        shared = _lemmy.shared_id(told.ap_id) if told else None
        if told and told.id is not None and shared:
            kind = "comment" if isinstance(told, Reply) else "post"
            if shared != _lemmy.local_id(host, kind, told.id):
                known.ids[host, kind, told.id] = shared
    if view.creator.id is not None:
        known.people[host, view.creator.id] = view.creator
    if isinstance(view.told, Opening) and (post_id := _id(view.told, host, known)):
        known.openings.add(post_id)


def _instance(views: list[_View]) -> str | None:
    """The instance that answered: that of anything it calls local.

    Failing that, the one whose own numbers are the local ones.
    """
    for view in views:
        for told in (view.told, view.post, view.creator, view.community):
            if told and told.local:
                address = told.actor_id or told.ap_id if isinstance(told, Actor) else told.ap_id
                if host := _lemmy.host_of(address):
                    return host
    for view in views:
        for told in (view.told, view.post):
            if told and told.id and (host := _lemmy.host_of(told.ap_id)):
                kind = "comment" if isinstance(told, Reply) else "post"
                if _lemmy.shared_id(told.ap_id) == _lemmy.local_id(host, kind, told.id):
                    return host
    return None


def _id(told: Opening | Reply, host: str | None, known: _Known) -> str | None:
    shared = _lemmy.shared_id(told.ap_id)
    if shared or told.id is None:
        return shared
    return _of(told.id, "comment" if isinstance(told, Reply) else "post", host, known)


def _of(number: int, kind: str, host: str | None, known: _Known) -> str:
    return known.ids.get((host, kind, number)) or _lemmy.local_id(host, kind, number)


# Records


def _records(
    view: _View, host: str | None, known: _Known, told: set[str]
) -> Iterator[Post | Problem]:
    """The post of a view. Below a comment whose opening post the dump never tells as such, also
    what the comment repeats of it."""
    post_id = _id(view.told, host, known)
    if post_id is None:
        yield Problem(view.where, "neither ap_id nor id can be used")
        return
    if isinstance(view.told, Opening):
        yield _lemmy.opening(post_id, view.told, view.creator, view.community, view.counts)
    else:
        root = _root(view, host, known)
        parent, guessed = _parent(view.told, root, host, known)
        if parent is None:
            yield Problem(view.where, "the comment tells neither its post nor what it answers")
            return
        if view.post and root and root not in known.openings | told:
            told.add(root)
            number = view.post.creator_id or view.post.user_id or 0
            creator = known.people.get((host, number), _NOBODY)
            yield _lemmy.opening(root, view.post, creator, view.community, Counts())
        yield _lemmy.reply(
            post_id, parent, root, view.told, view.creator, view.community, view.counts,
            guessed=guessed,
        )  # fmt: skip
    yield from left_out(view.where, view.unusable)


def _root(view: _View, host: str | None, known: _Known) -> str | None:
    if view.post and (root := _id(view.post, host, known)):
        return root
    number = view.told.post_id if isinstance(view.told, Reply) else None
    return None if number is None else _of(number, "post", host, known)


def _parent(
    told: Reply, root: str | None, host: str | None, known: _Known
) -> tuple[str | None, bool]:
    """The post that a comment answers, and whether that is a guess.

    Without the instance a local number is worth something only if the dump tells whose it is.
    """
    above = _lemmy.ancestors(told)
    if not above:
        return root, above is None
    for distance, number in enumerate(reversed(above)):
        shared = known.ids.get((host, "comment", number))
        if shared or host or not told.ap_id:
            return shared or _lemmy.local_id(host, "comment", number), distance > 0
    return root, True


def _in_order(records: list[Record]) -> Iterator[Record]:
    """The records of a document, with the order of replies as it stands there."""
    replies: dict[str, dict[str, None]] = {}
    for record in records:
        if isinstance(record, Post) and record.parent:
            replies.setdefault(record.parent, {})[record.id] = None
    for record in records:
        below = replies.get(record.id) if isinstance(record, Post) else None
        if isinstance(record, Post) and below:
            yield msgspec.structs.replace(record, replies=tuple(below))
        else:
            yield record


# Views in a document


def _views(document: Document) -> Iterator[_View | Problem]:
    """All posts and comments in a document, in its order, whatever objects wrap them."""
    stack: list[tuple[Any, str, int]] = [(document.value, "", 0)]
    while stack:
        value, path, level = stack.pop()
        where = document.at(path) if path else document.where
        if isinstance(value, list) and level < _LEVELS:
            stack += _numbered(value, path, level + 1)
            continue
        fields = value if isinstance(value, dict) else {}
        kind = _kind(fields)
        if kind:
            yield _view(where, fields, kind, document.torn)
        held = [key for key in _WRAPPINGS if isinstance(fields.get(key), dict | list)]
        if kind:
            held = [key for key in held if key == "comments"]
            if isinstance(fields.get("replies"), list):  # no deeper: they are found in a view
                stack += _numbered(fields["replies"], f"{_short(path)}.replies", level)
        elif not held or level >= _LEVELS:
            yield Problem(where, "neither a post nor a comment of Lemmy")
            continue
        stack += [(fields[key], f"{path}.{key}", level + 1) for key in reversed(held)]


def _short(path: str) -> str:
    """A path that cannot grow with the depth of replies."""
    return path if len(path) < _LONGEST else f"…{path[-_LONGEST // 2 :]}"


def _numbered(values: list[Any], path: str, level: int) -> list[tuple[Any, str, int]]:
    """The elements of a list with their places, the last one first."""
    return [(values[n], f"{path}[{n}]", level) for n in reversed(range(len(values)))]


def _kind(fields: dict[str, Any]) -> str:
    """Which member tells a comment ("comment") or a post ("post"); "." for the object itself."""
    if _lemmy.is_comment(fields.get("comment")):
        return "comment"
    if _lemmy.is_post(fields.get("post")) and "content" not in fields:
        return "post"
    return "." if _lemmy.is_comment(fields) or _lemmy.is_post(fields) else ""


def _view(where: str, fields: dict[str, Any], kind: str, torn: bool) -> _View | Problem:
    told = fields if kind == "." else fields[kind]
    comment = kind == "comment" or (kind == "." and _lemmy.is_comment(told))
    if torn and told.keys().isdisjoint(("content", "body") if comment else ("name", "title")):
        return Problem(where, "cut off before its text")
    unusable: list[str] = []
    parts: dict[str, Any] = {}
    for name, part in (("creator", Actor), ("community", Actor), ("counts", Counts)):
        value = fields.get(name)
        parts[name], odd = typed(value if isinstance(value, dict) else {}, part)
        unusable += [f"{name}.{field}" for field in odd]
    post = None
    if comment and isinstance(fields.get("post"), dict):
        post, _ = typed(fields["post"], Opening)
    of: type[Reply] | type[Opening] = Reply if comment else Opening
    record, odd = typed(told, of)
    return _View(where, record, post, unusable=odd + unusable, **parts)


SOURCE = Source(
    name="lemmy-json",
    title="Lemmy posts and comments as its API answers",
    version=2,
    sniff=_sniff,
    keys=frozenset({"ap_id", "comment", *_WRAPPINGS}),
    read=_read,
)
