"""OpenDocument spreadsheets (.ods, .fods): all sheets stand one behind the other in one XML.

That is read once, and the rows lie in a temporary file when they are many: so each sheet is looked
at and read without those before it. Format: OASIS OpenDocument 1.3.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Final

import msgspec

from sitegen.errors import SourceError
from sitegen.sources import _workbook_xml as xml
from sitegen.sources._opendocument_xml import Spreadsheet
from sitegen.sources._workbook_book import MOST_SHEETS, Book, Sheet, apart
from sitegen.sources._workbook_xml import Cells, Damaged
from sitegen.sources._zip_parts import Pack

KIND: Final = b"application/vnd.oasis.opendocument.spreadsheet"
CONTENT: Final = "content.xml"
_FLAT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?<(?:[\w.-]{1,40}:)?document\s"
)
_BEGINNING: Final = 16 * 1024  # bytes in which a file of one XML says what it is
_IN_MEMORY: Final = 16 << 20  # bytes of rows; more lie in a file
_SIZE: Final = struct.Struct("<I")  # before each row


class OpenDocument(Book):
    """An opened spreadsheet: `pieces` are those of its XML; `first` is how many rows of each sheet
    are asked for, at least, None for all."""

    def __init__(self, pieces: Iterable[bytes], fault: str, first: int | None) -> None:
        self.fault = fault
        self._rows = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the workbook
        self._size = 0
        self._names: list[str] = []
        self._places: list[tuple[int, int]] = []  # where the rows of each sheet begin and end
        self._fault = self._gathered(pieces, Spreadsheet(first))
        if self._fault and not self._names:
            self._begin(CONTENT)
        self.sheets = apart([Sheet(name, str(at)) for at, name in enumerate(self._names)])

    def close(self) -> None:
        self._rows.close()

    def _gathered(self, pieces: Iterable[bytes], reader: Spreadsheet) -> str:
        """Puts all rows away: why there are no more of them, "" for nothing."""
        encode = msgspec.msgpack.Encoder().encode
        try:
            for _ in xml.heard(pieces, reader):
                for one in reader.found:
                    if isinstance(one, str):
                        self._begin(one)
                    elif not self.unread:
                        self._add(encode(one))
                reader.found.clear()
        except (Damaged, SourceError) as error:
            return error.message if isinstance(error, SourceError) else str(error)
        return ""

    def _begin(self, name: str) -> None:
        if len(self._names) < MOST_SHEETS:
            self._names.append(name)
            self._places.append((self._size, self._size))
        else:
            self.unread += 1

    def _add(self, row: bytes) -> None:
        self._rows.write(_SIZE.pack(len(row)) + row)
        self._size += _SIZE.size + len(row)
        self._places[-1] = (self._places[-1][0], self._size)

    def _cells(self, sheet: Sheet) -> Iterator[Cells]:
        at = int(sheet.part)
        decode = msgspec.msgpack.Decoder(Cells).decode
        place, end = self._places[at]
        while place < end:
            self._rows.seek(place)
            (size,) = _SIZE.unpack(self._rows.read(_SIZE.size))
            row = decode(self._rows.read(size))
            place += _SIZE.size + size
            for time in range(row.times):
                yield msgspec.structs.replace(row, number=row.number + time) if time else row
        if self._fault and at == len(self._names) - 1:
            raise Damaged(self._fault)


def is_packed(pack: Pack) -> bool:
    """Whether a document is a spreadsheet: as it says itself, or by its sheets."""
    if CONTENT not in pack.parts:
        return False
    part = pack.parts.get("mimetype")
    said = b"".join(_beginning(pack.pieces(part))) if part else b""
    if said.startswith(b"application/"):
        return said.startswith(KIND)
    found = xml.elements(_beginning(pack.pieces(pack.parts[CONTENT])))
    return any(name == "spreadsheet" for _, name, _ in found)


def is_flat(data: bytes) -> bool:
    """Whether a file that begins so is a spreadsheet in one XML."""
    data = data[:_BEGINNING]
    return KIND in data and bool(_FLAT.match(data))


def is_locked(pack: Pack) -> bool:
    """Whether the parts of a document are encrypted."""
    told = pack.parts.get("meta-inf/manifest.xml")
    found = xml.elements(pack.pieces(told)) if told else ()
    return any(name == "encryption-data" for _, name, _ in found)


def _beginning(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        size = 0
        for piece in pieces:
            yield piece
            size += len(piece)
            if size > 1 << 20:
                return
    except SourceError:
        return
