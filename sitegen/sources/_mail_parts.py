"""The parts of a message, flat and in order: texts to be shown, and mentions of all others.

Nothing recurses, and what is nested too deep or too often is mentioned like an attachment.
Formats: RFC 2045, 2046 (MIME), 2183 (disposition), 3676 (flowed text).
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from sitegen import possessive
from sitegen.sources import _mail_headers as headers
from sitegen.sources._mail_charsets import base64, decode, quoted_printable, words
from sitegen.sources._mail_files import Files
from sitegen.sources._mail_headers import Fields
from sitegen.sources._mail_text import enriched, flowed, mention

_DEEPEST = 16
_MOST = 400  # parts of a message
_NEWLINE = 10
_LONGEST_ATTACHED = 256 * 1024  # bytes of a text with a file name that is shown
_NOT_READ = frozenset(  # kinds of text/… that are for programs
    {"calendar", "css", "csv", "directory", "javascript", "rtf", "vcard", "x-vcard", "xml"}
)
_SHOWN = frozenset({"application/pgp", "application/text"})  # old names for text
_MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
_GUESSED_BOUNDARY = re.compile(rb"^--([^\n]{1,200}?)[ \t\r]*\nContent-", re.M | re.I)
_BASE64_LINES = possessive.compiled(rb"(?:[A-Za-z0-9+/=]+[ \t]*\r?(?:\n|\Z)|[ \t\r]*\n)*+")


class Piece(msgspec.Struct, frozen=True):
    """A text to be shown, or a mention of something that is not; both are whole lines."""

    kind: Literal["plain", "html", "mention"]
    text: str


class _Part(msgspec.Struct):
    """`mute`: its texts have been told by an alternative; only what is attached counts."""

    fields: Fields
    body: bytes
    depth: int = 0
    default: str = "text/plain"
    mute: bool = False


def pieces(fields: Fields, body: bytes, hint: str, notes: list[str], files: Files) -> list[Piece]:
    """All that a message consists of. What is wrong with it is added to `notes`.

    `hint` is the charset of the message's header, for texts that tell none. What is attached goes
    to `files`.
    """
    found: list[Piece] = []
    stack = [_Part(fields, body)]
    count = 0
    while stack:
        part = stack.pop()
        kind, told = headers.typed(headers.first(part.fields, b"content-type"))
        kind = kind if "/" in kind else part.default
        count += 1
        if count > _MOST:
            notes.append(f"has more than {_MOST} parts; only those are told")
            break
        if part.depth < _DEEPEST and kind.startswith("multipart/"):
            children = _children(part, kind, told.get("boundary", ""))
            if children:
                stack.extend(reversed(children))
                continue
            kind = "text/plain"
        elif part.depth < _DEEPEST and kind in _MESSAGES:
            inner = decoded(part.fields, part.body)
            below, start = headers.split(inner)
            if below:
                if not part.mute:
                    found.append(Piece("plain", _sent_on(below)))
                stack.append(_Part(below, inner[start:], part.depth + 1, mute=part.mute))
                continue
        found += _leaf(part, kind, told, hint, notes, files)
    return found


# Multiparts


def _children(part: _Part, kind: str, boundary: str) -> list[_Part]:
    bodies, added = (
        _between(part.body, boundary.encode("utf-8", "replace")) if boundary else ([], b"")
    )
    if not bodies and (guessed := _GUESSED_BOUNDARY.search(part.body)):
        bodies, added = _between(part.body, guessed[1])
    default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    children = []
    for data in bodies:
        fields, start = headers.split(data)
        children.append(_Part(fields, data[start:], part.depth + 1, default, part.mute))
    if kind == "multipart/alternative" and len(children) > 1:
        chosen = _preferred(children)
        for number, child in enumerate(children):
            child.mute = part.mute or number != chosen
    if added.strip():  # by software that knew nothing of parts
        children.append(_Part({}, added, part.depth + 1, mute=part.mute))
    return children


def divided(body: bytes, boundary: str) -> list[bytes]:
    """The parts of a multipart, each with its header."""
    return _between(body, boundary.encode("utf-8", "replace"))[0]


def _between(body: bytes, boundary: bytes) -> tuple[list[bytes], bytes]:
    """What stands between the boundaries, and what stands behind the last."""
    found: list[bytes] = []
    mark = b"--" + boundary
    begun = -1
    at = body.find(mark)
    while at >= 0 and len(found) < _MOST:
        if at and body[at - 1] != _NEWLINE:
            at = body.find(mark, at + 1)
            continue
        line_end = body.find(b"\n", at)
        line_end = line_end if line_end >= 0 else len(body)
        rest = body[at + len(mark) : line_end].strip()
        if rest in (b"", b"--"):
            if begun >= 0:
                found.append(_without_last_newline(body[begun:at]))
            begun = line_end + 1
            if rest:
                return found, body[begun:]
        at = body.find(mark, line_end)
    if begun >= 0:
        found.append(body[begun:])  # the last boundary is missing, or there are too many
    return found, b""


def _without_last_newline(data: bytes) -> bytes:
    return data[: -2 if data.endswith(b"\r\n") else -1] if data.endswith(b"\n") else data


def _preferred(children: list[_Part]) -> int:
    """Which of several alternatives is read: plain text, failing that the last that is text."""
    best, chosen = 0, len(children) - 1
    for number, child in enumerate(children):
        kind, _ = headers.typed(headers.first(child.fields, b"content-type"))
        if not child.body.strip():
            continue
        if kind in ("", "text/plain"):
            return number
        rank = 1 + kind.startswith("text/") + kind.startswith(("text/html", "multipart/"))
        if rank >= best and kind != "text/calendar":
            best, chosen = rank, number
    return chosen


def _sent_on(fields: Fields) -> str:
    """The header of a message inside a message, for readers."""
    lines = ["---------- Forwarded message ----------"]
    for label, told in (
        ("From", headers.author(fields)),
        ("Date", headers.text(headers.first(fields, b"date"))),
        ("Subject", headers.text(headers.first(fields, b"subject"))),
    ):
        if told:
            lines.append(f"{label}: {told}")
    return "\n".join(lines)


# Single parts


def decoded(fields: Fields, body: bytes) -> bytes:
    """The bytes of a part, as they were before they were encoded for their way."""
    encoding = headers.first(fields, b"content-transfer-encoding").strip(b"\"' ").lower()
    if encoding == b"base64":
        return base64(body)
    return quoted_printable(body) if encoding == b"quoted-printable" else body


def _leaf(
    part: _Part, kind: str, told: dict[str, str], hint: str, notes: list[str], files: Files
) -> Iterator[Piece]:
    """A part that holds no others: its text, or what it is."""
    disposition, more = headers.typed(headers.first(part.fields, b"content-disposition"))
    name = " ".join(words(more.get("filename") or told.get("name") or "").split())
    text = kind.startswith("text/") and kind[5:] not in _NOT_READ
    shown = text or (kind in _SHOWN and not name)
    if part.depth and (disposition == "attachment" or (name and kind == "text/html")):
        shown = False
    if name and len(part.body) > _LONGEST_ATTACHED:
        shown = False
    if kind == "message/external-body":
        yield Piece("mention", _external(told))
    elif not shown and part.body.strip():
        yield Piece("mention", _mention(part, name, kind, files))
    elif shown and not part.mute:
        if name and kind != "text/html":
            yield Piece("plain", _mention(part, name, kind, files))
        yield _text(part, kind, told, hint, notes)


def _mention(part: _Part, name: str, kind: str, files: Files) -> str:
    size = _size(part)
    saved = files.keep(name, kind, decoded(part.fields, part.body)) if files.takes(size) else ""
    return mention(name, kind, None if files.cut else size, saved=saved)


def _size(part: _Part) -> int:
    """Bytes of a part when it is decoded, told from what is encoded."""
    encoding = headers.first(part.fields, b"content-transfer-encoding").strip().lower()
    if encoding != b"base64":
        return len(part.body)
    signs = len(part.body) - sum(part.body.count(blank) for blank in (b"\n", b"\r", b" "))
    return signs * 3 // 4 - part.body.count(b"=", -8)


def _external(told: dict[str, str]) -> str:
    site, folder = told.get("site", ""), told.get("directory", "").strip("/")
    name = told.get("name", "")
    scheme = "ftp" if "ftp" in told.get("access-type", "") else "https"
    url = "/".join(filter(None, (site, folder, name))) if site else ""
    return mention(name, "message/external-body", None, f"{scheme}://{url}" if url else "")


def _text(part: _Part, kind: str, told: dict[str, str], hint: str, notes: list[str]) -> Piece:
    encoding = headers.first(part.fields, b"content-transfer-encoding").strip(b"\"' ").lower()
    data, added = part.body, b""
    if encoding == b"base64":
        whole = _BASE64_LINES.match(data)
        end = whole.end() if whole else 0
        if data[end:].strip():
            added = data[end:]
            notes.append("not all of the base64 text is base64; the rest is shown as it is")
        data = base64(data[:end])
    elif encoding == b"quoted-printable":
        data = quoted_printable(data)
    text = decode(data, told.get("charset", ""), hint)
    if "\ufffd" in text and b"\xef\xbf\xbd" not in data:
        notes.append("some bytes are in no known charset; they are shown as \ufffd")
    if added:
        text = f"{text.rstrip()}\n\n{decode(added, told.get('charset', ''), hint)}"
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind == "text/html":
        return Piece("html", text)
    if kind in ("text/enriched", "text/richtext"):
        text = enriched(text)
    elif told.get("format", "").lower() == "flowed":
        text = flowed(text, told.get("delsp", "").lower() == "yes")
    return Piece("plain", text)
