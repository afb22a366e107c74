"""One message: what its bytes tell, before anything is known of the messages around it.

Threads are made as public-inbox makes them: the parent is the last of the References, or else
what In-Reply-To names first; never what merely has the same subject.
Formats: RFC 5322; the rules of threading: https://www.jwz.org/doc/threading.html.
"""

import re
from datetime import datetime
from hashlib import blake2b
from html import escape

import msgspec

from sitegen.model import Body, Problem
from sitegen.sources import _mail_dates, _mail_lists
from sitegen.sources import _mail_headers as headers
from sitegen.sources._mail_charsets import charset_of_words, decode
from sitegen.sources._mail_files import Files
from sitegen.sources._mail_headers import Fields
from sitegen.sources._mail_parts import Piece, pieces
from sitegen.sources._mail_split import Raw
from sitegen.sources._mail_text import MENTION, scrubbed, without_uuencoded

_LONGEST_ID = 500
_STUFFED = re.compile(rb"^>+From ", re.M)
_WEB_ADDRESS = re.compile(r"<?\s*(https?://[^\s<>\"]{1,2000})")
_INTERNAL = "folder internal data"  # a note that mail servers keep in a mailbox
_SIGNS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_FOREIGN = bytes(range(128, 256))
_LIST_FOOTER = re.compile(r"^_{20,}\n[^\n]{1,200} mailing list\n.*\Z", re.M | re.S | re.I)


class Message(msgspec.Struct, frozen=True):
    """What one message tells. `print` stands for its text, however it was encoded and quoted.

    `files` are those of its attachments that are kept: (name, bytes). `bare`: it may answer
    another, but its references were left out on the way.
    """

    where: str
    id: str
    parent: str | None
    author: str | None
    created: datetime | None
    subject: str
    list: str | None
    permalink: str | None
    body: Body
    print: int
    notes: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    bare: bool = False


def read(raw: Raw, largest: int = 0) -> Message | Problem:
    """What a message tells, or why it is none. Attachments of up to `largest` bytes are kept."""
    fields, start = headers.split(raw.data)
    if not fields and not raw.envelope:
        return Problem(raw.where, "this is no message: it has no header")
    subject = headers.text(headers.first(fields, b"subject"))
    if _INTERNAL in subject.lower():
        return Problem(raw.where, "this is no message but a note that a mail program left")
    notes: list[str] = []
    files = Files(largest, cut=bool(raw.cut))
    body = _body(fields, _content(raw, start), notes, files)
    notes += files.notes
    author = headers.author(fields)
    created = _created(fields, raw.envelope)
    if created is None and b"date" in fields:
        notes.append("the date cannot be used")
    text_print = _print(body.text)
    own = _own_id(fields)
    if not (own or author or subject or body.text or files.kept or b"date" in fields):
        return Problem(raw.where, "this is no message: it is empty, and nobody wrote it")
    if own is None:
        told = f"{author}\0{created}\0{subject}\0{text_print}"
        own = f"no-id-{blake2b(told.encode('utf-8', 'replace'), digest_size=10).hexdigest()}"
    return Message(
        where=raw.where,
        id=own,
        parent=_parent(fields, own),
        author=author,
        created=created,
        subject=subject,
        list=_mail_lists.told(fields),
        permalink=_permalink(fields),
        body=body,
        print=text_print,
        notes=tuple(dict.fromkeys(filter(None, (raw.cut, *notes)))),
        files=tuple(files.kept.items()),
        bare=raw.bare and not {b"references", b"in-reply-to"} & fields.keys(),
    )


def _content(raw: Raw, start: int) -> bytes:
    """The bytes of a message's text, without the ">" that an mbox puts before "From "."""
    content = raw.data[start:]
    if raw.stuffed and b">From " in content:
        return _STUFFED.sub(_unstuffed, content)
    return content


def _unstuffed(line: re.Match[bytes]) -> bytes:
    """The line, unless it stands in a quote, where the ">" is the reader's."""
    whole: bytes = line.string
    after = whole.find(b"\n", line.end()) + 1
    above = whole.rfind(b"\n", 0, max(0, line.start() - 1)) + 1
    quoted = whole[above : above + 1] == b">" and line.start() > 0
    if quoted or (after and whole[after : after + 1] == b">"):
        return line.group()
    return line.group()[1:]


# Ids


def _own_id(fields: Fields) -> str | None:
    value = headers.first(fields, b"message-id")
    if not value:
        return None
    found = headers.ids(value)
    told = found[0] if found else "".join(decode(value).split()).strip("<>")
    return _bounded(told) if told else None


def _bounded(told: str) -> str:
    if len(told) <= _LONGEST_ID:
        return told
    return f"long-id-{blake2b(told.encode('utf-8', 'replace'), digest_size=10).hexdigest()}"


def _parent(fields: Fields, own: str) -> str | None:
    for value in reversed(fields.get(b"references", [])):
        for found in reversed(headers.ids(value)):
            if (parent := _bounded(found)) != own:
                return parent
    for value in fields.get(b"in-reply-to", []):
        people = b" ".join(
            headers.first(fields, name) for name in (b"from", b"to", b"cc")
        )  # "In-Reply-To: Ada <ada@example.org>'s message of …" begins with an address
        for found in headers.ids(value):
            parent = _bounded(found)
            if parent != own and found.encode("utf-8", "replace") not in people:
                return parent
    return None


def _permalink(fields: Fields) -> str | None:
    match = _WEB_ADDRESS.match(decode(headers.first(fields, b"archived-at")))
    return match[1] if match else None


def _created(fields: Fields, envelope: bytes) -> datetime | None:
    received = fields.get(b"received") or fields.get(b"nntp-posting-date") or [b""]
    return _mail_dates.written(
        decode(headers.first(fields, b"date")), decode(received[-1]), decode(envelope)
    )


# The body


def _body(fields: Fields, content: bytes, notes: list[str], files: Files) -> Body:
    subject = decode(headers.first(fields, b"subject") + headers.first(fields, b"from"))
    found: list[Piece] = []
    mentions: list[str] = []
    for piece in pieces(fields, content, charset_of_words(subject), notes, files):
        if piece.kind == "mention":
            mentions.append(piece.text)
        elif piece.kind == "plain":
            text, inside = without_uuencoded(piece.text, files)
            text, parts = scrubbed(text)
            mentions += inside + parts
            found.append(Piece("plain", text))
        else:
            found.append(piece)
    if any(piece.kind == "html" for piece in found):
        return Body("\n".join(_as_html(piece) for piece in found + _listed(mentions)), "mail-html")
    texts = [piece.text.rstrip().lstrip("\n") for piece in found + _listed(mentions)]
    return Body("\n\n".join(text for text in texts if text), "mail")


def _listed(mentions: list[str]) -> list[Piece]:
    return [Piece("plain", "\n".join(mentions))] if mentions else []


def _as_html(piece: Piece) -> str:
    if piece.kind == "html":
        return piece.text.strip()
    paragraphs = escape(piece.text.strip("\n")).split("\n\n")
    return "".join(f"<p>{text.replace(chr(10), '<br>')}</p>" for text in paragraphs)


def _print(text: str) -> int:
    """A number that stands for the words of a text: the same for copies of a message.

    Copies may be broken into other lines, may bear the footer of a list, and may have lost what
    was attached.
    """
    if "_____" in text:
        text = _LIST_FOOTER.sub("", text)
    if "[attachment: " in text:
        text = MENTION.sub("", text)
    data = text.encode("utf-8", "replace").translate(None, _SIGNS)
    plain = data.translate(None, _FOREIGN)  # archives lose foreign letters: Mu?oz
    words = plain if 3 * len(plain) > 2 * len(data) else data
    return int.from_bytes(blake2b(words, digest_size=8).digest())
