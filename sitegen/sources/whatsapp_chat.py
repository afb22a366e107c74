"""whatsapp-chat: chats that WhatsApp exports as text (_chat.txt, "WhatsApp Chat with Ada.txt").

What was said is put together by days. No line is lost: one that is no head of a message goes on
with the message above it. Messages have no ids: theirs here follow from time, author and words.
Written from exports' known looks, without a specification: docs/formats/whatsapp-chat.md.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from itertools import chain
from typing import BinaryIO

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _streams
from sitegen.sources._chat import NOTICE, Days
from sitegen.sources._whatsapp_lines import Line, Order, line_of, order_of
from sitegen.sources._whatsapp_said import EDITED, REMOVED, SHARED, SYSTEM, body
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_Head = tuple[str | None, datetime | None]  # who says it, and when

_NAMELESS = "Chat"
_BROKEN = "bytes that are not UTF-8, here and perhaps below, were replaced by U+FFFD"
_LONGEST = 1 << 20  # characters of one message; WhatsApp itself allows 65,536
_FIRST = 20  # lines in which what WhatsApp says of itself must stand
_NAMES = (
    r"WhatsApp[ -]Chat(?: with| mit| -|-)?|Chat de WhatsApp con|Conversa do WhatsApp com"
    r"|Discussion WhatsApp avec|Chat WhatsApp con|WhatsApp-chat met"
)
_NAMED = re.compile(rf"(?:.*/)?(?:{_NAMES}) (?P<chat>[^/]+)", re.I)
_OF_IOS = re.compile(r"(?:(?P<folders>.*)/)?_chat(?: \(\d+\))?", re.I)
_TEXT = re.compile(r"\.txt$", re.I)
_ENDING = re.compile(r"(?: \(\d+\))?(?:\.zip|\.te?xt)(?:\.(?:gz|zst|bz2|xz))?$", re.I)


def chat_of(name: str) -> str | None:
    """The name of the chat, as a path that an export has tells it; None: it is no such path."""
    path = _ENDING.sub("", name)
    if match := _OF_IOS.fullmatch(path):
        folder = _ENDING.sub("", (match["folders"] or "").rpartition("/")[2])
        return chat_of(folder) or folder or _NAMELESS
    match = _NAMED.fullmatch(path)
    return _ENDING.sub("", match["chat"]) if match else None


def is_exported(path: str) -> bool:
    """Whether a file is named as WhatsApp names the text of an export."""
    return _TEXT.search(path) is not None and chat_of(path) is not None


def _sniff(head: Head) -> bool:
    data = head.data.removeprefix(b"\xef\xbb\xbf").lstrip()[: _streams.HEAD_BYTES]
    if not re.match(rb"(?:\xe2[\x80\x81][\x80-\xbf])*\[?\D{0,3}\d", data[:40]):
        return False
    texts = data.decode("utf-8", "replace").split("\n")
    if line_of(texts[0].rstrip("\r")) is None:
        return False
    if chat_of(head.name) is not None:
        return True
    return any(SYSTEM.search(text) for text in texts[:_FIRST] if line_of(text)) or any(
        SHARED.fullmatch(line.speaker()[1].strip()) for text in texts if (line := line_of(text))
    )


def _read(dump: Dump) -> Iterator[Record]:
    chat = chat_of(dump.name)
    if chat is None:
        chat = _ENDING.sub("", dump.name.rpartition("/")[2])
    with dump.open() as stream:
        first, order, is_sure = _manner(stream)
    if chat == _NAMELESS and first and SYSTEM.search(first.said):
        chat = first.speaker()[0] or chat
    if not is_sure:
        yield Problem(
            "",
            "nothing tells whether the day or the month stands first in its dates: "
            "they were read with the day first",
            lost=False,
        )
    reader = _Reader(chat, first is not None and first.bracketed, order)
    with dump.open() as stream:
        yield from reader.records(stream)


def _manner(stream: BinaryIO) -> tuple[Line | None, Order, bool]:
    """The first head, and what the numbers mean in dates of all heads like it, surely or not."""
    heads = (
        line
        for _, data in _streams.lines(stream)
        if not isinstance(data, Problem) and (line := line_of(data.decode("utf-8", "replace")))
    )
    first = next(heads, None)
    if first is None:
        return None, "day first", True
    alike = (line for line in heads if line.bracketed == first.bracketed)
    return first, *order_of(chain((first,), alike))


class _Reader:
    """Makes the messages of one chat posts."""

    def __init__(self, chat: str, bracketed: bool, order: Order) -> None:
        self._chat = chat.strip() or _NAMELESS
        self._community = self._chat.replace("/", " ")
        self._key = blake2b(self._chat.encode("utf-8", "replace"), digest_size=5).hexdigest()
        self._bracketed, self._order = bracketed, order
        self._days = Days("whatsapp", self._key, self._chat, self._community)
        self._seen: dict[bytes, int] = {}

    def records(self, stream: BinaryIO) -> Iterator[Record]:
        head: _Head | None = None
        said: list[str] = []
        size = 0
        broken = False
        for number, data in _streams.lines(stream):
            if isinstance(data, Problem):
                yield data
                continue
            text = data.decode("utf-8", "replace")
            if not broken and "\ufffd" in text and b"\xef\xbf\xbd" not in data:
                broken = True
                yield Problem(f"line {number}", _BROKEN, lost=False)
            begun = self._begun(text)
            if begun or size > _LONGEST:
                yield from self._message(head, "\n".join(said))
                head, text = begun or (head, text)
                said, size = [], 0
            said.append(text)
            size += len(text)
        yield from self._message(head, "\n".join(said))

    def _begun(self, text: str) -> tuple[_Head, str] | None:
        """The head that a line is, and the words in it."""
        line = line_of(text)
        if line is None or line.bracketed != self._bracketed:
            return None
        other: Order = "month first" if self._order == "day first" else "day first"
        author, words = line.speaker()
        return (author, line.moment(self._order) or line.moment(other)), words

    def _message(self, head: _Head | None, text: str) -> Iterator[Record]:
        """The post of a message, and before it that of its day.

        What stands before the first message has no head, and so neither author nor time.
        """
        if head is None and not text.strip("\ufeff\n\t "):
            return
        author, created = head or (None, None)
        day, opening = self._days.opening(created)
        if opening:
            yield opening
        labels = (NOTICE,) if author is None or self._is_notice(author, text) else ()
        if (edited := EDITED.search(text)) is not None:
            text, labels = text[: edited.start()].rstrip(), (*labels, "edited")
        words = text.replace("\u200e", "").strip()
        gone = REMOVED.fullmatch(words) is not None
        yield Post(
            id=f"whatsapp:{self._key}/{self._id(created, author, words)}",
            body=Body("") if gone else Body(body(text), "slack"),
            parent=day,
            author=author,
            created=created,
            state="deleted" if gone else "visible",
            community=self._community,
            labels=labels,
        )

    def _is_notice(self, author: str, text: str) -> bool:
        """Whether these are words of the service, which iOS says in the name of the chat."""
        if not text.startswith("\u200e") or SHARED.match(text):
            return False
        return SYSTEM.search(text) is not None or author == self._chat

    def _id(self, created: datetime | None, author: str | None, words: str) -> str:
        """What tells a message from all others: of two that say the same, the second is another."""
        digest = blake2b(f"{created}\n{author}\n{words}".encode("utf-8", "replace"), digest_size=8)
        count = self._seen.get(digest.digest(), 0)
        self._seen[digest.digest()] = count + 1
        if count:
            digest.update(str(count).encode())
        return digest.hexdigest()


SOURCE = Source(
    name="whatsapp-chat",
    title="WhatsApp chats, exported as text",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
