"""From Reddit's fields to a Post: submissions and comments, of any dump and any year.

Nothing here knows how a file is laid out; it sees one record, whose types have been mended.
"""

import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote, urlsplit

from sitegen.model import SINCE, Body, Evidence, Post, State
from sitegen.sources import _json
from sitegen.sources._reddit_fields import Fields, full_id

SITE = "https://www.reddit.com"

Text = Callable[[str], str]

_BY_AUTHOR = ("deleted", "author")
_BY_REDDIT = ("reddit", "anti_evil_ops", "community_ops", "content_takedown", "copyright_takedown")
_REDDIT = "removed by Reddit"
_LARGEST = 1 << 53  # numbers beyond it are no scores and no counts
_NO_TIME = ("true", "false")
_EMOJI = re.compile(r":[A-Za-z0-9_-]{1,64}:")
_IN_PERMALINK = re.compile(r"/comments/([0-9A-Za-z]{1,13})(?:/|$)")
_NO_PARENT = Evidence(parent="guessed", parent_confidence=0.5, rule="the dump names no parent")


def submission(fields: Fields, text: Text) -> Post | str:
    """The opening post of a thread, or why there is none.

    `text` makes of a told text what its author wrote.
    """
    post_id = full_id(fields.id or fields.name, "t3")
    if post_id is None:
        return f"the submission has no usable id (id: {fields.id!r})"
    native = post_id[10:]
    state, words, note = _state(fields, fields.body if fields.selftext is None else fields.selftext)
    community = _community(fields.subreddit)
    return Post(
        id=post_id,
        root=post_id,
        body=Body(text(words), "reddit"),
        title=text(fields.title) if fields.title else None,
        link=_link(fields, native, text),
        author=_author(fields),
        created=_moment(fields.created_utc),
        edited=_moment(fields.edited),
        score=_score(fields),
        state=state,
        permalink=_absolute(fields.permalink) or f"{_folder(community)}/comments/{native}/",
        community=community,
        labels=_labels(fields, state, words, note, text),
        claimed=_count(fields.num_comments),
    )


def comment(
    fields: Fields, text: Text, *, root: str | None = None, above: str | None = None
) -> Post | str:
    """A comment, or why there is none.

    `root` is its thread and `above` the post it answers, for records that do not tell.
    """
    post_id = full_id(fields.id or fields.name, "t1")
    if post_id is None:
        return f"the comment has no usable id (id: {fields.id!r})"
    root = full_id(fields.link_id, "t3") or _root_in(fields.permalink) or root
    parent = _parent(fields.parent_id, root) or above
    guessed = parent is None
    if parent is None:
        parent = root
    if parent is None:
        return f"{post_id[7:]} has neither link_id nor parent_id: it belongs to no thread"
    state, words, note = _state(fields, fields.body)
    community = _community(fields.subreddit)
    return Post(
        id=post_id,
        parent=parent,
        root=root,
        body=Body(text(words), "reddit"),
        author=_author(fields),
        created=_moment(fields.created_utc),
        edited=_moment(fields.edited),
        score=_score(fields),
        state=state,
        permalink=_absolute(fields.permalink) or _comment_url(community, root, post_id),
        community=community,
        labels=_labels(fields, state, words, note, text),
        evidence=_NO_PARENT if guessed else None,
    )


def _parent(told: str | int | None, root: str | None) -> str | None:
    """A bare id is a comment's, unless it is the thread's own."""
    parent = full_id(told, "t1")
    if parent is None or root is None or parent[10:] != root[10:]:
        return parent
    bare = not isinstance(told, str) or told[2:3] != "_"
    return root if bare else parent


def _state(fields: Fields, body: str | None) -> tuple[State, str, str]:
    """(state, the text that is left, who took it away where that was Reddit itself).

    "[deleted]" and "[removed]" are Reddit's words, not the author's: they become the state.
    """
    words = body or ""
    state: State = "visible"
    note = ""
    if words[:1] == "[" and (mark := _mark(words)):
        (state, note), words = mark, ""
    if fields.title and fields.title[0] == "[":
        state, note = _mark(fields.title) or (state, note)
    by = fields.removed_by_category
    if by and not (fields.meta and fields.meta.was_initially_deleted):
        state = "deleted" if by in _BY_AUTHOR else "removed"
        note = _REDDIT if by in _BY_REDDIT else ""
    elif state == "visible" and (fields.removed or fields.spam):
        state = "removed"
    return state, words, note


def _mark(text: str) -> tuple[State, str] | None:
    """What a text says that stands where an author's words stood."""
    mark = text.strip().lower()
    if mark in ("[deleted]", "[deleted by user]"):
        return "deleted", ""
    if mark == "[removed]":
        return "removed", ""
    if mark.startswith(("[ removed by ", "[removed by ")) and mark[-1] == "]":
        return "removed", _REDDIT if "reddit" in mark else ""
    return None


def _author(fields: Fields) -> str | None:
    author = fields.author
    return None if not author or author[0] == "[" else author


def _score(fields: Fields) -> int | None:
    """None while the site hides it."""
    return None if fields.score_hidden or fields.hide_score else _count(fields.score)


def _count(number: int | None) -> int | None:
    return number if number is None or -_LARGEST < number < _LARGEST else None


def _labels(fields: Fields, state: State, words: str, note: str, text: Text) -> tuple[str, ...]:
    """What a reader would miss: who speaks, flair, pinned, NSFW …, in that order."""
    labels = []
    if fields.distinguished and fields.distinguished != "special":
        labels.append(fields.distinguished)
    if fields.stickied:
        labels.append("pinned")
    if fields.author_flair_text:
        labels.append(_flair(fields.author_flair_text, fields.author_flair_type, text))
    if fields.link_flair_text:
        labels.append(_flair(fields.link_flair_text, fields.link_flair_type, text))
    if fields.over_18:
        labels.append("NSFW")
    if fields.spoiler:
        labels.append("spoiler")
    if fields.locked:
        labels.append("locked")
    if fields.crosspost_parent_list and fields.crosspost_parent_list[0].subreddit:
        labels.append(f"crosspost from r/{fields.crosspost_parent_list[0].subreddit}")
    if fields.author and fields.author[0] == "[":
        if fields.is_submitter:
            labels.append("OP")  # with the name, a page would know
        if state == "visible":
            labels.append("author deleted")
    if fields.meta and fields.meta.was_deleted_later and (words or state == "visible"):
        by_author = fields.meta.removal_type in _BY_AUTHOR
        labels.append(SINCE["deleted" if by_author else "removed"])
    if note:
        labels.append(note)
    if fields.edited is True:
        labels.append("edited")
    return tuple([label for label in labels if label])


def _flair(told: str, kind: str | None, text: Text) -> str:
    """The words of a flair; the names of its pictures (":snoo:") are left out."""
    words = _EMOJI.sub(" ", told) if kind == "richtext" and told.count(":") > 1 else told
    return " ".join(text(words).split())


def _link(fields: Fields, native: str, text: Text) -> str | None:
    """What a link post or a crosspost points to; None for a text post."""
    if fields.crosspost_parent or fields.crosspost_parent_list:
        first = fields.crosspost_parent_list[0] if fields.crosspost_parent_list else None
        source = full_id(fields.crosspost_parent, "t3")
        told = _absolute(first.permalink) if first else None
        return told or (f"{SITE}/comments/{source[10:]}/" if source else None)
    if fields.is_self or not fields.url:
        return None
    if fields.domain and fields.domain.startswith("self."):
        return None
    url = text(fields.url)
    if url[0] == "/":
        url = SITE + url
    return None if "reddit.com/" in url and f"/comments/{native}/" in url else url


def _absolute(permalink: str | None) -> str | None:
    """A permalink as an address on www.reddit.com; None when it leads anywhere else."""
    if not permalink:
        return None
    if permalink[0] == "/":
        return SITE + permalink
    try:
        parts = urlsplit(permalink)
    except ValueError:
        return None
    host = parts.hostname or ""
    on_site = host == "reddit.com" or host.endswith(".reddit.com")
    return SITE + parts.path if on_site and parts.path[:1] == "/" else None


def _community(subreddit: str | None) -> str | None:
    return f"r/{subreddit.rpartition('/')[2]}" if subreddit else None


def _folder(community: str | None) -> str:
    return f"{SITE}/{quote(community)}" if community else SITE


def _comment_url(community: str | None, root: str | None, post_id: str) -> str | None:
    if root is None:
        return None
    return f"{_folder(community)}/comments/{root[10:]}/_/{post_id[10:]}/"


def _root_in(permalink: str | None) -> str | None:
    """The thread that a permalink names, for records without link_id."""
    match = _IN_PERMALINK.search(permalink) if permalink else None
    return f"reddit:t3_{match[1].lower()}" if match else None


def _moment(told: bool | float | str | None) -> datetime | None:
    """A Unix time as number or string, or an ISO time; None when it is neither."""
    if told is None or told is False or told is True:
        return None
    return _json.utc_unix(told) or (_json.utc_iso(told) if isinstance(told, str) else None)


def missed(fields: Fields, post: Post) -> list[str]:
    """The names of fields that a reader misses in this post, for they cannot be used."""
    names = []
    if post.parent and fields.body is None:
        names.append("body")
    if post.created is None and fields.created_utc is not None:
        names.append("created_utc")
    if post.edited is None and fields.edited and str(fields.edited).lower() not in _NO_TIME:
        names.append("edited")
    return names
