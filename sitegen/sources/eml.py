"""eml: one message in a file, as mail programs save it.

A file is claimed when it begins with the header of a message, and with nothing else.
Format: docs/formats/eml.md.
"""

import re
from collections.abc import Iterator

from sitegen.model import Record
from sitegen.sources import _mail_headers as headers
from sitegen.sources import _mail_lines
from sitegen.sources._mail_posts import posts
from sitegen.sources._mail_split import KEPT, LONGEST, Raw, kind_of, too_long
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*(?:\d{4}\r?\n)?")
# Apple Mail writes before a message how long it is, and behind it what it knows of it.
_LENGTH = re.compile(rb"(?:\xef\xbb\xbf)?(\d{1,10})[ \t]*\r?\n")
_KNOWN = b"<?xml"
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")
_WRITTEN = frozenset({b"from", b"message-id", b"received", b"sender"})
_ABOUT = frozenset({b"date", b"subject", b"to", b"content-type", b"cc"})
# Saved web pages have the header of a message.
_WEB_PAGE = re.compile(rb"^(?:snapshot-content-location:|from: ?<saved by )", re.M | re.I)


def _sniff(head: Head) -> bool:
    if head.data[:1] in (b"{", b"["):  # JSON: most files are, and no header begins so
        return False
    whole = _mail_lines.ended(head.data)
    data = whole[_start(whole) :]
    if not _FIELD.match(data[:200]) or b"\0" in data[:1000]:
        return False
    header = data[: headers.split(data)[1]]
    fields = headers.split(header)[0].keys()
    if fields.isdisjoint(_WRITTEN) or len(fields & (_WRITTEN | _ABOUT)) < 2:
        return False
    return not _WEB_PAGE.search(header) and kind_of(whole) is None


def _start(data: bytes) -> int:
    """Where the header begins."""
    if length := _LENGTH.match(data):
        return length.end()
    blank = _BLANK.match(data)
    return blank.end() if blank else 0


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        data = _mail_lines.ended(stream.read(LONGEST + 1))
    start = _start(data)
    line = 1 + data.count(b"\n", 0, start)
    cut = too_long() if len(data) > LONGEST else ""
    length = _LENGTH.match(data)
    end = start + int(length[1]) if length else len(data)
    data = data[start : end if data.startswith(_KNOWN, end) else len(data)]
    raw = Raw(f"line {line}", data[:KEPT] if cut else data, cut=cut)
    yield from posts([raw], dump, single=True)


SOURCE = Source(
    name="eml",
    title="Single messages (.eml)",
    version=8,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
