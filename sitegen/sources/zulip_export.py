"""zulip-export: the export of a whole organization that a Zulip server makes.

A folder or archive with `realm.json` (people, channels) and `messages-000001.json` and so on. It is
read twice: an archive may hold its files in any order, and the first message of a topic opens it.
Direct messages are nobody's business and are left out.

Format: https://zulip.com/help/export-your-organization and zerver/lib/export.py of
https://github.com/zulip/zulip
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources import _zulip as zulip
from sitegen.sources._inner import in_file
from sitegen.sources._json_records import Document, documents, left_out, listed, typed
from sitegen.sources._zulip import Channel, Message, Topic
from sitegen.sources.known import is_archive
from sitegen.sources.source import Dump, Head, Source

_REALM = "realm.json"
_MESSAGES = re.compile(r"(?:.*/)?messages-\d{6}\.json")
_PEOPLE = ("zerver_userprofile", "zerver_userprofile_crossrealm", "zerver_userprofile_mirrordummy")
_MOST_ASKED = 200  # people whose addresses are looked at
_CHANNEL = 2  # the kind of recipient that is not a person or a group of them
_UNTOLD = (
    "nothing tells which server this is from, so it has no links there; put it into a folder named "
    "after the server, such as chat.example.org"
)


class _Realm(msgspec.Struct):
    """What messages refer to by number, and the first message of each topic by its place."""

    host: str
    people: dict[int, str] = {}
    channels: dict[int, str] = {}
    private: set[int] = set()  # channels that not everybody on the server could read
    recipients: dict[int, tuple[int, int]] = {}  # kind, number of the channel
    firsts: dict[tuple[int, str], int] = {}


# Recognising


def _sniff(head: Head) -> bool:
    folders = {name.removesuffix(_REALM) for name in head.members if _is_realm(name)}
    told = [name for name in head.members if _MESSAGES.fullmatch(name)]
    return any(name.rpartition("/")[0] == folder.rstrip("/") for name in told for folder in folders)


def _is_realm(name: str) -> bool:
    return name.rpartition("/")[2] == _REALM


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    within = dump.name if is_archive(dump.name) else f"{dump.name}/{_REALM}"
    realm = _Realm(zulip.channel_in_name(within)[0].host)
    for name, stream in dump.files():
        if _is_realm(name):
            yield from _people(name, stream, realm)
        elif _MESSAGES.fullmatch(name):
            for document in _told(stream):
                for fields in _messages(document):
                    _note_first(fields, realm)
    if not (realm.people or realm.channels):
        yield Problem(_REALM, "tells neither people nor channels")
    yield from _posts(dump, realm)
    if not realm.host and realm.firsts:
        yield Problem("", _UNTOLD, lost=False)


def _told(stream: BinaryIO) -> Iterator[Document]:
    return (found for found in documents(stream) if isinstance(found, Document))


def _people(name: str, stream: BinaryIO, realm: _Realm) -> Iterator[Problem]:
    for document in documents(stream):
        if isinstance(document, Problem):
            yield in_file(name, document)
            continue
        value = document.value if isinstance(document.value, dict) else {}
        for table in _PEOPLE:
            realm.people |= _named(value.get(table), "full_name")
        realm.channels |= _named(value.get("zerver_stream"), "name")
        for row in listed(value.get("zerver_stream")):
            match row:
                case {"id": int(channel), "invite_only": True}:
                    realm.private.add(channel)
        for row in listed(value.get("zerver_recipient")):
            match row:
                case {"id": int(number), "type": int(kind), "type_id": int(channel)}:
                    realm.recipients[number] = (kind, channel)
        for row in listed(value.get("zerver_userprofile"))[:_MOST_ASKED]:
            email = row.get("email") if isinstance(row, dict) else None
            realm.host = realm.host or zulip.host_in(email)


def _named(rows: object, key: str) -> dict[int, str]:
    """The names in rows of a table by the rows' numbers."""
    return {
        row["id"]: row[key]
        for row in listed(rows)
        if isinstance(row, dict)
        and isinstance(row.get("id"), int)
        and isinstance(row.get(key), str)
    }


def _messages(document: Document) -> list[Any]:
    value = document.value
    return listed(value.get("zerver_message")) if isinstance(value, dict) else []


def _note_first(fields: Any, realm: _Realm) -> None:
    key = _topic_key(fields) if isinstance(fields, dict) else None
    number = fields.get("id") if key else None
    if key and isinstance(number, int) and number > 0:
        realm.firsts[key] = min(number, realm.firsts.get(key, number))


def _topic_key(fields: Mapping[str, Any]) -> tuple[int, str] | None:
    recipient, subject = fields.get("recipient"), fields.get("subject")
    if not isinstance(recipient, int) or not isinstance(subject, str):
        return None
    return recipient, zulip.topic_key(subject)


def _posts(dump: Dump, realm: _Realm) -> Iterator[Record]:
    topics: dict[tuple[int, str], Topic] = {}
    private = 0
    for name, stream in dump.files():
        if not _MESSAGES.fullmatch(name):
            continue
        for document in documents(stream):
            if isinstance(document, Problem):
                yield in_file(name, document)
                continue
            for index, fields in enumerate(_messages(document)):
                where = f"{name}: {document.at(f'.zerver_message[{index}]')}"
                kind, number = _recipient(fields, realm)
                if kind not in (None, _CHANNEL):
                    private += 1
                    continue
                yield from _message(fields, where, number, realm, topics)
    closed = {topic.channel for topic in topics.values() if topic.channel.number in realm.private}
    if closed:
        names = ", ".join(sorted(channel.name or str(channel.number) for channel in closed))
        yield Problem("", f"these channels are private on the server: {names[:300]}", lost=False)
    if private:
        yield Problem("", f"direct messages are private, and were left out: {private:,}")


def _recipient(fields: Any, realm: _Realm) -> tuple[int | None, int | None]:
    recipient = fields.get("recipient") if isinstance(fields, dict) else None
    found = realm.recipients.get(recipient) if isinstance(recipient, int) else None
    return found or (None, None)


def _message(
    fields: Any,
    where: str,
    number: int | None,
    realm: _Realm,
    topics: dict[tuple[int, str], Topic],
) -> Iterator[Record]:
    key = _topic_key(fields) if isinstance(fields, dict) else None
    if key is None or number is None:
        yield Problem(where, "a message that does not tell its channel and topic")
        return
    sender = fields.get("sender")
    told = fields | {
        "sender_full_name": realm.people.get(sender) if isinstance(sender, int) else None,
        "timestamp": fields.get("date_sent"),
        "last_edit_timestamp": fields.get("last_edit_time"),
    }
    try:
        message, unusable = typed(told, Message)
    except ValueError as error:
        yield Problem(where, f"not a message: {error}")
        return
    if not zulip.usable(message):
        yield Problem(where, f"{message.id} cannot be the number of a message")
        return
    if key not in topics:
        channel = Channel(realm.host, number, realm.channels.get(number, ""))
        name = message.subject or ""
        place = zulip.place_of(channel, name)
        topics[key] = Topic(channel, name, place, realm.firsts.get(key))
        yield zulip.opens(topics[key])
    yield zulip.post(message, topics[key])
    yield from left_out(where, unusable)


SOURCE = Source(
    name="zulip-export",
    title="Exports of a Zulip organization, as its server makes them",
    version=2,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=frozenset({_REALM}),
)
