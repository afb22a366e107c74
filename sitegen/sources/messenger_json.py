"""messenger-json: chats of Facebook's Messenger and of Instagram, from an export of an account.

`message_1.json`, `message_2.json` … of a chat, newest messages first, and the file a chat that
exports of encrypted chats hold. What was said is put together by days. Messages have no ids:
theirs here follow from time, sender and content.
Written from exports' known looks, without a specification: docs/formats/messenger-json.md.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources._chat import (
    NOTICE,
    Days,
    Repeats,
    dicts,
    is_web,
    number_of,
    reactions,
    text_of,
    utc_milliseconds,
)
from sitegen.sources._json import members
from sitegen.sources._json_records import left_out, listed, objects
from sitegen.sources._mojibake import mender
from sitegen.sources._times import utc_unix
from sitegen.sources.source import Dump, Head, Source

_EVENTS = frozenset({"Call", "Subscribe", "Unsubscribe", "Plan", "Payment"})
_TEXTS = ("sender_name", "content")
_FILES = ("photos", "videos", "audio_files", "gifs", "files", "media")
_CHAT = re.compile(r"(?:.*/)?([\w.-]{1,100})/?", re.ASCII)
_FILE = re.compile(r"(?:.*/)?([\w.-]{1,100})/message(?:_\d+)?\.json.*", re.ASCII)
_NUMBERED = re.compile(r"(.+)_\d{1,9}")  # what a chat's file is called by exports of encrypted ones
# What exports of encrypted chats call the same.
_NAMES = {
    "senderName": "sender_name", "timestamp": "timestamp_ms", "text": "content",
    "isUnsent": "is_unsent", "threadName": "title",
}  # fmt: skip


def _sniff(head: Head) -> bool:
    told = members(head.data)
    first = members(told.get("messages", b"")).keys()
    if "participants" not in told:
        return False
    return (
        first >= {"sender_name", "timestamp_ms"}
        or first >= {"sender_name", "timestamp"}
        or ("threadName" in told and first >= {"senderName", "timestamp"})
    )


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in objects(stream, "not a chat of Messenger"):
            if isinstance(document, Problem):
                yield document
                continue
            told = _named(document.value)
            if not isinstance(told.get("messages"), list):
                yield Problem(document.at(".messages"), "a chat without messages")
                continue
            reader = _Reader(told, dump.name)
            for number, message in _as_written(told["messages"]):
                yield from reader.records(message, document.at(f".messages[{number}]"))


def _as_written(messages: list[object]) -> Iterator[tuple[int, object]]:
    """Messages with their numbers in the file, in which the newest is mostly the first."""
    numbered = [*enumerate(messages)]
    times = [number_of(_named(one).get("timestamp_ms")) for one in dicts(messages)]
    certain = [time for time in times if time is not None]
    is_rising = len(certain) > 1 and certain[0] < certain[-1]
    return iter(numbered if is_rising else reversed(numbered))


def _named(told: Mapping[str, Any]) -> dict[str, Any]:
    return {_NAMES.get(name, name): value for name, value in told.items()}


class _Reader:
    """Makes the messages of one file posts."""

    def __init__(self, told: Mapping[str, Any], name: str) -> None:
        self._mend: Callable[[str], str] = mender(told)
        people = [one if isinstance(one, str) else "" for one in listed(told.get("participants"))]
        people += [text_of(one, "name") for one in dicts(told.get("participants"))]
        names = [self._mend(one) for one in people if one]
        title = self._mend(text_of(told, "title")).strip() or ", ".join(names[:5]) or "Chat"
        path = _CHAT.fullmatch(text_of(told, "thread_path")) or _FILE.fullmatch(name)
        self._key = path[1] if path else blake2b(title.encode(), digest_size=5).hexdigest()
        numbered = _NUMBERED.fullmatch(title)
        if numbered and numbered[1] in names:
            title = numbered[1]
        place = title.replace("/", " ")
        self._community = f"Direct messages/{place}" if len(names) <= 2 else place
        self._days = Days("messenger", self._key, title, self._community)
        self._repeats = Repeats()

    def records(self, message: object, where: str) -> Iterator[Record]:
        if not isinstance(message, dict):
            yield Problem(where, "not a message of Messenger")
            return
        told = _named(message)
        number = number_of(told.get("timestamp_ms"))
        created = utc_milliseconds(number)
        if isinstance(number, int) and "sender_name" in message and "timestamp" in message:
            created = utc_unix(number)  # as the exports of 2018 tell it
        if created is None:
            yield Problem(where, "no usable date", lost=False)
        unusable = [name for name in _TEXTS if not isinstance(told.get(name, ""), str | None)]
        yield from left_out(where, unusable)
        day, opening = self._days.opening(created)
        if opening:
            yield opening
        author = self._mend(text_of(told, "sender_name")).strip() or None
        text = self._body(told)
        content = f"{created}\n{author}\n{text}"
        unsent = told.get("is_unsent") is True and not text
        is_event = text_of(told, "type") in _EVENTS
        yield Post(
            id=f"messenger:{self._key}/{self._repeats.id_of(content)}",
            body=Body(text),
            parent=day,
            author=author,
            created=created,
            state="deleted" if unsent else "visible",
            community=self._community,
            labels=((NOTICE,) if is_event else ()) + self._reactions(told),
        )

    def _body(self, told: Mapping[str, Any]) -> str:
        text = self._mend(text_of(told, "content")).strip("\n")
        return "\n\n".join(filter(None, (text, "\n".join(self._sent(told, text)))))

    def _sent(self, told: Mapping[str, Any], text: str) -> Iterator[str]:
        """What was sent with the text: files by their names, and what was shared by its address."""
        files = [file for kind in _FILES for file in dicts(told.get(kind))]
        sticker = told.get("sticker")
        for file in [*files, *([sticker] if isinstance(sticker, dict) else [])]:
            name = self._mend(text_of(file, "uri")).rpartition("/")[2]
            yield f"Attached: {name or 'file'}"
        share = told.get("share")
        if isinstance(share, dict):
            link, words = (self._mend(text_of(share, name)) for name in ("link", "share_text"))
            if words and words not in text:
                yield words
            if link and link not in text:
                yield link if is_web(link) else f"Shared: {link}"
        seconds = number_of(told.get("call_duration"))
        if isinstance(seconds, int) and 0 < seconds < 1_000_000:
            yield f"Duration: {seconds // 60}:{seconds % 60:02d}"

    def _reactions(self, told: Mapping[str, Any]) -> tuple[str, ...]:
        given = [self._mend(text_of(one, "reaction")) for one in dicts(told.get("reactions"))]
        return reactions(list(Counter(given).items()))


SOURCE = Source(
    name="messenger-json",
    title="Chats of Facebook Messenger and Instagram, of an account's export",
    version=3,
    sniff=_sniff,
    keys=frozenset({"messages"}),
    read=_read,
)
