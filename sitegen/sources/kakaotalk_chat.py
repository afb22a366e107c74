"""kakaotalk-chat: chats of KakaoTalk, as phones and its program for Windows export them as text.

Phones tell day, time and name in each head; the program tells days in lines of their own. In Korean
and English.
Written from exports' known looks, without a specification: docs/formats/kakaotalk-chat.md.
"""

import re
from collections.abc import Iterator
from datetime import date

from sitegen import possessive
from sitegen.model import Record
from sitegen.sources import _chat_texts, _streams
from sitegen.sources._chat_texts import Line, Said, clock
from sitegen.sources._irc_lines import MONTHS
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_NAMED = possessive.compiled(
    r"(.{1,300}?) ?(?:\d{1,5} ?)?님과 카카오톡 대화|KakaoTalk Chats with (.{1,300})"
    r"|(.{1,300}?) with KakaoTalk Chats|(.{1,300}?) 카카오톡 대화"
)
_SAVED = possessive.compiled(r"(?:저장한 날짜|Date Saved) ?: ?.{1,60}")
_KOREAN = r"(\d{4})(?:년|\.) ?(\d{1,2})(?:월|\.) ?(\d{1,2})(?:일|\.)"
_ENGLISH = r"([A-Z][a-z]{2})[a-z]{0,6} (\d{1,2}), (\d{4})"
_TIME = r"(오전|오후)? ?(\d{1,2}):(\d\d)(?::\d\d)?(?: ?([AP]M))?"
_SAID_ON_PHONE = possessive.compiled(
    rf"(?:{_KOREAN}|{_ENGLISH}),? (?:at )?{_TIME}(?:, |: )(.*)", re.S
)
_ONLY_TIME = possessive.compiled(rf"(?:{_KOREAN}|{_ENGLISH}),? (?:at )?{_TIME}")
_DAY = possessive.compiled(
    rf"(?:-{{5,40}} ?)?(?:{_KOREAN}(?: \S{{1,3}}요일)?|[A-Z][a-z]{{5,8}}, {_ENGLISH})"
    r"(?: ?-{5,40})?"
)
_SAID_ON_PC = possessive.compiled(rf"\[([^\[\]]{{1,200}}|.{{1,200}}?)\] \[{_TIME}\] ?(.*)", re.S)
_WITHIN = 8192  # bytes


def _sniff(head: Head) -> bool:
    begun = head.data[:_WITHIN].decode("utf-8", "replace").removeprefix("\ufeff")
    lines = [line.rstrip("\r") for line in begun.split("\n")][:12]
    named = any(_NAMED.fullmatch(line) for line in lines[:3])
    return named and any(_SAVED.fullmatch(line) for line in lines[:3])


def _line(text: str) -> Line:
    if found := _SAID_ON_PHONE.fullmatch(text):
        when = _day(*found.groups()[:6])
        author, colon, words = found[11].partition(" : ")
        told = clock(found[8], found[9], _half(found[7], found[10]))
        if when and told:
            return Said(told, author if colon else None, words if colon else found[11], when)
    if found := _SAID_ON_PC.fullmatch(text):
        told = clock(found[3], found[4], _half(found[2], found[5]))
        return Said(told, found[1], found[6]) if told else None
    if found := _DAY.fullmatch(text) or _ONLY_TIME.fullmatch(text):
        return _day(*found.groups()[:6])
    return None


def _day(
    year: str | None,
    month: str | None,
    day: str | None,
    name: str | None,
    number: str | None,
    english_year: str | None,
) -> date | None:
    if year and month and day:
        return _chat_texts.day(year, month, day)
    return _chat_texts.day(english_year or "0", str(MONTHS.get(name or "", 0)), number or "0")


def _half(korean: str | None, english: str | None) -> str:
    if korean:
        return "pm" if korean == "오후" else "am"
    return (english or "").lower()


def _read(dump: Dump) -> Iterator[Record]:
    name, skipped = "", 0
    with dump.open() as stream:
        for number, data in _streams.lines(stream):
            if not isinstance(data, bytes) or number > 3:
                break
            text = data.decode("utf-8", "replace").strip("\ufeff ")
            if found := _NAMED.fullmatch(text):
                name = name or next(filter(None, found.groups()))
                skipped = number
            elif _SAVED.fullmatch(text):
                skipped = number
    yield from _chat_texts.records(dump, "kakaotalk", name or "KakaoTalk", _line, skipped)


SOURCE = Source(
    name="kakaotalk-chat",
    title="KakaoTalk chats, exported as text",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
