"""Files inside of a dump that is a folder or an archive: read each by itself, and told by name."""

from collections.abc import Iterator
from typing import TypeVar

from msgspec.structs import replace

from sitegen.model import Problem, Record
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources.known import is_archive
from sitegen.sources.source import Dump, Head, Source

T = TypeVar("T", bound=Record)


def inner(dump: Dump, file: str) -> Dump:
    """A file of a folder or an archive as a dump."""
    name = f"{dump.name}/{file}"
    if is_archive(dump.path.name):
        return replace(dump, name=name, member=file)
    return replace(dump, name=name, path=dump.path / file)


def in_file(file: str, record: T) -> T:
    """A record with the name of its file before the place, if it is a problem."""
    if not isinstance(record, Problem):
        return record
    where = f"{file}: {record.where}" if record.where else file
    return type(record)(where, record.message, record.lost)


def read_one(dump: Dump, file: str, source: Source, wrong: str) -> Iterator[Record]:
    """What a source reads of a file in a folder or an archive; `wrong` where it is none of its."""
    told = inner(dump, file)
    with told.open() as stream:
        head = Head(told.name, stream.read(HEAD_BYTES))
    if not source.sniff(head):
        yield Problem(file, wrong)
        return
    for record in source.read(told):
        yield in_file(file, record)
