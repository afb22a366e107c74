"""forumscraper: topics of forums and Hacker News as the program of that name writes them, in JSON.

A topic is an object that names its forum's program in `format_version`, and holds its posts in a
list; keys differ from forum to forum. Topics are flat. Of Hacker News comments come in reading
order with their depth; answers of Stack Exchange hold their comments.

Writer: forumscraper/extractors/ of https://github.com/TUVIMEN/forumscraper.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Continuation, Post, Problem, Record
from sitegen.sources import _hn, _scraped
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, listed, not_listed, objects
from sitegen.sources._scraped import Topic
from sitegen.sources.source import Dump, Head, Source

_VERSION = re.compile(r"[a-z][a-z0-9.+-]{1,60}-(?:thread|post)")
_IDS, _TEXTS = ("postid", "id"), ("content", "body", "text")
_SCORES = ("rating", "score")
_UNIX = re.compile(r"(\S{1,40}) (\d{1,12})\Z")  # Hacker News: the time in two ways
_LARGEST = 1 << 53


def _sniff(head: Head) -> bool:
    found = members(head.data)
    kind = found.get("format_version", b"").strip(b'"').decode("utf-8", "replace")
    return _VERSION.fullmatch(kind) is not None and {"url", "id"} <= found.keys()


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in objects(stream, "not a topic"):
            if isinstance(document, Problem):
                yield document
                continue
            kind = document.value.get("format_version")
            if not isinstance(kind, str) or not _VERSION.fullmatch(kind):
                yield Problem(document.where, "not a topic: its kind is not told")
            elif kind.startswith("hackernews"):
                yield from _news(document)
            else:
                yield from _forum(document)


# Forums


def _forum(document: Document) -> Iterator[Record]:
    told: dict[str, Any] = document.value
    posts = told.get("posts")
    yield from not_listed(posts, document.at(".posts"))
    topic = _topic(told)
    opening: str | None = None
    timeless = False
    for number, post in enumerate(listed(posts)):
        where = document.at(f".posts[{number}]")
        made = _post(post, where, topic, opening, torn=document.torn)
        yield made
        if isinstance(made, Problem):
            continue
        if made.created is None and post.get("date") and not timeless:
            timeless = True
            yield Problem(where, "when it was written is not told for certain", lost=False)
        if opening is None:
            opening = made.id
            yield Continuation(topic.name, opening)  # saved pages of the topic name it so
        comments = post.get("comments")
        yield from not_listed(comments, f"{where}.comments")
        for index, comment in enumerate(listed(comments)):
            place = f"{where}.comments[{index}]"
            yield _post(comment, place, topic, made.id, torn=document.torn, mark="comment")


def _topic(told: Mapping[str, Any]) -> Topic:
    url, title = told.get("url"), told.get("title")
    path = [step for step in listed(told.get("path")) if isinstance(step, str) and step.strip()]
    return _scraped.topic(
        url if isinstance(url, str) else "",
        str(told.get("id")),
        title if isinstance(title, str) else None,
        path[-1].strip() if path else None,
    )


def _post(
    told: object, where: str, topic: Topic, parent: str | None, *, torn: bool, mark: str = "post"
) -> Post | Problem:
    if not isinstance(told, dict):
        return Problem(where, "not a post: an object was expected")
    number = next((told[name] for name in _IDS if _is_id(told.get(name))), None)
    if number is None:
        return Problem(where, "a post without a usable id")
    text = next((told[name] for name in _TEXTS if isinstance(told.get(name), str)), None)
    if torn and text is None:
        return Problem(where, "cut off before its text")
    own = f"{topic.name}#{mark}-{number}"
    return Post(
        id=own,
        body=_scraped.body(text, topic.address),
        parent=None if parent == own else parent,
        author=_scraped.person(told.get("user") or told.get("author")),
        created=_scraped.moment(told.get("date")),
        score=next((score for name in _SCORES if _is_score(score := told.get(name))), None),
        permalink=topic.address or None,
        title=topic.title,
        community=topic.community,
        labels=("accepted",) if told.get("checkmark") is True else (),
    )


def _is_id(told: object) -> bool:
    if isinstance(told, str):
        return 0 < len(told) < 20 and told.isascii() and told.isalnum() and told != "0"
    return isinstance(told, int) and 0 < told < _LARGEST


def _is_score(told: object) -> bool:
    return type(told) is int and -_LARGEST < told < _LARGEST


# Hacker News


def _news(document: Document) -> Iterator[Record]:
    told: dict[str, Any] = document.value
    root = _number(told.get("id"))
    if root is None:
        yield Problem(document.where, f"{told.get('id')!r} cannot be the id of an item")
        return
    yield _item(told, root, None, root)
    comments = told.get("comments")
    yield from not_listed(comments, document.at(".comments"))
    above: list[int] = [root]  # ids of the comments above the next one, and of the story
    for index, comment in enumerate(listed(comments)):
        where = document.at(f".comments[{index}]")
        number = _number(comment.get("id")) if isinstance(comment, dict) else None
        if number is None:
            yield Problem(where, "a comment without a usable id")
            continue
        if document.torn and not isinstance(comment.get("text"), str):
            yield Problem(where, "cut off before its text")
            continue
        level = comment.get("lvl")
        depth = level if isinstance(level, int) and 0 <= level < len(above) else len(above) - 1
        del above[depth + 1 :]
        yield _item(comment, number, above[-1], root)
        above.append(number)


def _number(told: object) -> int | None:
    told = int(told) if isinstance(told, str) and _is_id(told) and told.isdecimal() else told
    return told if isinstance(told, int) and _hn.usable_id(told) else None


def _item(told: Mapping[str, Any], number: int, parent: int | None, root: int) -> Post:
    date = told.get("date")
    both = _UNIX.match(date) if isinstance(date, str) else None
    text, title, link = (
        value if isinstance(value := told.get(name), str) else None
        for name in ("text", "title", "link")
    )
    count = told.get("comments_count")
    return _hn.post(
        number,
        "comment" if parent else "story",
        text,
        _scraped.person(told.get("user")),
        _scraped.moment(int(both[2]) if both else date),
        told["score"] if _is_score(told.get("score")) else None,
        parent=parent,
        root=root,
        title=title,
        link=None if link == told.get("url") else link,
        claimed=count if _is_score(count) else None,
    )


SOURCE = Source(
    name="forumscraper",
    title="Topics of forums and Hacker News as forumscraper writes them (JSON)",
    version=1,
    sniff=_sniff,
    keys=frozenset({"format_version"}),
    read=_read,
)
