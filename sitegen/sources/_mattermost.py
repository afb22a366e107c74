"""A message of Mattermost as a post, and where it stands: in a thread, or in a day.

Threads are flat: whatever is said in one answers the message that opened it. Ids are those of
Mattermost ("mattermost:ID"), which no two servers share. Bulk exports tell none: there, a message
is known as Mattermost itself knows it when it imports one twice, by channel, time and words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from sitegen.model import Body, Post, Problem
from sitegen.sources._chat import (
    NOTICE,
    Days,
    dicts,
    number_of,
    reactions,
    text_of,
    utc_milliseconds,
)
from sitegen.sources._json import inside
from sitegen.sources._json_records import left_out, not_listed
from sitegen.sources._mattermost_text import body, emoji, title

_ID = re.compile(r"[a-z0-9]{26}")
_PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,70}")
_SYSTEM = "system_"
_HANGING = ("attachments", "file_ids", "metadata", "props")


class Channel(msgspec.Struct, frozen=True):
    """Where messages stand. `key` is part of ids; `page` is what an address has before an id."""

    key: str
    title: str
    community: str
    page: str = ""


class Reader:
    """Makes the messages of one channel posts, and opens the days on which they were written."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self._days = Days("mattermost", channel.key, channel.title, channel.community)

    def bulk(self, told: Mapping[str, Any], where: str) -> Iterator[Post | Problem]:
        """A message of a bulk export, with the answers in it."""
        answers = dicts(told.get("replies"))
        own = self._made_up(told)
        yield from self._placed(told, where, own, opens=bool(answers))
        yield from not_listed(told.get("replies"), inside(where, ".replies"))
        replies = told.get("replies")
        for number, answer in enumerate(replies if isinstance(replies, list) else ()):
            place = inside(where, f".replies[{number}]")
            if isinstance(answer, dict):
                name = self._made_up(answer, own.rpartition("/")[2])
                yield from self._post(answer, place, name, parent=own, root=own)
            else:
                yield Problem(place, "not a message of Mattermost")

    def answer(
        self, told: Mapping[str, Any], where: str, answered: set[str], names: Mapping[str, str]
    ) -> Iterator[Post | Problem]:
        """A message as the API tells it. `answered`: ids of messages that opened threads."""
        number = text_of(told, "id")
        above = text_of(told, "root_id")
        user = text_of(told, "user_id")
        told = {**told, "user": names.get(user, user)}
        own = f"mattermost:{number}"
        if identifier(above) and above != number:
            yield from self._post(told, where, own, parent=f"mattermost:{above}")
        else:
            count = number_of(told.get("reply_count"))
            opens = number in answered or (count is not None and count > 0)
            yield from self._placed(told, where, own, opens=opens)

    def _made_up(self, told: Mapping[str, Any], thread: str = "") -> str:
        """Of messages of one time, their words tell which is which; so do those of threads."""
        said = f"{thread}\n{text_of(told, 'user')}\n{text_of(told, 'message')}"
        digest = blake2b(said.encode("utf-8", "replace"), digest_size=6).hexdigest()
        when = number_of(told.get("create_at"))
        at = int(when) if when is not None and utc_milliseconds(when) else "undated"
        return f"mattermost:{self.channel.key}/{at}-{digest}"

    def _placed(
        self, told: Mapping[str, Any], where: str, own: str, *, opens: bool
    ) -> Iterator[Post | Problem]:
        if opens:
            yield from self._post(told, where, own, root=own)
            return
        day, opening = self._days.opening(utc_milliseconds(told.get("create_at")))
        if opening:
            yield opening
        yield from self._post(told, where, own, parent=day)

    def _post(
        self,
        told: Mapping[str, Any],
        where: str,
        own: str,
        *,
        parent: str | None = None,
        root: str | None = None,
    ) -> Iterator[Post | Problem]:
        message = told.get("message")
        text = body(told)
        if message is None and not text and not any(told.get(key) for key in _HANGING):
            yield Problem(where, "a message without its text")
            return
        yield from left_out(where, _unusable(told))
        page, number = self.channel.page, own.rpartition(":")[2]
        author = _author(told)
        yield Post(
            id=own,
            body=Body(text, "markdown"),
            parent=parent,
            root=root,
            author=author,
            created=utc_milliseconds(told.get("create_at")),
            edited=utc_milliseconds(told.get("edit_at")),
            state="deleted" if utc_milliseconds(told.get("delete_at")) else "visible",
            permalink=f"{page}{number}" if page and identifier(number) else None,
            title=None if parent else title(told) or self._untold(author),
            community=self.channel.community,
            labels=_labels(told),
        )

    def _untold(self, author: str | None) -> str:
        return f"{author or 'A message'} in {self.channel.title}"


def identifier(told: object) -> str:
    """An id of Mattermost; "" for what is none."""
    return told if isinstance(told, str) and _ID.fullmatch(told) else ""


def key_of(*names: str) -> str:
    """Names of a team and a channel as parts of an id; what no name of theirs can be, as digits."""
    return "/".join(
        name if _PLAIN.fullmatch(name)
        else blake2b(name.encode("utf-8", "replace"), digest_size=8).hexdigest()
        for name in names
    )  # fmt: skip


def _unusable(told: Mapping[str, Any]) -> list[str]:
    """Fields that should tell something, and do not."""
    message, when = told.get("message"), told.get("create_at")
    wrong = [] if isinstance(message, str | None) else ["message"]
    return wrong if utc_milliseconds(when) else [*wrong, "create_at"]


def _author(told: Mapping[str, Any]) -> str | None:
    """The name that people see: programs may give themselves one for each message."""
    props = told.get("props")
    given = text_of(props, "override_username") if isinstance(props, dict) else ""
    return given or text_of(told, "user") or None


def _labels(told: Mapping[str, Any]) -> tuple[str, ...]:
    props, about = told.get("props"), told.get("metadata")
    props = props if isinstance(props, dict) else {}
    labels = [NOTICE] if text_of(told, "type").startswith(_SYSTEM) else []
    if any(props.get(key) in ("true", True) for key in ("from_webhook", "from_bot")):
        labels.append("bot")
    if told.get("is_pinned") is True:
        labels.append("pinned")
    given = [*dicts(told.get("reactions"))]
    given += dicts(about.get("reactions")) if isinstance(about, dict) else []
    counts = Counter(emoji(text_of(one, "emoji_name")) for one in given)
    return (*labels, *reactions(list(counts.items())))
