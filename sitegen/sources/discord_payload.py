"""discord-payload: threads of a Discord help forum, as the site of Payload CMS collects them.

Messages come as HTML and without their ids, all but the first: that has the id of its thread.
Format: docs/formats/discord-payload.md.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources._chat import dicts, is_web, size, text_of, utc_milliseconds
from sitegen.sources._discord import SITE, identifier
from sitegen.sources._html_link import link
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents, listed
from sitegen.sources.source import Dump, Head, Source


def _sniff(head: Head) -> bool:
    told = members(head.data)
    return "messages" in told and members(told.get("info", b"")).keys() >= {"id", "guildId", "name"}


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
            else:
                yield from _thread(document)


def _thread(document: Document) -> Iterator[Record]:
    told = document.value if isinstance(document.value, dict) else {}
    info = told.get("info")
    info = info if isinstance(info, dict) else {}
    thread = identifier(info.get("id"))
    if not thread:
        yield Problem(document.at(".info"), "a thread without a usable id")
        return
    guild = identifier(info.get("guildId"))
    known: dict[str, int] = {}
    messages = listed(told.get("messages"))
    for number, message in enumerate(messages):
        where = document.at(f".messages[{number}]")
        if not isinstance(message, dict):
            yield Problem(where, "not a message")
            continue
        if document.torn and number == len(messages) - 1 and "content" not in message:
            yield Problem(where, "cut off before its text")
            continue
        count = told.get("messageCount")
        created = message.get("createdAtDate")
        native = f"{created}-{text_of(message, 'authorID')}"
        known[native] = known.get(native, 0) + 1
        again = f"-{known[native]}" if known[native] > 1 else ""
        yield Post(
            id=f"discord:{thread}/{native}{again}" if number else f"discord:{thread}",
            body=Body(_body(message), "html"),
            parent=f"discord:{thread}" if number else None,
            root=f"discord:{thread}" if number else None,
            author=text_of(message, "authorName") or None,
            created=utc_milliseconds(created),
            permalink=f"{SITE}/{guild}/{thread}" if guild and not number else None,
            title=(text_of(info, "name") or None) if not number else None,
            community=f"Server {guild}" if guild else None,
            claimed=count if not number and isinstance(count, int) and count >= 0 else None,
        )


def _body(message: Mapping[str, Any]) -> str:
    files = [_file(file) for file in dicts(message.get("fileAttachments"))]
    lines = "".join([f"<p>Attached: {file}</p>" for file in files])
    return text_of(message, "content") + lines


def _file(file: Mapping[str, Any]) -> str:
    name = text_of(file, "name") or "a file"
    address = text_of(file, "url")
    shown = link(address if is_web(address) else "", name)
    amount = size(file.get("size"))
    return f"{shown} ({amount})" if amount else shown


SOURCE = Source(
    name="discord-payload",
    title="Discord help threads with bodies in HTML, as Payload collects them",
    version=1,
    sniff=_sniff,
    keys=frozenset({"info"}),
    read=_read,
)
