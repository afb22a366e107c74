"""What documents of office programs look like, in words."""

import re

import msgspec

from sitegen.sources._zip_parts import MAGIC
from sitegen.sources.known import LISTED

LOCKED = MAGIC + b"(locked)"  #: the head of a workbook that only its password opens
_BEGINNING = 64 * 1024  # bytes in which the names of parts stand


class Look(msgspec.Struct, frozen=True):
    """What a file is, in the words of a sentence, and what to do with it where no format fits."""

    what: str
    advice: str = LISTED


_OFFICE = Look("it is an Office document", "save tables as .xlsx or CSV, and texts as plain text")
_SAVED_AS = "save it as .xlsx or CSV"
_OLD_SHEETS = Look("it is a workbook of old Excel (.xls)", _SAVED_AS)
_OPEN_SHEETS = Look(
    "it is an OpenDocument spreadsheet that is damaged: no sheet in it can be read", "get it again"
)
_NUMBERS = Look("it is a spreadsheet of Numbers", f"{_SAVED_AS}: File, Export To")
_BINARY_SHEETS = Look("it is a binary workbook of Excel (.xlsb)", _SAVED_AS)
_LOCKED = Look("it is an Office document with a password", f"{_SAVED_AS}, without the password")
_OPEN_LOCKED = Look(
    "it is an OpenDocument spreadsheet with a password", "save it without the password"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins Office documents of before 2007
_ZIPPED: tuple[tuple[re.Pattern[bytes], Look], ...] = (
    (re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet"), _OPEN_SHEETS),
    (re.compile(rb"Index/[\w/-]{1,80}\.iwa|Index\.zip"), _NUMBERS),
    (re.compile(rb"xl/(?:workbook|worksheets/[\w-]{1,40})\.bin"), _BINARY_SHEETS),
    (
        re.compile(rb"xl/(?:workbook|styles|worksheets/[\w-]{1,40})\.xml"),
        Look(
            "it is a workbook of Excel that is damaged: no sheet in it can be read", "get it again"
        ),
    ),
    (re.compile(rb"\[Content_Types\]\.xml"), _OFFICE),
)


def look(data: bytes, name: str) -> Look | None:
    """What a document is, by the names that stand in it; None for what is none."""
    if data.startswith(LOCKED):
        return _OPEN_LOCKED
    if data.startswith(MAGIC):
        return next((found for mark, found in _ZIPPED if mark.search(data[:_BEGINNING])), None)
    if not data.startswith(_OLE):
        return None
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _LOCKED
    if name.lower().endswith((".xls", ".xlt")) or "Workbook".encode("utf-16-le") in data:
        return _OLD_SHEETS
    return _OFFICE
