"""discord-html: a channel of Discord, as DiscordChatExporter writes it as a page.

Messages stand in groups, each of one author; groups stream, so a page may be of any size. Ids are
those of Discord, so the same export as JSON tells the same posts. chat_exporter for Python writes
pages of the same elements; discord-html-transcripts elements of its own, a message each.

Writer: MessageGroupTemplate.cshtml and PreambleTemplate.cshtml of
https://github.com/Tyrrrz/DiscordChatExporter; docs/formats/discord-html.md.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec.structs import replace

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _html
from sitegen.sources._discord import Channel, Reader
from sitegen.sources._discord_components import (
    Profiles,
    component_body,
    component_message,
    component_place,
    profiles_of,
)
from sitegen.sources._discord_page import body, messages, place_of
from sitegen.sources._html import Node, looks_like_html
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_COMPONENT = re.compile(rb"<discord-(?:system-)?message[\s>]")
_GROUP = re.compile(rb"<div class=[\"']?chatlog__message-group\b|" + _COMPONENT.pattern)
_MADE = (b"data-stencil-build", b".discord-messages")  # both, where styles fill a page's beginning
_CHUNK = 1 << 20
_LONGEST = 32 << 20  # bytes of a group


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data):
        return False
    if b"chatlog__message" not in data:
        told = b"<discord-messages" in data or b"window.$discordMessage=" in data
        return told or all(mark in data for mark in _MADE)
    return b"preamble__" in data or b"data-message-id=" in data


def _read(dump: Dump) -> Iterator[Record]:
    reader: Reader | None = None
    linked = False
    profiles: Profiles = {}
    with dump.open() as stream:
        for number, part in enumerate(_parts(stream)):
            if isinstance(part, Problem):
                yield part
                continue
            root, fault = _html.tree(part.decode("utf-8", "replace"))
            if fault:
                yield Problem(f"group {number}", fault, lost=fault.startswith("over"))
            if reader is None:
                channel, linked = _place(root, dump.name, part)
                reader = Reader(channel)
                profiles = profiles_of(part)
            if root is not None and _GROUP.match(part):
                known = profiles if _COMPONENT.match(part) else None
                yield from _group(reader, root, number, known, linked=linked)
    if reader is not None:
        yield from reader.ghosts()


def _place(root: Node | None, name: str, preamble: bytes) -> tuple[Channel, bool]:
    if root is not None and root.css_first("discord-messages") is not None:
        return component_place(root, name, preamble)
    return place_of(root, name, preamble)


def _group(
    reader: Reader, root: Node, number: int, profiles: Profiles | None, *, linked: bool
) -> Iterator[Record]:
    """`profiles`: those of a page of components, which stand in no groups."""
    found = False
    of_group = messages(root) if profiles is None else component_message(root, profiles)
    text = body if profiles is None else component_body
    for told, node in of_group:
        found = True
        for record in reader.records(told, f"group {number}"):
            if isinstance(record, Post) and record.id == f"discord:{told['id']}":
                record = replace(record, body=Body(text(node), "html"))
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
    title="Discord channels of DiscordChatExporter and transcripts of bots, as pages",
    version=3,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
