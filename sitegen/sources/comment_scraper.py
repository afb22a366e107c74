"""comment-scraper: threads of Reddit and Hacker News as the extension Comment Scraper exports them.

An object holds threads, each with what is known of it and its records: in reading order, or as a
post beside comments that hold their replies. Nobody's name is in it; who opened a thread is marked.

Readers: langchain-comment-scraper, comment-scraper-haystack and strands-comment-scraper of PyPI.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from sitegen.model import Body, Post, Problem, Record, State
from sitegen.sources import _hn, _reddit
from sitegen.sources._json import members, utc_iso
from sitegen.sources._json_records import left_out, listed, not_listed, objects, typed
from sitegen.sources._reddit_fields import Fields
from sitegen.sources.source import Dump, Head, Source

_GENERATOR = "Comment Scraper"
_STATES: Mapping[str, State] = {"deleted": "deleted", "removed": "removed"}


class _About(msgspec.Struct, gc=False):
    """A thread; `fetch_path` tells whether its texts are Reddit's Markdown or words of a page."""

    source: str
    thread_id: str | int
    thread_title: str | None = None
    permalink: str | None = None
    fetch_path: str | None = None
    reported_by_source: int | None = None


class _Told(msgspec.Struct, gc=False):
    record_type: str
    comment_id: str | int | None = None
    parent_id: str | int | None = None
    score: int | None = None
    score_hidden: bool | None = None
    created_utc: str | None = None
    edited_utc: str | None = None
    is_op: bool | None = None
    body: str | None = None
    permalink: str | None = None
    comment_state: str | None = None
    subreddit: str | None = None


def _sniff(head: Head) -> bool:
    found = members(head.data)
    return found.get("generator") == f'"{_GENERATOR}"'.encode() and (
        found.get("threads", b"")[:1] == b"["
    )


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in objects(stream, "not an export of Comment Scraper"):
            if isinstance(document, Problem):
                yield document
                continue
            threads = document.value.get("threads")
            yield from not_listed(threads, document.at(".threads"))
            for number, thread in enumerate(listed(threads)):
                yield from _thread(thread, document.at(f".threads[{number}]"), document.torn)


def _thread(thread: object, where: str, torn: bool) -> Iterator[Record]:
    if not isinstance(thread, dict) or not isinstance(thread.get("meta"), dict):
        yield Problem(where, "not a thread: there is no meta in it")
        return
    try:
        about, unusable = typed(thread["meta"], _About)
    except ValueError as error:
        yield Problem(where, f"what the thread is of cannot be read: {error}")
        return
    if about.source not in ("reddit", "hn"):
        yield Problem(where, f"the thread is of neither Reddit nor Hacker News: {about.source!r}")
        return
    yield from left_out(where, unusable)
    for name in ("records", "comments"):
        yield from not_listed(thread.get(name), f"{where}.{name}")
    for record, place, above in _records(thread, where):
        yield from _post(record, place, above, about, torn)


def _records(thread: dict[str, Any], where: str) -> Iterator[tuple[Any, str, str | None]]:
    """(record, its place, the id of the comment that holds it), siblings in their order."""
    for number, record in enumerate(listed(thread.get("records"))):
        yield record, f"{where}.records[{number}]", None
    if thread.get("post") is not None:
        yield thread["post"], f"{where}.post", None
    stack = [(listed(thread.get("comments")), f"{where}.comments", None)]
    while stack:
        below, place, above = stack.pop()
        for number, record in enumerate(below):
            at = f"{place}[{number}]"
            yield record, at, above
            if isinstance(record, dict) and listed(record.get("replies")):
                own = record.get("comment_id")
                stack.append((record["replies"], f"{at}.replies", own))


def _post(
    record: object, where: str, above: str | None, about: _About, torn: bool
) -> Iterator[Record]:
    if not isinstance(record, dict):
        yield Problem(where, "not a post or comment: an object was expected")
        return
    try:
        told, unusable = typed(record, _Told)
    except ValueError as error:
        yield Problem(where, f"not a post or comment: {error}")
        return
    if torn and told.body is None:
        yield Problem(where, "cut off before its text")
        return
    opens = told.record_type == "post"
    parent = None if opens else _id(told.parent_id) or _id(above) or _id(about.thread_id)
    own = _id(about.thread_id if opens else told.comment_id)
    make = _of_reddit if about.source == "reddit" else _of_news
    post = make(told, about, own, parent)
    if isinstance(post, str):
        yield Problem(where, post)
        return
    state = _STATES.get(told.comment_state or "", post.state)
    labels = ("OP",) if told.is_op and not opens else ()
    body = Body("", post.body.markup) if state != "visible" else post.body
    yield replace(post, state=state, body=body, labels=(*post.labels, *labels))
    yield from left_out(where, unusable)


def _of_reddit(told: _Told, about: _About, own: str | None, parent: str | None) -> Post | str:
    fields = Fields(
        id=own,
        link_id=_id(about.thread_id),
        parent_id=parent,
        subreddit=told.subreddit,
        permalink=told.permalink,
        body=told.body,
        selftext=told.body,
        title=about.thread_title,
        url=told.permalink,
        is_self=True,
        created_utc=told.created_utc,
        edited=told.edited_utc,
        score=told.score,
        score_hidden=told.score_hidden,
        num_comments=about.reported_by_source,
    )
    make = _reddit.comment if parent else _reddit.submission
    post = make(fields, str)
    if isinstance(post, Post) and about.fetch_path not in (None, "json"):
        return replace(post, body=Body(post.body.text, "plain"))  # as the page showed it
    return post


def _of_news(told: _Told, about: _About, own: str | None, parent: str | None) -> Post | str:
    number, answers, root = _number(own), _number(parent), _number(_id(about.thread_id))
    if number is None or not _hn.usable_id(number):
        return f"{own!r} cannot be the id of an item"
    if parent and not _hn.usable_id(answers):
        return f"{parent!r} cannot be the id of the item that it answers"
    post = _hn.post(
        number,
        "comment" if parent else None,
        told.body,
        None,
        utc_iso(told.created_utc),
        told.score,
        parent=answers,
        root=root,
        title=about.thread_title,
        claimed=about.reported_by_source,
    )
    return replace(post, body=Body(post.body.text, "plain"))  # tags have been taken out


def _id(told: object) -> str | None:
    """An id, which is a number in some exports; None for none."""
    told = str(told) if isinstance(told, int) and not isinstance(told, bool) else told
    return told if isinstance(told, str) and told else None


def _number(told: str | None) -> int | None:
    is_one = told is not None and told.isascii() and told.isdecimal() and len(told) < 16
    return int(told) if told and is_one else None


SOURCE = Source(
    name="comment-scraper",
    title="Threads of Reddit and Hacker News that the extension Comment Scraper exports (JSON)",
    version=2,
    sniff=_sniff,
    keys=frozenset({"threads"}),
    read=_read,
)
