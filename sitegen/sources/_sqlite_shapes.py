"""What single programs call the columns of the tables that they keep in SQLite.

Each is known by columns that no other has together. hacker-news-to-sqlite, tg-archive and others
need nothing of this: their columns have usual names.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from sitegen.databases import Row
from sitegen.sources import _forum_tables, _sqlite_names
from sitegen.sources._post_names import plain

Told = dict[str, object]
Shape = Callable[[Told], Told]

_GITHUB = "https://github.com/"
_OF_ISSO = frozenset(("tid", "mode", "voters", "remoteaddr"))
_DELETED = 4  # the mode of a comment of Isso's that is empty
# Columns that tell a table, without signs and in small letters, and the usual names of some.
_NAMES: tuple[tuple[frozenset[str], Mapping[str, str]], ...] = (
    (  # reddit-user-to-sqlite: submissions
        frozenset(("externalurl", "numawards", "permalink", "title")),
        {"text": "selftext", "externalurl": "url", "user": "author"},
    ),
    (  # and comments, whose thread only the permalink tells
        frozenset(("issubmitter", "controversiality", "numawards", "permalink", "text")),
        {"text": "body", "permalink": "link", "user": "author"},
    ),
    (  # redlens: submissions
        frozenset(("postid", "authorusername", "subredditname", "selftext")),
        {"postid": "id", "authorusername": "author"},
    ),
    (  # and comments
        frozenset(("commentid", "authorusername", "subredditname", "linkid")),
        {"authorusername": "author"},
    ),
    (  # telegram-export
        frozenset(("contextid", "replymessageid", "serviceaction", "message")),
        {"message": "text", "replymessageid": "reply_to_message_id", "contextid": "chat_id"},
    ),
    (  # scripts that save what Telethon tells, under its names
        frozenset(("replytomsgid",)),
        {"replytomsgid": "reply_to_message_id", "senderid": "from_id"},
    ),
    (  # telememo: when a message was saved, beside when it was sent
        frozenset(("date", "createdat", "senderid", "sendername")),
        {"createdat": "saved_at"},
    ),
    (  # discord-to-sqlite
        frozenset(("contents", "timestamp", "attachments", "channelid")),
        {"contents": "content"},
    ),
    (  # filum: threads
        frozenset(("rowid", "itempermalink", "webarchiveurl")),
        {"itempermalink": "post_url", "parentpermalink": "url", "postedtimestamp": "created"},
    ),
)
_OF_TELEMEMO = frozenset(("parentmessageid", "parentchannelid", "replytocommentid"))
_OF_GITHUB = frozenset(("nodeid", "authorassociation", "body", "user"))
OF_SLACKDUMP = frozenset(("channelid", "ts", "threadts", "txt", "data"))


def shape_of(table: str, columns: Sequence[str], key: Iterable[str]) -> Shape | None:
    """How rows of a table with these columns are told under usual names; None where they have
    them."""
    bare = {plain(column): column for column in columns}
    if bare.keys() >= _OF_TELEMEMO:
        return _telememo
    if bare.keys() >= _OF_ISSO:
        return _isso
    if found := _forum_tables.shape_of(columns):
        return found
    for telling, names in _NAMES:
        if telling <= bare.keys():
            return _renamed({bare[old]: new for old, new in names.items() if old in bare})
    own = _sqlite_names.usual(table, columns, key)
    return _renamed(own) if own else None


def _renamed(names: Mapping[str, str]) -> Shape:
    def renamed(row: Told) -> Told:
        told = {names.get(name, name): value for name, value in row.items()}
        if isinstance(link := told.get("link"), str):
            told["permalink"] = told["link"] = link.partition("?")[0]
        return told

    return renamed


def _telememo(row: Told) -> Told:
    """A comment below a message of a channel, by ids of the channel and of the comments there."""
    told = {name: value for name, value in row.items() if name != "created_at"}
    above, answered = told.pop("parent_message_id", None), told.pop("reply_to_comment_id", None)
    told["id"] = f"{above}-{told.get('id')}"
    told["reply_to_message_id"] = f"{above}-{answered}" if answered else above
    told["channel_id"] = told.pop("parent_channel_id", None)
    return told


def _isso(row: Told) -> Told:
    """A comment of Isso: https://github.com/isso-comments/isso (isso/db/comments.py)."""
    told = {name: value for name, value in row.items() if name not in ("text", "mode")}
    return told | {"markdown": row.get("text"), "deleted": row.get("mode") == _DELETED}


def is_github(columns: Iterable[str]) -> bool:
    """Whether a table is one of issues, pull requests or comments of github-to-sqlite."""
    bare = set(map(plain, columns))
    return bare >= _OF_GITHUB and not bare.isdisjoint(("issueurl", "number"))


def github(row: Row) -> dict[str, Any] | None:
    """An issue, a pull request or a comment as GitHub's API tells it; None without a place."""
    told: dict[str, Any] = {
        name: value for name, value in row.items()
        if value is not None and isinstance(value, str | int | float) and name in _FIELDS
    }  # fmt: skip
    told["user"] = {"login": row.get("author_name")} if row.get("author_name") else None
    if isinstance(reactions := row.get("reactions"), str):
        with suppress(msgspec.DecodeError, RecursionError):
            told["reactions"] = msgspec.json.decode(reactions)
    if "issue_url" in told:
        return told
    repository, number = row.get("community"), row.get("number")
    if not isinstance(repository, str) or not isinstance(number, int):
        return None
    pull = row.get("type") == "pull" or "merged_at" in row
    told["html_url"] = f"{_GITHUB}{repository}/{'pull' if pull else 'issues'}/{number}"
    told["repository_url"] = f"https://api.github.com/repos/{repository}"
    told["url"] = f"{told['repository_url']}/issues/{number}"
    return told


_FIELDS = frozenset(
    ("id", "node_id", "number", "title", "body", "state", "locked", "comments", "created_at",
     "updated_at", "closed_at", "merged_at", "draft", "author_association", "html_url",
     "issue_url", "state_reason")
)  # fmt: skip
