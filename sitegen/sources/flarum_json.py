"""flarum-json: discussions and posts of Flarum, as its API answers them.

An answer is a document of JSON:API: `data` is a discussion, or a list of discussions or of posts,
and `included` holds what these name. An answer to a discussion holds twenty of its posts; others
bring the rest. A post that begins by naming another one answers that.

API: https://docs.flarum.org/rest-api (/api/discussions/ID, /api/posts?filter[discussion]=ID)
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources._chat import dicts, text_of
from sitegen.sources._forum_names import forum_in_name
from sitegen.sources._html_write import rewritten
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents, left_out, listed, not_listed, odd
from sitegen.sources._times import utc_iso
from sitegen.sources._tracker import person
from sitegen.sources.source import Dump, Head, Source

_ID = re.compile(r"[1-9]\d{0,14}", re.ASCII)
_MENTION = re.compile(  # first of all, or in a quote that stands first
    r"\s*(?:<blockquote\b[^<>]{0,60}>\s*)?(?:<div>\s*)?(?:<p>\s*)?"
    r"<a\s[^<>]{0,400}\bclass=\"PostMention\"[^<>]{0,400}>",
    re.I,
)
_NAMED = re.compile(r"\bdata-id=\"(\d{1,15})\"")
_PLACE = re.compile(
    r"\bhref=\"(https?://[^\s\"<>/]{1,253}(?:/[\w.-]{1,60}){0,5}?)?/d/(\d{1,15})(?:-[^\s\"/]{0,200})?"
    r"(?:/(\d{1,9}))?\""
)
_API = re.compile(r"(https?://[^\s\"<>/]{1,253}(?:/[\w.-]{1,60}){0,5}?)/api/")
_OF_POSTS = frozenset({"number", "contentType"})
_OF_DISCUSSIONS = frozenset({"title", "slug"})
_OF_ALL = {"attributes": dict, "relationships": dict}
_KINDS: Mapping[str, Mapping[str, type]] = {
    "discussions": {"title": str, "commentCount": int},
    "posts": {"contentHtml": str, "isHidden": bool},
    "users": {"displayName": str, "username": str},
    "tags": {"name": str},
}  # of what is read


class _Told(msgspec.Struct, frozen=True):
    """What a document names: attributes and relationships by type and id."""

    base: str
    resources: dict[tuple[str, str], dict[str, Any]]

    def attributes(self, kind: str, number: str) -> Mapping[str, Any]:
        return _dict(self.resources.get((kind, number), {}).get("attributes"))

    def named(self, resource: Mapping[str, Any], name: str) -> list[str]:
        """Ids of what a resource is related to under this name."""
        data = _dict(_dict(resource.get("relationships")).get(name)).get("data")
        return [number for one in dicts(data if isinstance(data, list) else [data])
                if (number := _number(one.get("id")))]  # fmt: skip


def _sniff(head: Head) -> bool:
    told = members(head.data)
    first = members(told.get("data", b""))
    attributes = members(first.get("attributes", b"")).keys()
    if first.get("type") == b'"discussions"':
        return attributes >= _OF_DISCUSSIONS
    return first.get("type") == b'"posts"' and attributes >= _OF_POSTS


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
            else:
                yield from records(document, dump)


def records(document: Document, dump: Dump) -> Iterator[Record]:
    """The posts of one answer."""
    value = _dict(document.value)
    data = value.get("data")
    yield from _unread(value, document)
    told_first = dicts(data if isinstance(data, list) else [data])
    resources: dict[tuple[str, str], dict[str, Any]] = {}
    for one in [*dicts(value.get("included")), *told_first]:
        resources[text_of(one, "type"), _number(one.get("id"))] = one
    posts = [
        one for one in (*dicts(value.get("included")), *told_first) if one.get("type") == "posts"
    ]
    if not posts:
        yield Problem(
            document.where, "no posts of Flarum: an answer with a discussion's own is needed"
        )
        return
    told = _Told(_base(value, dump), resources)
    if not told.base:
        yield Problem(
            document.where,
            "nothing tells which forum this is of: put the file into a folder named like its host",
            lost=False,
        )
    events = 0
    for index, post in enumerate(posts):
        attributes = _dict(post.get("attributes"))
        if attributes.get("contentType") not in ("comment", None):
            events += 1
            continue
        yield from _post(told, post, f"post {_number(post.get('id')) or f'number {index + 1}'}")
    if events:
        yield Problem(
            document.where, f"what moderators did is not shown, times: {events:,}", lost=False
        )


def _unread(value: Mapping[str, Any], document: Document) -> Iterator[Problem]:
    """What of an answer cannot be read, and is no post: those tell it themselves."""
    data, included = value.get("data"), value.get("included")
    yield from not_listed(included, document.at(".included"))
    found = [(f".included[{place}]", one) for place, one in enumerate(listed(included))]
    if isinstance(data, list):
        found += [(f".data[{place}]", one) for place, one in enumerate(data)]
    elif data is not None:
        found.append((".data", data))
    for path, one in found:
        kind = one.get("type") if isinstance(one, dict) else None
        is_told = path.startswith(".included") or kind in ("discussions", "posts")
        if not isinstance(kind, str) or not is_told:
            yield Problem(document.at(path), "nothing that an answer of Flarum holds")
        elif kind in _KINDS and kind != "posts" and not _number(one.get("id")):
            yield Problem(document.at(path), f"of {kind}, without a usable id")
        elif kind in _KINDS:
            names = odd(one, _OF_ALL)
            names += odd(_dict(one.get("attributes")), _KINDS[kind], "attributes.")
            yield from left_out(document.at(path), names)


def _unusable(told: _Told, post: Mapping[str, Any]) -> list[str]:
    """The names of what a post tells of itself and is not as it should be."""
    attributes = _dict(post.get("attributes"))
    times = ("createdAt", "time", "editedAt")
    names = [time for time in times if attributes.get(time) and not utc_iso(attributes[time])]
    if attributes.get("number") and not _number(attributes["number"]):
        names.append("number")
    by = _dict(post.get("relationships")).get("user")
    if by and _dict(by).get("data", by) is not None and not told.named(post, "user"):
        names.append("user")
    return names


def _post(told: _Told, post: Mapping[str, Any], where: str) -> Iterator[Record]:
    attributes = _dict(post.get("attributes"))
    html, number = text_of(attributes, "contentHtml"), _number(post.get("id"))
    discussions = told.named(post, "discussion") or [
        key for kind, key in told.resources if kind == "discussions"
    ]
    hidden = attributes.get("isHidden") is True
    if not number or not discussions:
        yield Problem(where, "a post without a usable id, or of no discussion")
        return
    if not html and not hidden and not text_of(attributes, "content"):
        yield Problem(where, "a post without its text")
        return
    discussion = discussions[0]
    thread = told.attributes("discussions", discussion)
    users = told.named(post, "user")
    user = told.attributes("users", users[0]) if users else {}
    place = _number(attributes.get("number"))
    host = told.base.partition("://")[2] or "unknown"
    root = f"flarum:{host}/{discussion}/1"
    own = f"flarum:{host}/{discussion}/{place or f'p{number}'}"
    opens = own == root
    tags = [text_of(told.attributes("tags", tag), "name") for tag in _tags(told, discussion)]
    yield Post(
        id=own,
        body=Body(rewritten(html, told.base), "html")
        if html
        else Body(text_of(attributes, "content")),
        parent=None if opens else _answered(told, html, discussion, host) or root,
        root=root,
        author=person(text_of(user, "displayName") or text_of(user, "username"), ""),
        created=utc_iso(attributes.get("createdAt") or attributes.get("time")),
        edited=utc_iso(attributes.get("editedAt")),
        state="removed" if hidden and not html else "visible",
        permalink=_link(told.base, discussion, place),
        title=text_of(thread, "title") or None if opens else None,
        community=host + (f"/{tags[0].replace('/', ' ')}" if tags and tags[0] else ""),
        labels=("hidden",) if hidden and html else (),
        claimed=_claimed(thread) if opens else None,
    )  # fmt: skip
    yield from left_out(where, _unusable(told, post))


def _link(base: str, discussion: str, place: str) -> str | None:
    if not base:
        return None
    return f"{base}/d/{discussion}{f'/{place}' if place not in ('', '1') else ''}"


def _answered(told: _Told, html: str, discussion: str, host: str) -> str | None:
    """What a post answers: the one that it names first of all, in the same discussion."""
    mention = _MENTION.match(html)
    named = _NAMED.search(mention[0]) if mention else None
    if not mention or not named:
        return None
    address = _PLACE.search(mention[0])
    if address and address[2] != discussion:
        return None
    known = _number(told.attributes("posts", named[1]).get("number"))
    place = known or (address[3] if address else "")
    return f"flarum:{host}/{discussion}/{place or f'p{named[1]}'}"


def _claimed(thread: Mapping[str, Any]) -> int | None:
    count = thread.get("commentCount")
    return (
        count - 1 if isinstance(count, int) and not isinstance(count, bool) and count > 0 else None
    )


def _tags(told: _Told, discussion: str) -> list[str]:
    return told.named(told.resources.get(("discussions", discussion), {}), "tags")


def _base(value: Mapping[str, Any], dump: Dump) -> str:
    """The address of the forum: of its API's links, else of links that posts name each other by,
    else the folder that the dump lies in."""
    for link in _dict(value.get("links")).values():
        if isinstance(link, str) and (found := _API.match(link)):
            return found[1].lower()
    for one in dicts(value.get("included"))[:2000]:
        html = text_of(_dict(one.get("attributes")), "contentHtml")
        if 'class="PostMention"' in html:
            mention = _MENTION.match(html)
            found = _PLACE.search(mention[0]) if mention else None
            if found and found[1]:
                return found[1].lower()
    forum = forum_in_name(dump.name)
    return forum.base if forum else ""


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: object) -> str:
    text = str(value) if isinstance(value, str | int) else ""
    return text if _ID.fullmatch(text) else ""


SOURCE = Source(
    name="flarum-json",
    title="Flarum discussions and posts of its API",
    version=2,
    sniff=_sniff,
    keys=frozenset({"data"}),
    read=_read,
)
