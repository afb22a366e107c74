"""Reddit's own fields: one record as a dump tells it, under Reddit's names, with its types mended.

A text is unescaped at most once. Field names and their types over the years: the schemas of
Project Arctic Shift (github.com/ArthurHeitmann/arctic_shift, folder schemas).
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from sitegen.entities import unescape
from sitegen.sources import _json


class Meta(msgspec.Struct, frozen=True, gc=False):
    """What Arctic Shift learnt when it asked for a record a second time, 36 hours later."""

    removal_type: str | None = None
    was_deleted_later: bool | None = None
    was_initially_deleted: bool | None = None


class Crosspost(msgspec.Struct, frozen=True, gc=False):
    """The submission that a crosspost shows."""

    permalink: str | None = None
    subreddit: str | None = None


class Fields(msgspec.Struct, frozen=True, gc=False):
    """The fields of a submission (t3) or a comment (t1) that are used, under Reddit's names."""

    id: str | int | None = None
    name: str | None = None
    link_id: str | int | None = None
    parent_id: str | int | None = None
    subreddit: str | None = None
    permalink: str | None = None
    author: str | None = None
    body: str | None = None
    selftext: str | None = None
    title: str | None = None
    url: str | None = None
    domain: str | None = None
    is_self: bool | None = None
    crosspost_parent: str | None = None
    crosspost_parent_list: list[Crosspost] | None = None
    created_utc: int | float | str | None = None
    edited: bool | int | float | str | None = None
    score: int | None = None
    score_hidden: bool | None = None
    hide_score: bool | None = None
    num_comments: int | None = None
    distinguished: str | None = None
    stickied: bool | None = None
    locked: bool | None = None
    over_18: bool | None = None
    spoiler: bool | None = None
    is_submitter: bool | None = None
    author_flair_text: str | None = None
    author_flair_type: str | None = None
    link_flair_text: str | None = None
    link_flair_type: str | None = None
    removed_by_category: str | None = None
    removed: bool | None = None
    spam: bool | None = None
    body_html: str | None = None
    selftext_html: str | None = None
    meta: Meta | None = msgspec.field(default=None, name="_meta")


_TEXTS = ("author", "body", "selftext", "title", "subreddit", "author_flair_text")
# No reader misses these: they only help to read the others.
_UNSEEN = {"name", "domain", "author_flair_type", "link_flair_type", "body_html", "selftext_html"}

_ID = re.compile(r"(?:(t[1-6])_)?([0-9a-z][0-9a-z_-]{0,39})")
_OLD_AUTHOR = re.compile(r'/user/([\w-]{1,40})"[^<>]{0,200}\bclass="author\b')
_OLD_TIME = re.compile(r'<time\b[^<>]{0,200}\bdatetime="([0-9T:+.Z-]{10,40})"')
_BARE_AND = re.compile(r"&(?!(?:amp|lt|gt);)")


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """A comment as api/morechildren answered it until 2016, under the names of today: its author
    and time are only in the HTML that pages were to show."""
    if not ("contentText" in data and "link" in data) or "body" in data:
        return data
    shown = unescape(told) if isinstance(told := data.get("content"), str) else ""
    author, time = _OLD_AUTHOR.search(shown), _OLD_TIME.search(shown)
    names = {"link": "link_id", "parent": "parent_id"}
    names |= {"contentText": "body", "contentHTML": "body_html"}
    return {
        **{names.get(name, name): value for name, value in data.items()},
        "author": author[1] if author else None,
        "created_utc": time[1] if time else None,
    }


def mended(raw: Mapping[str, Any]) -> tuple[Fields, list[str]]:
    """What can be used of a record, and the names of the fields that cannot be used although a
    reader would see them."""
    try:
        return msgspec.convert(raw, Fields), []
    except msgspec.ValidationError:
        pass
    digits = {name: str(raw[name]) for name in _TEXTS if type(raw.get(name)) in (int, float)}
    fields, unusable = _json.salvage({**raw, **digits} if digits else raw, Fields)
    return fields, [name for name in unusable if name not in _UNSEEN]


def kind_of(fields: Fields) -> str | None:
    """ "t1" or "t3"; the name of another kind of thing ("t5"); None when nothing tells."""
    told = fields.name or fields.id
    if isinstance(told, str) and told[2:3] == "_" and told[:1] == "t" and told[1].isdigit():
        return told[:2]
    if fields.link_id is not None or fields.parent_id is not None:
        return "t1"
    if fields.title is not None or fields.selftext is not None or fields.is_self is not None:
        return "t3"
    return "t1" if fields.body is not None else None


def full_id(told: object, kind: str) -> str | None:
    """ "reddit:t1_c0ffee" of "c0ffee", "t1_c0ffee", "T1_C0FFEE" or the number behind it.

    `kind` is what a bare id stands for. None when it is no id.
    """
    if isinstance(told, str):
        match = _ID.fullmatch(told) or _ID.fullmatch(told.strip().lower())
    elif isinstance(told, int):
        match = _ID.fullmatch(_base36(told))
    else:
        return None
    return f"reddit:{match[1] or kind}_{match[2]}" if match else None


def _base36(number: int) -> str:
    if number < 0 or number > 1 << 64:
        return ""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def is_escaped(fields: Fields) -> bool:
    """Whether the texts of a record are HTML-escaped, as Reddit gives them without raw_json=1.

    The rendered HTML settles it where a dump holds it: it begins with a tag or with "&lt;".
    Else a bare <, > or & in any text proves that it is not: escaping leaves none.
    """
    html = fields.body_html or fields.selftext_html
    if html:
        return not html.lstrip().startswith("<")
    body, title = fields.body or fields.selftext, fields.title
    return not (body and _is_bare(body)) and not (title and _is_bare(title))


def _is_bare(text: str) -> bool:
    """Whether a text holds what escaping would have replaced."""
    return "<" in text or ">" in text or ("&" in text and _BARE_AND.search(text) is not None)


def unescaped(text: str) -> str:
    """The text as its author wrote it: &lt; &gt; &amp; undone once, and nothing else.

    A text that was never escaped (it has a bare < > or &) comes back as it is.
    """
    if "&" not in text or _is_bare(text):
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
