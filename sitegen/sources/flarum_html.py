"""flarum-html: saved pages of discussions on Flarum.

A page bears the answer of the API that it was drawn from, with the twenty posts nearest to where it
was opened. What a reader scrolled to was loaded later: such posts stand only in the page's
elements. Both are made one answer, which is read as flarum-json reads answers.

Markup: views/frontend/{app,content}.blade.php and js/src/forum/components/{PostStream,Post,
CommentPost}.js of https://github.com/flarum/framework from 1.0 to 2.0.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources import _page_parts as parts
from sitegen.sources import flarum_json
from sitegen.sources._chat import dicts, text_of
from sitegen.sources._html import Node, attribute, classes, inside, looks_like_html, saved_page
from sitegen.sources._json_records import Document
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_MARK = re.compile(
    rb"\bid=\"flarum-(?:loading|content|json-payload)\"|\bclass=\"[^\"<>]{0,200}\bPostStream-item\b"
)
_OF_DISCUSSION = re.compile(rb"https?://[^\s\"'<>]{1,500}/d/\d{1,15}\b")
_PLACE = re.compile(
    r"(https?://[^/?#\s]{1,253}(?:/[\w.-]{1,60}){0,5}?)/d/([1-9]\d{0,14})(?:[-/?#]|\Z)"
)
_ID = re.compile(r"[1-9]\d{0,14}", re.ASCII)
_PERSON = 9 * 10**14  # numbers of people that only the page's elements name begin here
_TITLE = ".DiscussionHero-title, #flarum-content h1"

Resource = dict[str, Any]


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data) or not _MARK.search(data):
        return False
    return parts.has_place(data, _OF_DISCUSSION)


def _read(dump: Dump) -> Iterator[Record]:
    root, noted, problems = saved_page(dump)
    yield from problems
    found = parts.place(root, noted, _PLACE) if root else None
    if root is None or found is None:
        yield Problem("", "the page does not tell which discussion it is of")
        return
    base, number = found[1], found[2]
    discussion, included, whole = _answer(root, number)
    if not whole:
        yield Problem("", "its data is damaged; only what the page showed is read")
    held = [one for one in included if one.get("type") == "posts"]
    shown, unread = _shown(root, number, {str(one.get("id")) for one in held if _says(one)})
    if unread:
        yield Problem("", f"posts without a usable number or a text ({unread:,})")
    if not held and not shown:
        yield Problem("", "no post was found")
        return
    again = {one["id"] for one in shown if one["type"] == "posts"}
    kept = [
        one for one in included if one.get("type") != "posts" or str(one.get("id")) not in again
    ]
    answer = {
        "data": discussion,
        "included": kept + shown,
        "links": {"first": f"{base}/api/discussions/{number}"},
    }
    yield from flarum_json.records(Document("", answer), dump)


def _says(post: Resource) -> bool:
    """Whether a post of the data has a text, or is one that needs none."""
    told = post.get("attributes")
    return isinstance(told, dict) and bool(
        text_of(told, "contentHtml")
        or text_of(told, "content")
        or told.get("isHidden") is True
        or told.get("contentType") not in ("comment", None)
    )


def _answer(root: Node, number: str) -> tuple[Resource, list[Resource], bool]:
    """The discussion, what is told with it, and whether the data could be read; of a page that was
    opened elsewhere on the site only what the heading says."""
    script = root.css_first("script#flarum-json-payload")
    told, whole = None, True
    try:
        told = msgspec.json.decode(script.text() or "") if script else None
    except (msgspec.DecodeError, RecursionError):
        whole = False
    document = told.get("apiDocument") if isinstance(told, dict) else None
    discussion = document.get("data") if isinstance(document, dict) else None
    if (
        isinstance(document, dict)
        and isinstance(discussion, dict)
        and discussion.get("type") == "discussions"
        and str(discussion.get("id")) == number
    ):
        told = document.get("included")
        included = dicts(told)
        return (
            discussion,
            included,
            not told or (isinstance(told, list) and len(told) == len(included)),
        )
    title = parts.words(root, _TITLE) or ""
    return {"type": "discussions", "id": number, "attributes": {"title": title}}, [], whole


def _shown(root: Node, number: str, held: set[str]) -> tuple[list[Resource], int]:
    """Posts in the page's elements, as the API tells them, but those `held`; and how many cannot
    be read."""
    found: list[Resource] = []
    people: dict[str, int] = {}
    unread = 0
    for node, holds in parts.innermost(root.css(".PostStream-item[data-id]")):
        own = attribute(node, "data-id")
        text = node.css_first(".Post-body")
        if own in held or attribute(node, "data-type") not in ("", "comment"):
            continue
        if holds or text is None or not _ID.fullmatch(own):
            unread += 1
            continue
        held.add(own)
        name = parts.words(node, ".PostUser-name .username, .PostUser-name") or ""
        user = _PERSON + people.setdefault(name, len(people)) if name else 0
        place = attribute(node, "data-number")
        article = node.css_first(".Post")
        told = {
            "number": int(place) if _ID.fullmatch(place) else None,
            "contentType": "comment",
            "contentHtml": inside(text),
            "createdAt": attribute(node, "data-time")
            or parts.told(node, "time[datetime]", "datetime"),
            "isHidden": article is not None and "Post--hidden" in classes(article),
        }
        related: Resource = {"discussion": {"data": {"type": "discussions", "id": number}}}
        if user:
            related["user"] = {"data": {"type": "users", "id": str(user)}}
        found.append({"type": "posts", "id": own, "attributes": told, "relationships": related})
    found += (
        {"type": "users", "id": str(_PERSON + index), "attributes": {"username": name}}
        for name, index in people.items()
    )
    return found, unread


SOURCE = Source(
    name="flarum-html",
    title="Saved pages of discussions on Flarum",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
