"""mail-table: messages in tables, a row each: CSV, Parquet, and JSON objects of such columns.

So data sets hold mailing lists. A row tells the header's fields and the text, under any of the
usual names, or has the whole message in one column. Each is made the message that it was, and read
as those of a mailbox are. Parquet needs the extra `parquet`. Format: docs/formats/mail-table.md.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from email.utils import format_datetime

import msgspec

from sitegen.model import Continuation, Problem, Record
from sitegen.sources import _csv, _json, _parquet, _rows
from sitegen.sources._mail_message import Message, read
from sitegen.sources._mail_posts import posts_of
from sitegen.sources._mail_split import KEPT, LONGEST, Raw, too_long
from sitegen.sources._rows import Row
from sitegen.sources.source import Dump, Head, Source

# What we call a value, and the columns that hold it, best first.
_COLUMNS = {
    "id": ("message_id", "messageid", "msg_id", "msgid"),
    "answers": ("in_reply_to", "inreplyto", "reply_to_message_id"),
    "references": ("references", "refs"),
    "author": ("from_name", "sender_name", "author_name", "from", "author", "sender"),
    "time": ("date", "sent_at", "sent", "datetime", "timestamp", "time", "created_at"),
    "subject": ("subject", "title"),
    "text": (
        "body",
        "body_text",
        "text",
        "content",
        "plain_text",
        "body_plain",
        "message",
        "payload",
    ),
    "list": ("list", "mailing_list", "list_name", "mailinglist", "list_id"),
    "link": ("permalink", "archived_at", "url", "link"),
    "whole": ("raw", "raw_message", "message", "email", "eml"),
}
_KNOWN = frozenset(column for columns in _COLUMNS.values() for column in columns)
_PARTS = ("id", "subject", "text")  # a table whose rows are messages in parts has all of these
_KINDS = ("plain", "html")  # what perceval tells a text as: {"plain": …, "html": …}
_HEADER = re.compile(rb"[\"\n,;\t>]Message-ID:", re.I)  # of a whole message, in its column
_PAGE = "hyperkitty/"  # before a message's hash, where nothing tells its id
_HASH = re.compile(r"[A-Z2-7]{32}")
_ABOVE = re.compile(r"https?://.{1,1000}/email/([A-Z2-7]{32})/?")
_OTHERS = "not a message: a JSON object was expected"


# Recognising


def _sniff(head: Head) -> bool:
    if keys := _json.members(head.data):
        return _is_ours(_named(keys))
    names = _named(_csv.header(_parquet.row_of_names(head.data)))
    return _is_ours(names) or (_is_whole(names) and _HEADER.search(head.data) is not None)


def _named(names: Iterable[str]) -> set[str]:
    return {_column(name) for name in names}


def _column(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def _is_ours(names: set[str]) -> bool:
    return all(not names.isdisjoint(_COLUMNS[part]) for part in _PARTS)


def _is_whole(names: set[str]) -> bool:
    return not names.isdisjoint(_COLUMNS["whole"])


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    found = _rows.rows(dump, lambda name: _column(name) in _KNOWN, _OTHERS)
    names: list[Continuation] = []
    for record in posts_of(_messages(found, names), dump):
        yield record
        yield from names
        names.clear()
    yield from names


def _messages(
    found: Iterable[tuple[str, Row] | Problem], names: list[Continuation]
) -> Iterator[Message | Problem]:
    """The messages of rows. HyperKitty tells an answer's parent by the address of its page: what
    a message is called there is added to `names`."""
    for one in found:
        told = _message(one)
        if isinstance(one, tuple) and isinstance(told, Message):
            row = one[1]
            if isinstance(key := row.get("message_id_hash"), str) and _HASH.fullmatch(key):
                names.append(Continuation(f"mail:{_PAGE}{key}", f"mail:{told.id}"))
            above = row.get("parent")
            page = _ABOVE.fullmatch(above) if isinstance(above, str) else None
            if page and told.parent is None:
                told = msgspec.structs.replace(told, parent=f"{_PAGE}{page[1]}")
        yield told


def _message(found: tuple[str, Row] | Problem) -> Message | Problem:
    if isinstance(found, Problem):
        return found
    where, told = found
    row = {_column(name): value for name, value in told.items()}
    if _is_ours(set(row)):
        row = {name: _plain(value) for name, value in row.items()}
        is_message = _body(_value(row, "text"))[0] or _line(row, "id")
        return _of_parts(where, row) if is_message else _nothing(where)
    whole = _value(row, "whole")
    data = whole if isinstance(whole, bytes) else _text(row, "whole").encode("utf-8", "replace")
    data = data.lstrip(b"\r\n")
    if not data:
        return _nothing(where)
    cut = too_long() if len(data) > LONGEST else ""
    return read(Raw(where, data[:KEPT] if cut else data, cut=cut))


def _nothing(where: str) -> Problem:
    return Problem(where, "a row without a message")


def _of_parts(where: str, row: Row) -> Message | Problem:
    """The message that a row was, read, with what the row tells better than a header could."""
    body, kind = _body(_value(row, "text"))
    fields = [f"Subject: {_line(row, 'subject')}", *_kind_of(row, kind)]
    for name, column in (("Message-ID", "id"), ("In-Reply-To", "answers")):
        if told := _line(row, column):
            fields.append(f"{name}: {_bracketed(told)}")
    if references := _line(row, "references"):
        fields.append(f"References: {' '.join(map(_bracketed, references.split()))}")
    if author := _line(row, "author"):
        fields.append(f"From: {author}")
    told_time = _value(row, "time")
    created = _rows.moment(told_time)
    if created or isinstance(told_time, str):
        fields.append(f"Date: {format_datetime(created) if created else _line(row, 'time')}")
    mailing_list = _line(row, "list")
    if mailing_list.startswith(("http://", "https://")):  # HyperKitty's
        mailing_list = mailing_list.rstrip("/").rpartition("/")[2]
    if "<" in mailing_list:
        fields.append(f"List-Id: {mailing_list}")
        mailing_list = ""
    data = "\n".join([*fields, "", body.replace("\r\n", "\n")]).encode("utf-8", "replace")
    cut = too_long() if len(data) > LONGEST else ""
    message = read(Raw(where, data[:KEPT] if cut else data, cut=cut))
    if isinstance(message, Problem):
        return message
    link = _line(row, "link")
    odd = [name for name in _KNOWN.intersection(row) if not _is_plain(row[name])]
    if author:  # HyperKitty tells an address beside it, as an object
        odd = [name for name in odd if name not in _COLUMNS["author"]]
    notes = (f"not usable, and left out: {', '.join(sorted(odd))}",) if odd else ()
    return msgspec.structs.replace(
        message,
        created=created or message.created,
        list=mailing_list or message.list,
        notes=(*message.notes, *notes),
        permalink=link if link.startswith(("http://", "https://")) else message.permalink,
    )


def _kind_of(row: Row, kind: str) -> list[str]:
    """The fields that say how a text is written; a message's own where its text is told as it came,
    as mbox-to-sqlite does."""
    if row.get("payload") and (coded := row.get("content_transfer_encoding")):
        own = row.get("content_type") or "text/plain; charset=utf-8"
        if str(own).strip().lower().startswith("text/"):
            pairs = (("Content-Type", own), ("Content-Transfer-Encoding", coded))
            return [f"{name}: {' '.join(str(value).split())}" for name, value in pairs]
    return [f"Content-Type: text/{kind}; charset=utf-8"]


def _body(told: object) -> tuple[str, str]:
    """The text of a message, and its kind."""
    if not isinstance(told, dict):
        return "" if told is None else str(told), "plain"
    for kind in _KINDS:
        if isinstance(text := told.get(kind), str) and text.strip():
            return text, kind
    return "", "plain"


def _is_plain(value: object) -> bool:
    return not isinstance(value, dict) or not value.keys().isdisjoint(_KINDS)


def _bracketed(told: str) -> str:
    """An id as headers write it; a text that holds ids in brackets already as it is."""
    return told if "<" in told else f"<{told}>"


def _value(row: Row, name: str) -> object:
    """The value that the first of its columns tells."""
    for column in _COLUMNS[name]:
        value = row.get(column)
        if isinstance(value, list | tuple):
            value = " ".join(map(str, value))
        if value is not None and value != "":
            return value
    return None


def _plain(value: object) -> object:
    """A value of a row of parts as text, a number, a time, or what is none of these."""
    if isinstance(value, bytes):  # some programs store text as bytes
        return value.decode("utf-8", "replace")
    return float(value) if isinstance(value, Decimal) else value


def _text(row: Row, name: str) -> str:
    value = _value(row, name)
    return "" if value is None or isinstance(value, dict) else str(value)


def _line(row: Row, name: str) -> str:
    """A value on one line, as a field of a header must be."""
    value = _value(row, name)
    return "" if value is None or isinstance(value, dict) else " ".join(str(value).split())


SOURCE = Source(
    name="mail-table",
    title="Messages in tables: CSV, Parquet and JSON",
    version=6,
    sniff=_sniff,
    keys=frozenset({*_COLUMNS["id"], "Message-ID", "Message-Id", "messageId"}),
    read=_read,
)
