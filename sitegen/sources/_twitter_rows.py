"""Posts of Twitter (X) in tables as twarc-csv writes them, told as version 2 of the API would.

A row is a post, flattened: what stood in objects has a column of its name, with dots. Lists are
JSON in a cell, ends of lines in texts are "\\n". A post that only passes on another has that one's
text here.

Columns: dataframe_converter.py of https://github.com/DocNow/twarc-csv
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from sitegen.sources._chat import is_web, text_of
from sitegen.sources._post_columns import key
from sitegen.sources._rows import Row
from sitegen.sources._twitter_shapes import of_v2

_ABOVE = "referenced_tweets.replied_to.id"
_PASSED_ON = "referenced_tweets.retweeted.id"
_SHORT = re.compile(r"https?://t\.co/[A-Za-z0-9]{1,40}")
_list = msgspec.json.Decoder(list[Any]).decode
_text = msgspec.json.Decoder(str).decode


def is_table(names: Iterable[str]) -> bool:
    """Whether a table with these columns holds posts as twarc-csv writes them."""
    known = frozenset(names)
    return known >= {"id", "text", "author_id"} and not known.isdisjoint(
        (_ABOVE, "author.username")
    )


def is_quoted(text: object) -> bool:
    """Whether a text may be one that older versions wrote as JSON."""
    return isinstance(text, str) and len(text) > 1 and text[0] == text[-1] == '"'


def shaped(row: Row, *, quoted: bool) -> Iterator[dict[str, Any]]:
    """The post that a row tells; `quoted`: texts are JSON."""
    whom, who = _id(row, "in_reply_to_user_id"), _id(row, "author_id")
    users = {
        who: {"username": text_of(row, "author.username")},
        "": {},
    }
    users.setdefault(whom, {"username": text_of(row, "in_reply_to_username")})
    media = [one for one in _listed(row, "attachments.media") if isinstance(one, dict)]
    text = _unquoted(text_of(row, "text")) if quoted else text_of(row, "text").replace("\\n", "\n")
    above = _id(row, _ABOVE)
    told = {
        "id": _id(row, "id"),
        "created_at": text_of(row, "created_at"),
        "text": f"RT @i: {text}" if _id(row, _PASSED_ON) else text or None,
        "author_id": who,
        "in_reply_to_user_id": whom,
        "referenced_tweets": [{"type": "replied_to", "id": above}] if above else [],
        "public_metrics": {
            name: row.get(f"public_metrics.{name}") for name in ("like_count", "retweet_count")
        },
        "entities": {"urls": _links(row, text)},
        "attachments": {"media_keys": [text_of(one, "media_key") for one in media]},
    }
    yield from of_v2(told, users, {text_of(one, "media_key"): one for one in media})


def _id(row: Row, name: str) -> str:
    return key(row.get(name)) or ""


def _listed(row: Row, name: str) -> list[Any]:
    try:
        return _list(text_of(row, name))
    except (ValueError, RecursionError):
        return []


def _unquoted(text: str) -> str:
    try:
        return _text(text)
    except ValueError:
        return text


def _links(row: Row, text: str) -> list[Mapping[str, Any]]:
    """What the short addresses in a text mean, where there is one of these for each."""
    told = _listed(row, "entities.urls")
    if all(isinstance(one, dict) for one in told):
        return told
    short = _SHORT.findall(text)
    if len(short) != len(told):
        return []
    pairs = zip(short, told, strict=True)
    return [
        {"url": one, "expanded_url": meant}
        for one, meant in pairs
        if isinstance(meant, str) and is_web(meant)
    ]
