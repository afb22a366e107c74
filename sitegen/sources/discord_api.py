"""discord-api: messages of Discord as its API answers, in lists of a hundred or one a line.

Bots and scripts save these (`GET /channels/ID/messages`), newest first. A channel has no name in
them: a file that is named after the channel gives it one. They are put under the names that
DiscordChatExporter gives to all that is in a message, and read as its exports are.

API: https://docs.discord.com/developers/resources/message#message-object
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Post, Problem, Record
from sitegen.sources._chat import dicts, text_of
from sitegen.sources._discord import Channel, Reader, identifier
from sitegen.sources._json import members
from sitegen.sources._json_records import documents
from sitegen.sources.source import Dump, Head, Source

_OF_MESSAGES = frozenset({"id", "channel_id", "content", "timestamp"})
_ALSO = frozenset({"attachments", "author", "edited_timestamp", "embeds", "mention_everyone"})
_NAME = re.compile(r"(?:[^/]*/)*#?([^/]*?)(?:[-_. ]+\d{1,6})?(?:\.(?:jsonl?|ndjson|gz|zst))*")
_SERVER_UNKNOWN = "@me"
# What Discord itself says by messages of these kinds, whose texts are empty.
_SAID = {
    1: "Added somebody to the group.",
    2: "Removed somebody from the group.",
    3: "Started a call.",
    4: "Changed the channel's name.",
    5: "Changed the channel's icon.",
    6: "Pinned a message.",
    7: "Joined the server.",
}


def _sniff(head: Head) -> bool:
    told = members(head.data)
    return told.keys() >= _OF_MESSAGES and len(told.keys() & _ALSO) > 1


def _read(dump: Dump) -> Iterator[Record]:
    found = _NAME.fullmatch(dump.name)
    name = found[1] if found and not found[1].isdigit() else ""
    readers: dict[str, tuple[Reader, Channel]] = {}
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            told = document.value
            number = identifier(told.get("channel_id")) if isinstance(told, dict) else ""
            if not number:
                yield Problem(document.where, "a message without a usable channel_id")
                continue
            if number not in readers:
                channel = _channel(told, number, name)
                readers[number] = Reader(channel), channel
            reader, channel = readers[number]
            yield from _linked(reader.records(_as_exported(told), document.where), channel)
    for reader, channel in readers.values():
        yield from _linked(reader.ghosts(), channel)


def _channel(told: Mapping[str, Any], number: str, name: str) -> Channel:
    guild = identifier(told.get("guild_id")) or identifier(_of(told).get("guild_id"))
    shown = name or number
    return Channel(number, guild or _SERVER_UNKNOWN, f"#{shown}", f"Discord/{shown}")


def _linked(records: Iterator[Post | Problem], channel: Channel) -> Iterator[Record]:
    """Records without addresses where their server, which stands in an address, is not known."""
    for record in records:
        if isinstance(record, Post) and record.permalink and channel.guild == _SERVER_UNKNOWN:
            record = msgspec.structs.replace(record, permalink=None)
        yield record


def _as_exported(told: Mapping[str, Any]) -> dict[str, Any]:
    """A message under the names that DiscordChatExporter gives to what is in it."""
    kind = told.get("type")
    kind = kind if isinstance(kind, int) and not isinstance(kind, bool) else 0
    reference = _of(told)
    snapshots = [one.get("message") for one in dicts(told.get("message_snapshots"))]
    forwarded = [_content(one) for one in snapshots if isinstance(one, dict)]
    return {
        **_content(told),
        "id": told.get("id"),
        "type": "" if kind == 0 else str(kind),
        "timestamp": told.get("timestamp"),
        "timestampEdited": told.get("edited_timestamp"),
        "content": text_of(told, "content") or _SAID.get(kind, ""),
        "author": _person(told.get("author"), told.get("member")),
        "mentions": [_person(person, None) for person in dicts(told.get("mentions"))],
        "isPinned": told.get("pinned"),
        "reactions": told.get("reactions"),
        **({"forwardedMessage": forwarded[0]} if forwarded else {}),
        **(
            {
                "reference": {
                    "messageId": reference.get("message_id"),
                    "channelId": reference.get("channel_id"),
                }
            }
            if reference
            else {}
        ),
    }


def _of(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a message answers, passes on or was made of."""
    reference = told.get("message_reference")
    return reference if isinstance(reference, dict) else {}


def _content(told: Mapping[str, Any]) -> dict[str, Any]:
    files = [
        {
            "fileName": file.get("filename"),
            "url": file.get("url"),
            "fileSizeBytes": file.get("size"),
        }
        for file in dicts(told.get("attachments"))
    ]
    stickers = told.get("sticker_items")
    return {
        "content": told.get("content"),
        "attachments": files,
        "embeds": told.get("embeds"),
        "stickers": stickers,
    }


def _person(person: object, member: object) -> dict[str, Any]:
    told = person if isinstance(person, dict) else {}
    nick = text_of(member, "nick") if isinstance(member, dict) else ""
    name = text_of(told, "global_name") or text_of(told, "username")
    return {
        "id": told.get("id"),
        "name": name,
        "nickname": nick or name,
        "isBot": told.get("bot"),
    }


SOURCE = Source(
    name="discord-api",
    title="Discord messages as its API answers, in lists or one a line",
    version=1,
    sniff=_sniff,
    keys=frozenset({"channel_id"}),
    read=_read,
)
