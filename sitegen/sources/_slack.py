"""A message of Slack as a post, whatever dump it comes from.

A message is known by its channel and its time stamp, which is an id and a text: as a number it
would lose its last digits. Messages: https://docs.slack.dev/reference/events/message
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen import possessive
from sitegen.model import Body, Post, Problem, State
from sitegen.model.shortcodes import character, emojized
from sitegen.sources._chat import NOTICE, Days, dicts, first_words, reactions, text_of
from sitegen.sources._json import utc_unix
from sitegen.sources._slack_text import body

_STAMP = possessive.compiled(r"\d{1,12}\.\d{1,9}")
_CHANNEL = possessive.compiled(r"[CDG][A-Z0-9]{5,20}")
_HOST = possessive.compiled(
    r"https://([a-z0-9-]{1,60}(?:\.enterprise)?\.slack\.com)/(?:files|archives)/"
)
_NOTICES = possessive.compiled(
    r"(?:channel|group|mpim|im|bot|app|pinned|unpinned|huddle|sh_room|reminder|joiner|tabbed_canvas"
    r"|conversation|ekm|list_record)_\w+"
)
_TOKEN = possessive.compiled(r"<[^<>|\n]{0,4000}\|([^<>\n]*)>|<([^<>\n]*)>")
_MARKED = possessive.compiled(r"(?<![\w*_~])([*_~])(?! )([^*_~\n]+)(?<! )\1(?![\w*_~])")
_ADDED = possessive.compiled(r"\|([^<>|\n]{1,80})>\s*$")
_BROADCAST = "also sent to the channel"
_SLACKBOT = "USLACKBOT"


class Channel(msgspec.Struct, frozen=True):
    """Where messages stand: `id` is Slack's own where a dump tells it, else the channel's name.

    `title` is its name as it is shown, "#general"; `host` is that of the workspace, or empty.
    """

    id: str
    title: str
    host: str = ""


class Reader:
    """Makes the messages of one channel posts, and opens the days on which they were written."""

    def __init__(self, channel: Channel, names: dict[str, str]) -> None:
        self._channel, self._names = channel, names
        workspace = channel.host.removesuffix(".slack.com")
        name = channel.title.removeprefix("#").replace("/", " ")
        self._community = f"{workspace}/{name}" if workspace else name
        self._days = Days("slack", channel.id, channel.title, self._community)

    def records(self, message: object, where: str) -> Iterator[Post | Problem]:
        """The post of a message and of the replies that are nested in it, or why there is none."""
        if not isinstance(message, dict):
            yield Problem(where, "not a message of Slack")
            return
        told = _unwrapped(message)
        stamp = told.get("ts")
        if not _is_stamp(stamp):
            yield Problem(where, "a message without a usable time stamp (ts)")
            return
        thread = told.get("thread_ts")
        thread = thread if _is_stamp(thread) else None
        replies = dicts(told.get("slackdump_thread_replies"))
        opens = thread == stamp or bool(replies) or bool(told.get("reply_count"))
        if thread and thread != stamp:
            yield self._post(told, self._id(thread), self._id(thread))
        elif opens:
            yield self._post(told, None, None)
        else:
            day, opening = self._days.opening(utc_unix(stamp))
            if opening:
                yield opening
            yield self._post(told, day, None)
        for number, reply in enumerate(replies):
            nested = {**reply, "thread_ts": thread or stamp}
            nested.pop("slackdump_thread_replies", None)
            yield from self.records(nested, f"{where}.slackdump_thread_replies[{number}]")

    def _id(self, stamp: str) -> str:
        return f"slack:{self._channel.id}/{stamp}"

    def _post(self, told: Mapping[str, Any], parent: str | None, root: str | None) -> Post:
        state = _state(told)
        subtype = text_of(told, "subtype")
        self._learn_of_bot(told, subtype)
        text = "" if subtype == "tombstone" else body(told, self._names)
        edited = told.get("edited")
        stamp = told["ts"]
        count = told.get("reply_count")
        return Post(
            id=self._id(stamp),
            body=Body(text, "slack"),
            parent=parent,
            root=root,
            author=self._author(told),
            created=utc_unix(stamp),
            edited=utc_unix(edited.get("ts")) if isinstance(edited, dict) else None,
            state=state,
            permalink=self._permalink(told, root),
            title=self._title(told, text) if parent is None else None,
            community=self._community,
            labels=_labels(told, subtype),
            claimed=count if parent is None and isinstance(count, int) and count > 0 else None,
        )

    def _learn_of_bot(self, told: Mapping[str, Any], subtype: str) -> None:
        """The name of a program whose messages do not tell it, from the note that it was added."""
        bot, named = text_of(told, "bot_id"), _ADDED.search(text_of(told, "text"))
        if subtype == "bot_add" and bot and named:
            self._names.setdefault(bot, named[1])

    def _title(self, told: Mapping[str, Any], text: str) -> str | None:
        """The first words of a thread, without markup as far as that is simple."""
        plain = _MARKED.sub(r"\2", _TOKEN.sub(r"\1\2", text))
        for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("```", "")):
            plain = plain.replace(entity, sign)
        return (
            first_words(emojized(plain))
            or f"{self._author(told) or 'A message'} in {self._channel.title}"
        )

    def _author(self, told: Mapping[str, Any]) -> str | None:
        """The name that people see; an id where no name is known."""
        user = text_of(told, "user") or text_of(_first(told, "comment"), "user")
        if told.get("subtype") == "tombstone" and user == _SLACKBOT:
            return None
        bot = text_of(told, "bot_id")
        profile = _first(told, "user_profile")
        return (
            text_of(told, "username")
            or self._names.get(user)
            or text_of(profile, "display_name")
            or text_of(profile, "real_name")
            or text_of(profile, "name")
            or text_of(_first(told, "bot_profile"), "name")
            or self._names.get(bot)
            or user
            or bot
            or None
        )

    def _permalink(self, told: Mapping[str, Any], root: str | None) -> str | None:
        own = text_of(told, "permalink")
        if _HOST.match(own):
            return own
        host = self._channel.host
        if not host:
            for file in dicts(told.get("files")):
                found = _HOST.match(text_of(file, "permalink"))
                host = found[1] if found else host
        if not host or not _CHANNEL.fullmatch(self._channel.id):
            return None
        address = f"https://{host}/archives/{self._channel.id}/p{told['ts'].replace('.', '')}"
        if root:
            address += f"?thread_ts={root.rpartition('/')[2]}&cid={self._channel.id}"
        return address


def _is_stamp(value: object) -> bool:
    return isinstance(value, str) and _STAMP.fullmatch(value) is not None


def _first(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}


def _unwrapped(message: dict[str, Any]) -> dict[str, Any]:
    """The message that an event tells of: one that was changed, deleted, or got a reply."""
    subtype = message.get("subtype")
    if subtype == "message_deleted":
        before = dict(_first(message, "previous_message"))
        before.setdefault("ts", message.get("deleted_ts"))
        return {**before, "subtype": "message_deleted"}
    inner = message.get("message")
    if subtype in ("message_changed", "message_replied") and isinstance(inner, dict):
        return inner
    return message


def _state(told: Mapping[str, Any]) -> State:
    return "deleted" if told.get("subtype") in ("tombstone", "message_deleted") else "visible"


def _labels(told: Mapping[str, Any], subtype: str) -> tuple[str, ...]:
    labels = []
    if _NOTICES.fullmatch(subtype) and subtype != "bot_message":
        labels.append(NOTICE)
    elif subtype == "bot_message" or told.get("bot_id"):
        labels.append("bot")
    if subtype == "thread_broadcast":
        labels.append(_BROADCAST)
    if told.get("pinned_to"):
        labels.append("pinned")
    given = [
        (_emoji(text_of(told, "name")), told.get("count")) for told in dicts(told.get("reactions"))
    ]
    return (*labels, *reactions(given))


def _emoji(name: str) -> str:
    short, _, skin = name.partition("::skin-tone-")
    known = character(short, skin if skin in ("2", "3", "4", "5", "6") else "")
    return known or (f":{short}:" if short else "")
