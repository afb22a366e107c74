"""Dumps in, records out. The formats: table.py; how the one that fits is found: recognising.py."""

from typing import TYPE_CHECKING, Any

from sitegen import lazily
from sitegen.sources.known import (
    LISTED,
    Formats,
    Known,
    formats,
    is_archive,
    loaded,
    may_be_whole,
)

if TYPE_CHECKING:
    from sitegen.sources._archives import names
    from sitegen.sources.recognising import detect, find, head, read, recognise
    from sitegen.sources.source import Dump, Head, Source

__all__ = [
    "LISTED",
    "SOURCES",
    "Dump",
    "Formats",
    "Head",
    "Known",
    "Source",
    "by_name",
    "detect",
    "find",
    "formats",
    "head",
    "is_archive",
    "may_be_whole",
    "names",
    "read",
    "recognise",
]

_later = lazily.names(
    __name__,
    {
        "_archives": "names",
        "recognising": "detect find head read recognise",
        "source": "Dump Head Source",
    },
)


def __getattr__(name: str) -> Any:
    """`SOURCES`, the table of formats, and what else is loaded when it is asked for."""
    return loaded() if name == "SOURCES" else _later(name)


def by_name(name: str) -> "Source":
    """Raises UsageError, with the nearest name, when there is no such format."""
    return formats().by_name(name)
