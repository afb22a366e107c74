"""stackexchange-api: questions, answers and comments as the API of Stack Exchange answers.

Objects of the API say the same as rows of the data dumps, under other names: they are read as such
rows, so that ids, labels and addresses are the same from both.

Fields: https://api.stackexchange.com/docs
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from sitegen.entities import unescape
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _stackexchange
from sitegen.sources._json import members, utc_unix
from sitegen.sources._json_records import Document, left_out, listed, objects, typed
from sitegen.sources._stackexchange import Site
from sitegen.sources._xml_rows import Row
from sitegen.sources.source import Dump, Head, Source

_LISTS = ("items", "questions", "answers", "comments")  # the last three: before 2012
_OF_POSTS = frozenset(
    {"answer_id", "is_answered", "answer_count", "answers", "last_activity_date", "is_accepted"}
)
_IDS = frozenset({"question_id", "answer_id", "comment_id", "post_type"})
_OF_COMMENTS = frozenset({"comment_id", "post_id"})
_OF_ANSWERS = frozenset({"quota_remaining", "quota_max", "has_more"})
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


class _Owner(msgspec.Struct, frozen=True):
    user_id: int | None = None
    display_name: str | None = None
    link: str | None = None


class _Item(msgspec.Struct, frozen=True):
    question_id: int | None = None
    answer_id: int | None = None
    comment_id: int | None = None
    post_id: int | None = None
    post_type: str | None = None
    title: str | None = None
    body: str | None = None
    body_markdown: str | None = None
    owner: _Owner | None = None
    score: int | None = None
    creation_date: float | None = None
    last_edit_date: float | None = None
    closed_date: float | None = None
    community_owned_date: float | None = None
    is_accepted: bool | None = None
    accepted_answer_id: int | None = None
    answer_count: int | None = None
    comment_count: int | None = None
    tags: list[str] | None = None


# Recognising


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if _is_one(told):
        return True
    held = next((told[name] for name in _LISTS if name in told), None)
    if held is None:
        return False
    return _is_one(members(held)) or (held[:2] == b"[]" and len(told.keys() & _OF_ANSWERS) > 1)


def _is_one(told: Mapping[str, object]) -> bool:
    if "question_id" in told and not _OF_POSTS.isdisjoint(told):
        return True
    return told.keys() >= _OF_COMMENTS and not {"owner", "creation_date"}.isdisjoint(told)


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    site = _stackexchange.site(_stackexchange.named(dump.name, ".json"))
    with dump.open() as stream:
        for document in objects(stream, "no question, answer or comment"):
            if isinstance(document, Problem):
                yield document
                continue
            told = document.value
            if host := _host(told):
                site = _stackexchange.site(host)
            lists = [name for name in _LISTS if isinstance(told.get(name), list)]
            if not _IDS.isdisjoint(told):
                yield from _items(document, [("", told)], site)
            elif lists:
                held = [
                    (f".{name}[{n}]", one) for name in lists for n, one in enumerate(told[name])
                ]
                yield from _items(document, held, site)
            else:
                yield Problem(document.where, "no question, answer or comment")


def _host(told: object, depth: int = 3) -> str | None:
    """The host of the first link to a question or to a person."""
    if isinstance(told, list):
        return next((host for one in told[:5] if (host := _host(one, depth))), None)
    if not isinstance(told, dict) or not depth:
        return None
    link = told.get("link")
    if isinstance(link, str) and link.startswith(("https://", "http://")):
        try:
            host = urlsplit(link).netloc.lower()
        except ValueError:
            host = ""
        if _HOST.fullmatch(host):
            return host
    inner = (told[name] for name in ("owner", *_LISTS) if name in told)
    return next((host for one in inner if (host := _host(one, depth - 1))), None)


def _items(document: Document, held: list[tuple[str, object]], site: Site) -> Iterator[Record]:
    """Questions, answers and comments, each before what lies in it, however deep that is."""
    stack = held[::-1]
    while stack:
        path, told = stack.pop()
        where = document.at(path) if path else document.where
        if not isinstance(told, dict):
            yield Problem(where, "no question, answer or comment")
            continue
        item, unusable = typed(told, _Item)
        made = _made(item, site)
        yield Problem(where, made) if isinstance(made, str) else made
        yield from left_out(where, unusable) if isinstance(made, Post) else ()
        inside = ("comments", "answers") if not item.comment_id else ()
        stack += [
            (f"{path}.{name}[{index}]", one)
            for name in inside
            for index, one in enumerate(listed(told.get(name)))
        ][::-1]


def _made(item: _Item, site: Site) -> Post | str:
    markdown = item.body is None and item.body_markdown is not None
    text = unescape(item.body_markdown or "") if markdown else item.body or ""
    if item.comment_id:
        row = _row(item, item.comment_id, "") | {"PostId": str(item.post_id), "Text": text}
        made = _stackexchange.comment(row, site, _nobody)
    else:
        native = item.answer_id or item.question_id or item.post_id
        answer = bool(item.answer_id) or item.post_type == "answer"
        row = _row(item, native, "Owner") | {"Body": text, "PostTypeId": "2" if answer else "1"}
        if answer and item.question_id:
            row["ParentId"] = str(item.question_id)
        accepted = {native} if answer and item.is_accepted and native else set[int]()
        made = _stackexchange.post(row, site, _nobody, accepted)
        if isinstance(made, Post) and not answer and item.answer_count is not None:
            made = replace(made, claimed=max(0, item.answer_count + (item.comment_count or 0)))
    if isinstance(made, Post) and markdown == (made.body.markup == "html"):
        made = replace(made, body=Body(text, "markdown" if markdown else "html"))
    return made


def _row(item: _Item, native: int | None, whose: str) -> Row:
    """An object as a row of a data dump; what is not told is left out."""
    owner = item.owner or _Owner()
    times = {
        "CreationDate": item.creation_date,
        "LastEditDate": item.last_edit_date,
        "ClosedDate": item.closed_date,
        "CommunityOwnedDate": item.community_owned_date,
    }
    told = {
        "Id": native,
        "Score": item.score,
        "AcceptedAnswerId": item.accepted_answer_id,
        "Title": unescape(item.title or "") if whose and not item.answer_id else None,
        "Tags": "|".join(item.tags or ()) if whose and not item.answer_id else None,
        f"{whose}UserId" if whose else "UserId": owner.user_id,
        f"{whose}DisplayName" if whose else "UserDisplayName": unescape(owner.display_name or ""),
        **{name: time.isoformat() for name, at in times.items() if (time := utc_unix(at))},
    }
    return {name: str(value) for name, value in told.items() if value not in (None, "")}


def _nobody(_: int) -> None:
    """Names stand in the objects."""


SOURCE = Source(
    name="stackexchange-api",
    title="Stack Exchange questions, answers and comments as its API answers",
    version=2,
    sniff=_sniff,
    read=_read,
    keys=frozenset({*_LISTS, "question_id", "comment_id"}),
)
