"""zulip-json: messages of Zulip, as its API answers and as zulip-archive keeps them by topic.

An archive holds a file for each topic, a list of messages that does not tell their topic: the
file's name does. An answer of the API holds messages with their topics.

API: https://zulip.com/api/get-messages; the archives: https://github.com/zulip/zulip-archive
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources import _zulip as zulip
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents, left_out, listed, typed
from sitegen.sources._zulip import Channel, Message, Topic
from sitegen.sources.source import Dump, Head, Source

_UNTOLD = (
    "nothing tells which server this is from, so it has no links there; put it into a folder named "
    "after the server, such as chat.example.org"
)

_MOST_ASKED = 200  # documents


class _Reading(msgspec.Struct):
    """What is known while a dump is read: what its name tells, and the topics met so far."""

    channel: Channel
    topic: str
    topics: dict[str, Topic]


# Recognising


def _sniff(head: Head) -> bool:
    if b'"content"' not in head.data:
        return False
    found = members(head.data)
    if list(found) == ["content"] and not head.whole:  # a long message, and the head ends in it
        named, _ = zulip.channel_in_name(head.name)
        return found["content"].startswith(b'"<') and named.number is not None
    for name in ("messages", "message"):
        if name in found:
            found = members(found[name])
    return "sender_full_name" in found and "content" in found


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    channel, topic = zulip.channel_in_name(dump.name)
    if not channel.host:
        channel = msgspec.structs.replace(channel, host=_host(dump))
    reading = _Reading(channel, topic, {})
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            value = document.value
            if isinstance(value, dict) and isinstance(value.get("messages"), list):
                yield from _answer(document, reading)
            elif isinstance(value, dict) and isinstance(value.get("message"), dict):
                where = document.at(".message")
                yield from _told(value["message"], where, document.torn, reading, begins=False)
            else:
                begins = not (isinstance(value, dict) and "subject" in value)
                yield from _told(value, document.where, document.torn, reading, begins=begins)
    if reading.topics and not channel.host:
        yield Problem("", _UNTOLD, lost=False)


def _host(dump: Dump) -> str:
    """The server that the first messages of a dump tell; "" where they do not."""
    with dump.open() as stream:
        for document in islice(documents(stream), _MOST_ASKED):
            value = None if isinstance(document, Problem) else document.value
            told = listed(value.get("messages")) if isinstance(value, dict) else []
            for message in (value, *told):
                host = (
                    zulip.host_in(message.get("sender_email")) if isinstance(message, dict) else ""
                )
                if host:
                    return host
    return ""


def _answer(document: Document, reading: _Reading) -> Iterator[Record]:
    """An answer of the API. It says whether it goes back to the beginning."""
    begins = document.value.get("found_oldest") is not False
    told = listed(document.value["messages"])
    for index, message in enumerate(told):
        torn = document.torn and index == len(told) - 1
        where = document.at(f".messages[{index}]")
        yield from _told(message, where, torn, reading, begins=begins)


def _told(
    fields: Any, where: str, torn: bool, reading: _Reading, *, begins: bool
) -> Iterator[Record]:
    """One message. `begins`: the first of a topic that is met is the first of the topic."""
    if not isinstance(fields, dict):
        yield Problem(where, "not a message of Zulip")
        return
    if torn and "content" not in fields:
        yield Problem(where, "cut off before its text")
        return
    try:
        message, unusable = typed(fields, Message)
    except ValueError as error:
        yield Problem(where, f"not a message: {error}")
        return
    if not zulip.usable(message):
        yield Problem(where, f"{message.id} cannot be the number of a message")
        return
    channel = zulip.channel_of(message, reading.channel)
    name = reading.topic if message.subject is None else message.subject
    place = zulip.place_of(channel, name)
    topic = reading.topics.get(place)
    if topic is None:
        topic = Topic(channel, name, place, message.id if begins else None)
        reading.topics[place] = topic
        if begins:
            yield zulip.opens(topic)
    yield zulip.post(message, topic)
    yield from left_out(where, unusable)


SOURCE = Source(
    name="zulip-json",
    title="Zulip topics, as its API answers and zulip-archive keeps them",
    version=1,
    sniff=_sniff,
    keys=frozenset({"content", "messages", "message"}),
    read=_read,
)
