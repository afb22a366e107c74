"""reddit-csv: tables of comments and submissions of Reddit, as CSV.

Columns have the names of Reddit's own fields, of collections for research, or those of the copy of
their own data that Reddit gives to its users. A row becomes a record as in reddit-ndjson.
Format: docs/formats/reddit-csv.md.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from types import MappingProxyType

from sitegen.model import Post, Problem, Record
from sitegen.sources import _csv
from sitegen.sources._reddit import comment, missed, submission
from sitegen.sources._reddit_fields import Fields, is_escaped, mended, unescaped
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

# Reddit's name of a field, and the columns that hold it, best first.
_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id", "comment_id", "name"),
        "link_id": ("link_id", "post_id", "submission_id"),
        "parent_id": ("parent_id", "parent", "comment_parent_id"),
        "subreddit": ("subreddit", "subreddit_name"),
        "permalink": ("permalink", "comment_permalink"),
        "author": ("author", "comment_author", "author_name", "author_username"),
        "body": ("body", "comment_text", "comment_body"),
        "selftext": ("selftext", "post_text"),
        "title": ("title", "post_title"),
        "url": ("url",),
        "created_utc": ("created_utc", "comment_created_utc", "date", "created", "timestamp"),
        "score": ("score", "comment_score", "ups"),
        "num_comments": ("num_comments", "comms_num"),
        "distinguished": ("distinguished",),
        "author_flair_text": ("author_flair_text",),
        "link_flair_text": ("link_flair_text",),
        "removed_by_category": ("removed_by_category",),
    }
)
# What scripts call these, in tables that the ids of parents show to be of Reddit.
_LOOSE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"body": ("text", "comment", "content"), "author": ("user", "username")}
)
_OF_SUBMISSIONS = ("post_id", "submission_id")  # their own ids, where no column holds other ones
_NUMBERS = ("score", "num_comments")
_WHERE = frozenset({"subreddit", "subreddit_name", "link_id", "permalink"})
_LOOKED_AT = 50  # rows
_ABOVE = re.compile(r"t[13]_[0-9a-z]{4,13}")
_OWN = re.compile(r"(?:t1_)?[0-9a-z]{4,13}")
_NOTHING = frozenset({"", "nan", "none", "null", "na", "n/a"})
_NUMBER = re.compile(r"-?\d{1,15}(?:\.0*)?")
_THREAD = re.compile(r"/comments/([0-9a-z]{1,13})\b")


def _sniff(head: Head) -> bool:
    if head.data[:1] in (b"{", b"["):  # most files, and a row of names never begins so
        return False
    columns = set(_csv.header(head.data))
    if "by" in columns:
        return False
    is_named = _names_reddits(head, columns)
    if columns.isdisjoint(_WHERE) and not is_named:
        return False
    told = {name for name, known in _COLUMNS.items() if not columns.isdisjoint(known)}
    if is_named and not columns.isdisjoint(_LOOSE["body"]):
        told.add("body")
    if "title" in told and not columns.isdisjoint(_OF_SUBMISSIONS):
        told.add("id")
    return told >= {"id", "created_utc"} and not told.isdisjoint({"body", "title"})


def _names_reddits(head: Head, columns: set[str]) -> bool:
    """Whether rows tell what they answer by ids that only Reddit gives, of posts and of comments
    alike, and have such ids themselves."""
    if "parent_id" not in columns:
        return False
    rows = [
        found[1]
        for found in islice(_csv.rows(BytesIO(head.data)), _LOOKED_AT)
        if not isinstance(found, Problem)
    ]
    rows = rows if head.whole else rows[:-1]
    above = [row.get("parent_id") or "" for row in rows]
    own = [_value("id", row) or "" for row in rows]
    return (
        bool(rows)
        and all(map(_ABOVE.fullmatch, above))
        and all(_OWN.fullmatch(str(one)) for one in own)
    )


def _read(dump: Dump) -> Iterator[Record]:
    if dump.rows is not None:
        for one in dump.rows():
            yield from [one] if isinstance(one, Problem) else _records(one[0], _texts(one[1]))
        return
    with dump.open() as stream:
        for found in _csv.rows(stream):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _records(*found)


def _texts(row: Mapping[str, object]) -> Mapping[str, str]:
    """A row of a database as one of CSV: texts, under names in small letters."""
    plain = {
        name.lower(): value for name, value in row.items() if isinstance(value, str | int | float)
    }
    return {name: str(value) for name, value in plain.items()}


def _records(where: str, row: Mapping[str, str]) -> Iterator[Record]:
    raw: dict[str, str | int] = {
        name: value for name in _COLUMNS if (value := _value(name, row)) is not None
    }
    if "id" not in raw and "title" in raw and not raw.keys() & {"body", "parent_id"}:
        own = next((row[column] for column in _OF_SUBMISSIONS if row.get(column)), "")
        if own and raw.get("link_id") == own:
            raw["id"] = raw.pop("link_id")
    # In the copy of one's own data, a submission has its text under the name of a comment's.
    is_post = "title" in raw and not raw.keys() & {"link_id", "parent_id"} and "link" not in row
    if is_post:
        raw["selftext"] = raw.pop("selftext", "") or raw.pop("body", "")
    elif "link_id" not in raw and (thread := _THREAD.search(row.get("link", ""))):
        raw["link_id"] = f"t3_{thread[1]}"
        raw.setdefault("parent_id", raw["link_id"])  # it tells the comments that were answered
    fields, lost = mended(raw)
    post = _post(fields, is_post=is_post)
    if isinstance(post, str):
        yield Problem(where, post)
        return
    yield post
    for name in dict.fromkeys(lost + missed(fields, post)):
        yield Problem(where, f"no usable {name}", lost=False)


def _post(fields: Fields, *, is_post: bool) -> Post | str:
    text = unescaped if is_escaped(fields) else str
    return submission(fields, text) if is_post else comment(fields, text)


def _names(name: str) -> tuple[str, ...]:
    return _COLUMNS[name] + _LOOSE.get(name, ())


def _value(name: str, row: Mapping[str, str]) -> str | int | None:
    """What a row has for one of Reddit's fields; None for nothing, as tables write it."""
    told = next((row[column] for column in _names(name) if row.get(column)), "").strip("\r\n")
    if name not in ("body", "selftext", "title") and told.strip().lower() in _NOTHING:
        return None
    if name in _NUMBERS:
        return int(float(told)) if _NUMBER.fullmatch(told) else told
    if name == "created_utc":
        return told.removesuffix(" UTC")
    return told or None


SOURCE = Source(
    name="reddit-csv",
    title="Tables of Reddit comments and submissions (CSV)",
    version=4,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
