"""lobsters-json: stories of Lobsters with their comments, lists of stories, single comments.

A story holds its comments flat, in the order of the page. Who answers whom is told in one of two
ways: by `parent_comment`, or, until 2022, by `indent_level` alone, which counts from 1.

Fields: `as_json` in app/models/{story,comment}.rb of https://github.com/lobsters/lobsters.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Body, Post, Problem, Record, State
from sitegen.sources import _lobsters
from sitegen.sources._json import members, utc_iso
from sitegen.sources._json_records import Document, documents, left_out, listed, typed
from sitegen.sources._lobsters import Site
from sitegen.sources.source import Dump, Head, Source


class _User(msgspec.Struct, gc=False):
    username: str | None = None


class _Comment(msgspec.Struct, gc=False):
    short_id: str
    comment: str | None = None
    parent_comment: str | msgspec.UnsetType | None = msgspec.UNSET
    indent_level: int | None = None
    depth: int | None = None
    commenting_user: str | _User | None = None
    created_at: str | None = None
    updated_at: str | None = None
    last_edited_at: str | None = None
    is_deleted: bool | None = None
    is_moderated: bool | None = None
    score: int | None = None
    url: str | None = None
    short_id_url: str | None = None


class _Story(msgspec.Struct, gc=False):
    short_id: str
    title: str | None = None
    url: str | None = None
    description: str | None = None
    submitter_user: str | _User | None = None
    user_is_author: bool | None = None
    created_at: str | None = None
    score: int | None = None
    comment_count: int | None = None
    comments_url: str | None = None
    short_id_url: str | None = None
    tags: list[str] | None = None


class _Page(msgspec.Struct):
    """What is known of the story whose comments are being read.

    `open` are the last comment and those above it: level, short id. `replies` are the ids below
    each id, in the order of the page.
    """

    site: Site
    story: str | None
    open: list[tuple[int, str]]
    replies: dict[str, list[str]]


# Recognising


def _sniff(head: Head) -> bool:
    if b'"short_id"' not in head.data:
        return False
    found = members(head.data)
    if "short_id" not in found:
        return False
    return not found.keys().isdisjoint(("submitter_user", "commenting_user", "comments_url"))


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
            elif not isinstance(document.value, dict):
                yield Problem(document.where, "neither a story nor a comment of Lobsters")
            elif "title" in document.value or "comments" in document.value:
                yield from _story(document)
            else:
                page = _Page(Site(), None, [], {})
                yield from _told(document, ".", document.value, page)


def _story(document: Document) -> Iterator[Record]:
    """A story and its comments, with the order of replies."""
    value = document.value
    try:
        story, unusable = typed(value, _Story)
        short = _lobsters.short_id(story.short_id)
        reason = "" if short else f"{story.short_id[:40]!r} cannot be the id of a story"
    except ValueError as error:
        story, unusable, short, reason = None, [], None, str(error)
    told = listed(value.get("comments"))
    site = _site(value) or next((found for c in told if (found := _site(c))), None) or Site()
    page = _Page(site, short, [], {})
    below: list[Record] = []
    for index, comment in enumerate(told):
        last = document.torn and index == len(told) - 1
        below += _told(document, f".comments[{index}]", comment, page, last)
    if story and short:
        yield _opening(story, short, page)
        yield from left_out(document.where, unusable)
    else:
        yield Problem(document.where, f"not a story: {reason}")
    for record in below:
        if isinstance(record, Post) and record.id in page.replies:
            replies = tuple(dict.fromkeys(page.replies[record.id]))
            yield msgspec.structs.replace(record, replies=replies)
        else:
            yield record
    if not isinstance(value.get("comments", []), list):
        yield Problem(document.at(".comments"), "the comments are no list, and were not read")


def _opening(story: _Story, short: str, page: _Page) -> Post:
    return _lobsters.story_post(
        page.site,
        short,
        story.description or "",
        title=story.title,
        link=story.url,
        author=_name(story.submitter_user),
        created=utc_iso(story.created_at),
        score=story.score,
        permalink=story.comments_url or story.short_id_url,
        tags=story.tags or (),
        by_author=story.user_is_author,
        claimed=story.comment_count,
        replies=page.replies.get(page.site.story(short), ()),
    )


def _site(fields: object) -> Site | None:
    """The site that a record's own addresses are on."""
    if not isinstance(fields, dict):
        return None
    own = [fields.get("short_id_url"), fields.get("comments_url")]
    own += [] if "comments_url" in fields else [fields.get("url")]
    hosts = (_lobsters.host_of(url) for url in own if isinstance(url, str))
    return next((Site(host) for host in hosts if host), None)


def _told(
    document: Document, path: str, fields: object, page: _Page, torn: bool = False
) -> Iterator[Record]:
    """One comment, and what is wrong with it."""
    where = document.where if path == "." else document.at(path)
    if not isinstance(fields, dict):
        yield Problem(where, "not a comment of Lobsters")
        return
    if (torn or (document.torn and path == ".")) and "comment" not in fields:
        yield Problem(where, "cut off before its text")
        return
    try:
        comment, unusable = typed(fields, _Comment)
    except ValueError as error:
        yield Problem(where, f"not a comment: {error}")
        return
    if _lobsters.short_id(comment.short_id) is None:
        yield Problem(where, f"{comment.short_id[:40]!r} cannot be the id of a comment")
        return
    post = _comment(comment, fields, page)
    if post.parent is None:
        yield Problem(where, f"comment {comment.short_id} tells neither its story nor its parent")
        return
    yield post
    yield from left_out(where, unusable)


def _comment(told: _Comment, fields: Mapping[str, Any], page: _Page) -> Post:
    site = page.site if page.story else _site(fields) or page.site
    own_story = _lobsters.story_in(told.url)
    story = page.story or own_story
    root = site.story(story) if story else None
    short, guessed = _parent(told, page)
    parent = site.comment(short) if short else root
    post_id = site.comment(told.short_id)
    if parent:
        page.replies.setdefault(parent, []).append(post_id)
    words, state, label = _words(told)
    labels = [label, "from a merged story" if own_story not in (None, story) else ""]
    created = utc_iso(told.created_at)
    changed = utc_iso(told.last_edited_at) or utc_iso(told.updated_at)
    return Post(
        id=post_id,
        parent=parent,
        root=root,
        body=Body(words, "html"),
        author=_name(told.commenting_user),
        created=created,
        edited=_lobsters.edited(created, changed),
        score=_lobsters.number(told.score),
        state=state,
        permalink=site.absolute(told.url)
        or site.absolute(told.short_id_url)
        or f"https://{site.host}/c/{told.short_id}",
        community=site.community,
        labels=tuple([label for label in labels if label]),
        evidence=_lobsters.NO_PARENT if guessed else None,
    )


def _words(told: _Comment) -> tuple[str, State, str]:
    """(text, state, label): what the site writes in place of a gone comment is no text."""
    text = told.comment or ""
    if not (told.is_deleted or told.is_moderated):
        return text, "visible", ""
    mark = _lobsters.gone(text.strip().removeprefix("<em>").removesuffix("</em>"))
    if mark:
        return "", *mark
    return text, "removed" if told.is_moderated else "deleted", ""


def _parent(told: _Comment, page: _Page) -> tuple[str | None, bool]:
    """The short id of the comment that this one answers, and whether that is a guess.

    None: it answers the story.
    """
    if told.parent_comment is not msgspec.UNSET:
        parent = _lobsters.short_id(told.parent_comment)
        return parent, parent is None and told.parent_comment is not None
    level = told.depth if told.indent_level is None else told.indent_level - 1
    if level is None or level < 0:
        page.open.clear()
        return None, True
    while page.open and page.open[-1][0] >= level:
        page.open.pop()
    above, parent = page.open[-1] if page.open else (-1, None)
    page.open.append((level, told.short_id))
    return parent, above != level - 1


def _name(user: str | _User | None) -> str | None:
    name = user.username if isinstance(user, _User) else user
    return name or None


SOURCE = Source(
    name="lobsters-json",
    title="Lobsters stories and comments as its .json addresses answer",
    version=1,
    sniff=_sniff,
    keys=frozenset({"short_id"}),
    read=_read,
)
