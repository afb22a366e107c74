"""telegram-records: messages of Telegram as Telethon, Pyrogram and tdl write them.

A message a line, or in a list, or in the object that tdl writes. Mostly the newest stands first, so
a dump is read twice: an answer stands below what it answers where that is in the dump at all.
Format: docs/formats/telegram-records.md.
"""

from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources import _telegram_records as messages
from sitegen.sources._discord import Seen
from sitegen.sources._json import members
from sitegen.sources._json_inside import array_of
from sitegen.sources._json_records import Document, documents, plain, trees
from sitegen.sources._post_made import stem_of
from sitegen.sources.source import Dump, Head, Source
from sitegen.sources.telegram_json import Reader

_OF_TDL = frozenset({"id", "messages"})
_MOST = 1 << 52  # of ids


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if told.keys() == _OF_TDL:
        return {"id", "type", "file"} <= members(told["messages"]).keys()
    inner = next((told[key] for key in ("peer_id", "to_id", "chat") if key in told), b"")
    return messages.is_message(told, members(inner))


def _read(dump: Dump) -> Iterator[Record]:
    known: dict[int | None, _Ids] = {}
    for found in _messages(dump):
        if isinstance(found, tuple) and isinstance(found[1].value, dict):
            value = found[1].value
            number = messages.integer(value.get("id"))
            chat = found[0] if found[0] is not None else messages.chat_of(value)[0]
            if number is not None and 0 <= number < _MOST:
                known.setdefault(chat, _Ids()).add(number)
    readers: dict[int | None, Reader] = {}
    for found in _messages(dump):
        if isinstance(found, Problem):
            yield found
            continue
        own, document = found
        if not isinstance(document.value, dict):
            yield Problem(document.where, "not a message of Telegram")
            continue
        chat, name, kind = messages.chat_of(document.value)
        chat = own if own is not None else chat
        if chat is None or not 0 <= chat < _MOST:
            if not document.torn:
                yield Problem(document.where, "a message of no chat")
            continue
        if chat not in readers:
            name = name or stem_of(dump.name).rpartition("/")[2]
            readers[chat] = Reader(str(chat), name, kind, known.get(chat))
        yield from readers[chat].records(messages.shaped(document.value), document.where)


def _messages(dump: Dump) -> Iterator[tuple[int | None, Document] | Problem]:
    """Each message, and its chat, where that is told outside of it."""
    if _is_tdl(dump):
        with dump.open() as stream:
            found = array_of(stream, "messages")
            if not isinstance(found, bytes) and "id" in found[0]:
                chat = messages.integer(plain(found[0]["id"]))
                for one in trees(found[1]):
                    yield one if isinstance(one, Problem) else (chat, one)
                return
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            value = document.value
            if isinstance(value, dict) and isinstance(value.get("messages"), list):
                chat = messages.integer(value.get("id"))
                for index, one in enumerate(value["messages"]):
                    yield chat, Document(document.at(f".messages[{index}]"), one)
            else:
                yield None, document


def _is_tdl(dump: Dump) -> bool:
    with dump.open() as stream:
        return members(stream.read(1 << 16)).keys() == _OF_TDL


class _Ids:
    """Ids of a chat, eight bytes each where they rise or fall."""

    def __init__(self) -> None:
        self._rising, self._falling = Seen(), Seen()
        self._last = -1

    def add(self, number: int) -> None:
        (self._rising if number > self._last else self._falling).add(
            number if number > self._last else _MOST - number
        )
        self._last = number

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        return number in self._rising or _MOST - number in self._falling


SOURCE = Source(
    name="telegram-records",
    title="Messages of Telegram as Telethon, Pyrogram and tdl write them",
    version=1,
    sniff=_sniff,
    keys=frozenset({"peer_id", "to_id", "chat", "messages"}),
    read=_read,
)
