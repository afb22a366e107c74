"""discord-html: a channel of Discord, as DiscordChatExporter writes it as a page.

Messages stand in groups, each of one author; groups stream, so a page may be of any size. Ids are
those of Discord, so the same export as JSON tells the same posts. chat_exporter for Python writes
pages of the same elements.

Writer: MessageGroupTemplate.cshtml and PreambleTemplate.cshtml of
https://github.com/Tyrrrz/DiscordChatExporter; docs/formats/discord-html.md.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec.structs import replace

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _html
from sitegen.sources._discord import Reader
from sitegen.sources._discord_page import body, messages, place_of
from sitegen.sources._html import Node, looks_like_html
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_GROUP = re.compile(rb"<div class=[\"']?chatlog__message-group\b")
_CHUNK = 1 << 20
_LONGEST = 32 << 20  # bytes of a group


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data) or b"chatlog__message" not in data:
        return False
    return b"preamble__" in data or b"data-message-id=" in data


def _read(dump: Dump) -> Iterator[Record]:
    reader: Reader | None = None
    linked = False
    with dump.open() as stream:
        for number, part in enumerate(_parts(stream)):
            if isinstance(part, Problem):
                yield part
                continue
            root, fault = _html.tree(part.decode("utf-8", "replace"))
            if fault:
                yield Problem(f"group {number}", fault, lost=fault.startswith("over"))
            if reader is None:
                channel, linked = place_of(root, dump.name, part)
                reader = Reader(channel)
            if root is not None and _GROUP.match(part):
                yield from _group(reader, root, number, linked=linked)
    if reader is not None:
        yield from reader.ghosts()


def _group(reader: Reader, root: Node, number: int, *, linked: bool) -> Iterator[Record]:
    found = False
    for told, node in messages(root):
        found = True
        for record in reader.records(told, f"group {number}"):
            if isinstance(record, Post) and record.id == f"discord:{told['id']}":
                record = replace(record, body=Body(body(node), "html"))
            if isinstance(record, Post) and not linked:
                record = replace(record, permalink=None)
            yield record
    if not found and _html.text_of(root):
        yield Problem(f"group {number}", "messages without usable ids")


def _parts(stream: BinaryIO) -> Iterator[bytes | Problem]:
    """What stands before the first group, and each group with what stands behind it."""
    held = b""
    number = 0
    while chunk := stream.read(_CHUNK):
        at = max(0, len(held) - 64)
        held += chunk
        starts = [found.start() for found in _GROUP.finditer(held, at) if found.start()]
        begin = 0
        for start in starts:
            yield held[begin:start]
            begin, number = start, number + 1
        held = held[begin:]
        if len(held) > _LONGEST:
            yield Problem(f"group {number}", f"over {_LONGEST >> 20} MiB; it was not read")
            held = b""
    if held:
        yield held


SOURCE = Source(
    name="discord-html",
    title="Discord channels of DiscordChatExporter, as pages",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
