"""discord-dce: a channel or a thread of Discord, as DiscordChatExporter writes it in JSON.

One object with all messages of a channel in it, which stream; a channel may come in several parts.
Format: https://github.com/Tyrrrz/DiscordChatExporter; docs/formats/discord-dce.md.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Problem, Record
from sitegen.sources._discord import Reader, channel_of
from sitegen.sources._json import members
from sitegen.sources._json_inside import array_of
from sitegen.sources._json_records import documents
from sitegen.sources._json_tree import tree
from sitegen.sources.source import Dump, Head, Source


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if not told.keys() >= {"guild", "channel"} or not told.keys() & {"dateRange", "messages"}:
        return False
    return members(told["channel"]).keys() >= {"id", "type"} and "id" in members(told["guild"])


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        found = array_of(stream, "messages")
        channel = None
        if not isinstance(found, bytes):
            told, elements = found
            channel = channel_of(_object(told, "guild"), _object(told, "channel"))
        if channel is None:  # in an array, or the channel stands behind its messages
            yield from _whole(dump)
            return
        reader = Reader(channel)
        for element in elements:
            if isinstance(element, Problem):
                yield element
                continue
            where, data = element
            try:
                message, fault = tree(data)
            except ValueError as error:
                yield Problem(where, str(error))
                continue
            if fault:
                yield Problem(where, fault)
            else:
                yield from reader.records(message, where)
        yield from reader.ghosts()


def _whole(dump: Dump) -> Iterator[Record]:
    """Exports that are not as the exporter writes them, each read whole."""
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            value = document.value if isinstance(document.value, dict) else {}
            guild, channel = (value.get(name) for name in ("guild", "channel"))
            place = channel_of(_dict(guild), _dict(channel))
            if place is None:
                yield Problem(document.at(".channel"), "the channel has no usable id")
                continue
            if not isinstance(value.get("messages"), list):
                yield Problem(document.where, "cut off before the first message")
                continue
            reader = Reader(place)
            for number, message in enumerate(value["messages"]):
                yield from reader.records(message, document.at(f".messages[{number}]"))
            yield from reader.ghosts()


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _object(told: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        value, _ = tree(told.get(name, b""))
    except ValueError:
        return {}
    return _dict(value)


SOURCE = Source(
    name="discord-dce",
    title="Discord channels and threads of DiscordChatExporter, in JSON",
    version=1,
    sniff=_sniff,
    keys=frozenset({"guild"}),
    read=_read,
)
