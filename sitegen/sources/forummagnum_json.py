"""forummagnum-json: posts and comments of LessWrong, the EA Forum and others that run ForumMagnum.

What the GraphQL of these forums answers, and what scripts make of it: posts with or without their
comments, comments alone, a value, a list, or one a line. Ids are random and of no two forums the
same, so that posts and comments of several files find each other.

Fields: packages/lesswrong/lib/collections/{posts,comments}/newSchema.ts of
https://github.com/ForumMagnum/ForumMagnum
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sitegen.model import Body, Post, Problem, Record, State
from sitegen.sources._chat import dicts, is_web, object_of, text_of
from sitegen.sources._json import inside, members
from sitegen.sources._json_records import Document, documents, left_out, not_listed, odd
from sitegen.sources._times import utc_iso
from sitegen.sources.source import Dump, Head, Source

Told = Mapping[str, Any]

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_OWN = frozenset({"_id", "postedAt"})
_OF_POSTS = frozenset({"title", "slug"})
_OF_COMMENTS = frozenset({"postId", "parentCommentId", "topLevelCommentId"})
_OF_BOTH = frozenset({"baseScore", "voteCount", "htmlBody", "contents", "pageUrl"})
_IN_ORDER = ("post", "posts", "comment", "comments")  # what answers hold, by its name
_HELD, _ANSWERS = frozenset(_IN_ORDER), ("result", "results")
_MOST = 1_000_000  # comments of a post
_ABOVE = ("children", "replies")
# What is written as HTML, as Markdown and plain, best first.
_BODIES = (
    ("html", "html"), ("ckEditorMarkup", "html"), ("markdown", "markdown"),
    ("plaintextMainText", "plain"),
)  # fmt: skip
_LABELS = ("answer", "retracted", "moderatorHat", "question")
_KINDS = {
    **dict.fromkeys(("title", "htmlBody", "url", "linkUrl", "pageUrl", "author"), str),
    **dict.fromkeys(("deleted", "hideAuthor", *_LABELS), bool),
    "user": dict | str, "contents": dict, "coauthors": list,
}  # fmt: skip
_OF_USER = dict.fromkeys(("displayName", "username", "slug"), str)
_TYPES = {"html": "html", "ckEditorMarkup": "html", "markdown": "markdown"}
_OF_CONTENTS = {**dict.fromkeys((name for name, _ in _BODIES), str), "originalContents": dict}


class _Place(NamedTuple):
    """The thread that comments are of, and its community."""

    root: str | None = None
    community: str | None = None


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if _is_one(told):
        return True
    told = members(told["data"]) if "data" in told else told
    held = (members(told.get(name, b"")) for name in _HELD)
    return any(_is_one(members(_result(one, b""))) or _is_one(one) for one in held)


def _is_one(told: Mapping[str, object]) -> bool:
    """Whether an object, of which a head may show only what comes first, is a post or a comment."""
    if not told.keys() >= _OWN or _OF_BOTH.isdisjoint(told):
        return False
    return "title" in told or not _OF_COMMENTS.isdisjoint(told)


def _result(told: Mapping[str, Any], none: Any) -> Any:
    """What an answer of GraphQL holds under one name."""
    return told.get("result", told.get("results", none))


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
            else:
                yield from _document(document)


def _document(document: Document) -> Iterator[Record]:
    """A post or a comment, or an answer with some; comments beside one post are of that post."""
    told, path = document.value, ""
    if isinstance(told, dict) and "_id" not in told and isinstance(told.get("data"), dict):
        told, path = told["data"], ".data"
    if not isinstance(told, dict) or "_id" in told or _HELD.isdisjoint(told):
        yield from _one(told, document.at(path) if path else document.where, _Place())
        return
    place = _Place()
    for name in _IN_ORDER:
        if name not in told:
            continue
        held, inner = _listed(told[name])
        at = f"{path}.{name}{inner}"
        listed = held if isinstance(held, list) else [held]
        for number, one in enumerate(listed):
            where = document.at(f"{at}[{number}]" if held is listed else at)
            for record in _one(one, where, place):
                if name == "post" and isinstance(record, Post) and place.root is None:
                    place = _Place(record.id, record.community)
                yield record


def _one(told: object, where: str, place: _Place) -> Iterator[Record]:
    """A post with its comments, or a comment with those below it."""
    held: list[tuple[object, str, _Place, str | None]] = [(told, where, place, None)]
    while held:
        one, where, place, above = held.pop()
        own = one.get("_id") if isinstance(one, dict) else None
        if not isinstance(one, dict) or not isinstance(own, str) or not _ID.fullmatch(own):
            yield Problem(where, "neither a post nor a comment with a usable id")
            continue
        yield from left_out(where, _unusable(one))
        if _OF_COMMENTS.isdisjoint(one) and "title" in one:
            post = _post(one)
            yield post
            below, path = _listed(one.get("comments"))
            name = f"comments{path}"
            place, above = _Place(post.id, post.community), None
        else:
            comment = _comment(one, place, above)
            yield comment
            name = next((name for name in _ABOVE if one.get(name)), "")
            below = one.get(name) if name else None
            place, above = _Place(comment.root, comment.community), comment.id
        yield from not_listed(below, inside(where, f".{name}"))
        answers = below if isinstance(below, list) else []
        held += [(answer, inside(where, f".{name}[{number}]"), place, above)
                 for number, answer in reversed(list(enumerate(answers)))]  # fmt: skip


def _listed(told: object) -> tuple[object, str]:
    """What may stand in an answer of GraphQL, as comments of a post do, and the path to it."""
    if isinstance(told, dict) and "_id" not in told:
        return next(((told[name], f".{name}") for name in _ANSWERS if name in told), (told, ""))
    return told, ""


def _post(told: Told) -> Post:
    page, linked = _address(told, "pageUrl"), _address(told, "url") or _address(told, "linkUrl")
    others = tuple(filter(None, map(_name, dicts(told.get("coauthors")))))
    return Post(
        id=f"forummagnum:{told['_id']}",
        body=_body(told),
        author=_author(told),
        created=utc_iso(told.get("postedAt")),
        score=_score(told),
        title=" ".join(text_of(told, "title").split()) or None,
        permalink=page,
        claimed=_count(told),
        link=linked if linked != page else None,
        community=_community(page),
        labels=(
            *(f"with {name}"[:60] for name in others[:20]),
            *(["question"] if told.get("question") is True else []),
        ),
    )


def _comment(told: Told, place: _Place, above: str | None) -> Post:
    page, thread = _address(told, "pageUrl"), told.get("postId")
    state = _state(told)
    root = f"forummagnum:{thread}" if _is_id(thread) else place.root
    parent = told.get("parentCommentId")
    answered = f"forummagnum:{parent}" if _is_id(parent) else above or root
    return Post(
        id=f"forummagnum:{told['_id']}",
        body=_body(told) if state == "visible" else Body(""),
        parent=answered,
        root=root,
        author=_author(told) if state == "visible" else None,
        created=utc_iso(told.get("postedAt")),
        score=_score(told),
        state=state,
        permalink=page,
        community=place.community or _community(page),
        labels=tuple(
            label
            for name, label in (
                ("answer", "answer"), ("retracted", "retracted"), ("moderatorHat", "moderator"),
            )
            if told.get(name) is True
        ),
    )  # fmt: skip


def _state(told: Told) -> State:
    if told.get("deleted") is not True:
        return "visible"
    by, own = told.get("deletedByUserId"), told.get("userId")
    return "removed" if by and own and by != own else "deleted"


def _body(told: Told) -> Body:
    """The text in the best form that is told: as it is shown, else as it was written."""
    if text := text_of(told, "htmlBody").strip():
        return Body(text, "html")
    contents = told.get("contents")
    if isinstance(contents, dict):
        for name, markup in _BODIES:
            if text := text_of(contents, name).strip():
                return Body(text, markup)  # type: ignore[arg-type]
        written = contents.get("originalContents")
        if isinstance(written, dict) and (text := text_of(written, "data").strip()):
            return Body(text, _TYPES.get(text_of(written, "type"), "plain"))  # type: ignore[arg-type]
    return Body("")


def _author(told: Told) -> str | None:
    if told.get("hideAuthor") is True:
        return None
    user = told.get("user")
    if isinstance(user, str):
        return " ".join(user.split()) or None
    return (_name(user) if isinstance(user, dict) else None) or text_of(told, "author") or None


def _name(user: Told) -> str | None:
    found = text_of(user, "displayName") or text_of(user, "username") or text_of(user, "slug")
    return " ".join(found.split()) or None


def _score(told: Told) -> int | None:
    score = told.get("baseScore")
    if not isinstance(score, int | float) or isinstance(score, bool) or abs(score) >= _MOST:
        return None
    return int(score)


def _count(told: Told) -> int | None:
    total = told.get("commentCount")
    return total if type(total) is int and 0 <= total < _MOST else None


def _is_id(told: object) -> bool:
    return isinstance(told, str) and _ID.fullmatch(told) is not None


def _address(told: Told, name: str) -> str | None:
    address = text_of(told, name)
    return address if is_web(address) and len(address) < 2_000 else None


def _community(page: str | None) -> str | None:
    """The host that a page is on."""
    try:
        host = (urlsplit(page).hostname if page else "") or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def _unusable(told: Told) -> list[str]:
    """The names of what is there, would be read, and is not as it should be."""
    names = odd(told, _KINDS)
    names += odd(object_of(told, "user"), _OF_USER, "user.")
    contents = object_of(told, "contents")
    names += odd(contents, _OF_CONTENTS, "contents.")
    written = object_of(contents, "originalContents")
    if not _body(told).text:  # as HTML is there, this may be what an editor made
        names += odd(written, {"data": str}, "contents.originalContents.")
    others = told.get("coauthors")
    if isinstance(others, list) and not all(isinstance(one, dict) and _name(one) for one in others):
        names.append("coauthors")
    names += [name for name in _OF_COMMENTS if told.get(name) and not _is_id(told[name])]
    numbers = (("baseScore", _score), ("commentCount", _count))
    names += [name for name, made in numbers if told.get(name) and made(told) is None]
    is_dated = told.get("postedAt") is None or utc_iso(told["postedAt"]) is not None
    return sorted(names) if is_dated else [*sorted(names), "postedAt"]


SOURCE = Source(
    name="forummagnum-json",
    title="Posts and comments of LessWrong, the EA Forum and others, as their GraphQL answers",
    version=3,
    sniff=_sniff,
    keys=frozenset({"postedAt", "data", "post", "posts", "comments"}),
    read=_read,
)
