"""The records of a web archive (WARC), one after the other; no more than one header is held.

Where a header is damaged, or its length is wrong, the next record is looked for, and what was
skipped is told. Format: ISO 28500, https://iipc.github.io/warc-specifications/
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, Final

from sitegen.model import Problem

_LINE: Final = 64 * 1024  # bytes of a line of a header
_HEADER: Final = 256 * 1024  # bytes of a header
_CHUNK: Final = 256 * 1024
_VERSION = re.compile(rb"WARC/\d{1,3}\.\d{1,3}\s*+$")
_LENGTH = re.compile(r"\d{1,18}")


class Block:
    """The bytes of a record: `left` of them are still to come."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream, self.left = stream, length
        self.is_cut = False

    def read(self, size: int) -> bytes:
        """At most so many bytes; fewer where the record or the file ends."""
        size = min(size, self.left)
        data = self._stream.read(size)
        self.is_cut = len(data) < size
        self.left = 0 if self.is_cut else self.left - size
        return data

    def skip(self) -> None:
        while self.left:
            self.read(_CHUNK)


class Record:
    """A record: its number from 1, the fields of its header by names in small letters, its block.

    The block can be read until the next record is asked for.
    """

    def __init__(self, number: int, fields: dict[str, str], block: Block) -> None:
        self.number, self.fields, self.block = number, fields, block

    @property
    def kind(self) -> str:
        """What the record is, such as "response"."""
        return self.fields.get("warc-type", "").lower()

    @property
    def address(self) -> str:
        """What was asked for; some programs put it into angle brackets."""
        return self.fields.get("warc-target-uri", "").strip("<> ")

    @property
    def captured(self) -> datetime | None:
        """When, in UTC."""
        try:
            told = datetime.fromisoformat(self.fields.get("warc-date", ""))
            return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            return None


def records(stream: BinaryIO) -> Iterator[Record | Problem]:
    """The records of a file, decompressed, and what in it is none."""
    number = skipped = 0
    where = "its beginning"
    while line := stream.readline(_LINE):
        if not _VERSION.match(line):
            skipped += len(line) if skipped else len(line.strip())
            continue
        if skipped:
            yield _skipped(where, skipped)
            skipped = 0
        number += 1
        fields = _fields(stream)
        where = f"record {number}"
        length = _LENGTH.fullmatch(fields.get("content-length", "")) if fields else None
        if fields is None or length is None:
            yield Problem(where, "its header is damaged or cut off: it tells no length")
            continue
        record = Record(number, fields, Block(stream, int(length[0])))
        yield record
        record.block.skip()
    if skipped:
        yield _skipped(where, skipped)


def _skipped(where: str, size: int) -> Problem:
    return Problem(where, f"{size:,} bytes behind it are no record, and were skipped")


def _fields(stream: BinaryIO) -> dict[str, str] | None:
    """The fields of a header, to the blank line behind it; None where that does not come."""
    told: dict[str, str] = {}
    name, size = "", 0
    while line := stream.readline(_LINE):
        size += len(line)
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return told
        if size > _HEADER:
            return None
        if text[0] in " \t" and name:
            told[name] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        told.setdefault(name, value.strip())
    return None
