"""The files of Slack dumps: lists of people and channels, and the messages in each kind of file.

A file of messages is an array (an export's day), an object around an array (slackdump's channel),
or lines that each hold an answer of the API (slackdump's chunks).
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO, TypeVar

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources._chat import dicts, text_of
from sitegen.sources._forum_names import forum_in_name
from sitegen.sources._json import values
from sitegen.sources._json_inside import after, array_of
from sitegen.sources._json_tree import tree
from sitegen.sources._slack import Channel

T = TypeVar("T", bound=Record)

_MOST_MEMBERS = 8  # in the title of a private conversation


class Told(msgspec.Struct, frozen=True):
    """A message with the channel it names (or ""), or a problem in its place."""

    message: Any = None
    channel: str = ""
    name: str = ""
    problem: Problem | None = None


class Desk:
    """Who is who and which channel is which, as far as a dump tells."""

    def __init__(self, dump: str) -> None:
        host = forum_in_name(f"{dump}/")
        self._host = host.host if host and host.host.endswith(".slack.com") else ""
        self.names: dict[str, str] = {}  # of people and channels, by id
        self._ids: dict[str, str] = {}  # of channels, by name
        self._members: dict[str, list[Any]] = {}  # of private conversations, by id

    def learn(self, stream: BinaryIO, name: str) -> Iterator[Problem]:
        """Reads a list of people or of channels."""
        for found in values(stream):
            where, value, problem = _value(found)
            if problem:
                yield problem
            elif isinstance(value, dict):
                self.person(value) if "users" in name else self.conversation(value)
            else:
                yield Problem(where, "neither a person nor a channel", lost=False)

    def person(self, told: Mapping[str, Any]) -> None:
        profile = told.get("profile")
        profile = profile if isinstance(profile, dict) else {}
        name = (
            text_of(profile, "display_name")
            or text_of(profile, "real_name")
            or text_of(told, "real_name")
            or text_of(told, "name")
        )
        if name:
            self.names[text_of(told, "id")] = name
            if bot := text_of(profile, "bot_id"):
                self.names.setdefault(bot, name)

    def conversation(self, told: Mapping[str, Any]) -> None:
        identifier, name = text_of(told, "id"), text_of(told, "name")
        if not identifier:
            return
        members = told.get("members")
        if isinstance(members, list) and (not name or name.startswith("mpdm-")):
            self._members[identifier] = members[:_MOST_MEMBERS]
        if name:
            self._ids.setdefault(name, identifier)
            self.names.setdefault(identifier, name)

    def chunk(self, told: Mapping[str, Any]) -> None:
        """What one of slackdump's chunks tells of people and channels."""
        for person in dicts(told.get("u")):
            self.person(person)
        for channel in (*dicts(told.get("ch")), *dicts([told.get("ci")])):
            self.conversation(channel)

    def channel(self, told: str, name: str = "") -> Channel:
        """A channel by its id or by the name that its folder has."""
        identifier = told if told in self.names or told in self._members else self._ids.get(told)
        identifier = identifier or told
        title = f"#{name or self.names.get(identifier, told)}"
        if identifier in self._members:
            people = [self.names.get(str(m), str(m)) for m in self._members[identifier]]
            title = ", ".join(people) or "a private conversation"
        return Channel(identifier, title, self._host)


def messages(stream: BinaryIO) -> Iterator[tuple[str, Told]]:
    """The messages of a file, each with its place."""
    found = array_of(stream, "messages")
    if isinstance(found, bytes):
        yield from _loose(after(found, stream))
        return
    members, elements = found
    channel, name = _plain(members.get("channel_id")), _plain(members.get("name"))
    for element in elements:
        where, value, problem = _value(element)
        yield where, Told(value, channel, name, problem)


def _loose(stream: BinaryIO) -> Iterator[tuple[str, Told]]:
    for found in values(stream):
        where, value, problem = _value(found)
        if problem or not isinstance(value, dict) or "t" not in value:
            channel = text_of(value, "channel") if isinstance(value, dict) else ""
            yield where, Told(value, channel, "", problem)
            continue
        channel = text_of(value, "id")
        parent = [value["p"]] if isinstance(value.get("p"), dict) else []
        for number, message in enumerate(chain(parent, dicts(value.get("m")))):
            yield f"{where}, message {number}", Told(message, channel)


def _value(found: tuple[str, bytes] | Problem) -> tuple[str, Any, Problem | None]:
    if isinstance(found, Problem):
        return found.where, None, found
    where, data = found
    try:
        value, fault = tree(data)
    except ValueError as error:
        return where, None, Problem(where, str(error))
    if fault:
        return where, None, Problem(where, fault)
    return where, value, None


def _plain(data: bytes | None) -> str:
    try:
        value = msgspec.json.decode(data or b'""')
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""
