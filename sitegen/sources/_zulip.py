"""From Zulip's messages to Posts: ids, topics, permalinks, reactions.

A topic is a thread, and its first message opens it. A message that begins by quoting another one,
with the link that Zulip puts there, answers that; all others answer the first. Messages keep their
numbers when they are moved to other topics, so an id holds the server and the number; where nothing
tells the server, the channel stands in its place.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

import msgspec

from sitegen.model import Body, Continuation, Evidence, Post
from sitegen.sources._forum_names import forum_in_name
from sitegen.sources._json import utc_unix
from sitegen.sources._zulip_html import Answered, answered, portable

_LARGEST = 1 << 53
_CHANNEL = re.compile(r"(\d{1,12})-(.+)")
_JOINED = re.compile(r"(\d{1,12}-.+?)__(.+)")
_MADE_UP = re.compile(r"user\d{1,12}@([^@\s]{4,253})")
_CODED = re.compile(r"\.([0-9A-Fa-f]{2})")
_RESOLVED = "✔ "
_BOTS = frozenset({"Notification Bot", "notification-bot@zulip.com"})
_GONE = frozenset({"<p>(deleted)</p>", "(deleted)"})
_QUOTES = Evidence(parent_rule="the message begins with a quote and a link to what it quotes")
_NOT_NAMED = re.compile(r"[^\w-]+")
_LONGEST = 100


class Message(msgspec.Struct, gc=False):
    """A message. `subject` is its topic, `display_recipient` its channel."""

    id: int
    content: str | None = None
    rendered_content: str | None = None
    content_type: str | None = None
    sender_full_name: str | None = None
    sender_email: str | None = None
    timestamp: int | float | None = None
    last_edit_timestamp: int | float | None = None
    subject: str | None = None
    stream_id: int | None = None
    display_recipient: Any = None
    reactions: Any = None


class Channel(msgspec.Struct, frozen=True):
    """Where a topic lies: `host` of the server and `number` of the channel where they are told."""

    host: str = ""
    number: int | None = None
    name: str = ""

    @property
    def prefix(self) -> str:
        """What stands before a message's number in its id."""
        return self.host or str(self.number or _NOT_NAMED.sub("-", self.name.lower())[:_LONGEST]
                                or "channel")  # fmt: skip

    @property
    def coded(self) -> str:
        """The channel as it stands in addresses."""
        return f"{self.number}-{coded(self.name.replace(' ', '-'))}"


class Topic(msgspec.Struct):
    """A topic while it is read. `first` opens it; None: the dump does not begin with it.

    `seen` are the numbers of its messages, rising, as far as they do rise.
    """

    channel: Channel
    name: str
    place: str
    first: int | None
    seen: "array[int]" = msgspec.field(default_factory=lambda: array("q"))
    named: bool = False


def channel_in_name(dump: str) -> tuple[Channel, str]:
    """The channel and the topic that a dump's path names, as zulip-archive lays its files out.

    "113488-general/Tactics.20and.20proofs.json", below a folder named after the server.
    """
    forum = forum_in_name(dump)
    host = forum.host if forum else ""
    *folders, stem = (dump.rpartition(".")[0] or dump).split("/")
    folder = folders[-1] if folders else ""
    if match := _JOINED.fullmatch(stem):
        folder, stem = match.groups()
    found = _CHANNEL.fullmatch(folder)
    if not found:
        return Channel(host), decoded(stem)
    return Channel(host, int(found[1]), decoded(found[2])), decoded(stem)


def host_in(address: object) -> str:
    """The server's name in the address that it makes up for a user: "user7@chat.example.org"."""
    match = _MADE_UP.fullmatch(address) if isinstance(address, str) else None
    forum = forum_in_name(f"{match[1]}/") if match else None
    return forum.host if forum else ""


def decoded(name: str) -> str:
    """A name as people write it: Zulip writes "." for the "%" of addresses."""
    return unquote(_CODED.sub(r"%\1", unquote(name)))


def coded(name: str) -> str:
    """A name as Zulip writes it into addresses."""
    return quote(name, safe="").replace(".", "%2E").replace("%", ".")


def channel_of(message: Message, named: Channel) -> Channel:
    """The channel of a message; what it does not tell is as the dump's name has it."""
    told = message.display_recipient
    if isinstance(told, list):
        people = sorted(_names(told))
        return Channel(named.host, None, f"direct messages: {', '.join(people)}"[:_LONGEST])
    name = told if isinstance(told, str) and told else named.name
    number = message.stream_id if message.stream_id and message.stream_id > 0 else named.number
    return Channel(named.host, number, name)


def _names(people: list[Any]) -> list[str]:
    names = [person.get("full_name") for person in people if isinstance(person, Mapping)]
    return [name for name in names if isinstance(name, str)]


def topic_key(topic: str) -> str:
    """What names of one topic have in common: capitals and the sign of resolved ones may differ."""
    return topic.removeprefix(_RESOLVED).lower()


def place_of(channel: Channel, topic: str) -> str:
    """A name for a topic's beginning, the same from every dump of it. It is no message."""
    name = _NOT_NAMED.sub("-", topic_key(topic))[:_LONGEST]
    return f"zulip:{channel.prefix}/{channel.number or ''}/topic/{name}"


# Posts


def usable(message: Message) -> bool:
    return 0 < message.id < _LARGEST


def opens(topic: Topic) -> Continuation:
    """Where other dumps of the topic, which do not begin with it, find its first message."""
    return Continuation(topic.place, f"zulip:{topic.channel.prefix}/{topic.first}")


def post(message: Message, topic: Topic) -> Post:
    """One message. The numbers of the topic's messages before it are known."""
    prefix = f"zulip:{topic.channel.prefix}"
    is_first = message.id == topic.first
    begins = f"{prefix}/{topic.first}" if topic.first else None
    body = _body(message, topic.channel)
    above = None if is_first else _above(message, topic)
    titled = is_first or not (topic.first or topic.named)
    topic.named = True
    if not topic.seen or message.id > topic.seen[-1]:
        topic.seen.append(message.id)
    return Post(
        id=f"{prefix}/{message.id}",
        parent=None if is_first else f"{prefix}/{above}" if above else begins or topic.place,
        root=begins,
        body=body,
        author=message.sender_full_name or None,
        created=utc_unix(message.timestamp),
        edited=_edited(message),
        state="deleted" if not body.text and message.content in _GONE else "visible",
        permalink=_permalink(message.id, topic),
        title=_title(topic) if titled else None,
        community="/".join(filter(None, (topic.channel.host, topic.channel.name))) or None,
        labels=_labels(message, topic, is_first),
        evidence=_QUOTES if above else None,
    )


def _above(message: Message, topic: Topic) -> int | None:
    """The number of the message that this one answers, if it stands in the same topic."""
    quoted = answered(message.content or "")
    if quoted is None or quoted.number >= message.id:
        return None
    at = bisect_left(topic.seen, quoted.number)
    if at < len(topic.seen) and topic.seen[at] == quoted.number:
        return quoted.number
    absent = topic.first is None or quoted.number > topic.first
    return quoted.number if absent and _same_topic(quoted, topic) else None


def _same_topic(quoted: Answered, topic: Topic) -> bool:
    number, _, _ = quoted.stream.partition("-")
    if topic.channel.number is not None and number != str(topic.channel.number):
        return False
    name = topic_key(decoded(quoted.topic))
    return bool(name) and name == topic_key(topic.name)


def _body(message: Message, channel: Channel) -> Body:
    """HTML, if the server made it; an answer may hold Markdown in its place."""
    text = message.rendered_content or message.content or ""
    if message.content in _GONE:
        return Body("", "html")
    markdown = message.content_type == "text/x-markdown"
    if not message.rendered_content and (markdown or (text and not text.startswith("<"))):
        return Body(text, "markdown")
    return Body(portable(text, f"https://{channel.host}" if channel.host else ""), "html")


def _title(topic: Topic) -> str | None:
    """The topic's name without the sign that Zulip puts before those that are resolved."""
    return topic.name.removeprefix(_RESOLVED) or topic.channel.name or None


def _edited(message: Message) -> datetime | None:
    return utc_unix(message.last_edit_timestamp)


def _permalink(number: int, topic: Topic) -> str | None:
    channel = topic.channel
    if not channel.host:
        return None
    if channel.number is None:
        return f"https://{channel.host}/#narrow/id/{number}"
    name = coded(topic.name)
    return f"https://{channel.host}/#narrow/channel/{channel.coded}/topic/{name}/near/{number}"


def _labels(message: Message, topic: Topic, is_first: bool) -> tuple[str, ...]:
    labels = ["resolved"] if is_first and topic.name.startswith(_RESOLVED) else []
    if message.sender_full_name in _BOTS or message.sender_email in _BOTS:
        labels.append("notice")
    return (*labels, *_reactions(message.reactions))


def _reactions(told: object) -> list[str]:
    """Each sign with how many gave it, in the order in which they were given first."""
    counts: dict[str, int] = {}
    for reaction in told if isinstance(told, list) else ():
        sign = _sign(reaction) if isinstance(reaction, Mapping) else ""
        if sign:
            counts[sign] = counts.get(sign, 0) + 1
    return [f"{sign} {count}" for sign, count in counts.items()]


def _sign(reaction: Mapping[str, Any]) -> str:
    code, name = reaction.get("emoji_code"), reaction.get("emoji_name")
    if reaction.get("reaction_type") == "unicode_emoji" and isinstance(code, str):
        try:
            return "".join([chr(int(point, 16)) for point in code[:60].split("-")]).strip()
        except (ValueError, OverflowError):
            pass
    return f":{name[:60]}:" if isinstance(name, str) and name else ""
