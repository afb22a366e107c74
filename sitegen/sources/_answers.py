"""Answers of a web server as web archives keep them: headers, and a body as it was sent.

What a server or a program said of a body need not be true any more: archives keep bodies that
were decoded already under the headers of those that were not. So a body that is not packed as its
headers say is taken as it is.
Format: RFC 9110 and 9112.
"""

import codecs
import re
import sys
import zlib
from collections.abc import Iterator
from importlib import import_module
from typing import Final

import msgspec

from sitegen.sources._encodings import readable_encoding
from sitegen.sources._streams import DAMAGED, MAX_RATIO

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HEAD: Final = 64 * 1024  #: bytes in which the headers of an answer end
LONGEST: Final = 64 * 1024 * 1024  #: bytes of a body; what is longer is read so far
_FREE: Final = 4 * 1024 * 1024  # bytes that any body may expand to
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b")
_END = re.compile(rb"\r?\n\r?\n")
_SIZE = re.compile(rb"[ \t]*+([0-9a-fA-F]{1,8})[ \t]*+(?:;[^\r\n]{0,1000}+)?\r?\n")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.I)
_ZSTD = b"\x28\xb5\x2f\xfd"
_READABLE = (b"<", b"{", b"[", b'"', b"\xef\xbb\xbf")  # how pages and data begin


class Headers(msgspec.Struct, frozen=True):
    """What stands before a body: the status, and fields by their names in small letters.

    `size` is how many bytes that took.
    """

    status: int
    fields: dict[str, str]
    size: int = 0

    @property
    def kind(self) -> str:
        """The media type, in small letters, without parameters."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def encoding(self) -> str:
        """The name by which Python knows the charset; "" where none is told that is readable."""
        found = _CHARSET.search(self.fields.get("content-type", ""))
        return (readable_encoding(found[1]) or "") if found else ""


def headers(start: bytes) -> Headers | None:
    """The headers at the start of an answer; None where there are none, or they do not end."""
    status, end = _STATUS.match(start), _END.search(start)
    if not status or not end:
        return None
    told: dict[str, str] = {}
    for line in start[: end.start()].decode("latin-1").splitlines()[1:]:
        name, _, value = line.partition(":")
        told.setdefault(name.strip().lower(), value.strip())
    return Headers(int(status[1]), told, end.end())


def plain(body: bytes, told: Headers) -> tuple[bytes | None, str]:
    """A body as it was before it was sent, and what is wrong with it, "" where nothing is.

    None where it cannot be unpacked.
    """
    fault = ""
    if "chunked" in told.fields.get("transfer-encoding", "").lower():
        body, fault = _unchunked(body)
    packings = [name.strip().lower() for name in told.fields.get("content-encoding", "").split(",")]
    unpacked: bytes | None = body
    for packing in reversed(packings[:4]):
        if unpacked:
            unpacked, wrong = _unpacked(unpacked, packing)
            fault = fault or wrong
    return unpacked, fault


def _unchunked(data: bytes) -> tuple[bytes, str]:
    parts: list[bytes] = []
    at = 0
    while size := _SIZE.match(data, at):
        begin, length = size.end(), int(size[1], 16)
        if not length:
            return b"".join(parts), ""
        parts.append(data[begin : begin + length])
        at = begin + length
        at += 2 if data.startswith(b"\r\n", at) else 1 if data.startswith(b"\n", at) else 0
    if not parts:
        return data, ""  # who saved it has put it together
    return b"".join(parts), "it is cut off: its last part does not come"


def _unpacked(data: bytes, packing: str) -> tuple[bytes | None, str]:
    limit = min(LONGEST, max(_FREE, len(data) * MAX_RATIO))
    if data.startswith(b"\x1f\x8b") and packing in ("gzip", "x-gzip", "deflate"):
        return _inflated(data, 31, limit)
    if packing == "deflate" and not data.lstrip().startswith(_READABLE):
        told, fault = _inflated(data, 15, limit)
        return (told, fault) if told else _inflated(data, -15, limit)
    if packing == "zstd" and data.startswith(_ZSTD):
        return _of_zstd(data, limit)
    if packing == "br":
        return _of_brotli(data, limit)
    return data, ""


def _inflated(data: bytes, bits: int, limit: int) -> tuple[bytes | None, str]:
    engine = zlib.decompressobj(bits)
    try:
        told = engine.decompress(data, limit)
    except zlib.error:
        told = b"".join(_to_the_fault(zlib.decompressobj(bits), data, limit))
        return told or None, "it is damaged: it cannot be unpacked to its end"
    return told, "" if engine.eof else "it is cut off, or expands to too much"


def _to_the_fault(engine: "zlib._Decompress", data: bytes, limit: int) -> Iterator[bytes]:
    """What stands before the fault: in small parts, for a fault takes all of a call with it."""
    size = 0
    try:
        for at in range(0, len(data), 64):
            told = engine.decompress(data[at : at + 64], limit)
            size += len(told)
            if size > limit:
                return
            yield told
    except zlib.error:
        return


def _of_zstd(data: bytes, limit: int) -> tuple[bytes | None, str]:
    engine = zstd.ZstdDecompressor()
    try:
        told = engine.decompress(data, limit)
    except DAMAGED:
        return None, ""
    return told, "" if engine.eof else "it is cut off, or expands to too much"


def _of_brotli(data: bytes, limit: int) -> tuple[bytes | None, str]:
    try:
        library = import_module("brotli")
    except ImportError:
        return (data if data.lstrip().startswith(_READABLE) else None), ""
    engine, parts, size = library.Decompressor(), [], 0
    try:
        part = engine.process(data, output_buffer_limit=_FREE)
        while part or not (engine.is_finished() or engine.can_accept_more_data()):
            parts.append(part)
            size += len(part)
            if size >= limit:
                break
            part = engine.process(b"", output_buffer_limit=_FREE)
    except library.error:
        return (b"".join(parts) or data), "it is damaged" if parts else ""
    return b"".join(parts)[:limit], "" if engine.is_finished() else "it is cut off"


def in_utf8(body: bytes, encoding: str) -> bytes:
    """A text as UTF-8, where a server said that it is in another encoding, and it is."""
    if not encoding or encoding == "utf-8" or body.startswith(codecs.BOM_UTF8):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return body.decode(encoding).encode("utf-8", "replace")
        except UnicodeError:
            return body
    return body
