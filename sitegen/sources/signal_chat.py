"""signal-chat: a chat of Signal, as sigtop exports it from the desktop program as text.

A message is a header of fields, a blank line, what it quotes and its words. No line is lost: what
is no header goes on with the message above it. Messages have no ids: theirs follow from time,
author and words; one that quotes another answers that.

Writer: fmt_text.go of https://github.com/tbvdm/sigtop; docs/formats/signal-chat.md.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _mail_dates, _streams
from sitegen.sources._chat import NOTICE, Days, Repeats
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?Conversation: [^\r\n]{1,300}\r?\n\r?\n"
    rb"(?:From: [^\r\n]{1,300}\r?\n)?Type: [\w-]{1,40}\r?\n"
)
_FIELD = re.compile(r"(From|Type|Sent|Received|Attachment|Reaction|Edited): (.*)", re.S)
_TYPE = re.compile(r"Type: [\w-]{1,40}")
_DETAIL = re.compile(r" \([^()]{1,100}\)$")  # a number or a name that the account has besides
_REACTION = re.compile(r"(\S{1,40}) from .{1,300}")
_LONGEST = 1 << 20  # characters of one message
_MOST = 1 << 18  # messages that may be quoted


def _sniff(head: Head) -> bool:
    return _BEGINS.match(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        first = stream.readline(2000).decode("utf-8", "replace").strip("\ufeff\r\n")
    name = _DETAIL.sub("", first.partition(": ")[2].strip()) or "Signal"
    chat = _Chat(name)
    with dump.open() as stream:
        for number, data in _streams.lines(stream):
            if isinstance(data, Problem):
                yield data
            elif number > 1:
                yield from chat.line(data.decode("utf-8", "replace"))
    yield from chat.end()


class _Chat:
    def __init__(self, name: str) -> None:
        self._community = name.replace("/", " ")
        self._key = blake2b(name.encode("utf-8", "replace"), digest_size=5).hexdigest()
        self._days = Days("signal", self._key, name, self._community)
        self._repeats = Repeats()
        self._seen: dict[datetime, str] = {}  # messages by when they were sent; "" for several
        self._fields: list[tuple[str, str]] = []
        self._words: list[str] = []
        self._held: str | None = None  # a line that may begin a header
        self._in_head = False
        self._size = 0

    def line(self, text: str) -> Iterator[Record]:
        """What is told of once a further line is known."""
        held, self._held = self._held, None
        if held is not None:
            if _TYPE.fullmatch(text):
                yield from self.end()
                self._in_head = True
                self._fields = [("From", held.removeprefix("From: "))]
            else:
                self._add(held)
        if self._in_head:
            found = _FIELD.fullmatch(text)
            if found and len(self._fields) < 1000:
                self._fields.append((found[1], found[2]))
                return
            self._in_head = False
        if text.startswith("From: ") and not (self._words and self._words[-1].strip()):
            self._held = text
            return
        self._add(text)
        if self._size > _LONGEST:
            yield from self.end()

    def _add(self, line: str) -> None:
        self._words.append(line)
        self._size += len(line) + 1

    def end(self) -> Iterator[Record]:
        """The post of the message that was read last, and before it that of its day."""
        if self._held is not None:
            self._words.append(self._held)
        fields, lines = self._fields, self._words
        self._fields, self._words, self._held, self._size = [], [], None, 0
        lines = lines[next((n for n, line in enumerate(lines) if line.strip()), len(lines)) :]
        if not fields and not lines:
            return
        told = dict(reversed(fields))  # the first of each
        author = _DETAIL.sub("", told.get("From", "").strip()) or None
        created = _mail_dates.moment(told.get("Sent", "") or told.get("Received", ""))
        if fields and created is None:
            yield Problem(
                "", f"a message of {author or 'nobody'} without a usable date", lost=False
            )
        parent, lines = self._answered(lines)
        attached = [f"Attached: {value}" for name, value in fields if name == "Attachment"]
        text = "\n".join(["\n".join(lines).strip("\n"), *attached]).strip("\n")
        given = [found[1] for name, value in fields if name == "Reaction"
                 if (found := _REACTION.fullmatch(value))]  # fmt: skip
        kind = told.get("Type", "")
        is_notice = kind not in ("incoming", "outgoing", "")
        own = f"signal:{self._key}/{self._repeats.id_of(f'{created}|{author}|{kind}|{text}')}"
        if not parent:
            parent, opening = self._days.opening(created)
            if opening:
                yield opening
        if created and len(self._seen) < _MOST:
            self._seen[created] = "" if created in self._seen else own
        yield Post(
            id=own,
            body=Body(text or (kind if is_notice else "")),
            parent=parent,
            author=author,
            created=created,
            community=self._community,
            labels=(*((NOTICE,) if is_notice else ()), *dict.fromkeys(given)),
        )

    def _answered(self, lines: list[str]) -> tuple[str, list[str]]:
        """What a message answers, and its lines without the quote that tells it."""
        if not lines or not lines[0].startswith("> From: "):
            return "", lines
        end = next((n for n, line in enumerate(lines) if not line.startswith(">")), len(lines))
        sent = next((line[8:] for line in lines[:end] if line.startswith("> Sent: ")), "")
        moment = _mail_dates.moment(sent)
        parent = self._seen.get(moment, "") if moment else ""
        return parent, lines[end:] if parent else [_DETAIL.sub("", lines[0]), *lines[1:]]


SOURCE = Source(
    name="signal-chat",
    title="Signal chats, exported as text by sigtop",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
