"""Digests, taken apart: each message that a list sent in one is a message of its own.

Two kinds: multipart/digest (RFC 2046, 5.1.5), alone or behind a table of contents as Mailman sends
it, and plain text after RFC 1153, which Mailman, Majordomo and LISTSERV write: a line of 70 hyphens
behind the table of contents, lines of 30 between the messages, and "End of … Digest" behind them.
Only what a list made is taken apart: not what a person sent on, and no answer to a digest.
Mailman's writer: Mailman/Handlers/ToDigest.py of its version 2.1.
"""

import re
from collections.abc import Iterable, Iterator

from sitegen import possessive
from sitegen.sources import _mail_headers as headers
from sitegen.sources._mail_headers import Fields
from sitegen.sources._mail_parts import decoded, divided
from sitegen.sources._mail_split import Raw

_SIGN = possessive.compiled(rb"digest", re.I)
_NAMED = possessive.compiled(r"\bdigest\b", re.I)
_ANSWER = possessive.compiled(r"\s*(?:re|aw|sv|antw|fwd?)\s*:", re.I)
# The fields that tell the list: those of the digest count for the messages in it.
_OF_LIST = (b"list-id", b"list-post", b"x-beenthere", b"x-mailing-list", b"mailing-list")
_OPENING = possessive.compiled(rb"^-{60,80}[ \t]*\r?\n(?:[ \t]*\r?\n)+", re.M)
_BORDER = possessive.compiled(rb"^-{28,32}[ \t]*\r?\n(?:[ \t]*\r?\n)*", re.M)
_HEADER = possessive.compiled(
    rb"(?:Message: \d+\r?\n)?(?:(?:[A-Za-z-]{2,40}:[^\n]*|[ \t]+\S[^\n]*)\n)+", re.I
)
_WRITTEN = possessive.compiled(rb"^(?:From|Date|Subject)[ \t]*:", re.I | re.M)
_END = possessive.compiled(rb"(?:\*{5,}|End of |Subject:[ \t]*Digest Footer)", re.I)
_CONTENT = possessive.compiled(rb"^Content-[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*", re.M | re.I)


class Digests:
    """How many digests were taken apart, and how many messages were in them."""

    def __init__(self) -> None:
        self.count = self.messages = 0

    def opened(self, found: Iterable[Raw]) -> Iterator[Raw]:
        """The messages of digests in their place; any other message is itself."""
        for raw in found:
            parts = list(_opened(raw))
            if parts[0] is not raw:
                self.count += 1
                self.messages += len(parts)
            yield from parts


def _opened(raw: Raw) -> Iterator[Raw]:
    parts = _parts(raw) if not raw.cut and _SIGN.search(raw.data) else []
    if not parts:
        yield raw
        return
    for number, data in enumerate(parts, 1):
        where = f"{raw.where}, message {number} of the digest"
        yield Raw(where, data, stuffed=raw.stuffed, bare=True)


def _parts(raw: Raw) -> list[bytes]:
    fields, start = headers.split(raw.data)
    subject = headers.text(headers.first(fields, b"subject"))
    kind, told = headers.typed(headers.first(fields, b"content-type"))
    if _ANSWER.match(subject) or b"in-reply-to" in fields or b"references" in fields:
        return []
    named = bool(_NAMED.search(subject))
    body = raw.data[start:]
    if kind.startswith("multipart/"):
        found = _of_multipart(kind, told.get("boundary", ""), body, named=named)
    elif named and kind in ("", "text/plain"):
        charset = told.get("charset", "")
        found = [_as_message(part, charset) for part in _of_text(decoded(fields, body))]
    else:
        return []
    return [_listed(fields) + part for part in found]


def _of_multipart(kind: str, boundary: str, body: bytes, *, named: bool) -> list[bytes]:
    """The messages of a multipart/digest, which may stand among texts of the list."""
    if not boundary:
        return []
    parts = divided(body, boundary)
    if kind != "multipart/digest":
        if not named:
            return []
        for part in parts:
            fields, start = headers.split(part)
            inner, told = headers.typed(headers.first(fields, b"content-type"))
            if inner == "multipart/digest" and told.get("boundary"):
                parts = divided(part[start:], told["boundary"])
                break
        else:
            return []
    return [message for part in parts if (message := _message_in(part)) is not None]


def _message_in(part: bytes) -> bytes | None:
    """The message in a part of a multipart/digest, whose own header may be missing."""
    fields, start = headers.split(part)
    inner, _ = headers.typed(headers.first(fields, b"content-type"))
    if "/" in inner and not inner.startswith("message/"):
        return part if b"from" in fields else None  # the header of the part was left out
    told = decoded(fields, part[start:]).lstrip(b"\r\n")
    return told if headers.split(told)[0] else None


def _of_text(text: bytes) -> list[bytes]:
    """The messages of a plain digest, each with its header."""
    opening = _OPENING.search(text)
    if opening is None or not _begins(text, opening.end()):
        return []
    starts, end = [opening.end()], len(text)
    ends = []
    for border in _BORDER.finditer(text, opening.end()):
        if _END.match(text, border.end()):
            end = border.start()
            break
        if _begins(text, border.end()):
            ends.append(border.start())
            starts.append(border.end())
    return [text[start:stop] for start, stop in zip(starts, [*ends, end], strict=True)]


def _begins(text: bytes, at: int) -> bool:
    """Whether a header of a message stands there: two fields that tell who wrote, when and what."""
    header = _HEADER.match(text, at, at + 20_000)
    return header is not None and len(_WRITTEN.findall(header[0])) >= 2


def _as_message(part: bytes, charset: str) -> bytes:
    """A part with the charset that the digest is in, and without what its own header says of its
    content: that tells of the message as it was sent, before it was put into the digest.
    """
    header = _HEADER.match(part)
    end = header.end() if header else 0
    body = part[end:]
    fields, _ = headers.split(part[:end] + b"\n")
    kind, told = headers.typed(headers.first(fields, b"content-type"))
    boundary = told.get("boundary", "").encode("utf-8", "replace")
    if kind.startswith("multipart/") and boundary and b"--" + boundary in body:
        return part
    declared = b"Content-Type: text/plain; charset=" + charset.encode("ascii", "replace") + b"\n"
    return (declared if charset else b"") + _CONTENT.sub(b"", part[:end]) + body


def _listed(fields: Fields) -> bytes:
    told = ((name, headers.first(fields, name)) for name in _OF_LIST)
    return b"".join(name + b": " + value + b"\n" for name, value in told if value)
