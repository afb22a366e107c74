"""hypermail-html: pages of single messages, as Hypermail makes them of mail.

A page tells the header of its message in comments, a field each: <!-- inreplyto="…" -->. Addresses
and ids in them may have something else for their @.

Writer: print_headers and print_body in src/print.c of Hypermail,
https://github.com/hypermail-project/hypermail.
"""

import re
from collections.abc import Iterator

from sitegen import possessive
from sitegen.entities import unescape
from sitegen.model import Record
from sitegen.sources._html import looks_like_html
from sitegen.sources._mail_pages import Field, between, bracketed, page_of, records
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_BODY, _END = '<!-- body="start" -->', '<!-- body="end" -->'
_RECEIVED = '<span id="received">'  # what stands behind the text, in newer versions
_HEADERS = possessive.compiled(  # and before it
    r"\s*+(?:<div class=\"mail\">\s*+)?+(?:<address class=\"headers\">\s*+)?+"
    r"(?:<span id=\"[\w-]{1,60}\">\s*+<dfn>[^\n]{0,2000}?</span>\s*+(?:<br[ /]{0,2}>)?+\s*+)*+"
    r"(?:</address>)?+",
)
_TOLD = (b'<!-- id="', b'<!-- subject="', b'<!-- email="')
_LONGEST = 32 * 1024  # characters of a value
_AT = re.compile(r"_at_|-AT_SYMBOL-|\(at\)|\[at\]| at ")
_ISO = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


def _sniff(head: Head) -> bool:
    data = head.data
    if not (looks_like_html(data) and (b'<!-- received="' in data or b'<!-- sent="' in data)):
        return False
    return any(sign in data for sign in _TOLD)


def _read(dump: Dump) -> Iterator[Record]:
    page = page_of(dump, _BODY, _END)
    yield from page.problems
    if page.message is None:
        return
    said = _HEADERS.sub("", page.message.partition(_RECEIVED)[0], count=1)
    yield from records(dump, page.text, _fields(page.before), said)


def _fields(before: str) -> list[Field]:
    """The header of a message, as the comments of its page tell it."""
    name = _value(before, "name").replace('"', "").replace("\\", "")
    address = _id(_value(before, "email"))
    sent = _value(before, "sent") or _utc(_value(before, "isosent"))
    return [
        ("Subject", _value(before, "subject")),
        ("From", f'"{name}" <{address}>' if name else address),
        ("Received", f"; {_utc(_value(before, 'isoreceived'))}"),
        ("Date", sent or _value(before, "received")),
        ("Message-ID", bracketed(_id(_value(before, "id").strip("<>")))),
        ("In-Reply-To", bracketed(_id(_value(before, "inreplyto").strip("<>")))),
    ]


def _value(before: str, name: str) -> str:
    told, _ = between(before, f'<!-- {name}="', '" -->')
    return unescape(told[:_LONGEST]).strip() if "-->" not in told else ""


def _utc(told: str) -> str:
    found = _ISO.fullmatch(told)
    return "{}-{}-{} {}:{}:{} +0000".format(*found.groups()) if found else ""


def _id(told: str) -> str:
    """An id or an address with its @; the last sign that may stand for one does."""
    signs = list(_AT.finditer(told))
    if "@" in told or not signs:
        return told
    return f"{told[: signs[-1].start()]}@{told[signs[-1].end() :]}"


SOURCE = Source(
    name="hypermail-html",
    title="Mailing lists, pages of single messages (Hypermail)",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
