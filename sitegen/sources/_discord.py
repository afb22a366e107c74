"""A message of Discord as a post, and where it stands: in a thread, an answer, or in a day.

Ids are snowflakes: they tell when their message was written, even that of one that is gone.
Messages: https://docs.discord.com/developers/resources/message
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from sitegen.model import Body, Post, Problem
from sitegen.sources._chat import (
    NOTICE,
    Days,
    dicts,
    reactions,
    text_of,
    utc_milliseconds,
)
from sitegen.sources._discord_text import body
from sitegen.sources._json import utc_iso

SITE = "https://discord.com/channels"
_EPOCH = 1420070400000  # milliseconds; Discord counts from the first of January 2015
_ID = re.compile(r"\d{1,20}")
_THREADS = frozenset({"GuildNewsThread", "GuildPublicThread", "GuildPrivateThread"})
_DIRECT = frozenset({"DirectTextChat", "DirectGroupTextChat"})
# Kinds of messages that people or programs wrote; all others are notices. The exporter writes a
# number for a kind that it has no name for.
_WRITTEN = frozenset({"", "Default", "Reply", "ChatInputCommand", "ContextMenuCommand"})
_OF_THREADS = frozenset({"ThreadCreated", "18"})
_WRITTEN |= {"0", "19", "20", "23"}
_SAID = {
    "8": "Boosted the server.",
    "9": "Boosted the server to level 1.",
    "10": "Boosted the server to level 2.",
    "11": "Boosted the server to level 3.",
    "12": "Began to follow a channel.",
    "21": "The thread began with a message of the channel.",
    "ThreadStarterMessage": "The thread began with a message of the channel.",
}


class Channel(msgspec.Struct, frozen=True):
    """What an export says of itself; `guild` is "@me" for private conversations."""

    id: str
    guild: str
    title: str
    community: str
    is_thread: bool = False


class Seen:
    """Ids of messages that were read, eight bytes each where they come in order."""

    def __init__(self) -> None:
        self._rising = array("Q")
        self._others: set[int] = set()

    def add(self, number: int) -> None:
        if number >= 1 << 64 or (self._rising and number <= self._rising[-1]):
            self._others.add(number)
        else:
            self._rising.append(number)

    def __contains__(self, number: int) -> bool:
        at = bisect_left(self._rising, number) if number < 1 << 64 else len(self._rising)
        found = at < len(self._rising) and self._rising[at] == number
        return found or number in self._others


class Reader:
    """Makes the messages of one channel posts."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._days = Days("discord", channel.id, channel.title, channel.community)
        self._seen = Seen()
        self._answered: set[int] = set()  # messages that were not read before their answers

    def records(self, told: object, where: str) -> Iterator[Post | Problem]:
        if not isinstance(told, dict):
            yield Problem(where, "not a message of Discord")
            return
        number = identifier(told.get("id"))
        if not number:
            yield Problem(where, "a message without a usable id")
            return
        answered = self._answers(told)
        created = utc_iso(told.get("timestamp")) or written(number)
        if self._channel.is_thread:
            yield self._in_thread(told, number, answered, created)
        else:
            parent = f"discord:{answered}" if answered else ""
            if not answered:
                parent, opening = self._days.opening(created)
                if opening:
                    yield opening
            elif int(answered) not in self._seen:
                self._answered.add(int(answered))
            yield self._post(told, number, created, parent=parent)
        self._seen.add(int(number))

    def ghosts(self) -> Iterator[Post]:
        """Stand-ins, when all is read: each at its time, with the answers to it below.

        Of messages that were answered, and of the one that opens a thread.
        """
        if self._channel.is_thread:
            if int(self._channel.id) not in self._seen:
                yield self._ghost(self._channel.id, None, self._channel.title)
            return
        for number in sorted(self._answered):
            if number not in self._seen:
                parent, opening = self._days.opening(written(str(number)))
                if opening:
                    yield opening
                yield self._ghost(str(number), parent, None)

    def _ghost(self, number: str, parent: str | None, title: str | None) -> Post:
        return Post(
            id=f"discord:{number}",
            body=Body(""),
            parent=parent,
            created=written(number),
            state="missing",
            permalink=self._permalink(number),
            title=title,
            community=self._channel.community,
        )

    def _in_thread(
        self, told: Mapping[str, Any], number: str, answered: str, created: datetime | None
    ) -> Post:
        root = f"discord:{self._channel.id}"
        if number == self._channel.id:
            return self._post(told, number, created, parent=None, title=self._channel.title)
        parent = f"discord:{answered}" if answered else root
        return self._post(told, number, created, parent=parent, root=root)

    def _answers(self, told: Mapping[str, Any]) -> str:
        """The id of the message of this channel that a message answers; empty if it does not."""
        reference = told.get("reference")
        kind = text_of(told, "type")
        if not isinstance(reference, dict) or kind not in _WRITTEN:
            return ""
        if text_of(reference, "type") == "Forward" or "forwardedMessage" in told:
            return ""
        where = identifier(reference.get("channelId"))
        same = where in ("", self._channel.id)
        return identifier(reference.get("messageId")) if same else ""

    def _post(
        self,
        told: Mapping[str, Any],
        number: str,
        created: datetime | None,
        *,
        parent: str | None,
        root: str | None = None,
        title: str | None = None,
    ) -> Post:
        author = told.get("author")
        author = author if isinstance(author, dict) else {}
        kind = text_of(told, "type")
        return Post(
            id=f"discord:{number}",
            body=Body(self._text(told, kind), "discord"),
            parent=parent,
            root=root,
            author=text_of(author, "nickname") or text_of(author, "name") or None,
            created=created,
            edited=utc_iso(told.get("timestampEdited")),
            permalink=self._permalink(number),
            title=title,
            community=self._channel.community,
            labels=_labels(told, kind, author),
        )

    def _text(self, told: Mapping[str, Any], kind: str) -> str:
        text = body(told) or _SAID.get(kind, "")
        reference = told.get("reference")
        if kind in _OF_THREADS and isinstance(reference, dict):
            thread = identifier(reference.get("channelId"))
            text += f" {SITE}/{self._channel.guild}/{thread}" if thread else ""
        return text

    def _permalink(self, number: str) -> str:
        return f"{SITE}/{self._channel.guild}/{self._channel.id}/{number}"


def identifier(value: object) -> str:
    """A snowflake as digits; empty where it is none. Numbers are read with all their digits."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if _ID.fullmatch(text) and text.isascii() else ""


def written(snowflake: str) -> datetime | None:
    """When the message with this id was written; None for an id that no message can have."""
    return utc_milliseconds((int(snowflake) >> 22) + _EPOCH) if int(snowflake) >> 22 else None


def channel_of(guild: Mapping[str, Any], told: Mapping[str, Any]) -> Channel | None:
    """The channel that an export is of; None where it does not say."""
    number = identifier(told.get("id"))
    if not number:
        return None
    kind, name = text_of(told, "type"), text_of(told, "name") or number
    server = text_of(guild, "name").replace("/", " ") or "Discord"
    if kind in _DIRECT:
        return Channel(number, "@me", name, f"Direct messages/{name.replace('/', ' ')}")
    is_thread = kind in _THREADS
    place = (text_of(told, "category") if is_thread else "") or name
    return Channel(
        number,
        identifier(guild.get("id")) or "@me",
        name if is_thread else f"#{name}",
        f"{server}/{place.replace('/', ' ')}",
        is_thread,
    )


def _labels(told: Mapping[str, Any], kind: str, author: Mapping[str, Any]) -> tuple[str, ...]:
    labels = []
    if kind not in _WRITTEN:
        labels.append(NOTICE)
    if author.get("isBot") is True:
        labels.append("bot")
    if told.get("isPinned") is True:
        labels.append("pinned")
    given = []
    for reaction in dicts(told.get("reactions")):
        emoji = reaction.get("emoji")
        name = text_of(emoji, "name") if isinstance(emoji, dict) else ""
        given.append((f":{name}:" if name.isascii() and name else name, reaction.get("count")))
    return (*labels, *reactions(given))
