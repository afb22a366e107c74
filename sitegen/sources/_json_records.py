"""JSON documents that hold records of several kinds: plain values first, each record typed alone.

For formats whose documents are small and whose records come nested in other objects: one field of
a wrong type costs that field, one bad record costs that record, damage costs what follows it.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Any, BinaryIO, Protocol, TypeVar

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources._json import inside, salvage, values
from sitegen.sources._json_tree import tree

T = TypeVar("T")


class Document(msgspec.Struct, frozen=True):
    """One document of a dump. `torn`: damage ended it, so its last record may be half a one."""

    where: str
    value: Any
    torn: bool = False

    def at(self, path: str) -> str:
        """A place inside: at(".comments[3]")."""
        return inside(self.where, path)


def documents(stream: BinaryIO) -> Iterator[Document | Problem]:
    """The documents of a stream, whatever its outer shape. `null` by itself, an empty answer, is
    none; among the elements of an array it is a problem."""
    return trees(values(stream))


def trees(told: Iterable[tuple[str, bytes] | Problem]) -> Iterator[Document | Problem]:
    """The same of values, or elements of an array, that come with their places."""
    for found in told:
        if isinstance(found, Problem):
            yield found
            continue
        where, data = found
        try:
            value, fault = tree(data)
        except ValueError as error:
            yield Problem(where, str(error))
            continue
        if fault:
            yield Problem(where, f"{fault}; what stands before that is kept")
        if value is not None:
            yield Document(where, value, bool(fault))
        elif not fault and where.endswith("]"):
            yield Problem(where, "null, where a record was expected")


class Reader(Protocol):
    """What makes records of the documents of one dump, and has remarks when it has seen all."""

    def document(self, value: Any, where: str) -> Iterator[Record]: ...

    def remarks(self) -> Iterator[Problem]: ...


def records(stream: BinaryIO, reader: Reader) -> Iterator[Record]:
    """What a reader makes of the documents of a stream."""
    for document in documents(stream):
        if isinstance(document, Problem):
            yield document
        else:
            yield from reader.document(document.value, document.where)
    yield from reader.remarks()


def objects(stream: BinaryIO, others: str) -> Iterator[Document | Problem]:
    """The documents of a stream that are objects; for each other one the problem `others`."""
    for document in documents(stream):
        if isinstance(document, Document) and not isinstance(document.value, dict):
            yield Problem(document.where, others)
        else:
            yield document


def typed(fields: Mapping[str, Any], kind: type[T]) -> tuple[T, list[str]]:
    """The record in `fields`, and the names of the fields that cannot be used and are left out.

    Numbers may stand in strings. Raises ValueError where a field that must be there is not usable.
    """
    try:
        return msgspec.convert(fields, kind, strict=False), []
    except (msgspec.ValidationError, RecursionError):
        return salvage(fields, kind)


def plain(data: bytes) -> object:
    """The value in `data`; None for one that cannot be read."""
    try:
        return tree(data)[0]
    except ValueError:
        return None


def listed(value: object) -> list[Any]:
    """The elements of what should be an array; none where it is something else."""
    return value if isinstance(value, list) else []


def not_listed(value: object, where: str) -> Iterator[Problem]:
    """The problem of what should be an array and is something else that is not empty."""
    if value and not isinstance(value, list):
        yield Problem(where, "a list was expected; nothing in it is read")


def left_out(where: str, names: list[str]) -> Iterator[Problem]:
    """The problem of a record that stands on a page without some of its fields."""
    if names:
        yield Problem(where, f"not usable, and left out: {', '.join(names)}", lost=False)


def odd(
    fields: Mapping[str, Any], kinds: Mapping[str, type | UnionType], at: str = ""
) -> list[str]:
    """The names of fields that hold something of another kind than theirs, `at` before each. What
    is null or empty holds nothing; a boolean is no number."""
    return [
        f"{at}{name}"
        for name, kind in kinds.items()
        if (value := fields.get(name)) and not _is_of(value, kind)
    ]


def _is_of(value: object, kind: type | UnionType) -> bool:
    return value is True if kind is bool else value is not True and isinstance(value, kind)
