"""What the Bulk Downloader for Reddit archives: submissions with their comments, and comments.

A comment's replies are nested in it, all of them: the downloader follows every "more comments".
Many scripts write nearly the same, with other keys around: a submission that holds its comments, or
one beside them.
Format: docs/formats/reddit-bdfr.md.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Problem, Record
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents
from sitegen.sources._reddit_fields import full_id
from sitegen.sources._reddit_saved import Item, inner, records, shown
from sitegen.sources.source import Dump, Head, Source

_OPENING = ["title", "name", "url", "selftext"]
_OF_COMMENTS = {"author", "id", "subreddit", "author_flair", "submission", "stickied", "body"}
_OF_SUBMISSIONS = {"selftext", "subreddit", "permalink", "num_comments", "is_self"}
_AROUND = ("post", "submission")  # what holds the submission where it stands beside its comments
# Other names that scripts give to what Reddit calls by one.
_TEXTS = {"t3": ("selftext", "text", "body", "self_text"), "t1": ("body", "text", "content")}
_TIMES = ("created_utc", "created", "timestamp")
_AT_REDDIT = re.compile(r"https?://(?:\w+\.)?reddit\.com/r/\w+/comments/(\w+)")
_NAMES = {"submission": "link_id", "author_flair": "author_flair_text"}
_GONE = "DELETED"  # the downloader's word where Reddit names no author


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if _is_script(told):
        return True
    if list(told)[: len(_OPENING)] == _OPENING:
        inside, own = "comments", told["name"].startswith(b'"t3_')
    else:
        inside, own = "replies", told.keys() >= _OF_COMMENTS
    cut = "created_utc" not in told  # a long text, and the head ends in it
    return own and (cut or told.get(inside, b"")[:1] == b"[")


def _is_script(told: Mapping[str, bytes]) -> bool:
    """Whether it is a submission with its comments, as scripts put together what Reddit answers."""
    if told.get("comments", b"")[:1] != b"[":
        return False
    name = next((name for name in _AROUND if told.get(name, b"")[:1] == b"{"), None)
    post = members(told[name]) if name else told
    comment = members(told["comments"])
    if "kind" in post or "kind" in comment or not post.keys() >= {"id", "title"}:
        return False
    told_time = not post.keys().isdisjoint(_TIMES)
    has_text = not comment.keys().isdisjoint(_TEXTS["t1"])
    is_comment = comment.keys() >= {"id", "author"} and has_text
    own = "created_utc" in post and not post.keys().isdisjoint(_OF_SUBMISSIONS)
    return told_time and (own or _names_reddit(post, comment)) and (is_comment or not comment)


def _names_reddit(post: Mapping[str, bytes], comment: Mapping[str, bytes]) -> bool:
    """Whether an address or the way in which comments name others is Reddit's."""
    if any(b"reddit.com/r/" in post.get(name, b"") for name in ("url", "permalink")):
        return True
    return any(
        comment.get(name, b"")[:4] in (b'"t1_', b'"t3_') for name in ("parent_id", "link_id")
    )


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for found in documents(stream):
            if isinstance(found, Problem):
                yield found
                continue
            items = []
            for item in _items(found):
                if isinstance(item, Problem):
                    yield item
                else:
                    items.append(item)
            yield from records(items, root=None, ordered=True)


def _items(document: Document) -> Iterator[Item | Problem]:
    """All of a document in reading order. Nothing recurses: replies may be nested at any depth."""
    stack: list[tuple[Any, str, str | None]] = [(document.value, "", None)]
    around: dict[str, Any] = {}  # what the submission tells of its comments
    while stack:
        told, path, above = stack.pop()
        where = document.at(path)
        if isinstance(told, dict) and not path:
            told = _joined(told)
        kind = _kind(told, bool(path)) if isinstance(told, dict) else None
        if kind is None:
            yield Problem(where, f"neither a submission nor a comment: {shown(told)}")
            continue
        if document.torn and not any(told.get(name) is not None for name in _TEXTS[kind]):
            yield Problem(where, "cut off before its text")
        else:
            title = told.get("submission_title")
            fields = _fields(told, kind)
            yield Item(
                kind=kind,
                data=around | fields if path else fields,
                where=where,
                above=above,
                title=title if isinstance(title, str) else None,
            )
        key = "replies" if kind == "t1" else "comments"
        below = told.get(key)
        if not isinstance(below, list):
            if below is not None:
                yield Problem(where, f"the {key} are no list: {shown(below)}")
            continue
        if not path and kind == "t3":
            around = _told_of_comments(told)
        own = full_id(told.get("id"), kind) if kind == "t1" else None
        place = inner(path, key)
        answered = own.partition(":")[2] if own else above
        stack += [(item, inner(place, n), answered) for n, item in enumerate(below)][::-1]


def _joined(told: dict[str, Any]) -> dict[str, Any]:
    """The submission with its comments in it."""
    for name in _AROUND:
        post = told.get(name)
        if isinstance(post, dict) and isinstance(told.get("comments"), list):
            return {**post, "comments": told["comments"]}
    return told


def _kind(told: Mapping[str, Any], nested: bool) -> str | None:
    if nested:
        return "t1"
    if "parent_id" in told or "submission" in told:
        return "t1"
    return "t3" if "title" in told or "comments" in told else None


def _told_of_comments(submission: Mapping[str, Any]) -> dict[str, Any]:
    """The thread of its comments, and their subreddit."""
    own = full_id(submission.get("name") or submission.get("id"), "t3")
    told = {"link_id": own.partition(":")[2]} if own else {}
    return told | {k: v for k, v in submission.items() if k == "subreddit" and isinstance(v, str)}


def _fields(told: Mapping[str, Any], kind: str) -> dict[str, Any]:
    fields = {_NAMES.get(name, name): value for name, value in told.items()}
    for name, *others in (_TEXTS[kind], _TIMES):
        told_as = next((other for other in others if other in fields), None)
        if name not in fields and told_as:
            fields[name] = fields[told_as]
    url = fields.get("url")
    own = _AT_REDDIT.match(url) if isinstance(url, str) else None  # or what a post links to
    if "permalink" not in fields and own and own[1] == str(fields.get("id")).removeprefix("t3_"):
        fields["permalink"] = url
    if fields.get("author") == _GONE:
        fields["author"] = "[deleted]"
    return fields


SOURCE = Source(
    name="reddit-bdfr",
    title="Archives of the Bulk Downloader for Reddit, in JSON",
    version=4,
    sniff=_sniff,
    keys=frozenset({"selftext", "submission", "comments"}),
    read=_read,
)
