"""Exports that hold one file of messages, and beside it what was sent: never opened."""

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.model import Problem, Record
from sitegen.sources._archives import is_archive
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources.source import Dump, Head, Source


def read_one(dump: Dump, file: str, source: Source, wrong: str) -> Iterator[Record]:
    """What a source reads of a file in a folder or an archive; `wrong` where it is none of its."""
    name = f"{dump.name}/{file}"
    if is_archive(dump.path.name):
        inner = replace(dump, name=name, member=file)
    else:
        inner = replace(dump, name=name, path=dump.path / file)
    with inner.open() as stream:
        head = Head(name, stream.read(HEAD_BYTES))
    if not source.sniff(head):
        yield Problem(file, wrong)
        return
    for record in source.read(inner):
        if isinstance(record, Problem):
            place = f"{file}: {record.where}" if record.where else file
            yield Problem(place, record.message, record.lost)
        else:
            yield record
