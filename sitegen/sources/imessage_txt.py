"""imessage-txt: a chat of iMessage, as imessage-exporter writes it as text.

A message is a line with its time, one with its author, its words, what people gave to it, and its
answers, indented by four spaces. No line is lost: what begins no message goes on with the one above
it.

Writer: imessage-exporter/src/exporters/txt.rs of https://github.com/ReagentX/imessage-exporter
"""

import re
from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources import _streams
from sitegen.sources._imessage import AGAIN, Chat, Told
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_TIME = r"[A-Z][a-z]{2} \d{2}, \d{4} [ \d]\d:\d{2}:\d{2} [AP]M"
_HEAD = re.compile(rf"( {{4}})?({_TIME}(?: \([^()\n]{{1,200}}\))?)", re.ASCII)
_NOTICE = re.compile(rf"({_TIME}) (.+)", re.ASCII | re.S)
_FIRST = re.compile(rf"(?:\xef\xbb\xbf)?{_TIME}[ \r\n]".encode())
_BEGINS = re.compile(
    rf"(?:\A(?:\xef\xbb\xbf)?|\n\r?\n){_TIME}(?: \([^()\n]{{1,200}}\))?\r?\n\S".encode()
)
_GIVEN = re.compile(r"(?P<name>\S{1,40}) by .+|(?:\S+ )?(?P<sticker>Sticker) from .+")
_FOLDERS = ("/Library/Messages/Attachments/", "/Library/SMS/Attachments/")
_ADDED = ("Tapbacks:", "Reactions:")
_LONGEST = 1 << 20  # characters of one message
_INDENT = "    "


def _sniff(head: Head) -> bool:
    return _FIRST.match(head.data) is not None and _BEGINS.search(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    reader = _Reader(Chat(dump.name, "plain"))
    with dump.open() as stream:
        for number, data in _streams.lines(stream):
            if isinstance(data, Problem):
                yield data
            else:
                yield from reader.line(number, data.decode("utf-8", "replace").strip("\ufeff\r"))
    yield from reader.end()


class _Reader:
    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._time = ""
        self._number = 1  # of the line that a message begins with
        self._below = False
        self._words: list[str] = []
        self._size = 0
        self._blank = True  # whether the line before was empty

    def line(self, number: int, text: str) -> Iterator[Record]:
        """What is told of once a further line is known."""
        blank, self._blank = self._blank, not text.strip()
        head = _HEAD.fullmatch(text)
        notice = _NOTICE.fullmatch(text) if blank and not head else None
        if head and (head[1] or blank):
            yield from self.end()
            self._time, self._below, self._number = head[2], bool(head[1]), number
        elif notice:
            yield from self.end()
            told = Told(notice[1], "", notice[2], notice=True, where=f"line {number}")
            yield from self._chat.said(told)
        else:
            self._words.append(text)
            self._size += len(text) + 1
            if self._size > _LONGEST:
                yield from self.end()
                self._number = number + 1

    def end(self) -> Iterator[Record]:
        """The message that was read last."""
        time, lines = self._time, self._words
        self._time, self._words, self._size = "", [], 0
        if self._below:
            lines = [line.removeprefix(_INDENT) for line in lines]
        author = lines.pop(0).strip() if time and lines else ""
        while lines and not lines[-1].strip():
            lines.pop()
        again = bool(lines) and lines[-1] == AGAIN
        if again:
            lines.pop()
        if not time and not any(line.strip() for line in lines):
            return
        kept, given = _without_given(lines)
        said = [f"Attached: {name}" if (name := _attached(line)) else line for line in kept]
        text, where = "\n".join(said).strip("\n"), f"line {self._number}"
        told = Told(time, author, text, given=given, again=again, where=where)
        yield from self._chat.said(told, below=self._below)


def _attached(line: str) -> str:
    """The name of the file that a line is the path of; "" where it is none."""
    is_kept = line[:1] in ("~", "/") and any(folder in line[1:] for folder in _FOLDERS)
    return line.rpartition("/")[2] if is_kept or line.startswith("attachments/") else ""


def _without_given(lines: list[str]) -> tuple[list[str], dict[str, int]]:
    """The lines of a message without those of what people gave to it, and what that was."""
    kept: list[str] = []
    given: dict[str, int] = {}
    added = opened = False  # whether such lines may follow, and whether some did
    for line in lines:
        match = _GIVEN.fullmatch(line.strip()) if added else None
        if match:
            name = match["name"] or match["sticker"]
            given[name] = given.get(name, 0) + 1
            if not opened:
                kept.pop()
            opened = True
            continue
        added, opened = line in _ADDED, False
        kept.append(line)
    return kept, given


SOURCE = Source(
    name="imessage-txt",
    title="iMessage chats, as imessage-exporter writes them as text",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
