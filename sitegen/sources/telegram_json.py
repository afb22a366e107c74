"""telegram-json: chats of Telegram, as its desktop program exports them (result.json).

One chat with its messages, which stream, or an export of several chats. What was said is put
together by days; an answer stands below what it answers, and a topic of a forum is a thread.
Format: docs/formats/telegram-json.md; https://core.telegram.org/import-export.
"""

import re
from collections.abc import Container, Iterator, Mapping
from typing import Any

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources._chat import NOTICE, Days, dicts, reactions, text_of
from sitegen.sources._discord import Seen
from sitegen.sources._json import inside, members, utc_iso, utc_unix
from sitegen.sources._json_inside import after, array_of
from sitegen.sources._json_records import documents, plain, trees
from sitegen.sources._telegram_text import body
from sitegen.sources.source import Dump, Head, Source

_OPEN = frozenset({"private_supergroup", "public_supergroup", "private_channel", "public_channel"})
_PRIVATE = frozenset({"personal_chat", "bot_chat", "saved_messages"})
_KINDS = _OPEN | _PRIVATE | {"private_group"}
_MOST = 1 << 52  # of ids
_NO_KEY = re.compile(r"[\s/#]+")


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if "chats" in told and "list" in members(told["chats"]):
        return True
    kind = told.get("type", b"").strip(b'" ').decode("ascii", "replace")
    return kind in _KINDS and "messages" in told and not told.keys().isdisjoint(("id", "name"))


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        found = array_of(stream, "messages")
        reader = None
        if not isinstance(found, bytes) and "type" in found[0]:
            reader = _reader({name: plain(value) for name, value in found[0].items()})
        if reader is not None and not isinstance(found, bytes):
            for one in trees(found[1]):
                yield from (
                    [one] if isinstance(one, Problem) else reader.records(one.value, one.where)
                )
            return
    with dump.open() as stream:
        for document in documents(after(b"", stream)):
            if isinstance(document, Problem):
                yield document
                continue
            yield from _several(document.value, document.where)


def _several(told: object, where: str) -> Iterator[Record]:
    """All chats of an export of an account."""
    chats = told.get("chats") if isinstance(told, dict) else None
    listed = dicts(chats.get("list")) if isinstance(chats, dict) else []
    single = isinstance(told, dict) and isinstance(told.get("messages"), list)
    if single:
        listed = dicts([told])
    if not listed:
        yield Problem(where, "an export of Telegram without a chat")
    for number, chat in enumerate(listed):
        place = where if single else inside(where, f".chats.list[{number}]")
        reader = _reader(chat)
        if reader is None:
            yield Problem(place, "the chat has neither a usable id nor a name")
            continue
        messages = chat.get("messages")
        for index, message in enumerate(messages if isinstance(messages, list) else ()):
            yield from reader.records(message, inside(place, f".messages[{index}]"))


def _reader(told: Mapping[str, object]) -> "Reader | None":
    number, name = told.get("id"), text_of(told, "name").strip()
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < _MOST:
        return Reader(str(number), name, text_of(told, "type"))
    return Reader(f"~{_NO_KEY.sub('-', name)[:80]}", name, text_of(told, "type")) if name else None


class Reader:
    """Makes the messages of one chat posts."""

    def __init__(
        self, number: str, name: str, kind: str, known: Container[int] | None = None
    ) -> None:
        """`number`: the chat's, or what stands for it where it was taken out of the file.
        `known`: the ids of its messages, where they may stand behind what answers them."""
        name = name or ("Saved messages" if kind == "saved_messages" else f"Chat {number}")
        place = name.replace("/", " ")
        self._prefix = f"telegram:{number}/"
        linked = kind in _OPEN and number.isdecimal()
        self._link = f"https://t.me/c/{number}/" if linked else ""
        self._community = f"Direct messages/{place}" if kind in _PRIVATE else place
        self._days = Days("telegram", number, name, self._community)
        self._seen = Seen()
        self._known = self._seen if known is None else known

    def records(self, told: object, where: str) -> Iterator[Record]:
        number = told.get("id") if isinstance(told, dict) else None
        if not isinstance(told, dict) or not isinstance(number, int) or not 0 <= number < _MOST:
            yield Problem(where, "a message without a usable id")
            return
        created = utc_unix(told.get("date_unixtime")) or utc_iso(told.get("date"))
        if created is None:
            yield Problem(where, "no usable date", lost=False)
        topic = text_of(told, "title") if told.get("action") == "topic_created" else ""
        parent = self._answered(told)
        if parent is None and not topic:
            parent, opening = self._days.opening(created)
            if opening:
                yield opening
        service = text_of(told, "type") == "service"
        author = text_of(told, "actor" if service else "from")
        yield Post(
            id=f"{self._prefix}{number}",
            body=Body(body(told), "html"),
            parent=None if topic else parent,
            author=author or None,
            created=created,
            edited=utc_unix(told.get("edited_unixtime")) or utc_iso(told.get("edited")),
            permalink=f"{self._link}{number}" if self._link else None,
            title=topic or None,
            community=self._community,
            labels=((NOTICE,) if service and not topic else ()) + _reactions(told),
        )
        if self._known is self._seen:
            self._seen.add(number)

    def _answered(self, told: Mapping[str, Any]) -> str | None:
        """What a message answers, if it is in this chat and was read before it."""
        number = told.get("reply_to_message_id")
        if "reply_to_peer_id" in told or not isinstance(number, int) or not 0 <= number < _MOST:
            return None
        return f"{self._prefix}{number}" if number in self._known else None


def _reactions(told: Mapping[str, Any]) -> tuple[str, ...]:
    given = [(text_of(one, "emoji"), one.get("count")) for one in dicts(told.get("reactions"))]
    return reactions(given)


SOURCE = Source(
    name="telegram-json",
    title="Telegram chats, as its desktop program exports them (result.json)",
    version=3,
    sniff=_sniff,
    signs=(b'"messages"', b'"chats"'),
    read=_read,
)
