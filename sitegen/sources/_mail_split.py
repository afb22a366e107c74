"""A file of many messages, taken apart: mbox of all kinds, MMDF, and messages one after another.

Only one message is in memory at a time. A line begins a message when it looks like a separator
and a header stands below it; what else begins with "From " is text.
Formats: RFC 4155, mbox(5) of qmail, mmdf(5); docs/formats/mbox.md tells the kinds.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from sitegen import possessive
from sitegen.sources._mail_headers import BLANK_LINE
from sitegen.sources._streams import HEAD_BYTES

LONGEST = 32 * 1024 * 1024  # bytes of a message; of a longer one, the beginning is read
KEPT = 1024 * 1024  # bytes of that: the text stands before what is attached
_CHUNK = 256 * 1024
_AHEAD = 16 * 1024  # bytes behind a separator that are looked at, to know it for one


class Raw(msgspec.Struct, frozen=True):
    """A message as it lies in a dump: its bytes without the separator, and that line.

    `stuffed` says that lines beginning with "From " were given a ">". `cut` says why `data` is only
    the beginning. `bare` says that references were left out on the way.
    """

    where: str
    data: bytes
    envelope: bytes = b""
    stuffed: bool = False
    cut: str = ""
    bare: bool = False


class Kind(msgspec.Struct, frozen=True):
    """How messages are divided: `mark` is found quickly, `begins(data, at, start)` is sure.

    `at` is the place behind the newline that `mark` begins with, `start` where the message before
    it began.
    """

    mark: bytes
    begins: Callable[[bytes, int, int], bool]
    enveloped: bool = False


# Separators

_BLANK_LINES = possessive.compiled(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*")
_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [^\n]{3,60}?\d{1,2}:\d\d"
_DATED = possessive.compiled(
    rb"From [^\n]{0,400}?\b(?:" + _DAY + rb"|\d{4}-\d\d-\d\d[ T]\d\d:\d\d)[^\n]{0,80}\n"
    rb"(?=(?:>?From [^\n]*\n){0,5}[!-9;-~]+[ \t]*:)"
)
_NAMES = (
    rb"(?:Return-Path|Received|From|Date|Message-ID|Subject|To|Delivered-To|MIME-Version|Sender"
    rb"|Content-Type|Status|Path|Newsgroups|Relay-Version|Xref|X-[\w-]+)[ \t]*:"
)
_UNDATED = possessive.compiled(rb"From [^\s]{1,300}[ \t]*\r?\n(?=" + _NAMES + rb")", re.I)
_TWO_FIELDS = possessive.compiled(
    rb"From [^\n]*\n" + _NAMES + rb"[^\n]*\n(?:[!-9;-~]+:|[ \t])", re.I
)
_GIT = possessive.compiled(rb"From [0-9a-f]{40,64} Mon Sep 17 00:00:00 2001\r?\n")
_PART_HEADER = possessive.compiled(
    rb"--[^\n]+\nContent-[^\n]*\n(?:[!-9;-~]+:[^\n]*\n|[ \t][^\n]*\n)*\r?\n", re.I
)


def _is_separator(data: bytes, at: int, start: int) -> bool:
    """Whether a line that begins with "From " begins a message."""
    apart = at == 0 or data[max(0, at - 3) : at].endswith((b"\n\n", b"\n\r\n"))
    if not (_DATED.match(data, at) or (apart and _UNDATED.match(data, at))):
        return False
    if not apart and not _TWO_FIELDS.match(data, at):
        return False
    if start >= at:
        return True
    if _GIT.match(data, at) and not _GIT.match(data, start):
        return False  # a patch that somebody sent in a message
    before = data[max(start, at - 1024) : at]
    part = before.rfind(b"\n--")
    return part < 0 or not _PART_HEADER.fullmatch(before, part + 1)


def _always(data: bytes, at: int, start: int) -> bool:
    return True


MBOX = Kind(b"\nFrom ", _is_separator, True)
MMDF = Kind(b"\n\x01\x01\x01\x01", _always)

_FIRST_FIELD = possessive.compiled(rb"(?:(\d{4})\r?\n)?([!-9;-~]+):")
_BLANK_BEFORE = possessive.compiled(rb"\n\r?\n(\d{4}\r?\n)?\Z")
_HEADER = possessive.compiled(rb"(?:[!-9;-~]+[ \t]*:[^\n]*\n(?:[ \t]+[^\s][^\n]*\n)*){3,200}?\r?\n")
_HEADER_OF_MAIL = (
    re.compile(rb"^From[ \t]*:", re.M | re.I),
    re.compile(rb"^Date[ \t]*:", re.M | re.I),
    re.compile(rb"^(?:Subject|Message-ID)[ \t]*:", re.M | re.I),
)
_ADDED_YEAR = possessive.compiled(rb"\n\d{4}\s*\Z")


def _one_after_another(head: bytes) -> Kind | None:
    """The kind of a file in which each message begins with the same field, after a blank line."""
    first = _FIRST_FIELD.match(head, _leading(head))
    if first is None:
        return None
    year = first[1] is not None

    def begins(data: bytes, at: int, start: int) -> bool:
        before = _BLANK_BEFORE.search(data, max(0, at - 12), at)
        if before is None or (before[1] is not None) != year:
            return False
        header = _HEADER.match(data, at, at + _AHEAD)
        if header is None or not all(sign.search(header[0]) for sign in _HEADER_OF_MAIL):
            return False
        # A header at the very beginning of a text is that of a message sent on.
        return bool(data[_end_of_header(data, start) : before.start()].strip())

    kind = Kind(b"\n" + first[2] + b":", begins)
    at = head.find(kind.mark, first.end())
    while at >= 0:
        if begins(head, at + 1, first.start(2)):
            return kind
        at = head.find(kind.mark, at + 1)
    return None


def kind_of(head: bytes) -> Kind | None:
    """How a file that begins like this is divided; None: it is no file of many messages."""
    if head[:1] in (b"{", b"["):  # most files, and a header never begins so
        return None
    at = _leading(head)
    if head.startswith(b"From ", at):
        return MBOX if _is_separator(head, at, at) else None
    if head.startswith(b"\x01\x01\x01\x01", at):
        return MMDF
    if b"\ncontent-type: multipart/" in head[at : _end_of_header(head, at)].lower():
        return None  # its parts may be messages
    return _one_after_another(head)


def _end_of_header(data: bytes, start: int) -> int:
    """The place of the blank line that ends the header which begins at `start`."""
    blank = BLANK_LINE.search(data, start)
    return blank.start() if blank else len(data)


def _leading(head: bytes) -> int:
    match = _BLANK_LINES.match(head)
    return match.end() if match else 0


# Dividing


def messages(stream: BinaryIO) -> Iterator[Raw]:
    """All messages of a file; of one that is too long, its beginning."""
    reader = _Reader(stream)
    kind = kind_of(reader.head()) or MBOX
    line = 1 + reader.skip_blank_lines()
    while reader.has_more():
        size, lines = reader.next(kind)
        where = f"line {line}"
        line += lines
        if message := _message(where, reader.taken, kind):
            yield msgspec.structs.replace(message, cut=too_long()) if size > LONGEST else message


def too_long() -> str:
    """What is told of a message of which only the beginning is read."""
    return f"the message is over {LONGEST >> 20} MiB long; all behind its first MiB is left out"


def _message(where: str, data: bytes, kind: Kind) -> Raw | None:
    envelope = b""
    if kind is MMDF:
        data = data.lstrip(b"\x01\r\n")
    if kind.enveloped or kind is MMDF:
        while data.startswith((b"From ", b">From ")):
            line, _, data = data.partition(b"\n")
            envelope = envelope or line
    elif year := _ADDED_YEAR.search(data, max(0, len(data) - 12)):
        data = data[: year.start()]
    if not envelope and not data.strip():
        return None
    return Raw(where, data, envelope, kind.enveloped)


class _Reader:
    """The bytes of a file, a message at a time: `taken` is the one that `next` found."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._data = b""
        self._start = 0
        self._eof = False
        self.taken = self._begun = b""

    def has_more(self) -> bool:
        return self._start < len(self._data) or self._fill(1)

    def head(self) -> bytes:
        """The beginning of the file."""
        self._fill(HEAD_BYTES)
        return self._data[:HEAD_BYTES]

    def skip_blank_lines(self) -> int:
        """Passes over what is blank in the head; how many lines that were."""
        self._start = _leading(self._data)
        return self._data.count(b"\n", 0, self._start)

    def next(self, kind: Kind) -> tuple[int, int]:
        """(size, number of lines) of the next message. One over LONGEST is not kept."""
        size = lines = 0
        at = self._start
        while True:
            at = self._data.find(kind.mark, at)
            if at >= 0 and at + _AHEAD > len(self._data) and not self._eof:
                at -= self._start
                self._fill(at + 2 * _AHEAD)
                at += self._start
            elif at < 0:
                at = max(self._start, len(self._data) - len(kind.mark))
                if len(self._data) - self._start > LONGEST + _AHEAD:
                    if not size:
                        self._begun = self._data[self._start : self._start + KEPT]
                    size += at - self._start
                    lines += self._data.count(b"\n", self._start, at)
                    self._start = at
                at -= self._start
                if not self._fill(len(self._data) - self._start + 1):
                    return self._take(len(self._data), len(self._data), size, lines)
                at += self._start
                continue
            if kind.begins(self._data, at + 1, self._start):
                end, after = self._ends(kind, at)
                return self._take(end, after, size, lines)
            at += 1

    def _ends(self, kind: Kind, at: int) -> tuple[int, int]:
        """Where the message ends whose successor begins behind `at`, and where that begins."""
        if kind is MMDF:
            return at + 1, at + len(kind.mark)
        length = self._told_length() if kind.enveloped else 0
        if self._start + length <= at + 1:
            return at + 1, at + 1
        at -= self._start
        self._fill(length + _AHEAD)
        at += self._start
        told = self._start + length
        end = _BLANK_LINES.match(self._data, told)
        after = end.end() if end else told
        fits = after == len(self._data) >= told or (
            self._data.startswith(b"From ", after) and _is_separator(self._data, after, at)
        )
        return (after, after) if fits else (at + 1, at + 1)

    def _told_length(self) -> int:
        """Where the message ends by its Content-Length, counted from its beginning; 0: untold."""
        header = _end_of_header(self._data, self._start)
        found = self._data.find(b"\nContent-Length:", self._start, header)
        value = self._data[found + 16 : found + 32].partition(b"\n")[0].strip()
        if found < 0 or not value.isdigit() or int(value) > LONGEST:
            return 0
        blank = 2 if self._data.startswith(b"\n\n", header) else 3
        return header + blank + int(value) - self._start

    def _take(self, end: int, after: int, size: int, lines: int) -> tuple[int, int]:
        size += end - self._start
        lines += self._data.count(b"\n", self._start, after)
        if size <= LONGEST:
            self.taken = self._data[self._start : end]
        else:
            self.taken = self._begun or self._data[self._start : self._start + KEPT]
        self._begun = b""
        self._start = after
        return size, lines

    def _fill(self, wanted: int) -> bool:
        """Has `wanted` bytes from the start on, if there are so many; whether there were more."""
        grown = False
        while len(self._data) - self._start < wanted and not self._eof:
            rest = self._data[self._start :]
            more = self._stream.read(max(_CHUNK, min(len(rest), LONGEST)))
            self._eof = not more
            self._data, self._start = rest + more, 0
            grown = grown or bool(more)
        return grown
