"""chat-records: messages of Teams, Rocket.Chat, Gitter, signal-cli and WhatsApp-Chat-Exporter.

What was said is put together by days; what answers a message stands below it. Messages of a channel
of Teams are threads. Format: docs/formats/chat-records.md.
"""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _chat_records as chats
from sitegen.sources._chat import NOTICE, Days, direct, first_words, is_web, reactions
from sitegen.sources._chat_rooms import is_gitter, is_rocket
from sitegen.sources._chat_told import OTHERS, SITES, Told
from sitegen.sources._discord import Seen
from sitegen.sources._json import members
from sitegen.sources._json_records import documents
from sitegen.sources._post_made import stem_of
from sitegen.sources.source import Dump, Head, Source

_NO_KEY = re.compile(r"[^\w.@:+=-]+")


def _sniff(head: Head) -> bool:
    first = members(head.data)
    if "value" in first and chats.is_teams(frozenset(members(first["value"]))):
        return True
    if chats.is_teams(frozenset(first)):
        return True
    page = frozenset(members(first["messages"])) if "messages" in first else frozenset()
    if is_rocket(page) or is_rocket(frozenset(first)) or is_gitter(frozenset(first)):
        return True
    envelope = first.get("envelope") or members(first.get("params", b"")).get("envelope", b"")
    if envelope and chats.is_signal(frozenset(members(envelope))):
        return True
    inner = next(iter(first.values()), b"")
    complete = dict(list(first.items())[:1])
    return chats.is_whatsapp(frozenset(complete), frozenset(members(inner)))


def _read(dump: Dump) -> Iterator[Record]:
    reader = _Reader(stem_of(dump.name).rpartition("/")[2])
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            found = False
            for place, told in chats.messages(document.value):
                found = True
                yield from reader.records(told, document.at(place))
            if not found and not document.torn:
                yield Problem(document.where, "not a message of a chat")
    yield from reader.remarks()


class _Reader:
    """Makes the messages of all chats of a dump posts."""

    def __init__(self, name: str) -> None:
        self._name = name  # of the file
        self._days: dict[str, Days] = {}
        self._titles: dict[str, str] = {}
        self._seen: dict[str, Seen] = {}
        self._others: Counter[str] = Counter()
        self._private = 0

    def records(self, told: Told, where: str) -> Iterator[Record]:
        if told.why in OTHERS:
            self._others[OTHERS[told.why]] += 1
            return
        if not told.id:
            yield Problem(where, told.why)
            return
        key = _key(told, self._name)
        title = self._titles.setdefault(key, told.title) if told.title else ""
        title = title or self._titles.get(key, SITES.get(told.site, self._name))
        place = title.replace("/", " ")
        community = f"Direct messages/{place}" if told.is_direct else place
        parent: str | None = f"{told.site}:{key}/{told.answered}" if told.answered else None
        seen = self._seen.setdefault(key, Seen())
        if not told.opens and (not parent or _number(told.answered) not in seen):
            if key not in self._days:
                self._days[key] = Days(told.site, key, title, community)
            parent, opening = self._days[key].opening(told.created)
            if opening:
                yield opening
        if not told.opens:
            seen.add(_number(told.id))
        self._private += told.is_direct
        opens = told.opens and not told.answered
        yield Post(
            id=f"{told.site}:{key}/{told.id}",
            body=Body("" if told.is_gone else told.text, told.markup),  # type: ignore[arg-type]
            parent=parent,
            author=told.author.strip() or None,
            created=told.created,
            edited=told.edited,
            state="deleted" if told.is_gone else "visible",
            permalink=told.link if is_web(told.link) else None,
            title=(told.subject.strip() or _title(told)) if opens else None,
            community=community,
            labels=((NOTICE,) if told.is_notice else ()) + reactions([*told.given]),
        )

    def remarks(self) -> Iterator[Problem]:
        for what, count in sorted(self._others.items()):
            yield Problem("", f"left out: {what} ({count:,})", lost=False)
        yield from direct(self._private)


def _key(told: Told, name: str) -> str:
    """The name of a chat in ids; a digest where it may have somebody's number in it."""
    if told.site == "gitter":  # which tells no room
        return _NO_KEY.sub("-", name)[:120] or told.chat
    if told.site in ("teams", "rocketchat"):
        return _NO_KEY.sub("-", told.chat)[:120]
    return blake2b(told.chat.encode("utf-8", "replace"), digest_size=5).hexdigest()


def _number(own: str) -> int:
    """An id as eight bytes."""
    if len(own) < 20 and own.isascii() and own.isdecimal():
        return int(own)
    return int.from_bytes(blake2b(own.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _title(told: Told) -> str | None:
    return first_words(re.sub(r"<[^<>]{0,300}>", " ", told.text[:2000]))


SOURCE = Source(
    name="chat-records",
    title="Messages of Teams, Rocket.Chat, Gitter, signal-cli and WhatsApp-Chat-Exporter, in JSON",
    version=2,
    sniff=_sniff,
    signs=(b'"messageType"', b'"envelope"', b'"their_avatar"', b'"rid"', b'"fromUser"'),
    read=_read,
)
