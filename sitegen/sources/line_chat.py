"""line-chat: chats of LINE, as phones and its desktop program export them as text.

The first line names the chat, a line of its own each day, and a message is a time, a name and
words, with tabs between them. Words that go on over lines stand in quotes on some phones.
Written from exports' known looks, without a specification: docs/formats/line-chat.md.
"""

import re
from collections.abc import Iterator
from datetime import date

from sitegen import possessive
from sitegen.model import Record
from sitegen.sources import _chat_texts
from sitegen.sources._chat_texts import Line, Said, clock
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_NAMED = (
    re.compile(
        r"\[LINE\] ?(?:Chat history (?:with|in)|ประวัติการ(?:สนทนา|แชท)กับ) ?\"?(.{1,200}?)\"?"
    ),
    re.compile(
        r"\[LINE\] ?(?:与|與)?(.{1,200}?)(?:とのトーク履歴|のトーク履歴|的聊天(?:记录|記錄|紀錄))"
    ),
    re.compile(r"\[LINE\] ?(.{1,200})"),
)
_DAY = possessive.compiled(
    r"(?:[A-Za-z]{3,9}, )?(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?: ?\(\S{1,20}\)| \S{1,20})?"
    r"|(?:[A-Za-z]{3,9}, )?(\d{1,2})/(\d{1,2})/(\d{4})(?:\(\S{1,20}\))?"
)
_SAID = possessive.compiled(
    r"(上午|下午|午前|午後)?(\d{1,2}):(\d\d) ?([AaPp][Mm])?\t(?:([^\t]{1,200})\t)?(.*)", re.S
)
_LATE = frozenset({"下午", "午後", "pm"})
_WITHIN = 4096  # bytes in which the first day must stand


def _sniff(head: Head) -> bool:
    begun = head.data[:_WITHIN].decode("utf-8", "replace").removeprefix("\ufeff")
    lines = [line.rstrip("\r") for line in begun.split("\n")]
    if not lines[0].startswith("[LINE]"):
        return False
    return any(isinstance(_line(line), date) for line in lines[1:6])


def _line(text: str) -> Line:
    if said := _SAID.fullmatch(text):
        half = (said[1] or said[4] or "").lower()
        half = "" if not half else "pm" if half in _LATE else "am"
        told = clock(said[2], said[3], half)
        return Said(told, said[5], said[6], quoted=said[6].startswith('"'))
    if found := _DAY.fullmatch(text):
        if found[1]:
            return _chat_texts.day(found[1], found[2], found[3])
        first = _chat_texts.day(found[6], found[4], found[5])  # as phones in English write
        return first or _chat_texts.day(found[6], found[5], found[4])
    return None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        first = stream.readline(1000).decode("utf-8", "replace").strip("\ufeff\r\n ")
    name = next((found[1] for named in _NAMED if (found := named.fullmatch(first))), "")
    yield from _chat_texts.records(dump, "line", name.strip() or "LINE", _line, 2)


SOURCE = Source(
    name="line-chat",
    title="LINE chats, exported as text",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
