"""Chats that phones and programs export as text: lines that are heads of messages, days, and words.

What was said is put together by days. No line is lost: one that is no head goes on with the message
above it. Messages have no ids: theirs follow from time, author and words. Times tell no zone and
are taken as UTC.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from hashlib import blake2b

import msgspec

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _streams
from sitegen.sources._chat import NOTICE, Days, Repeats
from sitegen.sources.source import Dump

LONGEST = 1 << 20  # characters of one message
_BROKEN = "bytes that are not UTF-8, here and perhaps below, were replaced by U+FFFD"


class Said(msgspec.Struct, frozen=True):
    """The head of a message: when, who (None: the program itself), and the first of its words.

    `day` None: that of the line above which told one. `quoted`: words of several lines may stand
    in quotation marks.
    """

    clock: time | None
    author: str | None
    text: str
    day: date | None = None
    quoted: bool = False


Line = date | Said | None  # a line that tells a day, a head, or neither


def records(
    dump: Dump, site: str, name: str, line_of: Callable[[str], Line], skipped: int
) -> Iterator[Record]:
    """The posts of a chat called `name`; `skipped` lines at its beginning tell of the export."""
    chat = _Chat(site, name)
    broken = False
    with dump.open() as stream:
        for number, data in _streams.lines(stream):
            if isinstance(data, Problem):
                yield data
                continue
            text = data.decode("utf-8", "replace").lstrip("\ufeff")
            if not broken and "\ufffd" in text and b"\xef\xbf\xbd" not in data:
                broken = True
                yield Problem(f"line {number}", _BROKEN, lost=False)
            if number > skipped:
                yield from chat.line(text, line_of(text))
    yield from chat.message()


def clock(hour: str, minute: str, half: str = "") -> time | None:
    """A time of day; `half` is "am" or "pm", or empty where hours go to 23."""
    hours = int(hour)
    if half:
        hours = hours % 12 + 12 * (half == "pm")
    return time(hours, int(minute)) if hours < 24 and int(minute) < 60 else None


def day(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


class _Chat:
    def __init__(self, site: str, name: str) -> None:
        self._community = name.replace("/", " ")
        self._key = blake2b(name.encode("utf-8", "replace"), digest_size=5).hexdigest()
        self._site = site
        self._days = Days(site, self._key, name, self._community)
        self._repeats = Repeats()
        self._day: date | None = None
        self._head: Said | None = None
        self._words: list[str] = []
        self._size = 0

    def line(self, text: str, line: Line) -> Iterator[Record]:
        """What is told of once a further line is known."""
        inside = self._words and self._words[-1].strip() and not text.startswith("-")
        if isinstance(line, date) and not inside:  # a day stands below a blank line
            yield from self.message()
            self._day = line
            return
        if isinstance(line, Said) or self._size > LONGEST:
            yield from self.message()
        if isinstance(line, Said):
            self._head, text = line, line.text
            self._day = line.day or self._day
        self._words.append(text)
        self._size += len(text) + 1

    def message(self) -> Iterator[Record]:
        """The post of the message that was read last, and before it that of its day."""
        head, text = self._head, "\n".join(self._words).strip("\n")
        self._head, self._words, self._size = None, [], 0
        if head is None and not text.strip():
            return
        if head and head.quoted and "\n" in text and text.endswith('"'):
            text = text[1:-1].replace('""', '"')
        created = None
        if head is not None and head.clock is not None and self._day is not None:
            created = datetime.combine(self._day, head.clock, UTC)
        parent, opening = self._days.opening(created)
        if opening:
            yield opening
        author = head.author if head else None
        told = f"{created}\n{author}\n{text}"
        yield Post(
            id=f"{self._site}:{self._key}/{self._repeats.id_of(told)}",
            body=Body(text),
            parent=parent,
            author=author,
            created=created,
            community=self._community,
            labels=(NOTICE,) if head and author is None else (),
        )
