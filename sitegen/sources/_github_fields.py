"""What GitHub tells of a post, whichever way it spells it: REST, GraphQL, and tools on top of them.

REST writes `created_at`, GraphQL `createdAt`; an author is an object, a name or nothing; lists come
as they are or as `{"nodes": […]}`. All become one record here, and what it cannot use is named.

Fields: https://docs.github.com/en/rest/issues, /rest/pulls, https://docs.github.com/en/graphql
"""

import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import msgspec

from sitegen.sources._json_records import typed

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OLD_NODE = re.compile(r"\d{2,4}:[A-Za-z]+?(\d{1,19})")
_LONGEST_NODE = 200
_LARGEST = 1 << 53
_LONGEST_LABEL = 100

# How REST and GraphQL call reactions, and how they are shown.
_REACTIONS = {
    "+1": "👍", "thumbs_up": "👍", "-1": "👎", "thumbs_down": "👎", "laugh": "😄", "hooray": "🎉",
    "confused": "😕", "heart": "❤️", "rocket": "🚀", "eyes": "👀",
}  # fmt: skip


class Facts(msgspec.Struct, gc=False):
    """A post as told. The many kinds of posts share one record: each fills its part of it."""

    number: int | None = None
    id: Any = None
    node_id: str | None = None
    database_id: int | None = None
    title: str | None = None
    body: str | None = None
    body_html: str | None = None
    body_text: str | None = None
    html_url: str | None = None
    url: str | None = None
    issue_url: str | None = None
    pull_request_url: str | None = None
    repository_url: str | None = None
    user: Any = ""  # "" is not told, None is nobody
    author: Any = ""
    actor: Any = ""
    created_at: str | None = None
    submitted_at: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    last_edited_at: str | None = None
    merged_at: str | None = None
    merged: bool | None = None
    closed: bool | None = None
    draft: bool | None = None
    is_draft: bool | None = None
    locked: bool | None = None
    is_locked: bool | None = None
    is_pull_request: bool | None = None
    state: str | None = None
    state_reason: str | None = None
    pull_request: Any = None
    labels: Any = None
    category: Any = None
    reactions: Any = None
    reaction_groups: Any = None
    upvote_count: int | None = None
    upvotes: int | None = None
    author_association: str | None = None
    is_minimized: bool | None = None
    minimized_reason: str | None = None
    is_answer: bool | None = None
    is_answered: bool | None = None
    comments: Any = None
    comments_count: Any = None
    review_comments: Any = None
    path: str | None = None
    diff_hunk: str | None = None
    line: int | None = None
    original_line: int | None = None
    in_reply_to_id: int | None = None
    parent_id: int | None = None
    reply_to: Any = None


@lru_cache(maxsize=4096)
def _snake(key: str) -> str:
    return _HUMP.sub("_", key).lower()


def facts_of(fields: Mapping[str, Any]) -> tuple[Facts, list[str]]:
    """The post in `fields`, and the names of the fields that cannot be used."""
    return typed({_snake(key): value for key, value in fields.items()}, Facts)


def told(fields: Mapping[str, Any], name: str) -> Any:
    """A field by its name in REST, however it is spelled; None where there is none."""
    if name in fields:
        return fields[name]
    head, *rest = name.split("_")
    return fields.get(head + "".join([part.capitalize() for part in rest]))


def nodes(value: object) -> list[Any]:
    """The elements of a list, or of GraphQL's `{"nodes": […]}` and `{"edges": [{"node": …}]}`."""
    if isinstance(value, dict):
        if isinstance(value.get("nodes"), list):
            return [node for node in value["nodes"] if node is not None]
        if isinstance(value.get("edges"), list):
            edges = [edge.get("node") for edge in value["edges"] if isinstance(edge, dict)]
            return [node for node in edges if node is not None]
    return value if isinstance(value, list) else []


def total(value: object) -> int | None:
    """How many there are of what a list holds some of; None where that is not told."""
    if isinstance(value, dict):
        value = value.get("totalCount")
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value < _LARGEST else None


def number_in(node_id: object) -> int | None:
    """The number of a post, by which its address names it, in GraphQL's id of it.

    Of old such an id was "012:IssueComment531516956" in base64; now it is a list in MessagePack
    that ends with the number, in base64 behind the kind: "IC_kwDO…".
    """
    if not isinstance(node_id, str) or len(node_id) > _LONGEST_NODE:
        return None
    kind, new, coded = node_id.partition("_")
    if not new:
        coded = kind
    try:
        data = urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
        if not new:
            match = _OLD_NODE.fullmatch(data.decode("ascii"))
            return int(match[1]) if match else None
        parts = msgspec.msgpack.decode(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or len(parts) < 3 or not isinstance(parts[-1], int):
        return None
    return parts[-1] if 0 < parts[-1] < _LARGEST else None


def own_number(facts: Facts) -> int | None:
    """The number by which a comment's address would name it."""
    for number in (facts.database_id, facts.id):
        if isinstance(number, int) and not isinstance(number, bool) and 0 < number < _LARGEST:
            return number
    return number_in(facts.node_id) or number_in(facts.id)


def author(facts: Facts) -> str | None:
    """The login. An author who is told to be nobody has deleted the account."""
    for person in (facts.user, facts.author, facts.actor):
        if isinstance(person, dict):
            person = person.get("login") or person.get("name")
        if isinstance(person, str) and person:
            return _last(person)
    return None


def names(value: object) -> list[str]:
    """The names in a list of labels, or of a category."""
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        value = [value]
    if isinstance(value, str):
        value = [value]
    found = [item.get("name") if isinstance(item, dict) else item for item in nodes(value)]
    return [_last(name)[:_LONGEST_LABEL] for name in found if isinstance(name, str) and name]


def _last(name: str) -> str:
    """A name, also where its address stands in its place, as in archives for migration."""
    return unquote(name.rpartition("/")[2]) if name.startswith("https://") else name


def reactions(facts: Facts) -> dict[str, int] | None:
    """How often each sign was given; None where that is not told."""
    counts: dict[str, int] = {}
    if isinstance(facts.reactions, dict):
        pairs = list(facts.reactions.items())
    elif isinstance(facts.reaction_groups, list):
        groups = [group for group in facts.reaction_groups if isinstance(group, dict)]
        pairs = [(g.get("content"), total(g.get("users") or g.get("reactors"))) for g in groups]
    else:
        return None
    for name, count in pairs:
        if count and isinstance(count, int) and 0 < count < _LARGEST and isinstance(name, str):
            sign = _REACTIONS.get(name.lower())
            if sign:
                counts[sign] = count
    return counts
