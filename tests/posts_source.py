"""A format for tests: posts and gaps as they stand in the model, one a line.

It says what no real format can say at once: told and untold roots, loops, any text in any field.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from sitegen import sources
from sitegen.model import Continuation, Gap, Post, Problem, Record
from sitegen.sources import table
from sitegen.sources.source import Dump, Source

ENDING = ".posts"
_KINDS = {b"P": Post, b"G": Gap, b"C": Continuation, b"!": Problem}


def encoded(records: Iterable[Record]) -> bytes:
    letters = {kind: letter for letter, kind in _KINDS.items()}
    return b"".join(letters[type(r)] + msgspec.json.encode(r) + b"\n" for r in records)


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for line in stream:
            yield msgspec.json.decode(line[1:], type=_KINDS[line[:1]])


SOURCE = Source(
    name="posts",
    title="Posts as tests write them",
    version=1,
    sniff=lambda head: Path(head.name).suffix == ENDING,
    read=_read,
)


@contextmanager
def formats(*only: Source) -> Iterator[None]:
    """These are all formats there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "SOURCES", only)
        sources.formats.cache_clear()  # it remembers which formats of the table there are
        yield
    sources.formats.cache_clear()


@pytest.fixture(scope="module")
def posts_source() -> Iterator[None]:
    """While a test of the module runs, `posts` is a format like any other, and the only one."""
    with formats(SOURCE):
        yield
