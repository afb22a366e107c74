"""comment-service: comments that Remark42 and Commento keep for a site, as they export them.

A backup of Remark42 is a line about the site, then a comment a line; an export of Commento is one
object, whose people stand behind the comments. A page opens the thread of the comments on it.

Format: docs/formats/comment-service.md; https://remark42.com/docs/backup/restore/,
https://docs.commento.io (domain_export.go).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.entities import unescape
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _web
from sitegen.sources._chat import dicts, object_of, text_of
from sitegen.sources._json import inside, members
from sitegen.sources._json_records import documents, listed, not_listed
from sitegen.sources._post_values import author, line, number, yes
from sitegen.sources._times import utc_iso
from sitegen.sources.source import Dump, Head, Source

_ID = re.compile(r"[\w.:@-]{1,200}")
_META = frozenset({"version", "users", "posts"})  # the first line of Remark42
_OF_REMARK = frozenset({"pid", "locator", "user", "time"})
_OF_PAGE = frozenset({"url", "read_only"})
_TOP = frozenset({"", "root"})  # what comments answer that answer the page
_LONGEST = 2000  # characters of an address
_WAITING = "comments that nobody has approved"
_HIDDEN = frozenset({"unapproved", "flagged"})


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """A comment: `kind` is the service, `site` and `url` are of its page; `anchor` stands before
    its id there."""

    kind: str
    site: str
    url: str
    own: str
    parent: str
    body: Body
    author: str | None
    created: object
    anchor: str
    score: object = None
    title: str | None = None
    edited: object = None
    deleted: bool = False
    labels: tuple[str, ...] = ()


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if _is_meta(told):
        return members(told["posts"]).keys() <= _OF_PAGE
    if told.keys() >= _OF_REMARK:
        return "url" in members(told["locator"])
    return any("commenterHex" in members(told.get(key, b"")) for key in ("comments", "commenters"))


def _is_meta(told: Mapping[str, object]) -> bool:
    return told.keys() == _META


def _read(dump: Dump) -> Iterator[Record]:
    reader = _Reader()
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
            elif isinstance(document.value, dict):
                yield from reader.document(document.value, document.where)
            else:
                yield Problem(document.where, "neither a comment nor an export of some")
    yield from reader.remarks()


class _Reader:
    """Makes the comments of a dump posts, and opens their pages."""

    def __init__(self) -> None:
        self._pages: set[str] = set()
        self._closed: set[str] = set()
        self._others: Counter[str] = Counter()

    def document(self, told: Mapping[str, Any], where: str) -> Iterator[Record]:
        if _is_meta(told):
            pages = dicts(told["posts"])
            self._closed.update(text_of(one, "url") for one in pages if one.get("read_only"))
        elif "commenters" in told or "comments" in told:
            yield from self._commento(told, where)
        else:
            yield from self._record(_remark(told), where)

    def _commento(self, told: Mapping[str, Any], where: str) -> Iterator[Record]:
        people = {
            text_of(one, "commenterHex"): author(text_of(one, "name"))
            for one in dicts(told.get("commenters"))
        }
        yield from not_listed(told.get("comments"), inside(where, ".comments"))
        for index, one in enumerate(listed(told.get("comments"))):
            place = inside(where, f".comments[{index}]")
            if not isinstance(one, dict):
                yield Problem(place, "not a comment of Commento")
            elif text_of(one, "state") in _HIDDEN:
                self._others[_WAITING] += 1
            else:
                yield from self._record(_commento(one, people), place)

    def _record(self, told: _Told, where: str) -> Iterator[Record]:
        url = told.url.strip()[:_LONGEST]
        site = told.site[:_LONGEST]
        page_id = _web.page_id(url) or f"web:{site or 'comments'}/{url.strip('/')}"
        if not _ID.fullmatch(told.own) or not url:
            yield Problem(where, "a comment without a usable id, or on no page")
            return
        if not told.body.text and not told.deleted:
            yield Problem(where, "a comment without a text")
            return
        address = url if _web.page_id(url) else ""
        page = Post(
            id=page_id,
            body=Body(""),
            permalink=address or None,
            title=told.title or page_id.removeprefix("web:"),
            community=_web.host_of(address) or site or None,
            labels=("closed",) if told.url in self._closed else (),
        )
        if page.id not in self._pages:
            self._pages.add(page.id)
            yield page
        usable = _ID.fullmatch(told.parent) and told.parent not in (told.own, *_TOP)
        yield Post(
            id=f"{page.id}#{told.kind}-{told.own}",
            parent=f"{page.id}#{told.kind}-{told.parent}" if usable else page.id,
            root=page.id,
            body=Body("") if told.deleted else told.body,
            author=None if told.deleted else told.author,
            created=utc_iso(told.created),
            edited=utc_iso(told.edited),
            score=None if told.deleted else number(told.score),
            state="deleted" if told.deleted else "visible",
            permalink=f"{address}#{told.anchor}{told.own}" if address else None,
            labels=told.labels,
        )

    def remarks(self) -> Iterator[Problem]:
        for what, count in sorted(self._others.items()):
            yield Problem("", f"left out: {what} ({count:,})")


def _remark(told: Mapping[str, Any]) -> _Told:
    """Names are told as HTML."""
    user, page, edit = (object_of(told, name) for name in ("user", "locator", "edit"))
    text, source = text_of(told, "text"), text_of(told, "orig")
    return _Told(
        kind="remark42",
        site=text_of(page, "site"),
        url=text_of(page, "url"),
        own=_id(told, "id"),
        parent=_id(told, "pid"),
        body=Body(text, "html") if text.strip() else Body(source, "markdown"),
        author=author(unescape(text_of(user, "name"))),
        created=told.get("time"),
        anchor="remark42__comment-",
        score=told.get("score"),
        title=line(text_of(told, "title")),
        edited=edit.get("time"),
        deleted=yes(told.get("delete")),
        labels=("pinned",) if yes(told.get("pin")) else (),
    )


def _commento(told: Mapping[str, Any], people: Mapping[str, str | None]) -> _Told:
    """Exports hold no HTML, for the most part, and say of the deleted only so much."""
    html, source = text_of(told, "html"), text_of(told, "markdown")
    domain, path = text_of(told, "domain").strip("/"), text_of(told, "url").strip()
    return _Told(
        kind="commento",
        site=domain,
        url=f"https://{domain}/{path.lstrip('/')}"
        if domain and told.get("url") is not None
        else "",
        own=_id(told, "commentHex"),
        parent=_id(told, "parentHex"),
        body=Body(source, "markdown") if source.strip() else Body(html, "html"),
        author=people.get(text_of(told, "commenterHex")),
        created=told.get("creationDate"),
        anchor="commento-",
        score=told.get("score"),
        deleted=yes(told.get("deleted")) or source.strip() == "[deleted]",
    )


def _id(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


SOURCE = Source(
    name="comment-service",
    title="Comments that Remark42 and Commento keep for a site, as they export them",
    version=1,
    sniff=_sniff,
    keys=frozenset({"posts", "locator", "comments", "commenters"}),
    read=_read,
)
