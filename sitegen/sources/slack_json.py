"""slack-json: one file of messages of Slack, without the lists that belong to it.

A day of an export, a channel as slackdump writes it, slackdump's chunks, or what the methods
conversations.history and conversations.replies of the API answer. People whose names no
message tells are shown by their ids.
"""

import re
from collections.abc import Iterator, Mapping

from sitegen.model import Problem, Record
from sitegen.sources._json import members, values
from sitegen.sources._json_tree import tree
from sitegen.sources._slack import Reader
from sitegen.sources._slack_files import Desk, messages
from sitegen.sources.source import Dump, Head, Source

_STAMP = re.compile(rb'"\d{9,11}\.\d{6}"')
_OF_PEOPLE = frozenset({"team_id", "profile", "deleted"})
_OF_CHANNELS = frozenset({"creator", "members", "created"})
_AROUND_MESSAGES = frozenset({"channel_id", "thread_ts", "ok", "has_more"})
_CHANNEL = re.compile(r"(?:.*[/_])?([CDG][A-Z0-9]{5,20})(?:-[\d.]+)?\.json.*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if not told:
        return False
    if "messages" in told and not told.keys().isdisjoint(_AROUND_MESSAGES):
        inner = members(told["messages"])
        return _is_message(inner) or told["messages"].strip() == b"[]"
    if told.keys() >= {"t", "ts", "id"} and told["t"].strip().isdigit():
        return bool(told.keys() & {"m", "ci", "cu", "ch", "u", "f"})
    return _is_message(told) or _is_list(told)


def _is_message(told: Mapping[str, bytes]) -> bool:
    return _STAMP.fullmatch(told.get("ts", b"").strip()) is not None and bool(
        told.keys() & {"user", "bot_id", "text", "subtype"}
    )


def _is_list(told: Mapping[str, bytes]) -> bool:
    """A list of people or channels, without the messages."""
    return told.keys() >= _OF_PEOPLE or (told.keys() >= _OF_CHANNELS and "id" in told)


def _read(dump: Dump) -> Iterator[Record]:
    desk = Desk(dump.name)
    with dump.open() as stream:
        head = stream.read(64 * 1024)
    told = members(head)
    if _is_list(told):
        yield Problem("", "a list of Slack without messages; it belongs into one folder with them")
        return
    if told.keys() >= {"t", "ts", "id"}:
        _learn(dump, desk)
    elsewhere = _channel_of(dump.name)
    readers: dict[str, Reader] = {}
    with dump.open() as stream:
        for where, message in messages(stream):
            if message.problem:
                yield message.problem
                continue
            channel = desk.channel(message.channel or elsewhere, message.name)
            reader = readers.get(channel.id)
            if reader is None:
                reader = readers[channel.id] = Reader(channel, desk.names)
            yield from reader.records(message.message, where)


def _channel_of(name: str) -> str:
    """The channel that a file's own name or its folder names."""
    file = name.rpartition("/")[2]
    if own := _CHANNEL.fullmatch(file):
        return own[1]
    folders = name.split("/")[:-1]
    if folders and _DAY.match(file):
        return folders[-1]
    return re.sub(r"(?:[-_]+\d{4}-\d\d-\d\d)?\.json.*$", "", file).rpartition("__")[2] or "slack"


def _learn(dump: Dump, desk: Desk) -> None:
    """The names that chunks tell, which may stand behind what needs them."""
    with dump.open() as stream:
        for found in values(stream):
            if isinstance(found, Problem) or not any(
                key in found[1][:400] for key in (b'"ci"', b'"u":', b'"ch"')
            ):
                continue
            try:
                value, _ = tree(found[1])
            except ValueError:
                continue
            if isinstance(value, dict):
                desk.chunk(value)


SOURCE = Source(
    name="slack-json",
    title="Slack messages in one file: a day, a channel, slackdump's chunks",
    version=1,
    sniff=_sniff,
    keys=frozenset({"messages", "ts", "team_id", "creator"}),
    read=_read,
)
