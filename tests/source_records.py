"""What a source gives for the bytes of one dump, for tests of single sources."""

from collections.abc import Callable

from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Source

Read = Callable[[Source, bytes], list[Record]]  # the fixture `read`


def posts_of(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def problems_of(records: list[Record]) -> list[Problem]:
    return [record for record in records if isinstance(record, Problem)]
