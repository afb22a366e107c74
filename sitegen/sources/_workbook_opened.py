"""Workbooks of all kinds, opened: what a file is, is told by its parts."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from sitegen.errors import SourceError
from sitegen.sources import _opendocument, _workbook
from sitegen.sources._copies import as_file
from sitegen.sources._workbook_book import Book
from sitegen.sources._zip_parts import MAGIC, Pack
from sitegen.sources.source import Dump

_CHUNK: Final = 64 * 1024
_MARK: Final = 16 * 1024  # bytes by which a workbook in one XML is known


class Locked(SourceError):
    """A workbook that only its password opens."""


@contextmanager
def opened(dump: Dump, first: int | None = None) -> Iterator[Book]:
    """The workbook of a dump. `first`: how many rows of each sheet are asked for, at least; None
    for all. Raises SourceError where there is none."""
    with dump.open() as stream:
        beginning = stream.read(_MARK)
    if not beginning.startswith(MAGIC) and not _opendocument.is_flat(beginning):
        raise SourceError("no workbook", str(dump.path))
    if not beginning.startswith(MAGIC):
        with dump.open() as stream:
            pieces = iter(partial(stream.read, _CHUNK), b"")
            book: Book = _opendocument.OpenDocument(pieces, "", first)
        try:
            yield book
        finally:
            book.close()
        return
    with as_file(dump, MAGIC, "workbook") as path:
        pack = Pack(path, str(dump.path))
        try:
            book = _packed(pack, str(dump.path), first)
            try:
                yield book
            finally:
                book.close()
        finally:
            pack.close()


def _packed(pack: Pack, shown: str, first: int | None) -> Book:
    if _workbook.is_workbook(pack):
        return _workbook.Workbook(pack)
    if not _opendocument.is_packed(pack):
        raise SourceError("no workbook, or a damaged one", shown)
    if _opendocument.is_locked(pack):
        raise Locked("it is locked with a password", shown, "save it without the password")
    content = pack.pieces(pack.parts[_opendocument.CONTENT])
    return _opendocument.OpenDocument(content, pack.fault, first)
