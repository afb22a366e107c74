"""whatsapp-chat: chats that WhatsApp exports as text (_chat.txt, "WhatsApp Chat with Ada.txt").

What was said is put together by days. No line is lost: one that is no head of a message goes on
with the message above it. Messages have no ids: theirs here follow from time, author and words.
Written from exports' known looks, without a specification: docs/formats/whatsapp-chat.md.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from typing import BinaryIO

from sitegen import possessive
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _streams
from sitegen.sources._chat import NOTICE, Days, Repeats
from sitegen.sources._whatsapp_dates import ORDERS, Dates, Order
from sitegen.sources._whatsapp_lines import Line, line_of
from sitegen.sources._whatsapp_said import EDITED, REMOVED, SHARED, SYSTEM, body
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_Head = tuple[str | None, datetime | None]  # who says it, and when

_NAMELESS = "Chat"
_BROKEN = "bytes that are not UTF-8, here and perhaps below, were replaced by U+FFFD"
_LONGEST = 1 << 20  # characters of one message; WhatsApp itself allows 65,536
_FIRST = 20  # lines in which what WhatsApp says of itself must stand
_NAMES = (
    r"WhatsApp[ -]Chatt?(?: with| mit| med| -|-)?|Chat de WhatsApp con|Conversa do WhatsApp com"
    r"|Discussion WhatsApp avec|Chat WhatsApp (?:con|dengan)|WhatsApp-chat met|Czat WhatsApp z"
    r"|Чат WhatsApp с(?: контактом)?|WhatsApp chat s(?: uživatelem)?|צ.אט WhatsApp עם"
    r"|(?:محادثة|دردشة) واتساب مع|[^/]{0,30}WhatsApp[^/]{0,30}? -"
)
_NAMED = possessive.compiled(rf"(?:.*/)?(?:{_NAMES}) (?P<chat>[^/]+)", re.I)
_OF_IOS = possessive.compiled(r"(?:(?P<folders>.*)/)?_chat(?: \(\d+\))?", re.I)
_TEXT = possessive.compiled(r"\.txt$", re.I)
_ENDING = possessive.compiled(r"(?: \(\d+\))?(?:\.zip|\.te?xt)(?:\.(?:gz|zst|bz2|xz))?$", re.I)
_BEGINS = possessive.compiled(r"[\u200e\u200f\u061c\u202a-\u202e]*\[?[\u200e\u200f]*\d")
_SERVICE = possessive.compiled("WhatsApp|واتساب", re.I)


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
    if not _BEGINS.match(data[:40].decode("utf-8", "replace")):
        return False
    texts = [text.rstrip("\r") for text in data.decode("utf-8", "replace").split("\n")]
    if line_of(texts[0]) is None:
        return False
    if chat_of(head.name) is not None:
        return True
    heads = [line for text in texts[:_FIRST] if (line := line_of(text))]
    return any(map(_tells_of_itself, heads)) or any(
        SHARED.fullmatch(line.speaker()[1].strip()) for text in texts if (line := line_of(text))
    )


def _tells_of_itself(line: Line) -> bool:
    """Whether WhatsApp alone writes so: what it says itself, marked as iOS does, or of itself."""
    author, words = line.speaker()
    if author is not None and line.manner.startswith("[") and words.startswith("\u200e"):
        return True
    own = author is None and line.manner.startswith("-") and line.second % 60 == 0
    return SYSTEM.search(line.said) is not None or (own and _SERVICE.search(line.said) is not None)


def _read(dump: Dump) -> Iterator[Record]:
    chat = chat_of(dump.name)
    if chat is None:
        chat = _ENDING.sub("", dump.name.rpartition("/")[2])
    with dump.open() as stream:
        looks = _Looks(stream, chat)
    unsure = {order for order, is_sure in looks.orders.values() if not is_sure}
    for order in ORDERS:
        if order in unsure:
            yield Problem(
                "",
                "nothing tells whether the day or the month stands first in its dates: "
                f"they were read with the {order}",
                lost=False,
            )
    reader = _Reader(looks)
    with dump.open() as stream:
        yield from reader.records(stream)


def _texts(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool] | Problem]:
    """The lines of a text, numbered; and whether each ends as messages of iOS do, by CR and LF."""
    for number, data in _streams.lines(stream, ends=True):
        if isinstance(data, Problem):
            yield data
        else:
            yield number, data.rstrip(b"\r\n"), data.endswith(b"\r\n")


class _Looks:
    """What only all of a file tells: how its heads are written, and what their dates mean.

    A head in another manner than the first one is a line that someone sent, unless a quarter of
    all is written so: then it is two exports in one file. Of iOS, messages end in CR and LF, and
    lines in them in LF alone.
    """

    def __init__(self, stream: BinaryIO, chat: str) -> None:
        self.chat = chat
        self.is_person = False  # whether who is named as the chat says what iOS did not mark
        self.first: Line | None = None
        counts: dict[str, int] = {}
        dates: dict[str, Dates] = {}
        within = 0  # heads that stand below a line which only LF ends
        ended = True
        for found in _texts(stream):
            if isinstance(found, Problem):
                continue
            _, data, ends = found
            line = line_of(data.decode("utf-8", "replace"))
            if line is not None:
                self.first = self.first or line
                if line.manner.startswith("["):
                    self._look_for_people(line)
                within += not ended
                counts[line.manner] = counts.get(line.manner, 0) + 1
                told = dates.setdefault(line.manner, Dates(line.manner[1]))
                told.american = told.american or line.american
                told.add(line.numbers)
            ended = ends
        total = sum(counts.values())
        self.crlf = 10 * within <= total
        self.orders: dict[str, tuple[Order, bool]] = {
            manner: dates[manner].order()
            for manner, count in counts.items()
            if self.first and (manner == self.first.manner or 4 * count >= total)
        }

    def _look_for_people(self, line: Line) -> None:
        author, words = line.speaker()
        if line is self.first and self.chat == _NAMELESS and SYSTEM.search(words):
            self.chat = author or self.chat
        self.is_person |= author == self.chat and not words.startswith("\u200e")


class _Reader:
    """Makes the messages of one chat posts."""

    def __init__(self, looks: _Looks) -> None:
        self._chat = looks.chat.strip() or _NAMELESS
        self._community = self._chat.replace("/", " ")
        self._key = blake2b(self._chat.encode("utf-8", "replace"), digest_size=5).hexdigest()
        self._looks = looks
        self._days = Days("whatsapp", self._key, self._chat, self._community)
        self._repeats = Repeats()

    def records(self, stream: BinaryIO) -> Iterator[Record]:
        head: _Head | None = None
        said: list[str] = []
        size = 0
        broken = False
        ended = True
        for found in _texts(stream):
            if isinstance(found, Problem):
                yield found
                continue
            number, data, ends = found
            text = data.decode("utf-8", "replace")
            if not broken and "\ufffd" in text and b"\xef\xbf\xbd" not in data:
                broken = True
                yield Problem(f"line {number}", _BROKEN, lost=False)
            begun = self._begun(text) if ended or not self._looks.crlf else None
            ended = ends
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
        if line is None or line.manner not in self._looks.orders:
            return None
        order, _ = self._looks.orders[line.manner]
        author, words = line.speaker()
        when = line.moment(order)
        if when is None:
            when = next(filter(None, map(line.moment, ORDERS)), None)
        return (author, when), words

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
        if author is not None and self._is_notice(author, text):
            author = None if author == self._chat else author
            labels: tuple[str, ...] = (NOTICE,)
        else:
            labels = (NOTICE,) if author is None else ()
        if text.rstrip().endswith(">") and (edited := EDITED.search(text)) is not None:
            text, labels = text[: edited.start()].rstrip(), (*labels, "edited")
        words = text.replace("\u200e", "").strip()
        gone = REMOVED.fullmatch(words) is not None
        told = f"{created}\n{author}\n{words}"
        yield Post(
            id=f"whatsapp:{self._key}/{self._repeats.id_of(told)}",
            body=Body("") if gone else Body(body(text), "slack"),
            parent=day,
            author=author,
            created=created,
            state="deleted" if gone else "visible",
            community=self._community,
            labels=labels,
        )

    def _is_notice(self, author: str, text: str) -> bool:
        """Whether these are words of the service, which iOS says in the name of the chat or of
        who did what they tell."""
        if not text.startswith("\u200e") or SHARED.match(text):
            return False
        if author == self._chat and not self._looks.is_person:
            return True
        return SYSTEM.search(text) is not None or text[1:].startswith(f"{author} ")


SOURCE = Source(
    name="whatsapp-chat",
    title="WhatsApp chats, exported as text",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
