"""Plain-text copies of Hacker News pages and their mirrors, as readers and crawlers keep them.

Only a text that opens as such a copy does is claimed; what it does not tell is never invented.
Format: docs/formats/hn-text.md.
"""

from collections.abc import Iterator

from sitegen import textdump
from sitegen.model import Problem, Record
from sitegen.sources.source import Dump, Head, Source

_MOST = 64 * 1024 * 1024  # bytes; a text copy is read whole


def _sniff(head: Head) -> bool:
    if head.data[:1] in (b"{", b"[", b"<") or b"\0" in head.data:
        return False
    text, _ = textdump.decode(head.data)
    return textdump.recognised(textdump.split_lines(text), "hn")


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        yield Problem("", f"the text is over {_MOST >> 20} MiB; only that much was read", lost=True)
        data = data[:_MOST]
    text, wrong = textdump.decode(data)
    if wrong:
        yield Problem("", wrong, lost=False)
    corrections, problems = textdump.corrections_of(dump.path)
    yield from problems
    reading, problems = textdump.read(textdump.split_lines(text), "hn", corrections)
    yield from problems
    if reading is None:
        yield Problem("", "the text is empty")
        return
    yield from textdump.posts(reading)


SOURCE = Source(
    name="hn-text",
    title="Hacker News pages copied as plain text",
    version=1,
    sniff=_sniff,
    read=_read,
)
